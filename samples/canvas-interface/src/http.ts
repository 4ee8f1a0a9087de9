import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getEncrypted } from 'node:https';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const decoders = new Map<string, () => ReturnType<typeof createGunzip>>([
    ['gzip', createGunzip],
    ['deflate', createInflate],
    ['br', createBrotliDecompress],
]);

/** An answer of a server. To be discarded in the end, because a body that is not read to its end holds its connection. */
export class HttpAnswer {
    readonly status: number;
    readonly discard: () => void;
    readonly #message: IncomingMessage;

    constructor(message: IncomingMessage, discard: () => void) {
        this.status = message.statusCode ?? 0;
        this.discard = discard;
        this.#message = message;
        message.on('error', () => undefined); // Reading reports it; a body that nobody reads may break off too.
    }

    /** A header by its name in small letters; empty when it is not there. */
    header(name: string): string {
        return String(this.#message.headers[name] ?? '');
    }

    /** Reads the body. What exceeds the limit is not read to its end. */
    async read(limit: number): Promise<Buffer> {
        const pieces: Buffer[] = [];
        let length = 0;
        for await (const piece of this.#decoded() as AsyncIterable<Buffer>) {
            pieces.push(piece);
            length += piece.length;
            if (length > limit) {
                break;
            }
        }

        return Buffer.concat(pieces);
    }

    #decoded(): Readable {
        const decoder = decoders.get(this.header('content-encoding').trim().toLowerCase());
        return decoder ? pipeline(this.#message, decoder(), () => undefined) : this.#message;
    }
}

/**
 * Sends a GET request; fetch does the same for several times the work. Connections are kept.
 * @throws What happened to the connection, as an error with a code.
 */
export async function send(address: string, headers: Record<string, string>, signal: AbortSignal): Promise<HttpAnswer> {
    signal.throwIfAborted();
    const options = { headers: { ...headers, 'Accept-Encoding': [...decoders.keys()].join(', ') } };
    return await new Promise((resolve, reject) => {
        // Node's own option "signal" ends a connection that was given back already, with an error that nobody can catch.
        const end = () => {
            signal.removeEventListener('abort', end);
            message?.destroy();
            if (!message) {
                request.destroy();
            }
        };
        let message: IncomingMessage | undefined;
        const request = (address.startsWith('https:') ? getEncrypted : get)(address, options, (answered) => {
            message = answered;
            resolve(new HttpAnswer(answered, end));
        });
        request.on('error', (error) => {
            signal.removeEventListener('abort', end);
            reject(error);
        });
        signal.addEventListener('abort', end);
    });
}
