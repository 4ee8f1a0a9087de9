import { send } from './http.ts';
import type { HttpAnswer } from './http.ts';
import { Failure } from './failure.ts';
import { findNext, follow } from './link.ts';
import type { Page, PageRequest } from './page.ts';
import { explain } from './refusal.ts';
import { CutShort, readRows } from './rows.ts';
import type { Settings } from './settings.ts';

const maxPageBytes = 64 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;
const maxRedirects = 3;
const pageTimeout = 60_000;

/**
 * Gets a page in one attempt.
 * @param stop Ends the attempt.
 * @param sending Called for each HTTP request.
 * @param announce Called with the next link when the headers have one, before the body is read.
 * @throws Failure
 */
export async function getPage(
    request: PageRequest,
    settings: Settings,
    stop: AbortSignal,
    sending: () => void,
    announce: (link: string) => void,
): Promise<Page> {
    const timeout = AbortSignal.timeout(pageTimeout);
    let answer: HttpAnswer | undefined;
    try {
        let address: string;
        ({ answer, address } = await sendAlong(request, settings, AbortSignal.any([stop, timeout]), sending));
        if (answer.status >= 200 && answer.status < 300) {
            return await accept(request, settings.origin, answer, address, announce);
        }

        const body = await answer.read(maxErrorBytes);
        if (answer.status >= 502 && answer.status <= 504) {
            request.shrink();
        }

        throw explain(request, answer, body.toString());
    } catch (error) {
        if (stop.aborted || error instanceof Failure) {
            throw error;
        }

        if (timeout.aborted) {
            request.shrink();
            throw request.fail('unavailable', `was given up after ${pageTimeout / 1000} s`);
        }

        throw broken(request, error);
    } finally {
        answer?.discard();
    }
}

/** Sends the request, and follows redirects within the origin. */
async function sendAlong(
    request: PageRequest,
    { origin, token }: Settings,
    signal: AbortSignal,
    sending: () => void,
): Promise<{ answer: HttpAnswer; address: string }> {
    let address = request.addressAt(origin);
    for (let redirects = 0; ; redirects++) {
        sending();
        const answer = await send(
            address,
            {
                Accept: 'application/json+canvas-string-ids, application/json',
                Authorization: `Bearer ${token}`,
                'User-Agent': 'CanvasData.Operations-canvas-interface/1.0',
            },
            signal,
        );
        const location = answer.header('location');
        if (answer.status < 300 || answer.status >= 400 || location === '') {
            return { answer, address };
        }

        answer.discard();
        if (redirects === maxRedirects) {
            throw request.fail('protocol', `was redirected more than ${maxRedirects} times`, { status: answer.status });
        }

        address = resolve(request, origin, address, location);
    }
}

async function accept(
    request: PageRequest,
    origin: string,
    answer: HttpAnswer,
    address: string,
    announce: (link: string) => void,
): Promise<Page> {
    const { status } = answer;
    const isEmpty = status !== 200 || answer.header('content-length') === '0';
    if (isEmpty || !/^$|json/i.test(answer.header('content-type'))) {
        throw request.fail('protocol', `got ${isEmpty ? 'an empty answer' : 'something else than JSON'}, with a status of success`, {
            status,
        });
    }

    const link = nextOf(request, answer.header('link'));
    const following = link === undefined ? undefined : resolve(request, origin, address, link);
    if (following !== undefined) {
        announce(following);
    }

    const body = await answer.read(maxPageBytes);
    if (body.length > maxPageBytes) {
        throw request.fail('protocol', `got a body over the limit of ${maxPageBytes} bytes`);
    }

    const rows = readRows(body, request.shape, request.endpoint.wrapper);
    if (!rows) {
        throw request.fail('protocol', `got no ${request.shape} where one belongs, with a status of success`);
    }

    const date = Date.parse(answer.header('date'));
    return {
        ...rows,
        next: following ?? (rows.next === undefined ? undefined : resolve(request, origin, address, rows.next)),
        answeredAt: Number.isNaN(date) ? undefined : new Date(date).toISOString().replace('.000', ''),
    };
}

function nextOf(request: PageRequest, header: string): string | undefined {
    try {
        return findNext(header);
    } catch {
        throw request.fail('protocol', 'got a Link header that cannot be read');
    }
}

function resolve(request: PageRequest, origin: string, from: string, link: string): string {
    const target = follow(origin, from, link);
    if (target === undefined) {
        throw request.fail('protocol', 'got a link or redirect to another scheme, host or port; the access token was not sent there');
    }

    return target;
}

/** Explains an attempt that ended without a whole answer. */
function broken(request: PageRequest, error: unknown): unknown {
    if (error instanceof CutShort) {
        return request.fail('unavailable', 'got a body that was cut short');
    }

    if (error instanceof SyntaxError) {
        return request.fail('protocol', 'got a body that is not JSON');
    }

    // Errors of the connection have a code; those of a wrong call are TypeErrors.
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof TypeError) {
        return error;
    }

    return code === 'HPE_HEADER_OVERFLOW'
        ? request.fail('protocol', 'got an answer whose headers are too large')
        : request.fail('unavailable', `got no whole answer (${code})`, { isOfAddress: code === 'ENOTFOUND' || /CERT|TLS|SSL/.test(code) });
}
