import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseEquation, resolveEquation } from '@einlay/ir';
import type { Target } from '@einlay/ir';
import { costOfPath } from './cost.ts';
import { FINDERS, findPath } from './find-path.ts';
import type { PathOptions } from './find-path.ts';
import { parsePath } from './parse-path.ts';
import type { Path, PathPlan, PathProblem } from './problem.ts';
import { pathOfTree, treeOfPath } from './tree.ts';

interface Facts {
  readonly instances: readonly {
    readonly name: string;
    readonly equation: string;
    readonly shapes: readonly (readonly number[])[];
    readonly results: Readonly<Record<string, { readonly flops: number }>>;
  }[];
  readonly orders: readonly {
    readonly equation: string;
    readonly shapes: readonly (readonly number[])[];
    readonly naiveFlops: number;
    readonly flops: number;
    readonly greedyFlops: number;
  }[];
}

const facts = JSON.parse(readFileSync(new URL('../../test/cases/paths.json', import.meta.url), 'utf8')) as Facts;

const target: Target = {
  name: 'test',
  dtypes: ['f32'],
  rates: { flopsPerSecond: 1000, bytesPerSecond: 800, permuteBytesPerSecond: 100, launchSeconds: 0.01 },
};

function problemOf(equation: string, shapes: readonly (readonly number[])[]): PathProblem {
  const syntax = parseEquation(equation);
  const resolved = syntax.ok ? resolveEquation(syntax.value, shapes) : syntax;
  if (!resolved.ok) throw new Error(resolved.diagnostics[0]?.message);
  return resolved.value;
}

function planOf(problem: PathProblem, options?: PathOptions): PathPlan {
  const plan = findPath(problem, options);
  if (!plan.ok) throw new Error(plan.diagnostics[0]?.message);
  return plan.value;
}

/** What steps cost, told by which of the original operands each value is made of. */
function simulate({ operands, output, extents }: PathProblem, path: Path, slices: readonly string[] = []) {
  let list = operands.map((_, operand) => [operand]);
  const elements = (indices: readonly string[]): number =>
    indices.reduce((product, index) => product * (slices.includes(index) ? 1 : (extents.get(index) as number)), 1);
  const open = (made: readonly number[]): string[] => {
    const rest = operands.filter((_, operand) => !made.includes(operand)).flat();
    return [...new Set(made.flatMap((operand) => operands[operand] as string[]))].filter(
      (index) => output.includes(index) || rest.includes(index),
    );
  };
  const steps: { flops: number; seconds: number; size: number }[] = [];
  for (const [at, step] of path.entries()) {
    const taken = step.map((position) => list[position] as number[]);
    // An operand itself still has what only it has.
    const indicesOf = (made: readonly number[]): readonly string[] =>
      made.length === 1 ? (operands[made[0] as number] as string[]) : open(made);
    const involved = [...new Set(taken.flatMap(indicesOf))];
    const made = taken.flat();
    const kept = open(made);
    const operations = Math.max(1, step.length - 1) + (kept.length < involved.length ? 1 : 0);
    const flops = operations * elements(involved);
    const moved = [...taken.map((value) => elements([...new Set(indicesOf(value))])), elements(kept)].reduce(
      (a, b) => a + b,
    );
    const seconds = 0.01 + Math.max(flops / 1000, (4 * moved) / 800);
    steps.push({ flops, seconds, size: at === path.length - 1 ? 0 : elements(kept) });
    list = [...list.filter((_, position) => !step.includes(position)), made];
  }
  const loops = slices.reduce((product, index) => product * (extents.get(index) as number), 1);
  const outputSize = output.reduce((product, index) => product * (extents.get(index) as number), 1);
  return {
    left: list.length,
    flops: loops * steps.reduce((sum, { flops }) => sum + flops, 0),
    seconds: steps.reduce((sum, step) => sum + step.seconds, 0),
    largest: Math.max(outputSize, ...steps.map(({ size }) => size)),
  };
}

/** Every path of pairs over `count` operands. */
function everyPath(count: number): Path[] {
  if (count === 1) return [[[0]]];
  if (count === 2) return [[[0, 1]]];
  const paths: Path[] = [];
  for (let one = 0; one < count; one += 1)
    for (let other = one + 1; other < count; other += 1)
      for (const rest of everyPath(count - 1)) paths.push([[one, other], ...rest]);
  return paths;
}

const INDICES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Problems with hyperedges, outer products, scalars, diagonals, sums over one operand, and extents from 0. */
const problems = (most: number, smallest = 0, largest = 5): fc.Arbitrary<PathProblem> =>
  fc
    .record({
      operands: fc.array(fc.array(fc.constantFrom(...INDICES), { maxLength: 4 }), { minLength: 1, maxLength: most }),
      sizes: fc.array(fc.integer({ min: smallest, max: largest }), {
        minLength: INDICES.length,
        maxLength: INDICES.length,
      }),
      kept: fc.subarray(INDICES, { maxLength: 3 }),
    })
    .map(({ operands, sizes, kept }) => ({
      operands,
      output: kept.filter((index) => operands.flat().includes(index)),
      extents: new Map(INDICES.map((index, at) => [index, sizes[at] as number])),
    }));

interface Values {
  readonly indices: readonly string[];
  readonly at: (point: ReadonlyMap<string, number>) => number;
}

/** Every assignment of values to indices. */
function* points(
  indices: readonly string[],
  extents: ReadonlyMap<string, number>,
  fixed: ReadonlyMap<string, number>,
): Generator<ReadonlyMap<string, number>> {
  const [first, ...rest] = indices;
  if (first === undefined) yield fixed;
  else
    for (let value = 0; value < (extents.get(first) as number); value += 1)
      yield* points(rest, extents, new Map([...fixed, [first, value]]));
}

function contract(
  operands: readonly Values[],
  output: readonly string[],
  extents: ReadonlyMap<string, number>,
  fixed: ReadonlyMap<string, number>,
): Values {
  const key = (point: ReadonlyMap<string, number>): string => output.map((index) => point.get(index)).join();
  const sums = new Map<string, number>();
  const free = [...new Set(operands.flatMap(({ indices }) => indices))].filter((index) => !fixed.has(index));
  for (const point of points(free, extents, fixed)) {
    const product = operands.reduce((value, operand) => value * operand.at(point), 1);
    sums.set(key(point), (sums.get(key(point)) ?? 0) + product);
  }
  return { indices: output, at: (point) => sums.get(key(point)) ?? 0 };
}

/** Follows a path, once for each slice, and sums what the slices give. */
function follow(
  { operands, output, extents }: PathProblem,
  { path, slices }: PathPlan,
  values: readonly Values[],
): Values {
  const results = [...points(slices, extents, new Map())].map((fixed) => {
    const list = [...values];
    for (const step of path) {
      const taken = step.map((position) => list[position] as Values);
      [...step].sort((a, b) => b - a).forEach((position) => list.splice(position, 1));
      const needed = new Set([...output, ...list.flatMap(({ indices }) => indices)]);
      const kept = [...new Set(taken.flatMap(({ indices }) => indices))].filter((index) => needed.has(index));
      list.push(contract(taken, kept, extents, fixed));
    }
    return { fixed, result: list[0] as Values };
  });
  const inSlice = (point: ReadonlyMap<string, number>, fixed: ReadonlyMap<string, number>): boolean =>
    [...fixed].every(([index, value]) => !output.includes(index) || point.get(index) === value);
  expect(operands).toHaveLength(values.length);
  return {
    indices: output,
    at: (point) =>
      results.reduce(
        (sum, { fixed, result }) => (inSlice(point, fixed) ? sum + result.at(new Map([...fixed, ...point])) : sum),
        0,
      ),
  };
}

/** Whole numbers, so that sums are exact in any order. */
const valuesFor = ({ operands }: PathProblem): readonly Values[] =>
  operands.map((indices, operand) => ({
    indices,
    at: (point) =>
      (indices.reduce((sum, index, axis) => sum + (axis + 2) * (point.get(index) as number), operand) % 7) - 2,
  }));

function expectSameNumbers(problem: PathProblem, plan: PathPlan): void {
  const values = valuesFor(problem);
  const expected = contract(values, problem.output, problem.extents, new Map());
  const found = follow(problem, plan, values);
  for (const point of points(problem.output, problem.extents, new Map()))
    expect(found.at(point) + 0).toBe(expected.at(point) + 0);
}

describe('findPath against facts', () => {
  test.each(facts.instances)('$name', ({ equation, shapes, results }) => {
    const problem = problemOf(equation, shapes);
    const { flops, path } = planOf(problem);
    expect(parsePath(path, problem.operands.length).ok).toBe(true);
    const best = Math.min(...Object.values(results).map((result) => result.flops));
    if (results['dp']) expect(flops).toBe(best);
    else expect(flops).toBeLessThan(best);
  });

  test.each(facts.orders)('$equation', ({ equation, shapes, naiveFlops, flops, greedyFlops }) => {
    const problem = problemOf(equation, shapes);
    const plan = planOf(problem);
    expect(plan.naiveFlops / naiveFlops).toBeCloseTo(1, 12);
    expect(plan.flops).toBeLessThanOrEqual(Math.min(flops, greedyFlops));
  });
});

describe('findPath on random problems', () => {
  test('every finder gives a valid path at the cost it states', () => {
    fc.assert(
      fc.property(
        problems(7),
        fc.constantFrom(...FINDERS),
        fc.constantFrom('flops', 'size', 'time'),
        (problem, optimize, minimize) => {
          const { path, flops, largestIntermediate } = planOf(problem, { optimize, minimize, target });
          expect(parsePath(path, problem.operands.length).ok).toBe(true);
          const simulated = simulate(problem, path);
          expect(simulated.left).toBe(1);
          expect({ flops, largestIntermediate }).toEqual({
            flops: simulated.flops,
            largestIntermediate: simulated.largest,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('optimal is the best of all paths, for every objective', () => {
    fc.assert(
      fc.property(problems(5), (problem) => {
        const all = everyPath(problem.operands.length).map((path) => simulate(problem, path));
        const least = (measure: (cost: (typeof all)[number]) => number): number => Math.min(...all.map(measure));
        expect(planOf(problem, { optimize: 'optimal' }).flops).toBe(least(({ flops }) => flops));
        const small = planOf(problem, { optimize: 'optimal', minimize: 'size' });
        expect(small.largestIntermediate).toBe(least(({ largest }) => largest));
        expect(small.flops).toBe(
          least(({ flops, largest }) => (largest === small.largestIntermediate ? flops : Infinity)),
        );
        const fast = planOf(problem, { optimize: 'optimal', minimize: 'time', target });
        expect(simulate(problem, fast.path).seconds).toBeCloseTo(
          least(({ seconds }) => seconds),
          9,
        );
      }),
      { numRuns: 150 },
    );
  });

  test('optimal is the best of all 2700 paths over six operands', () => {
    const paths = everyPath(6);
    fc.assert(
      fc.property(
        problems(6, 1, 9).filter(({ operands }) => operands.length === 6),
        (problem) => {
          const least = Math.min(...paths.map((path) => costOfPath(problem, path).flops));
          expect(planOf(problem).flops).toBe(least);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('no finder beats optimal', () => {
    fc.assert(
      fc.property(problems(12, 1, 9), fc.constantFrom(...FINDERS), fc.nat(), (problem, optimize, seed) => {
        const { flops } = planOf(problem, { optimize: 'optimal' });
        expect(planOf(problem, { optimize, seed }).flops).toBeGreaterThanOrEqual(flops);
        expect(planOf(problem).flops).toBe(flops);
      }),
      { numRuns: 100 },
    );
  });

  test('following the path gives the numbers of the einsum', () => {
    fc.assert(
      fc.property(problems(5, 0, 3), fc.constantFrom(...FINDERS), (problem, optimize) => {
        expectSameNumbers(problem, planOf(problem, { optimize }));
      }),
      { numRuns: 60 },
    );
  });

  test('the same problem and seed have the same path', () => {
    const { equation, shapes } = facts.instances.find(({ name }) => name === 'rand-32-0') as Facts['instances'][number];
    const problem = problemOf(equation, shapes);
    for (const optimize of ['auto', 'random-greedy', 'anneal'] as const)
      expect(planOf(problem, { optimize, seed: 7 })).toEqual(planOf(problem, { optimize, seed: 7 }));
  });
});

describe('memory limits', () => {
  test('are kept, with slices where paths alone cannot, or refused with the smallest that can be kept', () => {
    fc.assert(
      fc.property(
        problems(6, 0, 4),
        fc.constantFrom(...FINDERS),
        fc.integer({ min: 1, max: 60 }),
        (problem, optimize, memoryLimit) => {
          const outputSize = simulate(problem, [], []).largest;
          const plan = findPath(problem, { optimize, memoryLimit });
          if (!plan.ok) {
            expect(plan.diagnostics[0]?.code).toBe('path-memory-limit');
            expect(outputSize).toBeGreaterThan(memoryLimit);
            expect(findPath(problem, { optimize, memoryLimit: outputSize }).ok).toBe(true);
            return;
          }
          const { path, slices, flops, largestIntermediate } = plan.value;
          expect(largestIntermediate).toBeLessThanOrEqual(memoryLimit);
          const simulated = simulate(problem, path, slices);
          expect({ flops, largestIntermediate }).toEqual({
            flops: simulated.flops,
            largestIntermediate: simulated.largest,
          });
          expectSameNumbers(problem, plan.value);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('choose the best path without slices when slices cost more', () => {
    fc.assert(
      fc.property(problems(5, 1, 5), fc.integer({ min: 1, max: 60 }), (problem, memoryLimit) => {
        const fitting = everyPath(problem.operands.length)
          .map((path) => costOfPath(problem, path))
          .filter(({ largestIntermediate }) => largestIntermediate <= memoryLimit);
        if (fitting.length === 0) return;
        expect(planOf(problem, { memoryLimit }).flops).toBeLessThanOrEqual(
          Math.min(...fitting.map(({ flops }) => flops)),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('say the smallest limit', () => {
    const plan = findPath(problemOf('i,j,k->ij', [[30], [40], [2]]), { memoryLimit: 100 });
    expect(plan.diagnostics[0]).toMatchObject({ code: 'path-memory-limit', message: expect.stringContaining('1200') });
  });
});

describe('large and odd problems', () => {
  const joined = (operands: string[][], extent: (index: string) => number, output: string[] = []): PathProblem => ({
    operands,
    output,
    extents: new Map([...operands.flat(), ...output].map((index) => [index, extent(index)])),
  });

  test('a single operand, one scalar, many scalars', () => {
    expect(planOf(problemOf('ii->i', [[3, 3]]))).toMatchObject({ path: [[0]], flops: 3, largestIntermediate: 3 });
    expect(planOf(problemOf('', [[]]))).toMatchObject({ path: [[0]], flops: 1, naiveFlops: 1, largestIntermediate: 1 });
    const scalars = joined(
      Array.from({ length: 40 }, () => []),
      () => 1,
    );
    expect(planOf(scalars)).toMatchObject({ flops: 39, naiveFlops: 39, largestIntermediate: 1 });
  });

  test('an index that a thousand operands share', () => {
    const operands = Array.from({ length: 1000 }, (_, k) => ['batch', `i${k}`, `i${k + 1}`]);
    const problem = joined(operands, (index) => (index === 'batch' ? 64 : 2), ['batch', 'i0', 'i1000']);
    // Along the chain every step costs 64 · 2³ · 2.
    expect(planOf(problem).flops).toBe(999 * 64 * 16);
  });

  test('a thousand operands at random', () => {
    const operands = Array.from({ length: 1000 }, (_, k) => [
      `i${k}`,
      `i${(k + 1) % 1000}`,
      `j${(k * k * 7 + 3 * k) % 500}`,
    ]);
    const problem = joined(operands, () => 3);
    const plan = planOf(problem);
    expect(parsePath(plan.path, 1000).ok).toBe(true);
    expect(plan.flops).toBeLessThan(planOf(problem, { optimize: 'greedy' }).flops);
  });

  test('costs beyond float64 are infinite, and the order is still sensible', () => {
    const vectors = joined(
      Array.from({ length: 40 }, (_, k) => [`i${k}`]),
      () => 2 ** 40,
    );
    // Summing each vector into a scalar never makes anything large.
    expect(planOf(vectors)).toMatchObject({ naiveFlops: Infinity });
    const open = joined(
      Array.from({ length: 40 }, (_, k) => [`i${k}`]),
      () => 2 ** 40,
      Array.from({ length: 40 }, (_, k) => `i${k}`),
    );
    expect(planOf(open)).toMatchObject({ flops: Infinity, largestIntermediate: Infinity });
    const exact = joined(
      Array.from({ length: 12 }, (_, k) => [`i${k}`, `i${(k + 1) % 12}`]),
      () => 2 ** 100,
    );
    expect(planOf(exact).flops / 2 ** 301).toBeCloseTo(10, 9);
  });

  test('costs beyond float64 still order trees', () => {
    // A ladder of 2 × 20: contracted rung by rung its results have three indices, of extents that multiply to 2³⁰⁰.
    const rungs = Array.from({ length: 20 }, (_, k) => k);
    const side = (name: string): string[][] => rungs.map((k) => [`${name}${k}`, `${name}${k + 1}`, `r${k}`]);
    const ladder = joined([...side('a'), ...side('b')], (index) => (/^[ab](0|20)$/.test(index) ? 1 : 2 ** 100));
    const plan = planOf(ladder);
    expect(plan.largestIntermediate).toBeLessThanOrEqual(2 ** 300);
    // The same with extents of which everything is infinite still finds a narrow order.
    const wide = { ...ladder, extents: new Map([...ladder.extents].map(([index, extent]) => [index, extent ** 6])) };
    const narrow = {
      ...ladder,
      extents: new Map([...ladder.extents].map(([index, extent]) => [index, extent ** 0.01])),
    };
    const cost = costOfPath(narrow, planOf(wide).path);
    expect(cost.largestIntermediate).toBeLessThanOrEqual(9);
  });

  test('refuses to search exactly for too many operands', () => {
    const ring = joined(
      Array.from({ length: 30 }, (_, k) => [`i${k}`, `i${(k + 1) % 30}`]),
      () => 2,
    );
    expect(findPath(ring, { optimize: 'optimal' }).diagnostics[0]?.code).toBe('path-too-large');
  });

  test('refuses to minimise time on no target', () => {
    expect(
      findPath(
        problemOf('ij,jk', [
          [2, 2],
          [2, 2],
        ]),
        { minimize: 'time' },
      ).diagnostics[0]?.code,
    ).toBe('path-target');
  });
});

describe('trees and paths', () => {
  test('turn into each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat()), (count, stream) => {
        const draw = (below: number): number => (stream.next().value as number) % below;
        const path: number[][] = count === 1 ? [[0]] : [];
        for (let left = count; left > 1; left -= 1) {
          const one = draw(left);
          path.push([one, (one + 1 + draw(left - 1)) % left].sort((a, b) => a - b));
        }
        expect(pathOfTree(treeOfPath(path, count), count)).toEqual(path);
      }),
    );
  });
});
