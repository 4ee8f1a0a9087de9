import { isUtf8 } from 'node:buffer';

/** The body ended before its JSON did. A body without a length ends so when a connection breaks. */
export class CutShort extends Error {}

/** The rows of a page: the bytes of each as Canvas sent them, and the same as values. */
export interface Rows {
    readonly texts: readonly Buffer[];
    readonly values: readonly unknown[];

    /** The next link when the body holds it. */
    readonly next: string | undefined;
}

export type Shape = 'list' | 'object';

const code = (character: string) => character.charCodeAt(0);
const quote = code('"');
const backslash = code('\\');
const comma = code(',');
const openingBracket = code('[');
const closingBracket = code(']');
const space = code(' ');
const tab = code('\t');
const lineFeed = code('\n');
const carriageReturn = code('\r');

/**
 * Splits a body into its rows: the entries of a list, or the one object. The bytes of a row stay as they are, because JSON.parse rounds
 * ids above 2^53.
 * @param wrapper The property that holds the rows; undefined when the body itself is the list or the object.
 * @returns The rows; undefined when there is no list (or no object) where it belongs.
 * @throws CutShort when the body is incomplete, SyntaxError when it is not JSON.
 */
export function readRows(body: Buffer, shape: Shape, wrapper?: string): Rows | undefined {
    let text = body.subarray(body[0] === 0xef ? 3 : 0);
    text = isUtf8(text) ? text : Buffer.from(text.toString());
    const start = skipBlanks(text, 0);
    if (shape === 'list' && wrapper === undefined) {
        const rows = splitObjects(text, start);
        if (rows) {
            return rows;
        }
    }

    const root = parse(text, start);
    const value = wrapper === undefined ? root : isObject(root) ? root[wrapper] : undefined;
    const at = wrapper === undefined || value === undefined ? start : memberOf(text, start, wrapper);
    replaceLineBreaks(text);
    if (shape === 'object') {
        return isObject(value) ? { texts: [text.subarray(at, valueEnd(text, at))], values: [value], next: undefined } : undefined;
    }

    return Array.isArray(value) ? { texts: entriesOf(text, at), values: value, next: nextOf(root) } : undefined;
}

/**
 * Splits a list between its objects, as Canvas writes it. Where every part is JSON of its own, the split is right.
 * @returns Undefined when a part is not, because an object holds objects in a list, or because the body is wrong.
 */
function splitObjects(text: Buffer, start: number): Rows | undefined {
    const end = skipBlanksBefore(text, text.length) - 1;
    if (text[start] !== openingBracket || text[end] !== closingBracket) {
        return undefined;
    }

    const [texts, values]: [Buffer[], unknown[]] = [[], []];
    try {
        for (let at = start + 1; at < end;) {
            const between = text.indexOf('},{', at, 'latin1');
            const stop = between < 0 ? end : between + 1;
            values.push(JSON.parse(text.toString('utf8', at, stop)));
            texts.push(text.subarray(at, stop));
            at = stop + 1;
        }
    } catch {
        return undefined;
    }

    replaceLineBreaks(text);
    return { texts, values, next: undefined };
}

function parse(text: Buffer, start: number): unknown {
    try {
        return JSON.parse(text.toString());
    } catch (error) {
        // JSON.parse does not distinguish a body that is incomplete from one that is wrong.
        if (start === text.length) {
            throw new CutShort();
        }

        valueEnd(text, start);
        throw error;
    }
}

export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id as a path of Canvas wants it; undefined when the value is none. Canvas may send a number instead of a text. */
export function idOf(value: unknown): string | undefined {
    const text = Number.isSafeInteger(value) ? String(value) : value;
    return typeof text === 'string' && /^\d{1,19}$/.test(text) ? text : undefined;
}

function nextOf(root: unknown): string | undefined {
    const meta = isObject(root) ? root.meta : undefined;
    const pagination = isObject(meta) ? meta.pagination : undefined;
    const next = isObject(pagination) ? pagination.next : undefined;
    return typeof next === 'string' ? next : undefined;
}

/** Makes the text one line. A JSON string has no line breaks inside, so these stand between the parts. */
function replaceLineBreaks(text: Buffer): void {
    for (const lineBreak of [lineFeed, carriageReturn]) {
        for (let at = text.indexOf(lineBreak); at >= 0; at = text.indexOf(lineBreak, at + 1)) {
            text[at] = space;
        }
    }
}

/** The entries of the array that starts at an index. */
function entriesOf(text: Buffer, start: number): Buffer[] {
    const entries: Buffer[] = [];
    for (let at = skipBlanks(text, start + 1); !isClosing(text[at]);) {
        const end = valueEnd(text, at);
        entries.push(text.subarray(at, end));
        at = skipComma(text, end);
    }

    return entries;
}

/** The index of a property's value in the object that starts at an index. Of equal names JSON.parse takes the last. */
function memberOf(text: Buffer, start: number, name: string): number {
    let found = start;
    for (let at = skipBlanks(text, start + 1); !isClosing(text[at]);) {
        const nameEnd = valueEnd(text, at);
        const colon = skipBlanks(text, nameEnd);
        const value = skipBlanks(text, colon + 1);
        found = JSON.parse(text.toString('utf8', at, nameEnd)) === name ? value : found;
        at = skipComma(text, valueEnd(text, value));
    }

    return found;
}

/** The index behind the value that starts at an index. */
function valueEnd(text: Buffer, start: number): number {
    if (text[start] === quote) {
        return stringEnd(text, start);
    }

    if (isOpening(text[start])) {
        return nestedEnd(text, start);
    }

    let at = start;
    while (at < text.length && text[at] !== comma && !isClosing(text[at]) && !isBlank(text[at])) {
        at++;
    }

    return at;
}

function nestedEnd(text: Buffer, start: number): number {
    let depth = 0;
    for (let at = start; at < text.length;) {
        const byte = text[at];
        if (byte === quote) {
            at = stringEnd(text, at);
            continue;
        }

        at++;
        depth += isOpening(byte) ? 1 : 0;
        if (isClosing(byte) && --depth === 0) {
            return at;
        }
    }

    throw new CutShort();
}

function stringEnd(text: Buffer, start: number): number {
    for (let at = start + 1; at < text.length; at++) {
        if (text[at] === quote) {
            return at + 1;
        }

        at += text[at] === backslash ? 1 : 0;
    }

    throw new CutShort();
}

function skipBlanks(text: Buffer, start: number): number {
    let at = start;
    while (isBlank(text[at])) {
        at++;
    }

    return at;
}

function skipBlanksBefore(text: Buffer, end: number): number {
    let at = end;
    while (isBlank(text[at - 1])) {
        at--;
    }

    return at;
}

function skipComma(text: Buffer, start: number): number {
    const at = skipBlanks(text, start);
    return text[at] === comma ? skipBlanks(text, at + 1) : at;
}

function isBlank(byte: number | undefined): boolean {
    return byte === space || byte === lineFeed || byte === carriageReturn || byte === tab;
}

function isOpening(byte: number | undefined): boolean {
    return byte === 0x5b || byte === 0x7b;
}

function isClosing(byte: number | undefined): boolean {
    return byte === 0x5d || byte === 0x7d;
}
