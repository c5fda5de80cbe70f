import { describe, expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, equationProgram, symbol } from '@einlay/ir';
import type { Target, TensorProgram } from '@einlay/ir';
import { analyzeCost, rooflineSeconds } from './cost.ts';

/** x[t, 1024] through factors of rank 32. */
function lowRank(): TensorProgram {
  const builder = new ProgramBuilder('low_rank');
  const x = builder.parameter('x', [symbol(BATCH), 1024], 'f32');
  const a = builder.parameter('A', [1024, 32], 'f32', { role: 'factor' });
  const b = builder.parameter('B', [32, 512], 'f32', { role: 'factor' });
  const z = builder.einsum(
    [
      { value: x, indices: ['t', 'i'] },
      { value: a, indices: ['i', 'r'] },
    ],
    ['t', 'r'],
  );
  const y = builder.einsum(
    [
      { value: z, indices: ['t', 'r'] },
      { value: b, indices: ['r', 'o'] },
    ],
    ['t', 'o'],
  );
  builder.output('y', y);
  return builder.build();
}

describe('analyzeCost', () => {
  test('counts a low-rank layer', () => {
    const cost = analyzeCost(lowRank(), new Map([[BATCH, 100]]));
    expect(cost.parameters).toBe(1024 * 32 + 32 * 512);
    expect(cost.macs).toBe(100 * (1024 * 32 + 32 * 512));
    expect(cost.flops).toBe(2 * cost.macs);
    expect(cost.bytes).toBe(4 * (100 * 1024 + 1024 * 32 + 2 * 100 * 32 + 32 * 512 + 100 * 512));
    expect(cost.largestIntermediate).toBe(100 * 32);
    expect(cost.perNode.map(({ macs }) => macs)).toEqual([100 * 1024 * 32, 100 * 32 * 512]);
  });

  test.each([
    // Each combination of indices: a multiplication for every operand after the first, an addition when one is summed.
    [
      'ij,jk->ik',
      [
        [2, 3],
        [3, 5],
      ],
      30,
      60,
    ],
    ['i,j->ij', [[2], [3]], 6, 6],
    ['i,i,i->', [[7], [7], [7]], 14, 21],
    ['ij->i', [[2, 3]], 0, 6],
    ['ij->ji', [[2, 3]], 0, 0],
    [
      'ij,jk->ik',
      [
        [2, 0],
        [0, 5],
      ],
      0,
      0,
    ],
  ])('%s', (equation, shapes, macs, flops) => {
    const program = equationProgram(equation, shapes, 'f32');
    expect(program.ok && analyzeCost(program.value)).toMatchObject({ macs, flops, parameters: 0 });
  });

  test('counts the rows of a look-up, each operator of a map, and nothing for a reshape', () => {
    const builder = new ProgramBuilder('embed');
    const table = builder.parameter('E', [50000, 8], 'f16', { role: 'factor' });
    const tokens = builder.parameter('token', [10], 'i32');
    const rows = builder.lookup(table, tokens, 0);
    const flat = builder.reshape(rows, [80]);
    const indices = [{ name: 'i', extent: 80 }];
    const element = { kind: 'element', position: 0 } as const;
    const body = {
      kind: 'unary',
      operator: 'exp',
      argument: { kind: 'binary', operator: 'add', left: element, right: element },
    } as const;
    builder.output('y', builder.map(indices, [{ value: flat, indices: ['i'] }], body, 'f16'));
    expect(analyzeCost(builder.build()).perNode).toMatchObject([
      { kind: 'lookup', flops: 0, bytes: 2 * 80 + 2 * 80 + 4 * 10 },
      { kind: 'reshape', flops: 0, bytes: 0 },
      { kind: 'map', flops: 160, bytes: 2 * 80 + 2 * 80 },
    ]);
  });
});

test('rooflineSeconds takes the longer of operations and bytes for each node, and starts it', () => {
  const target: Target = {
    name: 'slow',
    dtypes: ['f32'],
    rates: { flopsPerSecond: 1e6, bytesPerSecond: 1e6, permuteBytesPerSecond: 1e6, launchSeconds: 1 },
  };
  const cost = analyzeCost(lowRank(), new Map([[BATCH, 100]]));
  const [first, second] = [2 * 100 * 1024 * 32, 2 * 100 * 32 * 512];
  expect(rooflineSeconds(cost, target)).toBeCloseTo(2 + (first + second) / 1e6, 9);
  const memoryBound: Target = { ...target, rates: { ...target.rates, flopsPerSecond: 1e12 } };
  expect(rooflineSeconds(cost, memoryBound)).toBeCloseTo(2 + cost.bytes / 1e6, 9);
});
