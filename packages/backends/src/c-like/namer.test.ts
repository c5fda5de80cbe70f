import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Namer, commentText, identifier } from './namer.ts';

describe('identifiers', () => {
  test.each([
    ['x', 'x'],
    ['γ', 'gamma'],
    ['Γ·a', 'gamma_a'],
    ['é', 'e'],
    ['__x__', 'x'],
    ['2d', 'v2d'],
    ['...', 'value'],
    ['', 'value'],
    ['日本', 'value'],
  ])('%j is %s', (hint, name) => {
    expect(identifier(hint)).toBe(name);
  });

  test('of anything are short and plain, and none comes twice', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 20 }), (hints) => {
        const namer = new Namer(['x', 'value']);
        const names = hints.map((hint) => namer.name(hint));
        expect(new Set([...names, 'x', 'value']).size).toBe(names.length + 2);
        for (const name of names) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/);
      }),
    );
    expect(identifier('ab'.repeat(1000)).length).toBeLessThan(60);
  });

  test('do not meet numbered ones', () => {
    const namer = new Namer([]);
    expect(['a', 'a_2', 'a', 'a'].map((hint) => namer.name(hint))).toEqual(['a', 'a_2', 'a_3', 'a_4']);
  });
});

test('comments stay on their line', () => {
  expect(commentText('one\ntwo\u2028three\u0000 */ four\u202e')).toBe('one two three * / four');
});
