import { describe, expect, test } from '@jest/globals';
import { symbol } from '@einlay/ir';
import { canonicalLayout, reordering, reshapeGroups } from './layout.ts';

const t = symbol('t');

describe('canonicalLayout', () => {
  test('leaves out axes of extent 1', () => {
    expect(canonicalLayout([2, 1, t, 1])).toEqual([0, 2]);
  });
});

describe('reordering', () => {
  test('keeps axes together that stay neighbours', () => {
    expect(reordering([0, 1, 2, 3], [2, 3, 0, 1])).toEqual({
      groups: [
        [0, 1],
        [2, 3],
      ],
      order: [1, 0],
    });
    expect(reordering([0, 1, 2], [0, 2, 1])).toEqual({ groups: [[0], [1], [2]], order: [0, 2, 1] });
  });

  test('is one group when nothing moves', () => {
    expect(reordering([2, 0, 1], [2, 0, 1]).groups).toEqual([[2, 0, 1]]);
  });
});

describe('reshapeGroups', () => {
  test('finds the smallest runs of axes with the same elements', () => {
    expect(reshapeGroups([t, 6, 4], [t, 2, 3, 4])).toEqual([
      { before: [0], after: [0] },
      { before: [1], after: [1, 2] },
      { before: [2], after: [3] },
    ]);
  });

  test('puts axes that share no border into one group', () => {
    expect(reshapeGroups([2, 3], [3, 2])).toEqual([{ before: [0, 1], after: [0, 1] }]);
  });

  test('ignores axes of extent 1, and does not look inside empty tensors', () => {
    expect(reshapeGroups([1, 4, 1], [4])).toEqual([{ before: [1], after: [0] }]);
    expect(reshapeGroups([0, 4], [4, 0])).toEqual([{ before: [0, 1], after: [0, 1] }]);
  });

  test('joins an unknown extent with a known one', () => {
    expect(reshapeGroups([t, 8, 5], [{ coefficient: 8, symbols: ['t'] }, 5])).toEqual([
      { before: [0, 1], after: [0] },
      { before: [2], after: [1] },
    ]);
  });
});
