import { expect, test } from '@jest/globals';
import { factorsOf } from './counts.ts';
import { initialization, widthMultiplier } from './initialization.ts';
import type { FactorRule } from './initialization.ts';
import { sizesOf } from './sizes.ts';
import { published } from './testing/published.ts';
import { thetaOf } from './theta.ts';
import type { Theta } from './theta.ts';

function rules(theta: Theta, dIn: number, dOut: number, rho = 1): readonly FactorRule[] {
  const sizes = sizesOf(theta, { dIn, dOut }, { rule: 'round' });
  if (!sizes.ok) throw new Error('no sizes');
  return initialization({ ...sizes.value, rho }, { dIn, dOut }, factorsOf(theta));
}

test.each([
  ['BTT r1 256 → 256', 256, 256, 1, [0.25, 0.25], [8, 8]],
  ['BTT r4 256 → 256', 256, 256, 4, [0.25, 0.0625], [8, 2]],
  ['BTT r1 1024 → 1024', 1024, 1024, 1, [0.17678, 0.17678], [16, 16]],
  ['BTT r4 1024 → 1024', 1024, 1024, 4, [0.17678, 0.044194], [16, 4]],
  ['BTT r1 1024 → 4096', 1024, 4096, 1, [0.17678, 0.17678], [16, 16]],
  ['BTT r1 4096 → 1024', 4096, 1024, 1, [0.088388, 0.088388], [32, 32]],
])('%s', (_, dIn, dOut, rho, sigmas, kappas) => {
  const found = rules(published('btt1'), dIn, dOut, rho);
  expect(found.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(found.map(({ sigma }) => Number(sigma.toPrecision(5)))).toEqual(sigmas);
  expect(found.map(({ kappa }) => kappa)).toEqual(kappas);
});

test('dense', () => {
  expect(rules(thetaOf([1, 0, 0, 1, 0, 0, 0]), 1024, 1024)).toEqual([
    { name: 'A', fanIn: 1024, fanOut: 1024, sigma: 0.03125, kappa: 1 },
  ]);
});

test.each([
  ['low rank', thetaOf([1, 0, 0, 0, 1, 0, 0.5]), 1024, 32, [1 / 2, 1024 / 64]],
  ['Kronecker', published('tt1'), 1024, 1, [16, 16]],
  ['tensor train', published('tt3'), 1024, 4, [16, 4]],
  ['BTT, uneven', published('btt7'), 4096, 1, [4096 / (2 * 263), 4096 / (2 * 16)]],
  // d / (2βγρ) for the second factor.
  ['generic', published('g2'), 4096, 8, [32, 4096 / (2 * 8 * 8 * 8)]],
])('learning rates of %s', (_, theta, d, rho, kappas) => {
  expect(rules(theta, d, d, rho).map(({ kappa }) => kappa)).toEqual(kappas);
});

test('the factor that is applied first comes first', () => {
  const sizes = { alpha: 16, beta: 256, gamma: 1, delta: 512, epsilon: 8, phi: 1, rho: 1, xi: 1 };
  const found = initialization(sizes, { dIn: 4096, dOut: 4096 }, ['A', 'B']);
  expect(found.map(({ name, fanIn, fanOut }) => [name, fanIn, fanOut])).toEqual([
    ['B', 256, 8],
    ['A', 16, 512],
  ]);
});

test('with the μP factor of the GPT runs', () => {
  const [q] = rules(published('btt1'), 1024, 1024);
  const [down] = rules(published('btt1'), 4096, 1024);
  expect((q?.kappa ?? NaN) * widthMultiplier(768, 1024)).toBe(12);
  expect((down?.kappa ?? NaN) * widthMultiplier(768, 4096)).toBe(6);
  // A router is one matrix.
  expect(widthMultiplier(768, 1024)).toBe(0.75);
});
