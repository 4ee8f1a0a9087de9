import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask } from './support/ask.ts';
import { closedOrigin, inTurn, refuse, sendJson, startCanvas, token } from './support/canvas.ts';
import type { Handler } from './support/canvas.ts';

const sections = { lists: ['sections' as const], course_ids: ['5'] };
const path = '/api/v1/courses/5/sections';
const one: Handler = (_, response) => {
    sendJson(response, [{ id: '1' }]);
};

describe('A list', () => {
    it('is read along its next links', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            const page = Number(/page=p(\d)/.exec(request.url ?? '')?.[1] ?? 1);
            const link =
                page < 3 ? { Link: `<${path}?page=p${page + 1}&per_page=100>; rel="next", <${path}?page=first>; rel="first"` } : {};
            sendJson(response, [{ id: `${page}1` }, { id: `${page}2` }], link);
        });
        const asked = await ask(canvas.environment, sections);
        assert.deepEqual(canvas.asked, [`${path}?per_page=100`, `${path}?page=p2&per_page=100`, `${path}?page=p3&per_page=100`]);
        assert.deepEqual(
            asked.records.map((record) => record.payload),
            ['11', '12', '21', '22', '31', '32'].map((id) => ({ id })),
        );
        assert.deepEqual(asked.end, { type: 'end', id: 1, counts: { section: 6 }, requests: 3, retries: 0, throttled: 0 });
    });

    it('is asked with the token and for ids as texts', async (t) => {
        const seen: unknown[] = [];
        const canvas = await startCanvas(t, (request, response) => {
            seen.push(request.headers.authorization, request.headers.accept, request.headers['user-agent'] !== undefined);
            sendJson(response, []);
        });
        await ask(canvas.environment, sections);
        assert.deepEqual(seen, [`Bearer ${token}`, 'application/json+canvas-string-ids, application/json', true]);
    });

    it('is read from compressed answers', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(gzipSync('[{"id":"1"}]'));
        });
        assert.equal((await ask(canvas.environment, sections)).records.length, 1);
    });

    it('follows a redirect within the origin', async (t) => {
        const canvas = await startCanvas(
            t,
            inTurn((_, response) => {
                refuse(response, 302, '', { Location: '/moved?x=1' });
            }, one),
        );
        assert.equal((await ask(canvas.environment, sections)).records.length, 1);
        assert.equal(canvas.asked[1], '/moved?x=1');
    });

    for (const [what, headers, status] of [
        ['a next link', { Link: '<https://elsewhere.example/x?access_token=1>; rel="next"' }, 200],
        ['a redirect', { Location: 'https://elsewhere.example/x' }, 302],
    ] as const) {
        it(`does not follow ${what} to another origin`, async (t) => {
            const canvas = await startCanvas(t, (_, response) => {
                response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end('[]');
            });
            const { error, text } = await ask(canvas.environment, sections);
            assert.equal(error?.code, 'protocol');
            assert.match(error.message, /another scheme, host or port/);
            assert.ok(!text.includes('elsewhere'));
            assert.equal(canvas.asked.length, 1);
        });
    }

    it('ends with an error when its links go in circles', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            sendJson(response, [{ id: '1' }], { Link: `<${path}?page=2>; rel="next"` });
        });
        const { error } = await ask(canvas.environment, sections);
        assert.match(error?.message ?? '', /\(page 2, attempt 1\) got a next link that was followed before/);
    });

    it('ends with an error when redirects do not end', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            refuse(response, 302, '', { Location: '/again' });
        });
        const { error } = await ask(canvas.environment, sections);
        assert.deepEqual([error?.code, canvas.asked.length], ['protocol', 4]);
    });
});

describe('The rate limit', () => {
    for (const [status, body] of [
        [429, 'slow down'],
        [403, '403 Forbidden (Rate Limit Exceeded)\n'],
    ] as const) {
        it(`makes the program wait and ask again (${status})`, async (t) => {
            const limited: Handler = (_, response) => {
                refuse(response, status, body);
            };
            const canvas = await startCanvas(t, inTurn(limited, limited, one));
            const { end, pauses, logs } = await ask(canvas.environment, sections);
            assert.deepEqual(end, { type: 'end', id: 1, counts: { section: 1 }, requests: 3, retries: 0, throttled: 2 });
            assert.ok(
                pauses.length === 2 && pauses.every((pause, time) => pause >= 750 * 2 ** time && pause <= 1250 * 2 ** time),
                String(pauses),
            );
            assert.match(logs[0]?.message ?? '', /attempt 1\) was refused by the rate limit of Canvas \(\d+\)\. Trying again in \d/);
        });

        it(`ends the answer after eight waits (${status})`, async (t) => {
            const canvas = await startCanvas(t, (_, response) => {
                refuse(response, status, body);
            });
            const { error, end } = await ask(canvas.environment, { lists: ['sections', 'users'], course_ids: ['5'] });
            assert.deepEqual(
                [error?.code, error?.status, error?.path, end, canvas.asked.length],
                ['throttled', status, path, undefined, 9],
            );
        });
    }

    it('is obeyed for as long as Canvas asks, in seconds or until a date', async (t) => {
        const canvas = await startCanvas(
            t,
            inTurn(
                (_, response) => {
                    refuse(response, 429, '', { 'Retry-After': '7' });
                },
                (_, response) => {
                    refuse(response, 503, '', { 'Retry-After': 'Mon, 02 Mar 2026 10:00:11 GMT', Date: 'Mon, 02 Mar 2026 10:00:00 GMT' });
                },
                one,
            ),
        );
        assert.deepEqual((await ask(canvas.environment, sections)).pauses, [7000, 11_000]);
    });

    it('is said again during a long wait', async (t) => {
        const canvas = await startCanvas(
            t,
            inTurn((_, response) => {
                refuse(response, 429, '', { 'Retry-After': '75' });
            }, one),
        );
        const { pauses, logs } = await ask(canvas.environment, sections);
        assert.deepEqual([pauses, logs.length], [[30_000, 30_000, 15_000], 3]);
    });

    it('ends the answer when Canvas asks for more than ten minutes', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            refuse(response, 429, '', { 'Retry-After': '601' });
        });
        const { error, pauses } = await ask(canvas.environment, sections);
        assert.deepEqual([error?.code, pauses], ['throttled', []]);
    });
});

describe('A failure of Canvas or the network', () => {
    const failures: Record<string, Handler> = {
        'a status of 500': (_, response) => {
            refuse(response, 500, '{}');
        },
        'a status of 408': (_, response) => {
            refuse(response, 408);
        },
        'a connection that breaks': (request) => {
            request.socket.destroy();
        },
        'a body that breaks off': (_, response) => {
            response
                .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' })
                .write('[{"id":"1"},', () => response.destroy());
        },
        'a body without a length that is cut': (_, response) => {
            response.writeHead(200, { 'Content-Type': 'application/json', Connection: 'close' }).end('[{"id":"1"},{"id":');
        },
    };
    for (const [what, failing] of Object.entries(failures)) {
        it(`is tried again: ${what}`, async (t) => {
            const canvas = await startCanvas(t, inTurn(failing, one));
            const { end, pauses, records } = await ask(canvas.environment, sections);
            assert.deepEqual([end?.retries, pauses.length, records.length, canvas.asked.length], [1, 1, 1, 2]);
        });

        it(`ends the answer after six attempts: ${what}`, async (t) => {
            const canvas = await startCanvas(t, failing);
            const { error } = await ask(canvas.environment, sections);
            assert.deepEqual([error?.code, error?.path, canvas.asked.length], ['unavailable', path, 6]);
        });
    }

    it('is tried again on a later page without reading the first one twice', async (t) => {
        const canvas = await startCanvas(
            t,
            inTurn(
                (_, response) => {
                    sendJson(response, [{ id: '1' }], { Link: `<${path}?page=2>; rel="next"` });
                },
                (_, response) => {
                    refuse(response, 500);
                },
                (_, response) => {
                    sendJson(response, [{ id: '2' }]);
                },
            ),
        );
        const { records } = await ask(canvas.environment, sections);
        assert.deepEqual([records.map((record) => record.payload), canvas.asked.length], [[{ id: '1' }, { id: '2' }], 3]);
    });

    it('makes the first page smaller when a gateway gives up', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            refuse(response, 504, '<html></html>');
        });
        await ask(canvas.environment, sections);
        assert.deepEqual(
            canvas.asked.map((address) => /per_page=(\d+)/.exec(address)?.[1]),
            ['100', '50', '25', '12', '10', '10'],
        );
    });

    it('is not tried again for ever when every list fails', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            refuse(response, 500);
        });
        const { end, skipped } = await ask(canvas.environment, { lists: ['sections', 'users'], course_ids: ['1', '2', '3', '4', '5'] });
        assert.deepEqual([end?.retries, end?.requests, skipped.length], [20, 30, 10]);
    });

    it('names what happened to the connection', async () => {
        const { error, pauses } = await ask({ CANVAS_URL: await closedOrigin(), CANVAS_TOKEN: token }, sections);
        assert.match(error?.message ?? '', /attempt 6\) got no whole answer \(ECONNREFUSED\)/);
        assert.equal(pauses.length, 5);
    });

    it('is tried twice only when the host has no name', async () => {
        const { error, pauses } = await ask({ CANVAS_URL: 'https://canvas.invalid', CANVAS_TOKEN: token }, sections);
        assert.equal(error?.code, 'unavailable');
        assert.ok(error.message.includes('ENOTFOUND') ? pauses.length === 1 : pauses.length === 5, error.message);
    });
});

describe('An answer that is no success', () => {
    const html = { 'Content-Type': 'text/html; charset=utf-8' };
    const cases: [string, number, string, Record<string, string>, string][] = [
        ['a token that Canvas does not accept', 401, '{}', { 'WWW-Authenticate': 'Bearer realm="canvas-lms"' }, 'authentication'],
        ['a missing permission, in older Canvases', 401, '{}', {}, 'permission'],
        ['a missing permission', 403, '{"status":"unauthorized"}', {}, 'permission'],
        ['a missing scope', 401, 'Insufficient scopes on access token.', { 'WWW-Authenticate': 'Bearer' }, 'permission'],
        ['a firewall', 403, '<html></html>', html, 'protocol'],
        ['a missing object', 404, '{}', {}, 'not_found'],
        ['a deleted object', 410, '{}', {}, 'not_found'],
        ['a question that Canvas refuses', 422, '{"errors":{"name of a person":"x"}}', {}, 'failed'],
        ['a login page', 200, '<html></html>', html, 'protocol'],
        ['nothing', 200, '', { 'Content-Type': 'application/json', 'Content-Length': '0' }, 'protocol'],
        ['no content', 204, '', {}, 'protocol'],
        ['an object where a list belongs', 200, '{"errors":[]}', { 'Content-Type': 'application/json' }, 'protocol'],
        ['JSON that is wrong', 200, '[{"name":x}]', { 'Content-Type': 'application/json' }, 'protocol'],
        ['a Link header that cannot be read', 200, '[]', { 'Content-Type': 'application/json', Link: 'rel=next' }, 'protocol'],
        ['headers that are too large', 200, '[]', { 'Content-Type': 'application/json', 'X-Large': 'x'.repeat(70_000) }, 'protocol'],
    ];
    for (const [what, status, body, headers, code] of cases) {
        it(`ends the answer with one clear code: ${what}`, async (t) => {
            const canvas = await startCanvas(t, (_, response) => {
                refuse(response, status, body, headers);
            });
            const { error, lines } = await ask(canvas.environment, sections);
            assert.deepEqual([error?.code, error?.path, lines.length, canvas.asked.length], [code, path, 1, 1]);
            assert.ok(!error?.message.includes('person'));
        });
    }

    it('ends the answer when a body has no end', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            response.writeHead(200, { 'Content-Type': 'application/json' });
            const piece = Buffer.alloc(1 << 20, '[');
            const send = () => {
                while (response.write(piece));
            };
            response.on('drain', send);
            send();
        });
        assert.match((await ask(canvas.environment, sections)).error?.message ?? '', /over the limit of 67108864 bytes/);
    });
});
