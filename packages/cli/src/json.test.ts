import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from './json.ts';

/** Where and why a text is no JSON. */
function errorIn(text: string): readonly [offset: number, problem: string] | undefined {
  const [diagnostic] = parseJson(text, 'f').diagnostics;
  return diagnostic && [diagnostic.span?.start ?? NaN, diagnostic.message.replace('f is not JSON: ', '')];
}

describe('parseJson', () => {
  test.each([
    ['', 0, 'it is empty'],
    ['[1, 2', 5, 'it ends early'],
    ['[1, 2\n', 5, 'it ends early'],
    ['[1 2]', 3, 'expected `,` or `]`'],
    ['{"a":1;}', 6, 'expected `,` or `}`'],
    ['{a:1}', 1, 'expected a name in double quotes'],
    ['{"a":1,}', 7, 'expected a name in double quotes'],
    ['{"a" 1}', 5, 'expected `:` after the name'],
    ['[1,]', 3, 'expected a value'],
    ['[1,,2]', 3, 'expected a value'],
    ['[01]', 1, 'expected a value'],
    ['[1.]', 1, 'expected a value'],
    ['[+1]', 1, 'expected a value'],
    ["['a']", 1, 'expected a value'],
    ['[tru]', 1, 'expected a value'],
    ['["a\nb"]', 1, 'expected a value'],
    ['["\\x"]', 1, 'expected a value'],
    ['[1, NaN]', 4, 'NaN is no number of JSON'],
    ['[-Infinity]', 1, '-Infinity is no number of JSON'],
    ['[1]]', 3, 'something follows its end'],
    ['[1}', 2, 'expected `,` or `]`'],
  ])('%j', (text, offset, problem) => {
    expect(errorIn(text)).toEqual([offset, problem]);
  });

  test('a long text without an end takes no time', () => {
    const unclosed = `{"shape":["${'a, '.repeat(1_000_000)}`;
    expect(errorIn(unclosed)).toEqual([10, 'expected a value']);
    expect(errorIn(`"${'\\\\'.repeat(100_000)}`)).toEqual([0, 'expected a value']);
  });

  test('whatever becomes of a text, what is before the error is the start of some JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(1), fc.string({ maxLength: 2 }), (json, at, removed, added) => {
        const start = at % (json.length + 1);
        const text = json.slice(0, start) + added + json.slice(start + removed);
        const error = errorIn(text);
        if (error === undefined) {
          expect(parseJson(text, 'f')).toMatchObject({ ok: true, value: JSON.parse(text) as unknown });
        } else {
          expect(() => JSON.parse(text) as unknown).toThrow();
          expect(error[0]).toBeLessThanOrEqual(text.length);
          expect([undefined, 'it is empty', 'it ends early']).toContain(errorIn(text.slice(0, error[0]))?.[1]);
        }
      }),
    );
  });
});
