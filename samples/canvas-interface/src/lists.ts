import type { Canvas } from './canvas.ts';
import type { Filter, Kind, List } from './contract.ts';
import { Failure } from './failure.ts';
import { withItems } from './modules.ts';
import type { Endpoint, Page } from './page.ts';
import { idOf, isObject } from './rows.ts';

interface Listing {
    readonly kind: Kind;
    readonly read: (canvas: Canvas, course: string, filter: Filter) => AsyncGenerator<Page>;
}

const courseQuery = 'include[]=term&include[]=total_students&include[]=current_grading_period_scores';

// Without states, concluded and inactive students would be missing.
const enrollmentQuery =
    'state[]=active&state[]=invited&state[]=creation_pending&state[]=inactive&state[]=completed&include[]=current_points';

const userQuery =
    'enrollment_state[]=active&enrollment_state[]=invited&enrollment_state[]=inactive&enrollment_state[]=completed&include[]=email&include[]=last_login';

// Otherwise the dates are those that apply to the user of the token.
const assignmentQuery = 'include[]=overrides&include[]=checkpoints&override_assignment_dates=false';

const submissionQuery =
    'include[]=sub_assignment_submissions' +
    '&exclude_response_fields[]=attachments&exclude_response_fields[]=body&exclude_response_fields[]=discussion_entries' +
    '&exclude_response_fields[]=preview_url&exclude_response_fields[]=url';

/** What each list asks of Canvas. To send more or less, change it here. */
export const listings: Readonly<Record<List, Listing>> = {
    accounts: { kind: 'account', read: listAccounts },
    courses: {
        kind: 'course',
        read: (canvas) =>
            canvas.list({ path: canvas.account === undefined ? 'courses' : `accounts/${encodeURIComponent(canvas.account)}/courses`, query: courseQuery }),
    },
    course: { kind: 'course', read: (canvas, course) => findCourse(canvas, { path: `courses/${course}`, query: courseQuery }) },
    settings: { kind: 'settings', read: (canvas, course) => find(canvas, { path: `courses/${course}/settings` }) },
    sections: list('section', 'sections'),
    enrollments: list('enrollment', 'enrollments', enrollmentQuery),
    users: list('user', 'users', userQuery),
    assignment_groups: list('assignment_group', 'assignment_groups'),
    assignments: list('assignment', 'assignments', assignmentQuery),
    submissions: { kind: 'submission', read: listSubmissions },
    grading_periods: {
        kind: 'grading_period',
        read: (canvas, course) => canvas.list({ path: `courses/${course}/grading_periods`, wrapper: 'grading_periods' }),
    },
    grading_standards: list('grading_standard', 'grading_standards'),
    late_policy: {
        kind: 'late_policy',
        read: (canvas, course) => findIfThere(canvas, { path: `courses/${course}/late_policy`, wrapper: 'late_policy' }),
    },
    modules: {
        kind: 'module',
        read: (canvas, course) => withItems(canvas, course, canvas.list({ path: `courses/${course}/modules`, query: 'include[]=items' })),
    },
};

/** Lists that belong to no course. */
export function isOfSchool(list: List): boolean {
    return list === 'accounts' || list === 'courses';
}

// Each account that is listed comes with all below it.
async function* listAccounts(canvas: Canvas): AsyncGenerator<Page> {
    const path = canvas.account === undefined ? 'accounts' : `accounts/${encodeURIComponent(canvas.account)}`;
    const tops = canvas.account === undefined ? canvas.list({ path }) : find(canvas, { path });
    for await (const page of tops) {
        yield page;
        for (const account of page.values) {
            const id = isObject(account) ? idOf(account.id) : undefined;
            if (id === undefined) {
                throw new Failure('protocol', `GET /api/v1/${path} got an account without an id, with a status of success.`, { path: `/api/v1/${path}` });
            }

            yield* canvas.list({ path: `accounts/${id}/sub_accounts`, query: 'recursive=true' });
        }
    }
}

function list(kind: Kind, part: string, query = ''): Listing {
    return { kind, read: (canvas, course) => canvas.list({ path: `courses/${course}/${part}`, query }) };
}

async function* find(canvas: Canvas, endpoint: Endpoint): AsyncGenerator<Page> {
    yield await canvas.find(endpoint);
}

async function* findIfThere(canvas: Canvas, endpoint: Endpoint): AsyncGenerator<Page> {
    try {
        yield await canvas.find(endpoint);
    } catch (error) {
        if (!(error instanceof Failure && error.code === 'not_found')) {
            throw error;
        }
    }
}

async function* findCourse(canvas: Canvas, endpoint: Endpoint): AsyncGenerator<Page> {
    const page = await canvas.find(endpoint);
    if (!page.values.every((course) => isObject(course) && 'id' in course)) {
        throw new Failure('protocol', `GET /api/v1/${endpoint.path} got an object that is not a course, with a status of success.`, {
            path: `/api/v1/${endpoint.path}`,
        });
    }

    yield page;
}

async function* listSubmissions(canvas: Canvas, course: string, filter: Filter): AsyncGenerator<Page> {
    if (filter.user_ids?.length === 0 || filter.assignment_ids?.length === 0) {
        return;
    }

    const students = (filter.user_ids ?? ['all']).map((id) => `student_ids[]=${id}`);
    const assignments = (filter.assignment_ids ?? []).map((id) => `assignment_ids[]=${id}`);
    const query = [
        ...students,
        submissionQuery,
        ...since('graded_since', filter.graded_since),
        ...since('submitted_since', filter.submitted_since),
        ...assignments,
    ];
    yield* canvas.list({ path: `courses/${course}/students/submissions`, query: query.join('&') });
}

function since(name: string, time: string | undefined): string[] {
    return time === undefined ? [] : [`${name}=${new Date(time).toISOString().replace(/\.\d+/, '')}`];
}
