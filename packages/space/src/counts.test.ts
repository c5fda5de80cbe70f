import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Matrix, SVD } from 'ml-matrix';
import { analyze } from './analyze.ts';
import { countsOf, exactSizes, factorsOf } from './counts.ts';
import type { Counts } from './counts.ts';
import { randomFrom } from './random.ts';
import { sampleAll } from './sample.ts';
import { take } from './select.ts';
import { inputProduct, outputProduct } from './sizes.ts';
import type { Sizes, Widths } from './sizes.ts';
import { swapFactors, transpose } from './symmetry.ts';
import { taxonomyOf } from './taxonomy.ts';
import { applyAFirst, applyBFirst, arbitrarySizes, gaussianLayer, matrixOf, multiply } from './testing/matrix.ts';
import { published } from './testing/published.ts';
import { thetaOf } from './theta.ts';

const widthsOf = (sizes: Sizes): Widths => ({ dIn: inputProduct(sizes), dOut: outputProduct(sizes) });

test.each([
  ['btt1', 256, 256, 8_192, 8_192, 256],
  ['btt1', 512, 512, 24_334, 24_334, 529],
  ['btt1', 768, 768, 43_904, 43_904, 784],
  ['btt1', 1024, 4096, 196_608, 196_608, 2_048],
  ['btt1', 2048, 2048, 182_250, 182_250, 2_025],
  ['btt2', 256, 256, 11_562, 11_562, 246],
  ['btt2', 1024, 1024, 118_560, 118_560, 1_040],
  ['btt2', 4096, 1024, 315_600, 315_600, 2_630],
  ['btt7', 1024, 1024, 20_800, 20_800, 100],
  ['btt11', 1024, 1024, 393_216, 393_216, 6_144],
  ['btt11', 4096, 4096, 4_194_304, 4_194_304, 32_768],
  ['btt13', 1024, 4096, 2_725_632, 2_725_632, 9_984],
  ['tt1', 1024, 1024, 2_048, 65_536, 1_024],
  ['tt3', 1024, 4096, 24_576, 1_179_648, 12_288],
  ['l1', 1024, 1024, 370_688, 370_688, 181],
  ['l2', 768, 768, 43_008, 43_008, 28],
  ['g1', 1024, 1024, 13_824, 82_944, 1_296],
  ['g1', 768, 768, 7_000, 35_000, 625],
  ['g2', 4096, 4096, 524_288, 4_194_304, 32_768],
])('%s, %d → %d: parameters, multiply-adds, intermediate', (name, dIn, dOut, params, macs, intermediate) => {
  const found = analyze(published(name), { dIn, dOut }, { rule: 'round' });
  expect(found).toMatchObject({ ok: true, value: { params, macs, intermediate } });
});

test('the tensor train that is not canonical takes the cheaper order', () => {
  const found = analyze(thetaOf([1 / 3, 2 / 3, 0, 3 / 4, 1 / 4, 0, 0]), { dIn: 4096, dOut: 4096 }, { rule: 'round' });
  expect(found).toMatchObject({
    ok: true,
    value: {
      sizes: { alpha: 16, beta: 256, delta: 512, epsilon: 8 },
      ...{ macsAFirst: 3_145_728, macsBFirst: 98_304, macs: 98_304 },
      ...{ rank: 128, params: 10_240, canonical: false, degenerate: false },
    },
  });
});

test('one matrix has no second factor, and nothing between', () => {
  const found = analyze(thetaOf([1, 0, 0, 1, 0, 0, 0]), { dIn: 64, dOut: 32 }, { rule: 'round' });
  expect(found).toMatchObject({
    ok: true,
    value: { factors: ['A'], params: 2048, macs: 2048, macsBFirst: 2048, intermediate: 0, rank: 32 },
  });
  expect(factorsOf(thetaOf([0, 1, 0, 0, 1, 0, 0]))).toEqual(['B']);
  expect(factorsOf(thetaOf([1, 0, 0, 0, 1, 0, 0]))).toEqual(['A', 'B']);
  expect(factorsOf(thetaOf([0, 0, 1, 0, 0, 1, 0]))).toEqual(['A', 'B']);
});

describe('tiny examples', () => {
  const ones: Sizes = { alpha: 1, beta: 1, gamma: 1, delta: 1, epsilon: 1, phi: 1, rho: 1, xi: 1 };
  const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);
  const x = [1, 2, 3, 4];

  test('E1: block tensor-train of rank 1', () => {
    const sizes = { ...ones, alpha: 2, gamma: 2, phi: 2, epsilon: 2 };
    const layer = { sizes, a: upTo(8), b: upTo(8) };
    expect(applyAFirst(layer, x).y).toEqual([136, 186, 400, 460]);
    expect(matrixOf(layer)).toEqual([
      [1, 2, 10, 12],
      [3, 6, 20, 24],
      [15, 20, 42, 48],
      [21, 28, 56, 64],
    ]);
    expect(countsOf(sizes, widthsOf(sizes)).rank).toBe(4);
  });

  test('E2: rank 2', () => {
    const sizes = { ...ones, alpha: 2, gamma: 2, phi: 2, epsilon: 2, rho: 2 };
    expect(applyAFirst({ sizes, a: upTo(16), b: upTo(16) }, x).y).toEqual([1050, 1240, 3082, 3312]);
    // A gate over ρ scales what A hands on.
    const gated = (...gate: readonly number[]) =>
      applyAFirst({ sizes, a: upTo(16).map((value, at) => value * (gate[at % 2] ?? 0)), b: upTo(16) }, x).y;
    expect(gated(1, 0)).toEqual([406, 496, 1362, 1472]);
    expect(gated(0, 1)).toEqual([644, 744, 1720, 1840]);
    expect(gated(3 / 4, 1 / 4)).toEqual([465.5, 558, 1451.5, 1564]);
  });

  test('E3: Kronecker', () => {
    const sizes = { ...ones, alpha: 2, beta: 2, delta: 2, epsilon: 2 };
    // The paper writes (δ, α) and (ε, β), where ours are (α, δ) and (β, ε).
    expect(applyBFirst({ sizes, a: [1, 3, 2, 4], b: [1, 3, 2, 4] }, x).y).toEqual([27, 61, 59, 133]);
  });
});

describe('properties', () => {
  test('both orders apply the matrix, with as many multiply-adds as counted', () => {
    fc.assert(
      fc.property(arbitrarySizes(3), fc.integer(), (sizes, seed) => {
        const layer = gaussianLayer(sizes, randomFrom(seed));
        const random = randomFrom(seed + 1);
        const x = Array.from({ length: inputProduct(sizes) }, random);
        const expected = multiply(x, matrixOf(layer));
        const counts = countsOf(sizes, widthsOf(sizes));
        const [a, b] = [applyAFirst(layer, x), applyBFirst(layer, x)];
        for (const { y } of [a, b])
          y.forEach((value, at) => {
            expect(value).toBeCloseTo(expected[at] ?? NaN, 8);
          });
        expect([a.macs, b.macs]).toEqual([counts.macsAFirst, counts.macsBFirst]);
        expect([a.between, b.between]).toEqual([counts.intermediateAFirst, counts.intermediateBFirst]);
        expect(counts.macs).toBe(Math.min(a.macs, b.macs));
        expect(counts.params).toBe(layer.a.length + layer.b.length);
      }),
      { numRuns: 60 },
    );
  });

  test('the rank is that of the matrix, for thousands of shapes', () => {
    const random = randomFrom(2410);
    const size = (most: number): number => 1 + Math.floor(random() * most);
    let [deficient, exceptions] = [0, 0];
    for (let trial = 0; trial < 4000; trial += 1) {
      // Half of them narrow between the factors, so that they are often not of full rank.
      const [own, shared] = trial % 2 === 0 ? [3, 3] : [6, 2];
      const sizes: Sizes = {
        ...{ alpha: size(own), beta: size(shared), gamma: size(shared), delta: size(shared), epsilon: size(own) },
        ...{ phi: size(shared), rho: size(3), xi: trial % 8 < 2 ? 2 : 1 },
      };
      const found = numericalRank(matrixOf(gaussianLayer(sizes, random)));
      const { rank } = countsOf(sizes, widthsOf(sizes));
      const { alpha, beta, delta, epsilon, rho } = sizes;
      const mayBeLess = Math.min(alpha, beta, delta, epsilon) > 1 && rho === 1;
      if (mayBeLess) expect(found).toBeLessThanOrEqual(rank);
      else expect({ sizes, rank }).toEqual({ sizes, rank: found });
      if (rank < Math.min(inputProduct(sizes), outputProduct(sizes))) deficient += 1;
      if (rank !== found) exceptions += 1;
    }
    expect(deficient).toBeGreaterThan(300);
    expect(exceptions).toBeLessThan(12);
  }, 60_000);

  test('a few shapes stay below it, whatever their numbers', () => {
    // Two planes in three dimensions share a line: of 4 + 4 dimensions one is counted twice.
    const sizes = { alpha: 3, beta: 3, gamma: 1, delta: 2, epsilon: 2, phi: 2, rho: 1, xi: 1 };
    expect(countsOf(sizes, widthsOf(sizes)).rank).toBe(8);
    expect(numericalRank(matrixOf(gaussianLayer(sizes, randomFrom(1))))).toBe(7);
  });

  test('block tensor-trains use each parameter once', () => {
    fc.assert(
      fc.property(arbitrarySizes(5), (sizes) => {
        const btt = { ...sizes, beta: 1, delta: 1 };
        const { params, macsAFirst } = countsOf(btt, widthsOf(btt));
        expect(params).toBe(macsAFirst);
      }),
    );
  });

  test('transposing a square layer and exchanging its factors change no count', () => {
    const key = ({ params, macs, rank }: Counts): readonly number[] => [params, macs, rank];
    fc.assert(
      fc.property(arbitrarySizes(6), (sizes) => {
        const widths = widthsOf(sizes);
        const counts = countsOf(sizes, widths);
        const swapped = countsOf(swapFactors(sizes), widths);
        expect([swapped.macsBFirst, swapped.intermediateBFirst, ...key(swapped)]).toEqual([
          ...[counts.macsAFirst, counts.intermediateAFirst, ...key(counts)],
        ]);
        const turned = countsOf(transpose(sizes), { dIn: widths.dOut, dOut: widths.dIn });
        expect([turned.macsAFirst, turned.intermediateAFirst, ...key(turned)]).toEqual([
          ...[counts.macsAFirst, counts.intermediateAFirst, ...key(counts)],
        ]);
      }),
    );
  });

  test('counts grow by ω, ψ and ν', () => {
    for (const theta of take(sampleAll(5), 300)) {
      const { omega, psi, nu } = taxonomyOf(theta);
      // Sums of two powers have the slope of the larger one only far out.
      const [low, high] = [2 ** 300, 2 ** 316];
      const at = (width: number): Counts => {
        const widths = { dIn: width, dOut: width };
        return countsOf(exactSizes(theta, widths), widths);
      };
      const slope = (value: (counts: Counts) => number): number =>
        Math.log(value(at(high)) / value(at(low))) / Math.log(high / low);
      expect(slope(({ macs }) => macs)).toBeCloseTo(1 + nu, 1);
      expect(slope(({ params }) => params)).toBeCloseTo(1 + nu - omega, 1);
      expect(slope(({ rank }) => rank)).toBeCloseTo(psi, 9);
    }
  });

  test('an index of one value is as good as none', () => {
    const ones: Sizes = { alpha: 1, beta: 1, gamma: 1, delta: 1, epsilon: 1, phi: 1, rho: 1, xi: 1 };
    const dense = analyze(thetaOf([1, 0, 0, 0, 1, 0, 0]), { dIn: 8, dOut: 4 }, { rule: 'round' });
    // ρ has an exponent, but 4^0.1 is rounded to 1.
    const same = analyze(thetaOf([1, 0, 0, 0, 1, 0, 0.1]), { dIn: 8, dOut: 4 }, { rule: 'round' });
    expect(same.ok && [same.value.sizes, same.value.params, same.value.macs, same.value.rank]).toEqual(
      dense.ok && [{ ...ones, alpha: 8, epsilon: 4 }, dense.value.params, dense.value.macs, dense.value.rank],
    );
  });
});

test('what cannot be counted exactly is refused', () => {
  const found = analyze(thetaOf([1, 0, 0, 0, 1, 0, 1]), { dIn: 2 ** 26, dOut: 2 ** 26 }, { rule: 'round' });
  expect(found.ok ? [] : found.problems.map(({ message }) => message)).toEqual([
    '9.0e+15 multiply-adds or parameters are more than can be counted exactly, 2^53',
  ]);
});

function numericalRank(matrix: readonly (readonly number[])[]): number {
  const { diagonal } = new SVD(new Matrix(matrix.map((row) => [...row])), { autoTranspose: true });
  const [largest = 0] = diagonal;
  return diagonal.filter((value) => value > largest * 1e-9).length;
}
