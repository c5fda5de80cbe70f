import { describe, expect, test } from '@jest/globals';
import { analyze, analyzeSizes } from './analyze.ts';
import type { Analysis } from './analyze.ts';
import { countSplits, enumerateSizes } from './enumerate.ts';
import { DEVICES, byTime, predict } from './roofline.ts';
import { inputProduct, outputProduct, thetaOfSizes } from './sizes.ts';
import { symmetryKey } from './symmetry.ts';
import { isUnshared, taxonomyOf } from './taxonomy.ts';
import { thetaOf } from './theta.ts';
import type { Theta } from './theta.ts';

function point(theta: Theta, d: number): Analysis {
  const found = analyze(theta, { dIn: d, dOut: d }, { rule: 'divisors' });
  if (!found.ok) throw new Error('no sizes');
  return found.value;
}

const device = {
  name: 'a device',
  dtype: 'f32',
  bytesPerElement: 4,
  flopsPerSecond: 1e12,
  bytesPerSecond: 1e11,
  launchSeconds: 1e-5,
  granule: 1,
  onChipBytes: 1e5,
  tileTokens: 16,
};

describe('predicted time', () => {
  test('of a dense layer: arithmetic', () => {
    const dense = predict(point(thetaOf([1, 0, 0, 1, 0, 0, 0]), 1024), device, 4096);
    expect(dense).toMatchObject({ kernels: 1, bound: 'compute' });
    expect(dense.seconds).toBeCloseTo((2 * 4096 * 1024 ** 2) / 1e12 + 1e-5, 12);
    expect(dense.memorySeconds).toBeCloseTo((4 * (2 * 4096 * 1024 + 1024 ** 2)) / 1e11, 12);
  });

  test('of a block tensor-train: one pass over memory, when what is between fits on chip', () => {
    const btt = point(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0]), 1024);
    expect(predict(btt, device, 4096)).toMatchObject({ kernels: 1, bound: 'compute' });
    expect(predict(btt, { ...device, flopsPerSecond: 2e12 }, 4096)).toMatchObject({ kernels: 1, bound: 'memory' });
    const apart = predict(btt, { ...device, onChipBytes: 4 * 16 * 1024 - 1 }, 4096);
    expect(apart.kernels).toBe(2);
    expect(apart.memorySeconds).toBeCloseTo((4 * (4 * 4096 * 1024 + 65536)) / 1e11, 12);
  });

  test('small extents cost as much as the tile of a matrix unit', () => {
    const narrow = point(thetaOf([0.2, 0, 0.8, 0, 0.8, 0.2, 0]), 1024);
    expect(narrow.sizes).toMatchObject({ alpha: 4, gamma: 256, epsilon: 256, phi: 4 });
    const [plain, padded] = [device, { ...device, granule: 16 }].map(
      (each) => predict(narrow, each, 4096).computeSeconds,
    );
    expect(plain).toBeCloseTo((2 * 4096 * (256 * 4 * 4 + 4 * 256 * 256)) / 1e12, 12);
    expect(padded).toBeCloseTo((2 * 4096 * (256 * 16 * 16 + 4 * 256 * 256)) / 1e12, 12);
  });

  test('starting is all that counts for a few tokens', () => {
    expect(predict(point(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0]), 256), device, 1).bound).toBe('launch');
  });

  test('is near what was measured on an H100', () => {
    // docs/performance.md: dense 0.383 ms, and no layer can be faster than 0.089 ms, for 32768 tokens of 2048 features.
    const dense = predict(point(thetaOf([1, 0, 0, 1, 0, 0, 0]), 2048), DEVICES.cuda, 32768);
    expect(Math.abs(dense.seconds - 0.383e-3)).toBeLessThan(0.02e-3);
    const btt = predict(point(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0]), 2048), DEVICES.cuda, 32768);
    expect(Math.abs(btt.memorySeconds - 0.089e-3)).toBeLessThan(0.001e-3);
  });

  test('orders by time, then by arithmetic', () => {
    const of = (theta: Theta) => ({ point: point(theta, 1024), prediction: predict(point(theta, 1024), device, 4096) });
    const [dense, btt] = [of(thetaOf([1, 0, 0, 1, 0, 0, 0])), of(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0]))];
    expect([dense, btt].sort(byTime)).toEqual([btt, dense]);
    const slower = { ...btt, prediction: { ...btt.prediction, computeSeconds: 1 } };
    expect([slower, btt].sort(byTime)).toEqual([btt, slower]);
  });
});

describe('all exact sizes', () => {
  const widths = { dIn: 24, dOut: 16 };
  const all = [...enumerateSizes(widths)];

  test('are products of the widths, each symmetry class once, none degenerate', () => {
    const keys = new Set(all.map((sizes) => symmetryKey(sizes)));
    expect(keys.size).toBe(all.length);
    for (const sizes of all) {
      expect([inputProduct(sizes), outputProduct(sizes)]).toEqual([24, 16]);
      expect(sizes.rho).toBeLessThanOrEqual(Math.min(sizes.alpha, sizes.epsilon));
    }
  });

  test('miss none of ρ = 1', () => {
    const expected = new Set<string>();
    const divisors = (value: number): readonly number[] =>
      Array.from({ length: value }, (_, at) => at + 1).filter((each) => value % each === 0);
    for (const alpha of divisors(24))
      for (const beta of divisors(24 / alpha))
        for (const delta of divisors(16))
          for (const epsilon of divisors(16 / delta))
            expected.add(
              symmetryKey({
                alpha,
                beta,
                gamma: 24 / alpha / beta,
                delta,
                epsilon,
                phi: 16 / delta / epsilon,
                rho: 1,
                xi: 1,
              }),
            );
    expect(new Set(all.filter(({ rho }) => rho === 1).map((sizes) => symmetryKey(sizes)))).toEqual(expected);
    expect(countSplits(widths)).toBe(30 * 15);
  });

  test('without sharing are exactly those with ω = 0', () => {
    const unshared = all.filter((sizes) => isUnshared(taxonomyOf(thetaOfSizes(sizes, { dIn: 24, dOut: 24 }))));
    const square = [...enumerateSizes({ dIn: 16, dOut: 16 })];
    const wanted = square.filter((sizes) => isUnshared(taxonomyOf(thetaOfSizes(sizes, { dIn: 16, dOut: 16 }))));
    expect([...enumerateSizes({ dIn: 16, dOut: 16 }, { unshared: true })]).toEqual(wanted);
    expect(wanted.length).toBeLessThan(square.length);
    expect(unshared.length).toBeLessThan(all.length);
  });

  test('may be multiples of a tile', () => {
    for (const { alpha, beta, gamma, delta, epsilon, phi } of enumerateSizes({ dIn: 256, dOut: 256 }, { multiple: 16 }))
      for (const size of [alpha, beta, gamma, delta, epsilon, phi]) expect(size === 1 || size % 16 === 0).toBe(true);
  });

  test('of 2048 features are analysed in less than a second', () => {
    const start = performance.now();
    let count = 0;
    for (const sizes of enumerateSizes({ dIn: 2048, dOut: 2048 })) {
      const found = analyzeSizes(thetaOfSizes(sizes, { dIn: 2048, dOut: 2048 }), sizes, { dIn: 2048, dOut: 2048 });
      if (found.ok) count += 1;
    }
    expect(count).toBeGreaterThan(5_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
