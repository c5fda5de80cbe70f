/** From exponents to whole numbers: the sizes of the indices of a layer of given widths. */
import { divisorsOf, greatestCommonDivisor, splitGreedily, splitsOf } from './divisors.ts';
import { answer, refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { SYMBOLS, thetaOf } from './theta.ts';
import type { IndexName, Theta } from './theta.ts';

/** How many values each index has; 1 is an index that is not there. */
export type Sizes = Readonly<Record<IndexName, number>>;

/**
 * - `round`: each power of a width to the nearest whole number, as in the published runs. Products may miss the widths by
 *   15 %; a product that is short drops features.
 * - `up`: each power rounded up, within 15 % too. No feature is dropped, some may be padding.
 * - `greedy`: widths as exact products of numbers as even as prime factors in ascending order make them, the smaller exponents
 *   getting the smaller ones.
 * - `divisors`: of all exact products the one whose logarithms are nearest.
 */
export const SIZE_RULES = ['round', 'up', 'greedy', 'divisors'] as const;

/** A rule by which exponents become whole numbers. */
export type SizeRule = (typeof SIZE_RULES)[number];

/** How exponents become sizes. */
export interface SizeOptions {
  readonly rule: SizeRule;
  /** With `divisors`, every size but 1 is a multiple of this, as tiles of matrix units want it. */
  readonly multiple?: number;
}

/** The features that go into a layer and come out. */
export interface Widths {
  readonly dIn: number;
  readonly dOut: number;
}

/** Beyond it the parameters of a dense layer could no longer be counted exactly. */
export const MAX_WIDTH = 2 ** 26;

/** How far a product of rounded sizes may be from its width. */
const MOST_MISMATCH = 0.15;

const INPUT = ['alpha', 'beta', 'gamma'] as const;
const OUTPUT = ['delta', 'epsilon', 'phi'] as const;
/** Finds sizes for many points of the same widths. */
export type Sizer = (theta: Theta) => Outcome<Sizes>;

/** The sizes of one point. */
export function sizesOf(theta: Theta, widths: Widths, options: SizeOptions): Outcome<Sizes> {
  const sizer = sizerFor(widths, options);
  return sizer.ok ? sizer.value(theta) : sizer;
}

/** What finds sizes for these widths; it remembers how they can be split. Problems: widths that are none. */
export function sizerFor(widths: Widths, { rule, multiple = 1 }: SizeOptions): Outcome<Sizer> {
  const problems = [
    ...widthProblems('d_in', widths.dIn),
    ...widthProblems('d_out', widths.dOut),
    ...(Number.isInteger(multiple) && multiple >= 1
      ? []
      : [`sizes are to be multiples of ${multiple}, which is not a whole number of at least 1`]),
  ];
  if (problems.length > 0) return refuse('width', ...problems);
  if (rule === 'round' || rule === 'up') return answer(roundingSizer(widths, rule));
  return answer(exactSizer(widths, rule === 'greedy' ? splitLikeReference : nearestSplits(multiple), multiple));
}

const widthProblems = (name: string, width: number): readonly string[] =>
  Number.isInteger(width) && width >= 1 && width <= MAX_WIDTH
    ? []
    : [`${name} is ${width}, but a width is a whole number from 1 to ${MAX_WIDTH}`];

/** What the indices of one side multiply to. */
export const inputProduct = ({ alpha, beta, gamma, xi }: Sizes): number => alpha * beta * gamma * xi;

/** The features that come out. */
export const outputProduct = ({ delta, epsilon, phi, xi }: Sizes): number => delta * epsilon * phi * xi;

/**
 * The exponents that sizes are of: those of an index are shares of the logarithm of its width. Where a width is 1 all
 * shares are the same, and none is taken.
 */
export function thetaOfSizes(sizes: Sizes, { dIn, dOut }: Widths): Theta {
  const share = (size: number, width: number): number => (size === 1 ? 0 : Math.log(size) / Math.log(width));
  const narrow = Math.min(dIn, dOut);
  const xi = share(sizes.xi, narrow);
  const side = (size: number, width: number): number => (1 - xi) * share(size, width / sizes.xi);
  const exponents = [
    ...INPUT.map((name) => side(sizes[name], dIn)),
    ...OUTPUT.map((name) => side(sizes[name], dOut)),
    share(sizes.rho, narrow),
  ];
  return thetaOf(exponents, xi);
}

// Rounding.

function roundingSizer({ dIn, dOut }: Widths, rule: 'round' | 'up'): Sizer {
  // A power that is whole but for rounding is not rounded up.
  const whole = rule === 'round' ? Math.round : (value: number) => Math.ceil(value * (1 - 1e-12));
  const narrow = Math.min(dIn, dOut);
  return (theta) => {
    const xi = whole(narrow ** theta.xi);
    const power = (width: number, exponent: number): number =>
      exponent === 0 ? 1 : whole((width / xi) ** (exponent / (1 - theta.xi)));
    const sizes: Sizes = {
      alpha: power(dIn, theta.alpha),
      beta: power(dIn, theta.beta),
      gamma: power(dIn, theta.gamma),
      delta: power(dOut, theta.delta),
      epsilon: power(dOut, theta.epsilon),
      phi: power(dOut, theta.phi),
      rho: whole(narrow ** theta.rho),
      xi,
    };
    const [input, output] = [inputProduct(sizes), outputProduct(sizes)];
    if (Math.abs(input - dIn) <= MOST_MISMATCH * dIn && Math.abs(output - dOut) <= MOST_MISMATCH * dOut)
      return answer(sizes);
    const wrong = [...mismatch(sizes, INPUT, 'd_in', input, dIn), ...mismatch(sizes, OUTPUT, 'd_out', output, dOut)];
    return refuse(
      'sizes',
      ...wrong.map((reason) => `sizes rounded ${rule === 'up' ? 'up' : 'to whole numbers'}: ${reason}`),
    );
  };
}

function mismatch(
  sizes: Sizes,
  side: readonly IndexName[],
  name: string,
  product: number,
  width: number,
): readonly string[] {
  const off = Math.abs(product - width) / width;
  if (off <= MOST_MISMATCH) return [];
  const names: readonly IndexName[] = sizes.xi === 1 ? side : [...side, 'xi'];
  const [symbols, numbers] = [names.map((index) => SYMBOLS[index]), names.map((index) => sizes[index])];
  return [
    `${symbols.join('·')} = ${numbers.join('·')} = ${product} is ${Math.round(off * 100)} % off from ${name} = ${width}, more than the 15 % that rounding may change`,
  ];
}

// Exact products.

/** How one width is split over indices with exponents above 0: their target logarithms in, their sizes out. */
type Splitter = (width: number) => (targets: readonly number[]) => readonly number[] | undefined;

function exactSizer({ dIn, dOut }: Widths, splitter: Splitter, multiple: number): Sizer {
  const narrow = Math.min(dIn, dOut);
  const blockCounts = divisorsOf(greatestCommonDivisor(dIn, dOut));
  const splitters = new Map<number, ReturnType<Splitter>>();
  const splitterOf = (width: number): ReturnType<Splitter> => {
    const known = splitters.get(width);
    if (known) return known;
    const made = splitter(width);
    splitters.set(width, made);
    return made;
  };
  /** The sizes of three indices of these exponents, undefined when there are none. */
  const split = (width: number, blocks: number, ...exponents: readonly number[]): readonly number[] | undefined => {
    const scale = Math.log(width) / (1 - blocks);
    const parts = splitterOf(width)(exponents.filter((exponent) => exponent > 0).map((exponent) => exponent * scale));
    if (!parts || parts.length === exponents.length) return parts;
    let next = 0;
    return exponents.map((exponent) => (exponent > 0 ? (parts[next++] ?? 1) : 1));
  };
  return (theta) => {
    const xi = theta.xi === 0 ? 1 : nearest(blockCounts, narrow ** theta.xi);
    const input = split(dIn / xi, theta.xi, theta.alpha, theta.beta, theta.gamma);
    // Where two exponents are equal, φ gets the smaller size, as in block tensor-trains of the reference implementation.
    const output = split(dOut / xi, theta.xi, theta.delta, theta.phi, theta.epsilon);
    if (!input || !output) {
      const wrong = [
        ...(input ? [] : [unsplit(theta, INPUT, 'd_in', dIn, xi)]),
        ...(output ? [] : [unsplit(theta, OUTPUT, 'd_out', dOut, xi)]),
      ];
      const tiles = multiple > 1 ? ` that are multiples of ${multiple}` : '';
      return refuse('sizes', ...wrong.map((reason) => `${reason}${tiles}`));
    }
    const [alpha = 1, beta = 1, gamma = 1] = input;
    const [delta = 1, phi = 1, epsilon = 1] = output;
    const grain = standsAlone(theta) ? multiple : 1;
    const rho = theta.rho === 0 ? 1 : Math.max(1, Math.round(narrow ** theta.rho / grain)) * grain;
    return answer({ alpha, beta, gamma, delta, epsilon, phi, rho, xi });
  };
}

/** Whether ρ by itself is an extent of a product of matrices, which otherwise has φ, δ, γ or β beside it. */
const standsAlone = ({ beta, gamma, delta, phi }: Theta): boolean =>
  (delta === 0 && phi === 0) || (beta === 0 && gamma === 0);

function unsplit(theta: Theta, names: readonly IndexName[], name: string, width: number, xi: number): string {
  const active = names.filter((index) => theta[index] > 0).map((index) => SYMBOLS[index]);
  const of = xi === 1 ? `${name} = ${width}` : `${name} / ξ = ${width / xi}`;
  return active.length === 0
    ? `${of} is left over: no index of that side has an exponent above 0`
    : `${of} has no divisors for ${active.join('·')}`;
}

const nearest = (candidates: readonly number[], wanted: number): number =>
  candidates.reduce((best, candidate) =>
    Math.abs(Math.log(candidate / wanted)) < Math.abs(Math.log(best / wanted)) - 1e-12 ? candidate : best,
  );

/** Smaller sizes for smaller exponents; among equal ones, in the order of the indices. */
const splitLikeReference: Splitter = (width) => (targets) => {
  if (targets.length === 0) return width === 1 ? [] : undefined;
  const parts = splitGreedily(width, targets.length);
  const ranks = targets.map((_, at) => at).sort((one, other) => (targets[one] ?? 0) - (targets[other] ?? 0));
  return targets.map((_, at) => parts[ranks.indexOf(at)] ?? 1);
};

/** Of several that are as near, the lexicographically smallest. */
const nearestSplits =
  (multiple: number): Splitter =>
  (width) => {
    const byCount = new Map<number, Splits>();
    return (targets) => {
      const splits = byCount.get(targets.length) ?? allowedSplits(width, targets.length, multiple);
      byCount.set(targets.length, splits);
      return splits.sizes[nearestRow(splits.logarithms, targets)];
    };
  };

/** Ways to split a width, and the logarithms of all their sizes one after another: a search looks at all of them. */
interface Splits {
  readonly sizes: readonly (readonly number[])[];
  readonly logarithms: Float64Array;
}

function allowedSplits(width: number, count: number, multiple: number): Splits {
  const sizes = splitsOf(width, count).filter((split) => split.every((size) => size % multiple === 0));
  return { sizes, logarithms: Float64Array.from(sizes.flat(), Math.log) };
}

/** Of rows as long as `target`, the number of the nearest. */
function nearestRow(rows: Float64Array, target: readonly number[]): number {
  const length = target.length;
  let [best, least] = [0, Infinity];
  for (let start = 0, row = 0; start < rows.length; start += length, row += 1) {
    let distance = 0;
    for (let at = 0; at < length; at += 1) {
      const apart = (rows[start + at] as number) - (target[at] as number);
      distance += apart * apart;
    }
    if (distance < least - 1e-9) [best, least] = [row, distance];
  }
  return best;
}
