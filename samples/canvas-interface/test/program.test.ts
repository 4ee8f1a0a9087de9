import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buffer, text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { read } from './support/ask.ts';
import { refuse, sendJson, startCanvas, token } from './support/canvas.ts';
import type { Handler, TestCanvas } from './support/canvas.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs the program as a host does; it is ended with the test. */
function start(context: TestContext, canvas: TestCanvas): ChildProcessWithoutNullStreams {
    const runner = (process.features as { typescript?: unknown }).typescript ? [] : ['--import', 'tsx'];
    const child = spawn(process.execPath, [...runner, 'src/main.ts'], {
        cwd: root,
        env: { PATH: process.env.PATH, ...canvas.environment },
    });
    context.after(() => child.kill('SIGKILL'));
    return child;
}

async function exitOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
}

const line = (id: number, list = 'submissions') => `${JSON.stringify({ contract: 1, id, lists: [list], course_ids: ['5'] })}\n`;

/** A list of sixty pages, about 100 KB each. */
const sixtyPages: Handler = (request, response) => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ id: String(index), body: 'x'.repeat(1000) }));
    const page = Number(/page=(\d+)$/.exec(request.url ?? '')?.[1] ?? 100) % 100;
    sendJson(response, rows, page < 59 ? { Link: `</list?page=${page + 1}>; rel="next"` } : {});
};

describe('The program', () => {
    it('answers one request after the other until its input ends, and ends with 0', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            if (request.url?.includes('users')) {
                refuse(response, 403);
            } else {
                sendJson(response, [{ id: '1' }]);
            }
        });
        const child = start(t, canvas);
        child.stdin.end(`${line(1, 'sections')}\n${line(2, 'users')}not JSON\r\n${line(4, 'sections').trimEnd()}`);
        const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
        const { lines } = read(output);
        assert.deepEqual(
            lines.map((message) => [message.type, message.type === 'log' || message.id]),
            [
                ['record', 1],
                ['progress', 1],
                ['end', 1],
                ['error', 2],
                ['error', 0],
                ['record', 4],
                ['progress', 4],
                ['end', 4],
            ],
        );
        assert.deepEqual([code, errors], [0, '']);
    });

    it('is tried by hand with the script run', { skip: process.platform === 'win32' }, async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            sendJson(response, request.url?.startsWith('/api/v1/courses?') ? [{ id: '5' }, { id: '9007199254740993' }] : [{ id: '1' }]);
        });
        const env = { PATH: process.env.PATH, CANVAS_TOKEN: token };
        const child = spawn(`${root}run`, ['--url', canvas.origin, '--courses', 'all', '--lists', 'sections,users'], { env });
        t.after(() => child.kill('SIGKILL'));
        const [output, code] = await Promise.all([text(child.stdout), exitOf(child)]);
        assert.deepEqual(
            read(output).records.map((record) => [record.kind, record.course_id]),
            [
                ['course', undefined],
                ['course', undefined],
                ['section', '5'],
                ['user', '5'],
                ['section', '9007199254740993'],
                ['user', '9007199254740993'],
            ],
        );
        assert.equal(code, 0);
    });

    it('answers while its input stays open', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            sendJson(response, []);
        });
        const child = start(t, canvas);
        const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
        for (const id of [1, 2]) {
            child.stdin.write(line(id));
            const ends = [(await lines.next()).value, (await lines.next()).value];
            assert.match(String(ends[1]), new RegExp(`"type":"end","id":${id}`));
        }
    });

    it('loses nothing of an output larger than a pipe, and waits for a slow reader', async (t) => {
        const canvas = await startCanvas(t, sixtyPages);
        const child = start(t, canvas);
        child.stdin.end(line(1));
        await once(child.stdout, 'readable');
        await setTimeout(1000);
        const askedUnread = canvas.asked.length;
        const { end, records } = read((await buffer(child.stdout)).toString());
        assert.ok(askedUnread >= 1 && askedUnread <= 8, `${askedUnread} pages were asked for while the output was not read`);
        assert.deepEqual([end?.counts, records.length], [{ submission: 6000 }, 6000]);
    });

    it('ends when its output is closed', async (t) => {
        const canvas = await startCanvas(t, sixtyPages);
        const child = start(t, canvas);
        child.stdin.write(line(1));
        await once(child.stdout, 'readable');
        child.stdout.destroy();
        assert.equal(await exitOf(child), 1);
        assert.ok(canvas.asked.length < 60);
    });

    it('shows the token nowhere, whatever Canvas does', async (t) => {
        const handlers: Handler[] = [
            (_, response) => {
                refuse(response, 422, token);
            },
            (_, response) => {
                sendJson(response, `[${token}]`);
            },
            (_, response) => {
                refuse(response, 302, '', { Location: `https://elsewhere.example/${token}` });
            },
            (_, response) => {
                sendJson(response, [], { Link: `<${token}` });
            },
        ];
        let turn = 0;
        const canvas = await startCanvas(t, (request, response) => handlers[turn++]?.(request, response));
        const child = start(t, canvas);
        child.stdin.end(handlers.map((_, index) => line(index + 1)).join(''));
        const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
        assert.deepEqual(
            read(output).lines.map((message) => message.type),
            ['error', 'error', 'error', 'error'],
        );
        assert.equal(errors, '');
    });
});
