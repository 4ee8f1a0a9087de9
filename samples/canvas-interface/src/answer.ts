import { Canvas } from './canvas.ts';
import type { Pause } from './canvas.ts';
import type { Kind, Request } from './contract.ts';
import { Failure } from './failure.ts';
import { isOfSchool, listings } from './lists.ts';
import { textOf } from './output.ts';
import type { Output } from './output.ts';
import type { Page } from './page.ts';
import { numberOf, readRequest } from './request.ts';
import { isObject } from './rows.ts';
import { readSettings } from './settings.ts';

/** Answers one line of standard input. A failure ends this answer only. Throws when standard output was closed. */
export async function answer(line: string, environment: NodeJS.ProcessEnv, output: Output, pause?: Pause): Promise<void> {
    const id = numberOf(line);
    let canvas: Canvas | undefined;
    try {
        const request = readRequest(line);
        canvas = new Canvas(readSettings(environment), (message) => output.line({ type: 'log', level: 'warn', message }), pause);
        const counts = await send(request, canvas, output);
        await output.line({ type: 'end', id, counts, ...canvas.counts });
    } catch (error) {
        await output.line({ type: 'error', id, error: failureOf(error).toJSON(), ...canvas?.counts });
    }
}

/** Sends the lists of a request, and counts the records of each kind. */
async function send(request: Request, canvas: Canvas, output: Output): Promise<Partial<Record<Kind, number>>> {
    const counts: Partial<Record<Kind, number>> = {};
    const { id, lists, course_ids: courses = [], filter = {} } = request;
    const wanted = [
        ...lists.filter(isOfSchool).map((list) => ({ list, course: undefined })),
        ...courses.flatMap((course) => lists.filter((list) => !isOfSchool(list)).map((list) => ({ list, course }))),
    ];
    let done = 0;
    for (const { list, course } of wanted) {
        const { kind, read } = listings[list];
        try {
            for await (const page of read(canvas, course ?? '', filter)) {
                done += page.texts.length;
                counts[kind] = (counts[kind] ?? 0) + page.texts.length;
                const progress = textOf({ type: 'progress', id, list, ...(course === undefined ? {} : { course_id: course }), done });

                // One write a page, because each waits for the reader.
                await output.write(Buffer.concat([...linesOf(page, id, kind, course), progress]));
            }
        } catch (error) {
            if (course === undefined || wanted.length === 1 || !isOfOneList(error)) {
                throw error;
            }

            await output.line({ type: 'skipped', id, list, course_id: course, error: error.toJSON() });
        }
    }

    return counts;
}

/** A wrong token and an exhausted rate limit concern every list; other failures may be those of one. */
function isOfOneList(error: unknown): error is Failure {
    return error instanceof Failure && error.code !== 'authentication' && error.code !== 'throttled';
}

function linesOf(page: Page, id: number, kind: Kind, course: string | undefined): Buffer[] {
    const head = {
        type: 'record',
        id,
        kind,
        ...(course === undefined ? {} : { course_id: course }),
        ...(kind === 'course' && page.answeredAt !== undefined ? { answered_at: page.answeredAt } : {}),
    };
    const before = Buffer.from(`${JSON.stringify(head).slice(0, -1)},"payload":`);
    const after = Buffer.from('}\n');
    const empty = Buffer.from('{}');

    // An entry that is not an object must not cost the others: the reader reports a record without an id.
    return page.texts.flatMap((text, index) => [before, isObject(page.values[index]) ? text : empty, after]);
}

/** The message of an unexpected error may quote what Canvas sent, so only its name is shown. */
function failureOf(error: unknown): Failure {
    return error instanceof Failure
        ? error
        : new Failure('failed', `The interface failed: ${error instanceof Error ? error.name : typeof error}.`);
}
