import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findNext, follow } from '../src/link.ts';

describe('A Link header', () => {
    it('shows the next link among others', () => {
        assert.equal(findNext('<https://c/1>; rel="current",<https://c/2>; rel="next",<https://c/1>; rel="first"'), 'https://c/2');
    });

    it('is read as RFC 8288 writes it', () => {
        assert.equal(findNext('<a,b;c>;title="x, <y>; rel=\\"next\\""; REL=prev , , < /2?a=1 > ; rel = "last Next"'), '/2?a=1');
        assert.equal(findNext('</1>; rel="prev"; rel="next"'), undefined);
        assert.equal(findNext('</1>; crossorigin; rel=next'), '/1');
        assert.equal(findNext(' , '), undefined);
    });

    it('is refused when it cannot be read, for that may hide a next link', () => {
        for (const header of [
            'https://c/2; rel=next',
            '<https://c/2; rel=next',
            '</1>; rel="next',
            '</1> x; rel=next',
            '</1>; rel="prev" "next"',
        ]) {
            assert.throws(() => findNext(header), SyntaxError, header);
        }
    });

    it('takes little time when it is long and hostile', () => {
        for (const header of [
            `<a>${';'.repeat(16_000)}`,
            `<a>;a${' '.repeat(16_000)}x`,
            `<a>;a="${'\\'.repeat(16_000)}`,
            '<a>,'.repeat(4_000),
        ]) {
            const started = performance.now();
            try {
                findNext(header);
            } catch (error) {
                assert.ok(error instanceof SyntaxError);
            }

            assert.ok(performance.now() - started < 5_000);
        }
    });
});

describe('A link', () => {
    it('is followed within the origin', () => {
        assert.equal(
            follow('https://c.edu', 'https://c.edu/api/v1/x', '/api/v1/x?page=bookmark:WyJh&a[]=1'),
            'https://c.edu/api/v1/x?page=bookmark:WyJh&a[]=1',
        );
        assert.equal(follow('https://c.edu', 'https://c.edu/x', 'https://C.edu:443/y'), 'https://c.edu/y');
    });

    it('is followed by https when Canvas writes http behind a proxy', () => {
        assert.equal(follow('https://c.edu', 'https://c.edu/x', 'http://c.edu/y'), 'https://c.edu/y');
        assert.equal(follow('https://c.edu:8443', 'https://c.edu:8443/x', 'http://c.edu:8443/y'), 'https://c.edu:8443/y');
    });

    it('is not followed to another scheme, host or port', () => {
        for (const link of [
            'https://d.edu/',
            '//d.edu/',
            'https://c.edu:444/',
            'http://c.edu:81/',
            'https://c.edu.d.edu/',
            'https://u:p@c.edu/',
            'ftp://c.edu/',
            'https://',
            'javascript:1',
        ]) {
            assert.equal(follow('https://c.edu', 'https://c.edu/x', link), undefined, link);
        }

        assert.equal(follow('http://127.0.0.1:1', 'http://127.0.0.1:1/x', 'https://127.0.0.1:1/'), undefined);
    });
});
