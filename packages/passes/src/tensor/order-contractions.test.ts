import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, failure, printProgram, success, symbol } from '@einlay/ir';
import type { TensorProgram } from '@einlay/ir';
import type { Path, PathPlan, PathProblem } from '../paths/problem.ts';
import { run } from '../run.ts';
import { ESTIMATED_EXTENT, orderContractions, planContractions } from './order-contractions.ts';

/** y[t, o] = x[t, i] A[i, r] B[r, o] */
function lowRank(): TensorProgram {
  const builder = new ProgramBuilder('low_rank');
  const x = builder.parameter('x', [symbol(BATCH), 64], 'f32');
  const a = builder.parameter('A', [64, 2], 'f32', { role: 'factor' });
  const b = builder.parameter('B', [2, 48], 'f32', { role: 'factor' });
  const operands = [
    { value: x, indices: ['t', 'i'] },
    { value: a, indices: ['i', 'r'] },
    { value: b, indices: ['r', 'o'] },
  ];
  builder.output('y', builder.einsum(operands, ['t', 'o']));
  return builder.build();
}

const planOf = (path: Path, slices: readonly string[] = []): PathPlan => ({
  path,
  slices,
  flops: 0,
  naiveFlops: 0,
  largestIntermediate: 0,
});

function orderedAlong(path: Path): string {
  const program = lowRank();
  const plans = planContractions(program, { findPath: () => success(planOf(path)) });
  return plans.ok ? printProgram(run(orderContractions, program, { plans: plans.value })) : 'no plan';
}

test('splits along the path: operands leave the list, the result is appended', () => {
  const start = `program low_rank
input x: f32[..., 64]
factor A: f32[64, 2]
factor B: f32[2, 48]
`;
  expect(
    orderedAlong([
      [0, 1],
      [0, 1],
    ]),
  ).toBe(`${start}v3: f32[..., 2] = einsum[t, r] x[t, i] * A[i, r]
v4: f32[..., 48] = einsum[t, o] B[r, o] * v3[t, r]
output y[..., 48] = v4
`);
  expect(
    orderedAlong([
      [2, 1],
      [1, 0],
    ]),
  ).toBe(`${start}v3: f32[48, 64] = einsum[o, i] B[r, o] * A[i, r]
v4: f32[..., 48] = einsum[t, o] v3[o, i] * x[t, i]
output y[..., 48] = v4
`);
});

test('the path finder sees numbers for extents: those known, those estimated', () => {
  const seen: PathProblem[] = [];
  const findPath = (problem: PathProblem): ReturnType<typeof success<PathPlan>> => {
    seen.push(problem);
    return success(
      planOf([
        [0, 1],
        [0, 1],
      ]),
    );
  };
  planContractions(lowRank(), { findPath });
  planContractions(lowRank(), { findPath, estimates: new Map([[BATCH, 7]]) });
  const fixed = [
    ['i', 64],
    ['r', 2],
    ['o', 48],
  ];
  expect(seen.map(({ extents }) => [...extents])).toEqual([
    [['t', ESTIMATED_EXTENT], ...fixed],
    [['t', 7], ...fixed],
  ]);
  expect(seen[0]).toMatchObject({
    operands: [
      ['t', 'i'],
      ['i', 'r'],
      ['r', 'o'],
    ],
    output: ['t', 'o'],
  });
});

test('einsums of two operands need no plan', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [2], 'f32');
  const operand = { value: x, indices: ['i'] };
  builder.output('y', builder.einsum([operand, operand], []));
  const plans = planContractions(builder.build(), { findPath: () => failure() });
  expect(plans).toMatchObject({ ok: true, value: new Map() });
});

test('what a path finder refuses is passed on, and a plan with a loop is refused', () => {
  const refusal = { severity: 'error', code: 'path-memory-limit', message: 'too small', labels: [] } as const;
  const refused = planContractions(lowRank(), { findPath: () => failure(refusal) });
  expect(refused).toEqual({ ok: false, diagnostics: [refusal] });
  const sliced = planContractions(lowRank(), {
    findPath: () =>
      success(
        planOf(
          [
            [0, 1],
            [0, 1],
          ],
          ['t', 'o'],
        ),
      ),
  });
  expect(sliced.ok).toBe(false);
  expect(sliced.diagnostics).toMatchObject([
    { code: 'contraction-slices', severity: 'unsupported', message: expect.stringContaining('`t`, `o`') },
  ]);
});
