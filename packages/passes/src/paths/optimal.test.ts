import { expect, test } from '@jest/globals';
import { networkOf } from './network.ts';
import { flopsObjective, sizeObjective } from './objective.ts';
import { optimal } from './optimal.ts';

const ring = (count: number, extent: number) =>
  networkOf({
    operands: Array.from({ length: count }, (_, k) => [`i${k}`, `i${(k + 1) % count}`]),
    output: [],
    extents: new Map(Array.from({ length: count }, (_, k) => [`i${k}`, extent])),
  });

test('subsets whose results are beyond float64 do not keep the search from answering', () => {
  expect(optimal(ring(12, 2 ** 100), { objective: flopsObjective })).toHaveLength(22);
  expect(optimal(ring(12, 2 ** 100), { objective: sizeObjective(1) })).toHaveLength(22);
});

test('there is no tree below a bound that is the optimum', () => {
  // Two steps of 2 · 3³ and one of 2 · 3².
  const objective = flopsObjective;
  expect(optimal(ring(4, 3), { objective, bound: 126 })).toBeUndefined();
  expect(optimal(ring(4, 3), { objective, bound: 127 })).toBeDefined();
});

test('a memory limit holds for every result but the last', () => {
  expect(optimal(ring(4, 3), { objective: { ...flopsObjective, memoryLimit: 8 } })).toBeUndefined();
  expect(optimal(ring(4, 3), { objective: { ...flopsObjective, memoryLimit: 9 } })).toBeDefined();
});
