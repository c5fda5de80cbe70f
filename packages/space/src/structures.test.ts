import { describe, expect, test } from '@jest/globals';
import { countsOf, exactSizes, factorsOf } from './counts.ts';
import { STRUCTURES, parseStructure, structureNamed } from './structures.ts';
import { isDegenerate } from './symmetry.ts';
import { taxonomyOf } from './taxonomy.ts';
import { checkTheta, thetaOf, vectorOf } from './theta.ts';
import type { Theta } from './theta.ts';

const d = 4096;
const widths = { dIn: d, dOut: d };

const countsAt = (theta: Theta) => countsOf(exactSizes(theta, widths), widths, factorsOf(theta));

function point(name: string, ...values: readonly number[]): Theta {
  const structure = structureNamed(name);
  if (!structure) throw new Error(`no structure ${name}`);
  const all = structure.parameters.map((parameter, at) => values[at] ?? parameter.default ?? NaN);
  return structure.point(all);
}

/** Numbers of the table for square layers of width 4096: parameters, multiply-adds, ω, ψ, ν. */
test.each([
  ['dense, drawn with two factors', thetaOf([0, 0, 1, 0, 0, 1, 0]), 2 * d ** 2, 2 * d ** 2, 0, 1, 1],
  ['dense', point('dense'), d ** 2, d ** 2, 0, 1, 1],
  ['low rank', point('low_rank', 1 / 3), 2 * 16 * d, 2 * 16 * d, 0, 1 / 3, 1 / 3],
  ['Kronecker', point('kronecker'), 2 * d, 2 * d ** 1.5, 1 / 2, 1, 1 / 2],
  [
    'Kronecker, uneven',
    point('kronecker', 1 / 3),
    d ** (2 / 3) + d ** (4 / 3),
    d ** (5 / 3) + d ** (4 / 3),
    1 / 3,
    1,
    2 / 3,
  ],
  ['tensor train', point('tensor_train', 1 / 3), 2 * d ** (4 / 3), 2 * d ** (11 / 6), 1 / 2, 1, 5 / 6],
  ['Monarch, √d blocks', point('monarch'), 2 * d ** 1.5, 2 * d ** 1.5, 0, 1, 1 / 2],
  ['Monarch, 16 blocks', point('monarch', 1 / 3), (2 * d ** 2) / 16, (2 * d ** 2) / 16, 0, 1, 2 / 3],
  ['Monarch, 256 blocks', point('monarch', 2 / 3), (2 * d ** 2) / 256, (2 * d ** 2) / 256, 0, 1, 1 / 3],
  ['BTT, rank 16', point('btt', 1 / 3), 2 * 16 * d ** 1.5, 2 * 16 * d ** 1.5, 0, 1, 5 / 6],
  ['BTT, low rank', point('btt', 1 / 10, 4 / 5, 4 / 5), 2 * d ** 1.3, 2 * d ** 1.3, 0, 1 / 2, 3 / 10],
  [
    'BlockDense',
    point('block_dense', 1 / 3, 1 / 4),
    d ** (5 / 4) + d ** (19 / 12),
    d ** (5 / 4) + d ** (19 / 12),
    0,
    7 / 12,
    7 / 12,
  ],
  ['generic', thetaOf([1 / 2, 1 / 4, 1 / 4, 1 / 4, 1 / 2, 1 / 4, 1 / 4]), 2 * d ** 1.5, 2 * d ** 1.75, 1 / 4, 1, 3 / 4],
  ['block-diagonal', point('block_diagonal', 1 / 4), d ** 2 / 8, d ** 2 / 8, 0, 1, 3 / 4],
])('%s', (_, theta, params, macs, omega, psi, nu) => {
  const [counts, found] = [countsAt(theta), taxonomyOf(theta)];
  expect(counts.params / params).toBeCloseTo(1, 9);
  expect(counts.macs / macs).toBeCloseTo(1, 9);
  expect(counts.rank / d ** psi).toBeCloseTo(1, 9);
  expect(found.omega).toBeCloseTo(omega, 9);
  expect(found.psi).toBeCloseTo(psi, 9);
  expect(found.nu).toBeCloseTo(nu, 9);
});

describe('the table of structures', () => {
  test('is that of the paper', () => {
    const vector = (...of: Parameters<typeof point>): readonly number[] =>
      vectorOf(point(...of)).map((value) => Number(value.toFixed(9)));
    expect(vector('low_rank', 0.25)).toEqual([1, 0, 0, 0, 1, 0, 0.25]);
    expect(vector('tensor_train', 0.25)).toEqual([0.5, 0.5, 0, 0.5, 0.5, 0, 0.25]);
    expect(vector('monarch', 0.25)).toEqual([0.75, 0, 0.25, 0, 0.75, 0.25, 0.5]);
    expect(vector('btt', 0.1, 0.8, 0.8)).toEqual([0.8, 0, 0.2, 0, 0.8, 0.2, 0.1]);
    expect(vector('block_dense', 0.25, 0.5)).toEqual([0.75, 0, 0.25, 0, 1, 0, 0.5]);
  });

  test('has points only, none of them degenerate but where a rank is too large', () => {
    for (const { name, parameters } of STRUCTURES)
      for (const value of [0, 0.1, 0.5, 0.7, 1]) {
        const theta = point(name, ...parameters.map(() => value));
        expect({ name, value, ...checkTheta(vectorOf(theta), theta.xi) }).toMatchObject({ ok: true });
        if (name !== 'tensor_train' && name !== 'btt' && name !== 'block_dense')
          expect(isDegenerate(theta)).toBe(false);
      }
  });

  test('a block tensor-train has full rank exactly when no factor is a bottleneck', () => {
    for (const a of [0.2, 0.5, 0.8])
      for (const e of [0.2, 0.5, 0.9])
        for (const s of [0, 0.1, 0.2]) {
          const { psi } = taxonomyOf(point('btt', s, a, e));
          expect(psi === 1).toBe(a + e <= 1 + s + 1e-12);
          expect(psi).toBeCloseTo(1 + Math.min(0, 1 + s - a - e), 11);
        }
  });

  test('a dense layer costs as much as a block tensor-train of rank 1 of larger width', () => {
    for (const [width, wide] of [
      [256, 1024],
      [512, 2580],
      [1024, 6502],
    ] as const)
      expect(Math.round((width ** 2 / 2) ** (2 / 3))).toBe(wide);
  });
});

describe('a structure in words', () => {
  const said = (text: string): readonly string[] => {
    const found = parseStructure(text);
    return found.ok ? ['nothing'] : found.problems.map(({ message }) => message);
  };

  test.each([
    ['dense', point('dense')],
    ['dense()', point('dense')],
    [' monarch ( 1/4 ) ', point('monarch', 0.25)],
    ['btt(s = 1/4, e=.3)', point('btt', 0.25, 0.5, 0.3)],
    ['btt(1/4, 1/2, e = .3)', point('btt', 0.25, 0.5, 0.3)],
    ['theta(1/2, 0, 1/2, 0, 1/2, 1/2, 1/4)', point('btt', 0.25)],
    ['theta(3/4, 0, 0, 3/4, 0, 0, 0, xi = 1/4)', point('block_diagonal', 0.25)],
  ])('%s', (text, theta) => {
    expect(parseStructure(text)).toEqual({ ok: true, value: theta });
  });

  test.each([
    ['monarchy', 'there is no structure `monarchy`: they are theta(…), dense, low_rank'],
    ['monarch(1/4', '`monarch(1/4` is not a structure such as monarch(1/4)'],
    ['', 'is not a structure'],
    ['monarch(x)', '`x` is not a number'],
    ['monarch(1/4, 1/2)', 'monarch(s) takes 1 exponent at most, but is given 2'],
    ['monarch(2)', '`s` of monarch(s) is 2, which is not between 0 and 1'],
    ['monarch(t = 1/2)', 'monarch(s) has no exponent `t`'],
    ['monarch(1/2, s = 1/2)', '`s` of monarch(s) is given twice'],
    ['low_rank', 'low_rank(s) needs `s`'],
    ['theta(1/2)', 'θ has 7 exponents'],
    ['theta(1/2, 0, 1/2, 0, 1/2, 1/2, 0, rho = 1)', 'has no exponent `rho`'],
    ['theta(1/2, 0, 1/2, 0, 1/2, 1/2, 0, xi = 1/2)', 'θα + θβ + θγ + θξ = 1.5'],
  ])('%s is none', (text, message) => {
    expect(said(text)[0]).toContain(message);
  });
});
