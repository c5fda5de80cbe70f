import { describe, expect, test } from '@jest/globals';
import { didYouMean, suggest } from './suggest.ts';

describe('suggest', () => {
  test.each([
    ['ouput', 'output'],
    ['outptu', 'output'],
    ['OUTPUT', 'output'],
    ['fctor', 'factor'],
    ['G', 'g'],
  ])('%s was meant to be %s', (word, meant) => {
    expect(suggest(word, ['input', 'factor', 'output', 'g'])).toBe(meant);
  });

  test.each(['x', 'ab', 'inference', 'actors'])('%s is none of them', (word) => {
    expect(suggest(word, ['input', 'output', 'g', 'abcdef'])).toBeUndefined();
  });

  test('the nearest wins, the first of equally near ones', () => {
    expect(suggest('heads', ['headers', 'head', 'beads'])).toBe('head');
  });

  test('a word is no suggestion for itself', () => {
    expect(suggest('heads', ['heads'])).toBeUndefined();
  });

  test('didYouMean makes a hint or nothing', () => {
    expect([didYouMean('ouput', ['output']), didYouMean('x', ['output'])]).toEqual([
      { hint: 'did you mean `output`?' },
      {},
    ]);
  });
});
