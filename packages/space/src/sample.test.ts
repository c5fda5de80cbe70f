import { describe, expect, test } from '@jest/globals';
import { analystFor } from './analyze.ts';
import type { Analysis } from './analyze.ts';
import { randomFrom } from './random.ts';
import { sampleAll, sampleAround, sampleBtt, sampleUnsharedFullRank } from './sample.ts';
import { distinct, filter, isWanted, least, take } from './select.ts';
import { isCanonical, isDegenerate, symmetryKey } from './symmetry.ts';
import { isFullRank, isUnshared, taxonomyOf } from './taxonomy.ts';
import { checkTheta, thetaOf, vectorOf } from './theta.ts';
import type { Theta } from './theta.ts';

const WIDTHS = { dIn: 2048, dOut: 2048 };

function* analyses(points: Iterable<Theta>): Generator<Analysis> {
  const analyst = analystFor(WIDTHS, { rule: 'divisors' });
  if (!analyst.ok) throw new Error('no widths');
  for (const theta of points) {
    const found = analyst.value(theta);
    if (found.ok) yield found.value;
  }
}

describe('random numbers', () => {
  test('are the same for the same seed, and spread evenly', () => {
    const [one, same, other] = [randomFrom(1), randomFrom(1), randomFrom(2)];
    const drawn = Array.from({ length: 20_000 }, one);
    expect(Array.from({ length: 3 }, same)).toEqual(drawn.slice(0, 3));
    expect(other()).not.toBe(drawn[0]);
    const tenths = Array.from({ length: 10 }, (_, tenth) => drawn.filter((value) => Math.floor(value * 10) === tenth));
    for (const { length } of tenths) expect(Math.abs(length - 2000)).toBeLessThan(200);
  });

  test('differ for seeds that differ only beyond 32 bits', () => {
    expect(randomFrom(2 ** 32)()).not.toBe(randomFrom(0)());
  });
});

describe('samplers', () => {
  test.each([
    ['all', sampleAll],
    ['btt', sampleBtt],
    ['unshared and of full rank', sampleUnsharedFullRank],
  ])('%s: canonical points, none degenerate, the same ones for a seed', (_, sample) => {
    const points = [...take(sample(5), 1000)];
    expect([...take(sample(5), 1000)]).toEqual(points);
    expect([...take(sample(6), 1)]).not.toEqual(points.slice(0, 1));
    for (const theta of points) {
      expect(checkTheta(vectorOf(theta))).toMatchObject({ ok: true });
      expect([isCanonical(theta), isDegenerate(theta)]).toEqual([true, false]);
    }
  });

  test('the simplices are covered uniformly', () => {
    const points = [...take(sampleAll(1), 40_000)];
    // Canonical form exchanges α with β but leaves γ and φ, each of density 2(1 - t).
    for (const name of ['gamma', 'phi'] as const)
      for (const bound of [0.25, 0.5, 0.75]) {
        const share = points.filter((theta) => theta[name] < bound).length / points.length;
        expect(share).toBeCloseTo(1 - (1 - bound) ** 2, 2);
      }
  });

  test('of the subspace all are as good as dense, and all of its faces are met', () => {
    const points = [...take(sampleUnsharedFullRank(2), 3000)];
    for (const theta of points) {
      const found = taxonomyOf(theta);
      expect([isFullRank(found), isUnshared(found)]).toEqual([true, true]);
    }
    expect(points.filter(({ beta, delta }) => beta === 0 && delta === 0)).toHaveLength(1000);
    expect(points.filter(({ beta }) => beta > 0)).toHaveLength(1000);
    expect(points.filter(({ delta }) => delta > 0)).toHaveLength(1000);
  });

  test('block tensor-trains have ω = 0', () => {
    for (const theta of take(sampleBtt(1), 500)) expect(isUnshared(taxonomyOf(theta))).toBe(true);
  });

  test('around a point: near it, on its faces unless told otherwise', () => {
    const centre = thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0.25]);
    for (const theta of take(sampleAround(centre, 0.05, 1), 500)) {
      expect(checkTheta(vectorOf(theta))).toMatchObject({ ok: true });
      expect([theta.beta, theta.delta]).toEqual([0, 0]);
      vectorOf(theta).forEach((value, at) => {
        expect(Math.abs(value - (vectorOf(centre)[at] ?? 0))).toBeLessThan(0.11);
      });
    }
    const anywhere = [...take(sampleAround(centre, 0.05, 1, { faces: true }), 500)];
    expect(anywhere.some(({ beta }) => beta > 0)).toBe(true);
    const blocks = thetaOf([0.75, 0, 0, 0.75, 0, 0, 0], 0.25);
    for (const theta of take(sampleAround(blocks, 0.1, 1), 20)) expect(checkTheta(vectorOf(theta), 0.25).ok).toBe(true);
  });
});

describe('choosing', () => {
  const points = [...analyses(take(sampleAll(9), 3000))];

  test('by budgets', () => {
    const wanted = { mostParams: 300_000, mostMacs: 1_000_000, mostIntermediate: 4096 };
    const chosen = [...filter(points, (point) => isWanted(point, wanted))];
    expect(chosen.length).toBeGreaterThan(10);
    expect(chosen.length).toBeLessThan(points.length / 2);
    for (const { params, macs, intermediate } of chosen)
      expect([params <= 300_000, macs <= 1_000_000, intermediate <= 4096]).toEqual([true, true, true]);
    const full = [...filter(points, (point) => isWanted(point, { fullRank: true }))];
    for (const { rank, psi } of full) expect([rank, psi]).toEqual([2048, 1]);
    expect(full.length).toBeGreaterThan(100);
    expect(full.length).toBeLessThan(points.length);
  });

  test('one of each symmetry class', () => {
    const chosen = [...distinct(points)];
    const keys = chosen.map(({ sizes }) => symmetryKey(sizes));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(points.map(({ sizes }) => symmetryKey(sizes))).size).toBe(keys.length);
    expect([...distinct(points, { transposed: true })].length).toBeLessThan(keys.length);
  });

  test('the least by an order, the earlier of equal ones', () => {
    const numbers = [5, 3.2, 8, 1, 3.1, 9, 1.5, 3];
    const byWhole = (one: number, other: number): number => Math.floor(one) - Math.floor(other);
    expect(least(numbers, 4, byWhole)).toEqual([1, 1.5, 3.2, 3.1]);
    expect(least([], 4, byWhole)).toEqual([]);
    expect(least(numbers, 100, byWhole)).toHaveLength(8);
    expect([...take([1, 2, 3], 0)]).toEqual([]);
  });
});

test('points pass by quickly, and nothing of them stays', () => {
  const start = performance.now();
  let seen = 0;
  const counted = function* (): Generator<Theta> {
    for (const theta of take(sampleAll(4), 200_000)) {
      seen += 1;
      yield theta;
    }
  };
  const wanted = filter(analyses(counted()), (point) => isWanted(point, { mostMacs: 1_000_000, fullRank: true }));
  const best = least(wanted, 20, (one, other) => one.macs - other.macs);
  expect([seen, best.length]).toEqual([200_000, 20]);
  // 10⁵ points a second on one core is what is promised; a busy machine gets ten times as long.
  expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);
