import type { Writable } from 'node:stream';
import type { Answer } from './contract.ts';

/** Writes lines. Each write waits until the reader has taken it, so that a slow reader slows the program down. */
export class Output {
    readonly #stream: Writable;

    constructor(stream: Writable) {
        this.#stream = stream;
        stream.on('error', () => undefined); // The writes report it.
    }

    async line(line: Exclude<Answer, { type: 'record' }>): Promise<void> {
        await this.write(textOf(line));
    }

    async write(bytes: Buffer): Promise<void> {
        await new Promise<void>((resolve, reject) => {
            this.#stream.write(bytes, (error) => {
                if (error) {
                    reject(error);
                } else {
                    resolve();
                }
            });
        });
    }
}

export function textOf(line: Exclude<Answer, { type: 'record' }>): Buffer {
    return Buffer.from(`${JSON.stringify(line)}\n`);
}
