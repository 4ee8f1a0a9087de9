import type { Failure } from './failure.ts';
import type { HttpAnswer } from './http.ts';
import type { PageRequest } from './page.ts';

/** Explains a status outside 2xx. Canvas gives 401 and 403 several meanings each. */
export function explain(request: PageRequest, answer: HttpAnswer, body: string): Failure {
    const { status } = answer;
    const isDenied = status === 401 || status === 403;
    if (status === 429 || (status === 403 && /Rate Limit Exceeded/i.test(body))) {
        return request.fail('throttled', `was refused by the rate limit of Canvas (${status})`, {
            status,
            retryAfter: retryAfterOf(answer),
        });
    }

    if (status >= 500 || status === 408) {
        return request.fail('unavailable', `was answered ${status}`, { status, retryAfter: retryAfterOf(answer) });
    }

    if (isDenied && /Insufficient scopes/i.test(body)) {
        return request.fail('permission', `was refused (${status}): the access token lacks the scope`, { status });
    }

    if (status === 401 && /\bBearer\b/i.test(answer.header('www-authenticate'))) {
        return request.fail('authentication', 'was refused (401): Canvas does not accept the access token', { status });
    }

    if (status === 403 && /^text\/html\b/i.test(answer.header('content-type'))) {
        return request.fail('protocol', 'was refused (403) by something in front of Canvas', { status });
    }

    if (isDenied) {
        return request.fail('permission', `was refused (${status}): the access token is good, but its user may not do this`, { status });
    }

    return status === 404 || status === 410
        ? request.fail('not_found', `found nothing (${status})`, { status })
        : request.fail('failed', `was answered ${status}`, { status });
}

/** Reads Retry-After, seconds or a date, as milliseconds. */
function retryAfterOf(answer: HttpAnswer): number | undefined {
    const text = answer.header('retry-after').trim();
    const now = Date.parse(answer.header('date')) || Date.now();
    const delay = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
    return delay > 0 ? delay : undefined;
}
