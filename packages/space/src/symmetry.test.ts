import { describe, expect, test } from '@jest/globals';
import { sampleAll } from './sample.ts';
import { take } from './select.ts';
import { canonical, isCanonical, isDegenerate, swapFactors, symmetryKey, transpose } from './symmetry.ts';
import { taxonomyOf } from './taxonomy.ts';
import { thetaOf } from './theta.ts';

const bad = thetaOf([1 / 3, 2 / 3, 0, 3 / 4, 1 / 4, 0, 0]);

describe('canonical form', () => {
  test('has A first as the cheaper order', () => {
    expect(isCanonical(bad)).toBe(false);
    expect(canonical(bad)).toEqual(thetaOf([2 / 3, 1 / 3, 0, 1 / 4, 3 / 4, 0, 0]));
    expect(isCanonical(canonical(bad))).toBe(true);
  });

  test('leaves a canonical point alone, and one that is the same either way', () => {
    const even = thetaOf([0.5, 0.5, 0, 0.5, 0.5, 0, 0]);
    expect(canonical(even)).toBe(even);
  });
});

test('exchanging factors twice, and transposing twice, is nothing; neither changes what a point is worth', () => {
  for (const theta of take(sampleAll(1), 200)) {
    expect(swapFactors(swapFactors(theta))).toEqual(theta);
    expect(transpose(transpose(theta))).toEqual(theta);
    expect(taxonomyOf(swapFactors(theta))).toEqual(taxonomyOf(theta));
    const [found, turned] = [taxonomyOf(theta), taxonomyOf(transpose(theta))];
    expect(turned.omega).toBeCloseTo(found.omega, 9);
    expect(turned.psi).toBeCloseTo(found.psi, 9);
    expect(turned.nu).toBeCloseTo(found.nu, 9);
  }
});

test('points of one symmetry class share a key, and others do not', () => {
  expect(symmetryKey(swapFactors(bad))).toBe(symmetryKey(bad));
  expect(symmetryKey(transpose(bad))).not.toBe(symmetryKey(bad));
  const transposed = { transposed: true };
  expect(symmetryKey(transpose(bad), transposed)).toBe(symmetryKey(bad, transposed));
  expect(symmetryKey(swapFactors(transpose(bad)), transposed)).toBe(symmetryKey(bad, transposed));
  expect(symmetryKey(thetaOf([1 / 3, 2 / 3, 0, 3 / 4, 1 / 4, 0, 0.1]))).not.toBe(symmetryKey(bad));
});

test('a point that costs more than dense is degenerate, whichever factor is called A', () => {
  expect(isDegenerate(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0.5]))).toBe(false);
  expect(isDegenerate(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0.6]))).toBe(true);
  expect(isDegenerate(swapFactors(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0.6])))).toBe(true);
  expect(isDegenerate(thetaOf([0, 1, 0, 1, 0, 0, 0.5]))).toBe(false);
  expect(taxonomyOf(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0.6])).nu).toBeGreaterThan(1);
});
