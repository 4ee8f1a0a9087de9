import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CutShort, readRows } from '../src/rows.ts';

const rowsOf = (body: string | Buffer, wrapper?: string) => readRows(Buffer.from(body), 'list', wrapper)?.texts.map(String);

describe('The rows of a body', () => {
    it('keep every digit of a number', () => {
        assert.deepEqual(rowsOf('[{"id":9007199254740993},{"score":1.10}]'), ['{"id":9007199254740993}', '{"score":1.10}']);
    });

    it('end where brackets and quotes stand in texts', () => {
        const rows = ['{"a":"}],[{","b":["\\"","\\\\"]}', '{"c":{"d":[[],{}]}}', '"x,]"', '-1.5e3', 'true', 'null', '[]'];
        assert.deepEqual(rowsOf(`[${rows.join(',')}]`), rows);
    });

    it('end where they do when lists of objects or such texts are in them', () => {
        for (const rows of [
            ['{"id":"1","all":[{"a":1},{"a":2}]}', '{"id":"2"}'],
            ['{"id":"1","all":"},{"}', '{"id":"2","all":[{},{}]}'],
            ['{"id":"1"}', '{"id":"2"}', '3', '{"id":"4"}'],
        ]) {
            assert.deepEqual(rowsOf(`[${rows.join(',')}]`), rows);
            assert.deepEqual(rowsOf(`[\n${rows.join(',\n')}\n]\n`), rows);
        }
    });

    it('lose their line breaks and nothing else', () => {
        assert.deepEqual(rowsOf('\r\n[ \n { "a" :\n\t"x\\ny" ,\r\n"b": [ ] }\n , 2 ] \n'), ['{ "a" : \t"x\\ny" ,  "b": [ ] }', '2']);
    });

    it('are an empty array for an empty list', () => {
        assert.deepEqual([rowsOf('[]'), rowsOf(' [ ] ')], [[], []]);
    });

    it('are found behind a byte order mark', () => {
        assert.deepEqual(rowsOf('\uFEFF[1]'), ['1']);
    });

    it('are found in a wrapper, the last of equal names', () => {
        assert.deepEqual(rowsOf('{"links":{"rows":[0]},"rows" : [9],"r\\u006fws":[1,{"rows":[2]}],"meta":null}', 'rows'), [
            '1',
            '{"rows":[2]}',
        ]);
    });

    it('come with the next link of a body', () => {
        assert.equal(readRows(Buffer.from('{"rows":[],"meta":{"pagination":{"next":"/2"}}}'), 'list', 'rows')?.next, '/2');
    });

    it('are one for an object', () => {
        assert.deepEqual(readRows(Buffer.from(' {"a":\n1} '), 'object')?.texts.map(String), ['{"a": 1}']);
        assert.deepEqual(readRows(Buffer.from('{"policy":{"a":1}}'), 'object', 'policy')?.texts.map(String), ['{"a":1}']);
    });

    it('are missing where the body holds something else', () => {
        assert.deepEqual(
            [rowsOf('{}'), rowsOf('1'), rowsOf('[]', 'rows'), rowsOf('{"rows":{}}', 'rows'), rowsOf('null', 'rows')],
            Array(5).fill(undefined),
        );
        assert.deepEqual(
            ['[]', '"x"', 'null'].map((body) => readRows(Buffer.from(body), 'object')),
            Array(3).fill(undefined),
        );
        assert.equal(readRows(Buffer.from('{"policy":null}'), 'object', 'policy'), undefined);
    });

    it('are valid UTF-8 when the body is not', () => {
        const body = Buffer.from([...Buffer.from('["a'), 0xff, ...Buffer.from('"]')]);
        assert.deepEqual(readRows(body, 'list')?.texts, [Buffer.from('"a\uFFFD"')]);
    });

    it('are refused when the body is cut anywhere', () => {
        const body = Buffer.from(' [{"a":"ö\\"]","b":[1,{"c":null}]},{"d":true}]');
        for (let length = 0; length < body.length; length++) {
            assert.throws(() => readRows(body.subarray(0, length), 'list'), CutShort, `cut at ${length}`);
        }
    });

    it('are refused when the body is not JSON', () => {
        for (const body of ['<html></html>', '[1]]', '[1] x', '[1,]', '[{"a":01}]', "['a']", '["a\nb"]', 'nul', ']', ',', '[}']) {
            assert.throws(() => readRows(Buffer.from(body), 'list'), SyntaxError, body);
        }
    });

    it('are those of JSON.parse for any JSON', () => {
        let state = 1;
        const below = (limit: number) => (state = (state * 48271) % 2147483647) % limit;
        const characters = Array.from('"\\{}[],:\n\r\té漢😀a ');
        const value = (depth: number): unknown => {
            switch (below(depth > 3 ? 4 : 6)) {
                case 0:
                    return below(2) === 0 ? null : below(2) === 0;
                case 1:
                    return (below(2_000_001) - 1_000_000) / 1000;
                case 2:
                case 3:
                    return Array.from({ length: below(8) }, () => characters[below(characters.length)]).join('');
                case 4:
                    return Array.from({ length: below(4) }, () => value(depth + 1));
                default:
                    return Object.fromEntries(
                        Array.from({ length: below(4) }, (_, index) => [`${'"]},'.charAt(below(4))}${index}`, value(depth + 1)]),
                    );
            }
        };
        for (let round = 0; round < 2000; round++) {
            const list = Array.from({ length: below(5) }, () => value(0));
            const texts = rowsOf(JSON.stringify(list, undefined, [0, 2, '\t', ' \r\n'][below(4)])) ?? [];
            assert.deepEqual(
                texts.map((text) => JSON.parse(text) as unknown),
                list,
            );
            assert.ok(!texts.some((text) => /[\r\n]/.test(text)));
        }
    });
});
