/**
 * The space for any number of factors. A point is a list of indices with exponents; an index lies on x or not, on y or not,
 * and on a set of factors. Two factors give the seven indices of `theta.ts`.
 *
 * Sets of factors are numbers, bit k standing for factor k.
 */
import { answer, refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { EXPONENT_PRECISION, SUM_TOLERANCE, thetaOf } from './theta.ts';
import type { IndexName, Theta } from './theta.ts';
import type { Taxonomy } from './taxonomy.ts';

/** The tensors that an index lies on. */
export interface Place {
  readonly onInput: boolean;
  readonly onOutput: boolean;
  readonly factors: number;
}

/** An index with its exponent, or with its size. */
export interface NetworkIndex extends Place {
  readonly value: number;
}

/** A product of any number of factors: the general form of a point. */
export interface Network {
  readonly factors: number;
  readonly indices: readonly NetworkIndex[];
}

/** With more, not even the list of places is short. */
export const MOST_FACTORS = 12;

const sizeOfSet = (set: number): number => {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count += 1;
  return count;
};

/**
 * Where an index may lie when there are so many factors, the block index left out: on x and any of them, on y and any of them, on
 * two or more of them alone. 7 places for two factors, 18 for three.
 */
export function placesOf(factors: number): readonly Place[] {
  const sets = Array.from({ length: 2 ** factors - 1 }, (_, at) => at + 1);
  return [
    ...sets.map((set) => ({ onInput: true, onOutput: false, factors: set })),
    ...sets.map((set) => ({ onInput: false, onOutput: true, factors: set })),
    ...sets.filter((set) => sizeOfSet(set) > 1).map((set) => ({ onInput: false, onOutput: false, factors: set })),
  ];
}

/** Why an index may not lie where it lies; undefined when it may. */
export function placeProblem({ onInput, onOutput, factors }: Place, count: number): string | undefined {
  const all = 2 ** count - 1;
  if (onInput && onOutput) {
    if (factors === all) return undefined;
    return factors === 0
      ? 'is shared by input and output only'
      : 'is shared by input and output, but not by all factors, so the blocks it makes are not independent';
  }
  if (factors === 0) return `is on the ${onInput ? 'input' : 'output'} only`;
  return onInput || onOutput || sizeOfSet(factors) > 1 ? undefined : 'is on one factor only';
}

/** A network whose values are exponents. Problems: places that are none, exponents outside 0 … 1, sums that are not 1. */
export function checkNetwork(network: Network): Outcome<Network> {
  const { factors, indices } = network;
  if (!Number.isInteger(factors) || factors < 1 || factors > MOST_FACTORS)
    return refuse('theta', `a layer has 1 to ${MOST_FACTORS} factors, not ${factors}`);
  const wrong = indices.flatMap((index, at) => {
    const problem = placeProblem(index, factors);
    if (problem !== undefined) return [`index ${at + 1} ${problem}`];
    return index.value >= 0 && index.value <= 1
      ? []
      : [`the exponent of index ${at + 1} is ${index.value}, which is not between 0 and 1`];
  });
  const sums = (['onInput', 'onOutput'] as const).flatMap((side) => {
    const sum = indices.filter((index) => index[side]).reduce((all, { value }) => all + value, 0);
    const off = Number(Math.abs(sum - 1).toFixed(4));
    if (off <= SUM_TOLERANCE + EXPONENT_PRECISION) return [];
    const which = side === 'onInput' ? 'input' : 'output';
    return [
      `the exponents on the ${which} sum to ${Number(sum.toFixed(4))}, which is ${off} ${sum > 1 ? 'more' : 'less'} than 1`,
    ];
  });
  const all = [...wrong, ...sums];
  return all.length > 0 ? refuse('theta', ...all) : answer(network);
}

const [A, B, AB] = [1, 2, 3];

const PLACES: readonly (readonly [IndexName, Place])[] = [
  ['alpha', { onInput: true, onOutput: false, factors: A }],
  ['beta', { onInput: true, onOutput: false, factors: B }],
  ['gamma', { onInput: true, onOutput: false, factors: AB }],
  ['delta', { onInput: false, onOutput: true, factors: A }],
  ['epsilon', { onInput: false, onOutput: true, factors: B }],
  ['phi', { onInput: false, onOutput: true, factors: AB }],
  ['rho', { onInput: false, onOutput: false, factors: AB }],
  ['xi', { onInput: true, onOutput: true, factors: AB }],
];

/** A point of two factors, or its sizes, in the general form. */
export const networkOf = (point: Readonly<Record<IndexName, number>>): Network => ({
  factors: 2,
  indices: PLACES.map(([name, place]) => ({ ...place, value: point[name] })),
});

/**
 * The seven exponents, or sizes, of a network of one or two factors; `none` stands for an index that is not there. Several
 * indices of one place are one, joined by `join`.
 */
export function perIndexOf(
  { factors, indices }: Network,
  none: number,
  join: (one: number, other: number) => number,
): Theta | undefined {
  if (factors > 2) return undefined;
  const found: Record<IndexName, number> = {
    ...thetaOf([none, none, none, none, none, none, none], none),
  };
  for (const { onInput, onOutput, factors: set, value } of indices) {
    const place = PLACES.find(
      ([, each]) =>
        each.onInput === onInput &&
        each.onOutput === onOutput &&
        // The only factor is A; what is a block index for it is one for B, too.
        (each.factors === set || (factors === 1 && onInput && onOutput && each.factors === AB)),
    );
    if (place) found[place[0]] = join(found[place[0]], value);
  }
  return found;
}

/** What a network of sizes costs. */
export interface NetworkCounts {
  readonly params: number;
  /** Of a token, in the cheapest order. */
  readonly macs: number;
  /** Factors in the cheapest order. */
  readonly order: readonly number[];
  /** The largest intermediate of a token in that order. */
  readonly intermediate: number;
  /** The most the rank can be: what passes through the narrowest cut between x and y. */
  readonly rank: number;
}

/**
 * Counts of a network whose values are sizes. Factors meet x one after another: joining factors first would be work that does
 * not depend on the token, and a matrix in their place. The order is found over all sets of factors.
 */
export function networkCounts(network: Network): NetworkCounts {
  const { indices, factors } = network;
  const all = 2 ** factors - 1;
  const product = (chosen: readonly NetworkIndex[]): number => chosen.reduce((total, { value }) => total * value, 1);
  const best = cheapestOrder(network, product, (total, step) => total + step);
  const intermediates = best.order.slice(0, -1).map((_, at) => {
    const applied = best.order.slice(0, at + 1).reduce((set, factor) => set | (1 << factor), 0);
    return product(indices.filter((index) => isOpen(index, applied, all)));
  });
  return {
    params: Array.from({ length: factors }, (_, factor) => product(on(indices, factor))).reduce(
      (sum, size) => sum + size,
      0,
    ),
    macs: best.cost,
    order: best.order,
    intermediate: Math.max(0, ...intermediates),
    rank: Math.min(...cuts(network).map(product)),
  };
}

/** ω, ψ and ν of a network whose values are exponents. ψ is an upper bound beyond two factors, as `rank` is. */
export function networkTaxonomy(network: Network): Taxonomy {
  const { indices, factors } = network;
  const sum = (chosen: readonly NetworkIndex[]): number => chosen.reduce((total, { value }) => total + value, 0);
  const compute = cheapestOrder(network, sum, Math.max).cost;
  const params = Math.max(...Array.from({ length: factors }, (_, factor) => sum(on(indices, factor))));
  const tidy = (exponent: number): number => Math.round(exponent * 1e12) / 1e12 + 0;
  return {
    omega: tidy(compute - params),
    psi: tidy(Math.min(1, ...cuts(network).map(sum))),
    nu: tidy(compute - 1),
  };
}

const on = (indices: readonly NetworkIndex[], factor: number): readonly NetworkIndex[] =>
  indices.filter((index) => (index.factors & (1 << factor)) !== 0);

/** Whether an index is on what x and the factors of a set have become, when `all` others are still to come. */
const isOpen = ({ onInput, onOutput, factors }: Place, applied: number, all: number): boolean =>
  (onInput || (factors & applied) !== 0) && (onOutput || (factors & all & ~applied) !== 0);

/** For every set of factors on the side of x, the indices that the rest shares with it. */
const cuts = ({ factors, indices }: Network): readonly (readonly NetworkIndex[])[] =>
  Array.from({ length: 2 ** factors }, (_, set) => indices.filter((index) => isOpen(index, set, 2 ** factors - 1)));

/** The cheapest order in which factors meet x, costs of steps joined by `join`; the first of several. */
function cheapestOrder(
  { factors, indices }: Network,
  costOf: (indices: readonly NetworkIndex[]) => number,
  join: (total: number, step: number) => number,
): { readonly cost: number; readonly order: readonly number[] } {
  const all = 2 ** factors - 1;
  const best: { cost: number; order: readonly number[] }[] = Array.from({ length: all + 1 }, () => ({
    cost: Infinity,
    order: [],
  }));
  best[0] = { cost: 0, order: [] };
  for (let set = 0; set < all; set += 1) {
    const here = best[set];
    if (!here) continue;
    for (let factor = 0; factor < factors; factor += 1) {
      const bit = 1 << factor;
      if ((set & bit) !== 0) continue;
      const met = indices.filter((index) => isOpen(index, set, all) || (index.factors & bit) !== 0);
      const cost = join(here.cost, costOf(met));
      const before = best[set | bit];
      if (!before || cost < before.cost) best[set | bit] = { cost, order: [...here.order, factor] };
    }
  }
  return best[all] ?? { cost: Infinity, order: [] };
}

/**
 * The sizes of a block tensor-train of several cores: `inputs` and `outputs` are the factors of the widths, one a core, `ranks` the
 * bonds between neighbours. Core i lies on all inputs from i on and all outputs up to i.
 */
export function bttNetwork(inputs: readonly number[], outputs: readonly number[], ranks: readonly number[]): Network {
  const count = inputs.length;
  const upTo = (core: number): number => 2 ** (core + 1) - 1;
  return {
    factors: count,
    indices: [
      ...inputs.map((value, core) => ({ onInput: true, onOutput: false, factors: upTo(core), value })),
      ...outputs.map((value, core) => ({
        onInput: false,
        onOutput: true,
        factors: upTo(count - 1) & ~(core === 0 ? 0 : upTo(core - 1)),
        value,
      })),
      ...ranks.map((value, bond) => ({ onInput: false, onOutput: false, factors: 3 << bond, value })),
    ],
  };
}
