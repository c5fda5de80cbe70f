import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitGreedily } from './divisors.ts';
import { sampleAll } from './sample.ts';
import { take } from './select.ts';
import { inputProduct, outputProduct, sizesOf, thetaOfSizes } from './sizes.ts';
import type { SizeOptions, Sizes, Widths } from './sizes.ts';
import { published } from './testing/published.ts';
import { thetaOf, vectorOf } from './theta.ts';
import type { Theta } from './theta.ts';

const widths = (dIn: number, dOut = dIn): Widths => ({ dIn, dOut });

function sizes(theta: Theta, dIn: number, dOut: number, options: SizeOptions): readonly number[] {
  const found = sizesOf(theta, widths(dIn, dOut), options);
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('; '));
  return vectorOf(found.value);
}

function messages(theta: Theta, dIn: number, dOut: number, options: SizeOptions): readonly string[] {
  const found = sizesOf(theta, widths(dIn, dOut), options);
  return found.ok ? [`sizes ${vectorOf(found.value).join(' ')}`] : found.problems.map(({ message }) => message);
}

describe('rounding', () => {
  test.each([
    ['btt1', 256, 256, '16 1 16 1 16 16 1', 256, 256],
    ['btt1', 512, 512, '23 1 23 1 23 23 1', 529, 529],
    ['btt1', 768, 768, '28 1 28 1 28 28 1', 784, 784],
    ['btt1', 1024, 4096, '32 1 32 1 64 64 1', 1024, 4096],
    ['btt1', 2048, 2048, '45 1 45 1 45 45 1', 2025, 2025],
    ['btt2', 256, 256, '6 1 41 1 41 6 1', 246, 246],
    ['btt2', 1024, 1024, '10 1 104 1 104 10 1', 1040, 1040],
    ['btt2', 4096, 1024, '16 1 263 1 104 10 1', 4208, 1040],
    ['btt7', 1024, 1024, '104 1 10 1 104 10 1', 1040, 1040],
    ['btt11', 1024, 1024, '32 1 32 1 32 32 6', 1024, 1024],
    ['btt11', 4096, 4096, '64 1 64 1 64 64 8', 4096, 4096],
    ['btt13', 1024, 4096, '10 1 104 1 263 16 6', 1040, 4208],
    ['tt1', 1024, 1024, '32 32 1 32 32 1 1', 1024, 1024],
    ['tt3', 1024, 4096, '32 32 1 64 64 1 6', 1024, 4096],
    ['l1', 1024, 1024, '1024 1 1 1 1024 1 181', 1024, 1024],
    ['l2', 768, 768, '768 1 1 1 768 1 28', 768, 768],
    ['g1', 1024, 1024, '32 6 6 6 32 6 1', 1152, 1152],
    ['g1', 768, 768, '28 5 5 5 28 5 1', 700, 700],
    ['g2', 4096, 4096, '64 8 8 8 64 8 8', 4096, 4096],
  ])('%s, %d → %d', (name, dIn, dOut, expected, input, output) => {
    const found = sizesOf(published(name), widths(dIn, dOut), { rule: 'round' });
    if (!found.ok) throw new Error('no sizes');
    expect(vectorOf(found.value).join(' ')).toBe(expected);
    expect([inputProduct(found.value), outputProduct(found.value)]).toEqual([input, output]);
  });

  test('0.67 is not two thirds', () => {
    expect(sizes(published('btt2'), 1024, 1024, { rule: 'round' })[2]).toBe(104);
    expect(sizes(thetaOf([1 / 3, 0, 2 / 3, 0, 2 / 3, 1 / 3, 0]), 1024, 1024, { rule: 'round' })[2]).toBe(102);
  });

  test('more than 15 % off is refused, with both sides', () => {
    expect(messages(thetaOf([0.34, 0.33, 0.33, 1, 0, 0, 0]), 10, 12, { rule: 'round' })).toEqual([
      'sizes rounded to whole numbers: α·β·γ = 2·2·2 = 8 is 20 % off from d_in = 10, more than the 15 % that rounding may change',
    ]);
  });

  test('up never drops a feature', () => {
    expect(sizes(published('btt2'), 4096, 4096, { rule: 'up' })).toEqual([16, 1, 264, 1, 264, 16, 1]);
    // 125^(1/3) is a little less than 5 in floating point, 216^(1/3) a little less than 6; both are whole.
    const thirds = thetaOf([1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3]);
    expect(sizes(thirds, 125, 216, { rule: 'up' })).toEqual([5, 5, 5, 6, 6, 6, 5]);
    for (const theta of take(sampleAll(7), 500)) {
      const found = sizesOf(theta, widths(1000, 3000), { rule: 'up' });
      if (!found.ok) continue;
      expect(inputProduct(found.value)).toBeGreaterThanOrEqual(1000);
      expect(outputProduct(found.value)).toBeGreaterThanOrEqual(3000);
    }
  });
});

describe('as even as prime factors make it', () => {
  test.each([
    [256, [16, 16], [4, 8, 8]],
    [384, [16, 24], [4, 8, 12]],
    [512, [16, 32], [8, 8, 8]],
    [768, [16, 48], [8, 8, 12]],
    [1024, [32, 32], [8, 8, 16]],
    [1536, [32, 48], [8, 8, 24]],
    [2048, [32, 64], [8, 16, 16]],
    [2560, [32, 80], [8, 8, 40]],
    [3072, [32, 96], [8, 16, 24]],
    [4096, [64, 64], [16, 16, 16]],
    [50304, [24, 2096], [8, 12, 524]],
  ])('%d', (width, two, three) => {
    expect(splitGreedily(width, 2)).toEqual(two);
    expect(splitGreedily(width, 3)).toEqual(three);
  });

  test('α and φ of a block tensor-train get the smaller factors', () => {
    expect(sizes(published('btt1'), 512, 768, { rule: 'greedy' })).toEqual([16, 1, 32, 1, 48, 16, 1]);
  });

  test('larger exponents get larger factors', () => {
    expect(sizes(published('btt5'), 512, 768, { rule: 'greedy' })).toEqual([32, 1, 16, 1, 16, 48, 1]);
  });
});

describe('divisors', () => {
  test.each([
    ['btt1', 768, 768, [24, 1, 32, 1, 32, 24, 1]],
    ['btt1', 512, 512, [16, 1, 32, 1, 32, 16, 1]],
    ['btt2', 256, 256, [8, 1, 32, 1, 32, 8, 1]],
    ['btt2', 1024, 1024, [8, 1, 128, 1, 128, 8, 1]],
    ['btt11', 1024, 1024, [32, 1, 32, 1, 32, 32, 6]],
    ['g1', 1024, 1024, [32, 4, 8, 4, 32, 8, 1]],
    ['l1', 1000, 500, [1000, 1, 1, 1, 500, 1, 106]],
  ])('%s, %d → %d', (name, dIn, dOut, expected) => {
    expect(sizes(published(name), dIn, dOut, { rule: 'divisors' })).toEqual(expected);
  });

  test('are the nearest of all in the logarithm, and exact', () => {
    for (const theta of take(sampleAll(3), 200)) {
      const found = sizesOf(theta, widths(360, 720), { rule: 'divisors' });
      if (!found.ok) throw new Error('no sizes');
      expect([inputProduct(found.value), outputProduct(found.value)]).toEqual([360, 720]);
      const distance = (numbers: readonly number[]): number =>
        numbers.reduce((sum, size, at) => sum + (Math.log(size) - (vectorOf(theta)[at] ?? 0) * Math.log(360)) ** 2, 0);
      const { alpha, beta, gamma } = found.value;
      const others: number[] = [];
      for (let one = 1; one <= 360; one += 1)
        for (let two = 1; one * two <= 360; two += 1)
          if (360 % (one * two) === 0) others.push(distance([one, two, 360 / one / two]));
      expect(distance([alpha, beta, gamma])).toBeLessThanOrEqual(Math.min(...others) + 1e-9);
    }
  });

  test('can be multiples of the tile of a matrix unit', () => {
    expect(sizes(published('btt2'), 1024, 1024, { rule: 'divisors', multiple: 16 })).toEqual([16, 1, 64, 1, 64, 16, 1]);
    expect(sizes(published('btt13'), 1024, 1024, { rule: 'divisors', multiple: 16 })).toEqual([
      16, 1, 64, 1, 64, 16, 6,
    ]);
    // ρ is an extent of its own when nothing stands beside it.
    expect(sizes(published('l1'), 1024, 1024, { rule: 'divisors', multiple: 16 })).toEqual([
      1024, 1, 1, 1, 1024, 1, 176,
    ]);
    expect(messages(published('btt1'), 1000, 1024, { rule: 'divisors', multiple: 16 })).toEqual([
      'd_in = 1000 has no divisors for α·γ that are multiples of 16',
    ]);
  });

  test('of a prime width are 1 and itself', () => {
    expect(sizes(published('btt1'), 1021, 1021, { rule: 'divisors' })).toEqual([1, 1, 1021, 1, 1021, 1, 1]);
  });
});

test.each([
  ['block-diagonal', thetaOf([3 / 4, 0, 0, 3 / 4, 0, 0, 0], 1 / 4), 256, 1024, { alpha: 64, delta: 256, xi: 4 }],
  [
    'blocks of low rank',
    thetaOf([1 / 2, 0, 0, 0, 1 / 2, 0, 1 / 4], 1 / 2),
    256,
    256,
    { alpha: 16, epsilon: 16, rho: 4, xi: 16 },
  ],
  ['one number a feature', thetaOf([0, 0, 0, 0, 0, 0, 0], 1), 60, 60, { xi: 60 }],
])('with blocks: %s', (_, theta, dIn, dOut, expected) => {
  const ones = { alpha: 1, beta: 1, gamma: 1, delta: 1, epsilon: 1, phi: 1, rho: 1 };
  const all: Sizes = { ...ones, ...expected };
  for (const rule of ['round', 'greedy', 'divisors'] as const)
    expect(sizesOf(theta, widths(dIn, dOut), { rule })).toEqual({ ok: true, value: all });
});

describe('widths', () => {
  test.each([0, -4, 1.5, NaN, Infinity, 2 ** 26 + 1, 1e300])('%d is none', (width) => {
    for (const rule of ['round', 'divisors'] as const)
      expect(messages(published('btt1'), width, 4, { rule })).toEqual([
        `d_in is ${width}, but a width is a whole number from 1 to 67108864`,
      ]);
  });

  test('a width of 1 has sizes of 1', () => {
    for (const rule of ['round', 'up', 'greedy', 'divisors'] as const)
      expect(sizes(published('g2'), 1, 1, { rule })).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('a large one takes no time', () => {
    expect(sizes(published('g1'), 2 ** 26, 2 ** 26, { rule: 'divisors' })).toEqual([8192, 64, 128, 64, 8192, 128, 1]);
    expect(sizes(published('btt1'), 67108859, 67108859, { rule: 'divisors' })[2]).toBe(67108859);
  });
});

test('sizes say which exponents they are of', () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(fc.tuple(size, size, size, size, size, size, size, fc.integer({ min: 1, max: 4 })), (numbers) => {
      const [alpha, beta, gamma, delta, epsilon, phi, rho, xi] = numbers;
      const made: Sizes = { alpha, beta, gamma, delta, epsilon, phi, rho, xi };
      const both = widths(inputProduct(made), outputProduct(made));
      // The rank of a layer with more bonds than features has no exponent below 1.
      fc.pre(
        both.dIn > 1 && both.dOut > 1 && rho <= Math.min(both.dIn, both.dOut) && xi < Math.min(both.dIn, both.dOut),
      );
      const theta = thetaOfSizes(made, both);
      expect(sizesOf(theta, both, { rule: 'round' })).toEqual({ ok: true, value: made });
    }),
  );
});
