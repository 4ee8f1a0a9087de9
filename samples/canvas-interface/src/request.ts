import type { Filter, List, Request } from './contract.ts';
import { Failure } from './failure.ts';
import { isOfSchool, listings } from './lists.ts';
import { isObject } from './rows.ts';

/** The number of a request that may be wrong in every other way; 0 when it has none. */
export function numberOf(line: string): number {
    try {
        const value: unknown = JSON.parse(line);
        return isObject(value) && isNumber(value.id) ? value.id : 0;
    } catch {
        return 0;
    }
}

/**
 * Reads a line of standard input.
 * @throws Failure when it is not a request of this version of the contract.
 */
export function readRequest(line: string): Request {
    const value = parse(line);
    if (!isObject(value) || value.contract !== 1) {
        throw wrong('it is not a request of version 1 of the contract');
    }

    const { id, lists, course_ids: courses, filter = {} } = value;
    if (!isNumber(id)) {
        throw wrong('its id is no number from 1');
    }

    if (!Array.isArray(lists) || lists.length === 0 || !lists.every(isList)) {
        throw wrong(`its lists are not some of ${Object.keys(listings).join(', ')}`);
    }

    if (courses === undefined ? !lists.every(isOfSchool) : !isIds(courses) || courses.length === 0) {
        throw wrong('its course_ids are missing, or not texts of digits');
    }

    if (!isFilter(filter)) {
        throw wrong('its filter is not one of the contract');
    }

    return { contract: 1, id, lists, filter, ...(courses === undefined ? {} : { course_ids: courses as string[] }) };
}

function parse(line: string): unknown {
    try {
        return JSON.parse(line);
    } catch {
        throw wrong('it is not JSON');
    }
}

// The text of a line may hold personal ids, so messages do not repeat it.
function wrong(what: string): Failure {
    return new Failure('request', `The request cannot be served: ${what}.`);
}

function isNumber(value: unknown): value is number {
    return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isList(value: unknown): value is List {
    return typeof value === 'string' && Object.hasOwn(listings, value);
}

function isIds(value: unknown): value is string[] {
    return Array.isArray(value) && value.every((id) => typeof id === 'string' && /^\d{1,19}$/.test(id));
}

function isTime(value: unknown): value is string {
    return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}

function isFilter(value: unknown): value is Filter {
    const isKnown: Record<keyof Filter, (part: unknown) => boolean> = {
        graded_since: isTime,
        submitted_since: isTime,
        user_ids: isIds,
        assignment_ids: isIds,
    };
    return (
        isObject(value) &&
        Object.entries(value).every(([name, part]) => Object.hasOwn(isKnown, name) && isKnown[name as keyof Filter](part))
    );
}
