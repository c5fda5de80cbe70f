import { expect, test } from '@jest/globals';
import { BATCH, multiplyExtents, symbol } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import { alignAxes } from './align-axes.ts';

const batch = symbol(BATCH);

test.each<[string, readonly Extent[], readonly Extent[], unknown]>([
  [
    'leaves equal axes alone',
    [batch, 6],
    [batch, 6],
    [
      [[0], [0]],
      [[1], [1]],
    ],
  ],
  [
    'splits',
    [batch, 6],
    [batch, 2, 3],
    [
      [[0], [0]],
      [[1], [1, 2]],
    ],
  ],
  [
    'joins, with symbols',
    [batch, 6, 5],
    [multiplyExtents([batch, 6]), 5],
    [
      [[0, 1], [0]],
      [[2], [1]],
    ],
  ],
  [
    'keeps together what overlaps',
    [5, 4, 6],
    [5, 8, 3],
    [
      [[0], [0]],
      [
        [1, 2],
        [1, 2],
      ],
    ],
  ],
  ['gives up on extents that do not divide', [6, 2], [4, 3], undefined],
  [
    'splits and joins in one group',
    [2, 2, 3],
    [4, 3],
    [
      [[0, 1], [0]],
      [[2], [1]],
    ],
  ],
  ['sees past axes of extent 1', [1, 2, 1], [2, 1, 1], [[[1], [0]]]],
  ['gives up on empty axes', [0, 2], [2, 0], undefined],
])('%s', (_, from, to, expected) => {
  expect(alignAxes(from, to)?.map((group) => [group.from, group.to])).toEqual(expected);
});
