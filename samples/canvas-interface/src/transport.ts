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
    try {
        const { response, address } = await send(request, settings, AbortSignal.any([stop, AbortSignal.timeout(pageTimeout)]), sending);
        if (response.ok) {
            return await accept(request, settings.origin, response, address, announce);
        }

        const body = await readBody(response, maxErrorBytes);
        if (response.status >= 502 && response.status <= 504) {
            request.shrink();
        }

        throw explain(request, response, body.toString());
    } catch (error) {
        throw stop.aborted ? error : broken(request, error);
    }
}

/** Sends the request, and follows redirects within the origin. */
async function send(
    request: PageRequest,
    { origin, token }: Settings,
    signal: AbortSignal,
    sending: () => void,
): Promise<{ response: Response; address: string }> {
    let address = request.addressAt(origin);
    for (let redirects = 0; ; redirects++) {
        sending();
        const response = await fetch(address, {
            headers: {
                Accept: 'application/json+canvas-string-ids, application/json',
                Authorization: `Bearer ${token}`,
                'User-Agent': 'CanvasData.Operations-canvas-interface/1.0',
            },
            redirect: 'manual',
            signal,
        });
        const location = response.headers.get('location');
        if (response.status < 300 || response.status >= 400 || location === null) {
            return { response, address };
        }

        await response.body?.cancel();
        if (redirects === maxRedirects) {
            throw request.fail('protocol', `was redirected more than ${maxRedirects} times`, { status: response.status });
        }

        address = resolve(request, origin, address, location);
    }
}

async function accept(
    request: PageRequest,
    origin: string,
    response: Response,
    address: string,
    announce: (link: string) => void,
): Promise<Page> {
    const { status, headers } = response;
    const isEmpty = status !== 200 || headers.get('content-length') === '0';
    if (isEmpty || !/json/i.test(headers.get('content-type') ?? 'json')) {
        await response.body?.cancel();
        throw request.fail('protocol', `got ${isEmpty ? 'an empty answer' : 'something else than JSON'}, with a status of success`, {
            status,
        });
    }

    const link = nextOf(request, headers.get('link') ?? '');
    const following = link === undefined ? undefined : resolve(request, origin, address, link);
    if (following !== undefined) {
        announce(following);
    }

    const body = await readBody(response, maxPageBytes);
    if (body.length > maxPageBytes) {
        throw request.fail('protocol', `got a body over the limit of ${maxPageBytes} bytes`);
    }

    const rows = readRows(body, request.shape, request.endpoint.wrapper);
    if (!rows) {
        throw request.fail('protocol', `got no ${request.shape} where one belongs, with a status of success`);
    }

    const date = Date.parse(headers.get('date') ?? '');
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

    if (error instanceof DOMException && error.name === 'TimeoutError') {
        request.shrink();
        return request.fail('unavailable', `was given up after ${pageTimeout / 1000} s`);
    }

    // fetch wraps what happened to the connection in a TypeError.
    if (error instanceof TypeError && error.cause instanceof Error) {
        const { code = 'network' } = error.cause as NodeJS.ErrnoException;
        return code === 'UND_ERR_HEADERS_OVERFLOW'
            ? request.fail('protocol', 'got an answer whose headers are too large')
            : request.fail('unavailable', `got no whole answer (${code})`, {
                  isOfAddress: code === 'ENOTFOUND' || /CERT|TLS|SSL/.test(code),
              });
    }

    return error;
}

/** Reads a body. What exceeds the limit is not read to its end. */
async function readBody(response: Response, limit: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body ?? []) {
        pieces.push(piece as Uint8Array);
        length += (piece as Uint8Array).length;
        if (length > limit) {
            break;
        }
    }

    return Buffer.concat(pieces);
}
