import { describe, expect, test } from '@jest/globals';
import { calleeBefore, cursorAt } from './cursor.ts';

/** The place of `|` in a text. */
function at(marked: string): ReturnType<typeof cursorAt> {
  return cursorAt(marked.replace('|', ''), marked.indexOf('|'));
}

describe('a place', () => {
  test('knows its brackets and the commas in them', () => {
    expect(at('f(a, g(b), [c, |').brackets).toEqual([
      { sign: '(', offset: 1, commas: 2 },
      { sign: '[', offset: 11, commas: 1 },
    ]);
  });

  test('is not confused by brackets in quotes and comments', () => {
    expect(at('f("(((", // ((\n |').brackets).toEqual([{ sign: '(', offset: 1, commas: 1 }]);
    expect(at('f(] } |').brackets).toHaveLength(1);
  });

  test('knows whether it is in quotes or a comment', () => {
    expect(at('from "./a|').quote).toBe(6);
    expect(at('from "./a"|').quote).toBeUndefined();
    expect(at('x // a|').inComment).toBe(true);
    expect(at('// a\nx|').inComment).toBe(false);
  });

  test('has a word of any script', () => {
    expect(at('  let äβ1|')).toMatchObject({ word: 'äβ1', before: '  let ' });
  });
});

test.each([
  ['f(', { name: 'f', isSecond: false }],
  ['let y = btt(g = (1 + 2), 3) (', { name: 'btt', isSecond: true }],
  ['2 + (', undefined],
  ['(1)(', undefined],
])('what is called in `%s`', (text, callee) => {
  expect(calleeBefore(text, text.length - 1)).toEqual(callee);
});
