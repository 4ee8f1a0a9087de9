const parameter = /\s*;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?\s*/y;
const target = /[\s,]*<([^>]*)>\s*/y;

/**
 * Finds the target of rel="next" in a Link header (RFC 8288); undefined for none.
 * @throws SyntaxError when it cannot be read: taking that for "no next link" would end a list early.
 */
export function findNext(header: string): string | undefined {
    for (let at = 0; /[^\s,]/.test(header.slice(at));) {
        const link = matchAt(target, header, at);
        if (!link) {
            throw new SyntaxError('Not a Link header.');
        }

        at = target.lastIndex;
        let relations: string | undefined;
        for (let part = matchAt(parameter, header, at); part; part = matchAt(parameter, header, at)) {
            at = parameter.lastIndex;
            if (part[1]?.toLowerCase() === 'rel') {
                // Only the first rel of a link counts.
                relations ??= part[2] ?? part[3];
            }
        }

        if (at < header.length && header[at] !== ',') {
            throw new SyntaxError('Not a Link header.');
        }

        if (relations?.toLowerCase().split(/\s+/).includes('next')) {
            return link[1]?.trim();
        }
    }

    return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(text);
}

/**
 * Makes the target of a link absolute; undefined when it leads to another origin. Behind a proxy Canvas may write http where it is
 * asked by https: such a link is followed by https.
 */
export function follow(origin: string, from: string, link: string): string | undefined {
    if (!URL.canParse(link, from)) {
        return undefined;
    }

    const url = new URL(link, from);
    const home = new URL(origin);
    if (
        home.protocol === 'https:' &&
        url.protocol === 'http:' &&
        url.hostname === home.hostname &&
        (url.port === '' || url.port === home.port)
    ) {
        url.port = '';
        url.protocol = home.protocol;
        url.port = home.port;
    }

    return url.origin === origin && url.username === '' && url.password === '' ? url.href : undefined;
}
