import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answer } from '../../src/answer.ts';
import type { Answer, EndLine, ErrorLine, LogLine, RecordLine, Request, SkippedLine } from '../../src/contract.ts';
import { Output } from '../../src/output.ts';
import { schema } from './contract.ts';
import { token } from './canvas.ts';

const isMessage = new Ajv2020({ validateFormats: false }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);

export interface Asked {
    readonly text: string;
    readonly lines: Answer[];
    readonly records: RecordLine[];
    readonly skipped: SkippedLine[];
    readonly logs: LogLine[];
    readonly end: EndLine | undefined;
    readonly error: ErrorLine['error'] | undefined;

    /** The waits that were asked for, in milliseconds. */
    readonly pauses: number[];
}

/** Asks in this process. Waits take no time. */
export async function ask(environment: Record<string, string>, request: Partial<Request> | string, writeTakes = 0): Promise<Asked> {
    const pieces: Buffer[] = [];
    const pauses: number[] = [];
    const stream = new Writable({
        write(piece: Buffer, _, done) {
            pieces.push(piece);
            setTimeout(done, writeTakes);
        },
    });
    const line = typeof request === 'string' ? request : JSON.stringify({ contract: 1, id: 1, ...request });
    await answer(line, environment, new Output(stream), async (milliseconds) => {
        pauses.push(milliseconds);
        await Promise.resolve();
    });
    return { ...read(Buffer.concat(pieces).toString()), pauses };
}

/** Reads what the program wrote, and checks that each line is one of the contract and that the token is in none. */
export function read(text: string): Omit<Asked, 'pauses'> {
    assert.ok(!text.includes(token), 'the output holds the token');
    assert.ok(text === '' || text.endsWith('\n'), 'the last line is cut');
    const lines = text
        .split('\n')
        .slice(0, -1)
        .map((line) => {
            const message = JSON.parse(line) as Answer;
            assert.ok(isMessage(message), `not of the contract: ${line.slice(0, 300)}`);
            return message;
        });
    return {
        text,
        lines,
        records: lines.filter((line) => line.type === 'record'),
        skipped: lines.filter((line) => line.type === 'skipped'),
        logs: lines.filter((line) => line.type === 'log'),
        end: lines.find((line) => line.type === 'end'),
        error: lines.find((line) => line.type === 'error')?.error,
    };
}
