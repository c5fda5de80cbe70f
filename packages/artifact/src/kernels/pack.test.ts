import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Packing } from '../artifact.ts';
import { pack } from './pack.ts';

/** Element by element: where each place in the packed order comes from. */
function packSlowly(data: readonly number[], shape: readonly number[], { splits, order }: Packing): readonly number[] {
  const parts = splits.flatMap((split, axis) => split.map((extent) => ({ axis, extent })));
  const total = parts.reduce((all, { extent }) => all * extent, 1);
  return Array.from({ length: total }, (_, place) => {
    const digits = new Map<number, number>();
    let rest = place;
    for (const position of [...order].reverse()) {
      const { extent = 1 } = parts[position] ?? {};
      digits.set(position, rest % extent);
      rest = Math.floor(rest / extent);
    }
    const coordinates = shape.map(() => 0);
    parts.forEach(({ axis, extent }, position) => {
      coordinates[axis] = (coordinates[axis] ?? 0) * extent + (digits.get(position) ?? 0);
    });
    if (coordinates.some((coordinate, axis) => coordinate >= (shape[axis] ?? 0))) return 0;
    return data[coordinates.reduce((all, coordinate, axis) => all * (shape[axis] ?? 0) + coordinate, 0)] ?? 0;
  });
}

/** Shapes with splits that have room for them, often more than needed. */
const cases = fc
  .array(
    fc.tuple(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    { maxLength: 3 },
  )
  .chain((axes) => {
    const splits = axes.map(([split]) => split);
    const shape = axes.map(([split, share]) => Math.ceil(split.reduce((all, part) => all * part, 1) * share));
    const positions = splits.flat().map((_, at) => at);
    return fc
      .shuffledSubarray(positions, { minLength: positions.length })
      .map((order) => ({ shape, packing: { splits, order } }));
  });

test('packing is what it says, element by element', () => {
  fc.assert(
    fc.property(cases, ({ shape, packing }) => {
      const data = Float32Array.from({ length: shape.reduce((all, extent) => all * extent, 1) }, (_, at) => at + 1);
      const expected = packSlowly([...data], shape, packing);
      const packed = new Float32Array(expected.length);
      pack(packed, data, shape, packing);
      expect([...packed]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('a matrix in tiles of 2×2, its last column padded', () => {
  const packed = new Float32Array(8);
  const packing = {
    splits: [
      [1, 2],
      [2, 2],
    ],
    order: [0, 2, 1, 3],
  };
  pack(packed, Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], packing);
  expect([...packed]).toEqual([1, 2, 4, 5, 3, 0, 6, 0]);
});
