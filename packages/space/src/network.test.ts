import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Matrix, SVD } from 'ml-matrix';
import { countsOf } from './counts.ts';
import {
  bttNetwork,
  checkNetwork,
  networkCounts,
  networkOf,
  networkTaxonomy,
  perIndexOf,
  placesOf,
} from './network.ts';
import type { Network, NetworkIndex } from './network.ts';
import { randomFrom } from './random.ts';
import { sampleAll } from './sample.ts';
import { take } from './select.ts';
import { inputProduct, outputProduct } from './sizes.ts';
import { taxonomyOf } from './taxonomy.ts';
import { arbitrarySizes, everyPosition } from './testing/matrix.ts';
import { PUBLISHED } from './testing/published.ts';
import { thetaOf } from './theta.ts';

const multiply = (one: number, other: number): number => one * other;
const add = (one: number, other: number): number => one + other;

describe('places of indices', () => {
  test('there are 7 for two factors and 18 for three', () => {
    expect([1, 2, 3, 4].map((factors) => placesOf(factors).length)).toEqual([2, 7, 18, 41]);
    const indices = placesOf(2).map((place, at) => ({ ...place, value: at + 2 }));
    // α, β, γ, δ, ε, φ, ρ in this order.
    expect(perIndexOf({ factors: 2, indices }, 1, multiply)).toEqual(thetaOf([2, 3, 4, 5, 6, 7, 8], 1));
  });

  test.each([
    [{ onInput: true, onOutput: true, factors: 0 }, 'is shared by input and output only'],
    [{ onInput: true, onOutput: true, factors: 1 }, 'is shared by input and output, but not by all factors'],
    [{ onInput: false, onOutput: false, factors: 2 }, 'is on one factor only'],
    [{ onInput: true, onOutput: false, factors: 0 }, 'is on the input only'],
    [{ onInput: false, onOutput: true, factors: 0 }, 'is on the output only'],
  ])('%j is none', (place, said) => {
    const checked = checkNetwork({ factors: 2, indices: [{ ...place, value: 0 }] });
    expect(checked.ok ? [] : checked.problems[0]?.message).toContain(said);
  });

  test('sums that are not 1 are named', () => {
    const indices: readonly NetworkIndex[] = [
      { onInput: true, onOutput: false, factors: 7, value: 0.6 },
      { onInput: false, onOutput: true, factors: 7, value: 1 },
      { onInput: false, onOutput: true, factors: 1, value: 0.3 },
    ];
    const checked = checkNetwork({ factors: 3, indices });
    expect(checked.ok ? [] : checked.problems.map(({ message }) => message)).toEqual([
      'the exponents on the input sum to 0.6, which is 0.4 less than 1',
      'the exponents on the output sum to 1.3, which is 0.3 more than 1',
    ]);
    expect(checkNetwork({ factors: 13, indices: [] }).ok).toBe(false);
  });
});

describe('two factors', () => {
  test('count as by the formulas for them', () => {
    fc.assert(
      fc.property(arbitrarySizes(6), (sizes) => {
        const network = networkOf(sizes);
        const general = networkCounts(network);
        const special = countsOf(sizes, { dIn: inputProduct(sizes), dOut: outputProduct(sizes) });
        expect(general).toMatchObject({ params: special.params, macs: special.macs, rank: special.rank });
        expect(perIndexOf(network, 1, multiply)).toEqual(sizes);
      }),
    );
  });

  test('have the same ω, ψ and ν', () => {
    for (const [, vector] of PUBLISHED) {
      const theta = thetaOf(vector);
      const [general, special] = [networkTaxonomy(networkOf(theta)), taxonomyOf(theta)];
      expect(perIndexOf(networkOf(theta), 0, add)).toEqual(theta);
      expect(general.nu).toBeCloseTo(special.nu, 2);
    }
    for (const theta of take(sampleAll(11), 300)) {
      const [general, special] = [networkTaxonomy(networkOf(theta)), taxonomyOf(theta)];
      for (const name of ['omega', 'psi', 'nu'] as const) expect(general[name]).toBeCloseTo(special[name], 9);
    }
  });
});

describe('more factors', () => {
  test.each([2, 3, 4])(
    'a block tensor-train of %d even cores costs c·r²·d^(1 + 1/c), every parameter used once',
    (cores) => {
      const [n, r] = [4, 2];
      const even = Array.from({ length: cores }, () => n);
      const { params, macs, order } = networkCounts(
        bttNetwork(
          even,
          even,
          Array.from({ length: cores - 1 }, () => r),
        ),
      );
      const width = n ** cores;
      // The outer cores have one bond, the inner ones two.
      const expected = (2 * r + (cores - 2) * r ** 2) * width * n;
      expect([params, macs]).toEqual([expected, expected]);
      expect(order).toEqual(even.map((_, core) => core));
    },
  );

  test('its exponents: three even cores of rank 1', () => {
    const third = [1 / 3, 1 / 3, 1 / 3];
    expect(networkTaxonomy(bttNetwork(third, third, [0, 0]))).toEqual({
      omega: 0,
      psi: 1,
      nu: expect.closeTo(1 / 3, 9),
    });
    expect(checkNetwork(bttNetwork(third, third, [0, 0])).ok).toBe(true);
  });

  test('an index of the first core only passes through the others for free', () => {
    // abg,abgd,bgde,gdem->dem, with the sizes 2 3 5 for a b g and 2 3 5 for d e m.
    const { params, macs } = networkCounts(bttNetwork([2, 3, 5], [2, 3, 5], [1, 1]));
    const expected = 2 * 3 * 5 * 2 + 3 * 5 * 2 * 3 + 5 * 2 * 3 * 5;
    expect([params, macs]).toEqual([expected, expected]);
  });

  test('the rank is at most what is said, and almost always as much', () => {
    const random = randomFrom(3);
    let equal = 0;
    for (let trial = 0; trial < 150; trial += 1) {
      const indices = placesOf(3).map((place) => ({ ...place, value: random() < 0.3 ? 2 : 1 }));
      const network: Network = { factors: 3, indices };
      const found = numericalRank(network, random);
      const { rank } = networkCounts(network);
      expect(found).toBeLessThanOrEqual(rank);
      if (found === rank) equal += 1;
    }
    expect(equal).toBeGreaterThan(140);
  });
});

/** Of the matrix a network of sizes stands for, its factors normal. */
function numericalRank({ factors, indices }: Network, random: () => number): number {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const real = indices.filter(({ value }) => value > 1);
  const of = (isOn: (index: NetworkIndex) => boolean) => {
    const own = real.flatMap((index, at) => (isOn(index) ? [at] : []));
    const size = own.reduce((all, at) => all * (real[at]?.value ?? 1), 1);
    const offset = (position: readonly number[]): number =>
      own.reduce((sum, at) => sum * (real[at]?.value ?? 1) + (position[at] ?? 0), 0);
    return { size, offset };
  };
  const cores = Array.from({ length: factors }, (_, factor) => {
    const { size, offset } = of((index) => (index.factors & (1 << factor)) !== 0);
    return { data: Array.from({ length: size }, normal), offset };
  });
  const [rows, columns] = [of(({ onInput }) => onInput), of(({ onOutput }) => onOutput)];
  const matrix = Array.from({ length: rows.size }, () => Array.from({ length: columns.size }, () => 0));
  everyPosition(
    real.map(({ value }) => value),
    (...position) => {
      const row = matrix[rows.offset(position)] ?? [];
      const column = columns.offset(position);
      row[column] =
        (row[column] ?? 0) + cores.reduce((all, { data, offset }) => all * (data[offset(position)] ?? NaN), 1);
    },
  );
  const { diagonal } = new SVD(new Matrix(matrix), { autoTranspose: true });
  return diagonal.filter((value) => value > (diagonal[0] ?? 0) * 1e-9).length;
}
