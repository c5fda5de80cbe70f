import { describe, expect, test } from '@jest/globals';
import { swapFactors } from './symmetry.ts';
import { isFullRank, isUnshared, taxonomyOf } from './taxonomy.ts';
import { PUBLISHED } from './testing/published.ts';
import { thetaOf } from './theta.ts';

test.each(PUBLISHED)('%s', (_, theta, omega, psi, nu) => {
  expect(taxonomyOf(thetaOf(theta))).toEqual({ omega, psi, nu });
  expect(taxonomyOf(swapFactors(thetaOf(theta)))).toEqual({ omega, psi, nu });
});

test.each([
  ['one matrix', [1, 0, 0, 1, 0, 0, 0]],
  ['as drawn in the paper', [0, 0, 1, 0, 0, 1, 0]],
  ['two factors of full rank', [1, 0, 0, 0, 1, 0, 1]],
])('dense, %s', (_, theta) => {
  expect(taxonomyOf(thetaOf(theta))).toEqual({ omega: 0, psi: 1, nu: 1 });
});

test.each([
  ['low rank', [1, 0, 0, 0, 1, 0, 1 / 4], [0, 1 / 4, 1 / 4]],
  ['Kronecker', [1 / 2, 1 / 2, 0, 1 / 2, 1 / 2, 0, 0], [1 / 2, 1, 1 / 2]],
  ['Monarch', [1 / 2, 0, 1 / 2, 0, 1 / 2, 1 / 2, 0], [0, 1, 1 / 2]],
  ['BTT', [4 / 5, 0, 1 / 5, 0, 4 / 5, 1 / 5, 1 / 10], [0, 1 / 2, 3 / 10]],
  // The labels drawn there, (2/3, 1, 3/4), take A first, which is the dearer order.
  ['tensor train that is not canonical', [1 / 3, 2 / 3, 0, 3 / 4, 1 / 4, 0, 0], [1 / 4, 7 / 12, 1 / 3]],
])('Figure 2: %s', (_, theta, [omega, psi, nu]) => {
  const found = taxonomyOf(thetaOf(theta));
  expect(found.omega).toBeCloseTo(omega ?? NaN, 11);
  expect(found.psi).toBeCloseTo(psi ?? NaN, 11);
  expect(found.nu).toBeCloseTo(nu ?? NaN, 11);
});

describe('with blocks', () => {
  test('a block-diagonal matrix has full rank, no sharing, and as much less compute', () => {
    expect(taxonomyOf(thetaOf([3 / 4, 0, 0, 3 / 4, 0, 0, 0], 1 / 4))).toEqual({ omega: 0, psi: 1, nu: 3 / 4 });
  });

  test('low rank in every block', () => {
    const found = taxonomyOf(thetaOf([1 / 2, 0, 0, 0, 1 / 2, 0, 1 / 4], 1 / 2));
    expect(found).toEqual({ omega: 0, psi: 3 / 4, nu: 1 / 4 });
  });
});

test('thirds do not fail for their rounding', () => {
  const found = taxonomyOf(thetaOf([2 / 3, 0, 1 / 3, 0, 1 / 3, 2 / 3, 0]));
  expect([isFullRank(found), isUnshared(found)]).toEqual([true, true]);
});
