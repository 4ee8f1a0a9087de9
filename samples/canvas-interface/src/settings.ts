import { Failure } from './failure.ts';

export interface Settings {
    /** The one scheme, host and port that the token is sent to. */
    readonly origin: string;
    readonly token: string;
    /** The account whose courses are listed; undefined for the courses of the token's user. */
    readonly account: string | undefined;
}

/** Reads CANVAS_URL, CANVAS_TOKEN and CANVAS_ACCOUNT. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
    return { origin: readOrigin(environment.CANVAS_URL), token: readToken(environment.CANVAS_TOKEN), account: readAccount(environment.CANVAS_ACCOUNT) };
}

function readOrigin(text = ''): string {
    if (!URL.canParse(text)) {
        throw new Failure(
            'request',
            'CANVAS_URL is missing or no address. Set it to the address of Canvas, for example https://canvas.school.edu.',
        );
    }

    const url = new URL(text);
    const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
        throw new Failure(
            'request',
            'CANVAS_URL must be https: over http the access token can be read on the way. http is for loopback only.',
        );
    }

    if (url.href !== `${url.origin}/`) {
        throw new Failure('request', 'CANVAS_URL must be scheme and host alone, for example https://canvas.school.edu.');
    }

    return url.origin;
}

function readToken(text = ''): string {
    if (text === '') {
        throw new Failure('authentication', 'CANVAS_TOKEN is missing. Make an access token in Canvas under Account, Settings.');
    }

    // fetch repeats a header that it refuses in its error.
    if (!/^[\x21-\x7e]+$/.test(text)) {
        throw new Failure('authentication', 'CANVAS_TOKEN holds a blank, a line break or another character that no access token has.');
    }

    return text;
}

function readAccount(text = ''): string | undefined {
    if (!/^[\w:.~-]*$/.test(text)) {
        throw new Failure('request', 'CANVAS_ACCOUNT is no id of an account. Set it to an id, "self" or "sis_account_id:…", or leave it out.');
    }

    return text === '' ? undefined : text;
}
