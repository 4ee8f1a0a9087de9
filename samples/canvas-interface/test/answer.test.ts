import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Filter, List } from '../src/contract.ts';
import { isOfSchool } from '../src/lists.ts';
import { ask } from './support/ask.ts';
import { inTurn, refuse, sendJson, startCanvas } from './support/canvas.ts';
import type { Handler } from './support/canvas.ts';

const submissionQuery =
    'include[]=sub_assignment_submissions&exclude_response_fields[]=attachments&exclude_response_fields[]=body' +
    '&exclude_response_fields[]=discussion_entries&exclude_response_fields[]=preview_url&exclude_response_fields[]=url';

const courseQuery = 'include[]=term&include[]=total_students&include[]=current_grading_period_scores';

/** What each list asks for, its kind, and a body that answers it. */
const lists: Record<Exclude<List, 'accounts'>, [asked: string, kind: string, body: unknown]> = {
    courses: [`?${courseQuery}&per_page=100`, 'course', [{ id: '5' }]],
    course: [`/5?${courseQuery}`, 'course', { id: '5' }],
    settings: ['/5/settings', 'settings', { hide_final_grades: false }],
    sections: ['/5/sections?per_page=100', 'section', [{ id: '1' }]],
    enrollments: [
        '/5/enrollments?state[]=active&state[]=invited&state[]=creation_pending&state[]=inactive&state[]=completed&include[]=current_points&per_page=100',
        'enrollment',
        [{ id: '1' }],
    ],
    users: [
        '/5/users?enrollment_state[]=active&enrollment_state[]=invited&enrollment_state[]=inactive&enrollment_state[]=completed&include[]=email&include[]=last_login&per_page=100',
        'user',
        [{ id: '1' }],
    ],
    assignment_groups: ['/5/assignment_groups?per_page=100', 'assignment_group', [{ id: '1' }]],
    assignments: [
        '/5/assignments?include[]=overrides&include[]=checkpoints&override_assignment_dates=false&per_page=100',
        'assignment',
        [{ id: '1' }],
    ],
    submissions: [`/5/students/submissions?student_ids[]=all&${submissionQuery}&per_page=100`, 'submission', [{ id: '1' }]],
    grading_periods: ['/5/grading_periods?per_page=100', 'grading_period', { grading_periods: [{ id: '1' }], meta: {} }],
    grading_standards: ['/5/grading_standards?per_page=100', 'grading_standard', [{ id: '1' }]],
    late_policy: ['/5/late_policy', 'late_policy', { late_policy: { id: '1' } }],
    modules: ['/5/modules?include[]=items&per_page=100', 'module', [{ id: '1', items: [] }]],
};

const courseLists = (Object.keys(lists) as List[]).filter((list) => !isOfSchool(list));
const date = { Date: 'Mon, 02 Mar 2026 10:00:00 GMT' };

/** Answers every list with one record. */
const everything: Handler = (request, response) => {
    const found = Object.values(lists).find(([asked]) => request.url === `/api/v1/courses${asked}`);
    assert.ok(found, `not expected: ${request.url}`);
    sendJson(response, found[2], date);
};

describe('An answer', () => {
    it('sends the accounts with all below them', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            sendJson(response, request.url === '/api/v1/accounts?per_page=100' ? [{ id: '1' }, { id: '7' }] : [{ id: `${request.url?.split('/')[4] ?? ''}0` }]);
        });
        const { records } = await ask(canvas.environment, { lists: ['accounts'] });
        assert.deepEqual(
            records.map(({ kind, course_id: course, payload }) => [kind, course, payload]),
            ['1', '7', '10', '70'].map((id) => ['account', undefined, { id }]),
        );
    });

    it('sends what is below accounts whose ids are numbers', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            sendJson(response, request.url === '/api/v1/accounts?per_page=100' ? [{ id: 1 }] : [{ id: 10 }]);
        });
        const { records } = await ask(canvas.environment, { lists: ['accounts'] });
        assert.deepEqual(
            records.map(({ payload }) => payload),
            [{ id: 1 }, { id: 10 }],
        );
    });

    for (const id of [undefined, null, 2 ** 60, 'self']) {
        it(`fails when an account has the id ${id}`, async (t) => {
            const canvas = await startCanvas(t, (_, response) => {
                sendJson(response, [{ id, name: 'School' }]);
            });
            const { error, end } = await ask(canvas.environment, { lists: ['accounts'] });
            assert.deepEqual([error?.code, error?.path, end], ['protocol', '/api/v1/accounts', undefined]);
        });
    }

    for (const [list, [asked, kind, body]] of Object.entries(lists)) {
        it(`sends the list ${list}`, async (t) => {
            const canvas = await startCanvas(t, everything);
            const { records, end } = await ask(canvas.environment, {
                lists: [list as List],
                ...(isOfSchool(list as List) ? {} : { course_ids: ['5'] }),
            });
            assert.deepEqual(canvas.asked, [`/api/v1/courses${asked}`]);
            const row = Array.isArray(body) ? (body[0] as object) : ((body as Record<string, object>)[list] ?? body);
            const expected = kind === 'grading_period' ? { id: '1' } : row;
            assert.deepEqual(records, [
                {
                    type: 'record',
                    id: 1,
                    kind,
                    ...(isOfSchool(list as List) ? {} : { course_id: '5' }),
                    ...(kind === 'course' ? { answered_at: '2026-03-02T10:00:00Z' } : {}),
                    payload: expected,
                },
            ]);
            assert.deepEqual(end?.counts, { [kind]: 1 });
        });
    }

    it('sends all lists of a course, then those of the next', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            request.url = request.url?.replace('/courses/6', '/courses/5');
            everything(request, response);
        });
        const { records, end, lines } = await ask(canvas.environment, { id: 7, lists: courseLists, course_ids: ['5', '6'] });
        assert.deepEqual(
            records.map((record) => record.course_id),
            [...Array<string>(12).fill('5'), ...Array<string>(12).fill('6')],
        );
        assert.deepEqual(Object.values(end?.counts ?? {}), Array(12).fill(2));
        assert.ok(lines.every((line) => line.type === 'log' || line.id === 7));
    });

    it('says how far it is', async (t) => {
        const canvas = await startCanvas(t, everything);
        const { lines } = await ask(canvas.environment, { lists: ['sections', 'users'], course_ids: ['5'] });
        assert.deepEqual(lines[3], { type: 'progress', id: 1, list: 'users', course_id: '5', done: 2 });
    });

    it('keeps ids above 2^53 that come as numbers', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            sendJson(response, '[{"id":9007199254740993,\n"sis":"9007199254740993"}]');
        });
        const { text } = await ask(canvas.environment, { lists: ['sections'], course_ids: ['9223372036854775807'] });
        assert.ok(text.includes('"course_id":"9223372036854775807","payload":{"id":9007199254740993, "sis":"9007199254740993"}}\n'));
    });

    it('leaves out when Canvas answered when Canvas does not say', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            sendJson(response, [{ id: '5' }], { Date: 'now' });
        });
        assert.equal((await ask(canvas.environment, { lists: ['courses'] })).records[0]?.answered_at, undefined);
    });

    it('skips the lists that cannot be read and sends the others', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            if (/users|settings/.test(request.url ?? '')) {
                refuse(response, request.url?.includes('users') ? 403 : 404);
            } else {
                everything(request, response);
            }
        });
        const { skipped, end, records } = await ask(canvas.environment, { lists: courseLists, course_ids: ['5'] });
        assert.deepEqual(
            skipped.map(({ list, course_id, error }) => [list, course_id, error.code, error.status, error.path]),
            [
                ['settings', '5', 'not_found', 404, '/api/v1/courses/5/settings'],
                ['users', '5', 'permission', 403, '/api/v1/courses/5/users'],
            ],
        );
        assert.equal(records.length, 10);
        assert.equal(
            Object.values(end?.counts ?? {}).reduce((sum, count) => sum + count),
            10,
        );
    });

    it('counts the records of a list that broke off', async (t) => {
        const canvas = await startCanvas(
            t,
            inTurn(
                (_, response) => {
                    sendJson(response, [{ id: '1' }], { Link: '</next>; rel="next"' });
                },
                (_, response) => {
                    refuse(response, 404);
                },
                (_, response) => {
                    sendJson(response, []);
                },
            ),
        );
        const { end, skipped } = await ask(canvas.environment, { lists: ['sections', 'users'], course_ids: ['5'] });
        assert.deepEqual([end?.counts, skipped.length], [{ section: 1, user: 0 }, 1]);
    });

    it('survives that a page fails while the page before is written', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            if (request.url === '/next') {
                refuse(response, 404);
            } else {
                sendJson(response, [{ id: '1' }], { Link: '</next>; rel="next"' });
            }
        });
        const { records, error } = await ask(canvas.environment, { lists: ['sections'], course_ids: ['5'] }, 200);
        assert.deepEqual([records.length, error?.code], [1, 'not_found']);
    });

    it('ends at once when the token is wrong', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            refuse(response, 401, '', { 'WWW-Authenticate': 'Bearer' });
        });
        const { error, end } = await ask(canvas.environment, { lists: ['sections', 'users'], course_ids: ['5'] });
        assert.deepEqual([error?.code, end, canvas.asked.length], ['authentication', undefined, 1]);
    });

    it('has no late policy when Canvas finds none', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            refuse(response, 404);
        });
        const { lines } = await ask(canvas.environment, { lists: ['late_policy'], course_ids: ['5'] });
        assert.deepEqual(lines, [{ type: 'end', id: 1, counts: {}, requests: 1, retries: 0, throttled: 0 }]);
    });

    it('has no course when Canvas sends something else', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            sendJson(response, { message: 'x' });
        });
        assert.equal((await ask(canvas.environment, { lists: ['course'], course_ids: ['5'] })).error?.code, 'protocol');
    });

    it('sends an empty record in place of an entry that is not an object', async (t) => {
        const canvas = await startCanvas(t, (_, response) => {
            sendJson(response, [null, 'x', { id: '1' }]);
        });
        for (const list of ['sections', 'modules'] as const) {
            const { records, end } = await ask(canvas.environment, { lists: [list], course_ids: ['5'] });
            assert.deepEqual(
                records.map((record) => Object.keys(record.payload)[0]),
                [undefined, undefined, 'id'],
            );
            assert.equal(Object.values(end?.counts ?? {})[0], 3);
        }
    });
});

describe('The submissions', () => {
    const cases: [Filter, string | undefined][] = [
        [
            { user_ids: ['1', '2'], assignment_ids: ['3', '4'] },
            `student_ids[]=1&student_ids[]=2&${submissionQuery}&assignment_ids[]=3&assignment_ids[]=4`,
        ],
        [{ graded_since: '2026-01-31T08:00:00Z' }, `student_ids[]=all&${submissionQuery}&graded_since=2026-01-31T08:00:00Z`],
        [
            { submitted_since: '2026-01-31T09:00:00.9999999+01:00' },
            `student_ids[]=all&${submissionQuery}&submitted_since=2026-01-31T08:00:00Z`,
        ],
        [{ user_ids: [] }, undefined],
        [{ assignment_ids: [] }, undefined],
    ];
    for (const [filter, query] of cases) {
        it(`are filtered by ${JSON.stringify(filter)}`, async (t) => {
            const canvas = await startCanvas(t, (_, response) => {
                sendJson(response, []);
            });
            const { end } = await ask(canvas.environment, { lists: ['submissions'], course_ids: ['5'], filter });
            assert.ok(end);
            assert.deepEqual(canvas.asked, query === undefined ? [] : [`/api/v1/courses/5/students/submissions?${query}&per_page=100`]);
        });
    }
});

describe('The modules', () => {
    const modules = { lists: ['modules' as const], course_ids: ['5'] };

    it('get the items that Canvas leaves out', async (t) => {
        const canvas = await startCanvas(t, (request, response) => {
            if (request.url?.includes('/items')) {
                const isFirst = request.url.endsWith('per_page=100');
                sendJson(
                    response,
                    isFirst ? '[{"id":9007199254740993}]' : '[{"id":"2"}]',
                    isFirst ? { Link: '</items/2>; rel="next"' } : {},
                );
            } else {
                sendJson(
                    response,
                    '[{"id":"7","items_count":2},{"id":8,"items":null,"items_count":1},{"id":"9","items_count":0},{"id":"10","items":[{"id":"1"}]},{"id":"11","items":"x"},{"name":"no id"}]',
                );
            }
        });
        const { text } = await ask(canvas.environment, modules);
        const items = '"items":[{"id":9007199254740993},{"id":"2"}]';
        assert.deepEqual(
            text.split('\n').flatMap((line) => /"payload":(.*)}$/.exec(line)?.[1] ?? []),
            [
                `{"id":"7","items_count":2,${items}}`,
                `{"id":8,"items":null,"items_count":1,${items}}`,
                '{"id":"9","items_count":0,"items":[]}',
                '{"id":"10","items":[{"id":"1"}]}',
                '{"id":"11","items":"x"}',
                '{"name":"no id"}',
            ],
        );
        assert.deepEqual(canvas.asked.slice(1), [
            '/api/v1/courses/5/modules/7/items?per_page=100',
            '/items/2',
            '/api/v1/courses/5/modules/8/items?per_page=100',
            '/items/2',
        ]);
    });

    for (const status of [403, 404, 500]) {
        it(`lose only the items that cannot be read (${status})`, async (t) => {
            const canvas = await startCanvas(t, (request, response) => {
                if (request.url?.includes('/7/items')) {
                    refuse(response, status);
                } else {
                    sendJson(response, [{ id: '7' }, { id: '8', items: [] }]);
                }
            });
            const { records, end } = await ask(canvas.environment, modules);
            assert.match(
                String((records[0]?.payload as Record<string, unknown>).items),
                /^GET \/api\/v1\/courses\/5\/modules\/7\/items \(page 1, attempt \d\) /,
            );
            assert.equal(end?.counts.module, 2);
        });
    }

    it('end with an error when the token expires among the items', async (t) => {
        const canvas = await startCanvas(
            t,
            inTurn(
                (_, response) => {
                    sendJson(response, [{ id: '7' }]);
                },
                (_, response) => {
                    refuse(response, 401, '', { 'WWW-Authenticate': 'Bearer' });
                },
            ),
        );
        assert.equal((await ask(canvas.environment, modules)).error?.code, 'authentication');
    });
});

describe('A request', () => {
    const sections = { lists: ['sections'], course_ids: ['5'] };
    const cases: [string, string, number][] = [
        ['that is not JSON', '{"id":3', 0],
        ['that is no object', '[]', 0],
        ['of another version', '{"contract":2,"id":3,"lists":["courses"]}', 3],
        ['without a number', JSON.stringify({ contract: 1, ...sections }), 0],
        ['without lists', '{"contract":1,"id":3,"lists":[]}', 3],
        ['with an unknown list', '{"contract":1,"id":3,"lists":["toString"],"course_ids":["5"]}', 3],
        ['without courses', '{"contract":1,"id":3,"lists":["courses","users"]}', 3],
        ['with no courses', JSON.stringify({ contract: 1, id: 3, lists: ['users'], course_ids: [] }), 3],
        ['with an id that is a path', JSON.stringify({ contract: 1, id: 3, lists: ['users'], course_ids: ['5/../../accounts'] }), 3],
        ['with an id that is a number', JSON.stringify({ contract: 1, id: 3, lists: ['users'], course_ids: [5] }), 3],
        ['with an unknown filter', JSON.stringify({ contract: 1, id: 3, ...sections, filter: { since: 'x' } }), 3],
        ['with a filter that is no time', JSON.stringify({ contract: 1, id: 3, ...sections, filter: { graded_since: 'today' } }), 3],
        ['with a filter of names', JSON.stringify({ contract: 1, id: 3, ...sections, filter: { user_ids: ['1&x=2'] } }), 3],
    ];
    for (const [what, line, id] of cases) {
        it(`${what} gets an error and no request to Canvas`, async (t) => {
            const canvas = await startCanvas(t, everything);
            const { lines } = await ask(canvas.environment, line);
            assert.equal(lines.length, 1);
            assert.ok(lines[0]?.type === 'error' && lines[0].id === id && lines[0].error.code === 'request', JSON.stringify(lines));
            assert.equal(canvas.asked.length, 0);
        });
    }

    const settings: [string, Record<string, string>, string][] = [
        ['no token', { CANVAS_TOKEN: '' }, 'authentication'],
        ['a token with a line break', { CANVAS_TOKEN: 'secret~0123456789\nX: 1' }, 'authentication'],
        ['no address', { CANVAS_URL: '' }, 'request'],
        ['an address with a path', { CANVAS_URL: 'https://canvas.school.edu/api/v1' }, 'request'],
        ['an address that sends the token in the clear', { CANVAS_URL: 'http://canvas.school.edu' }, 'request'],
        ['an address with a password', { CANVAS_URL: 'https://user:pass@canvas.school.edu' }, 'request'],
    ];
    for (const [what, change, code] of settings) {
        it(`gets an error when the environment has ${what}`, async () => {
            const { error, lines } = await ask(
                { CANVAS_URL: 'https://canvas.invalid', CANVAS_TOKEN: 'x', ...change },
                { lists: ['courses'] },
            );
            assert.deepEqual([error?.code, lines.length], [code, 1]);
        });
    }
});
