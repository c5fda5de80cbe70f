/**
 * Points of the continuous space. A linear layer of two factors is one contraction,
 *
 *     y[ξ,φ,ε,δ] = Σ_{α,β,γ,ρ} A[ξ,γ,α,φ,δ,ρ] · B[ξ,φ,γ,β,ρ,ε] · x[ξ,γ,β,α]
 *
 * and the exponents θ give the sizes of its indices: α, β and γ are powers of the width of x, δ, ε and φ of that of y, ρ
 * and the block index ξ of the smaller of the two. An exponent of 0 is an index that is not there.
 */
import { answer, refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** The indices in the order of every vector; ξ, which few layers have, comes by itself. */
export const THETA_INDICES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'phi', 'rho'] as const;

/** An index of a point by name; `xi` is that of blocks. */
export type IndexName = (typeof THETA_INDICES)[number] | 'xi';

/** The Greek letters by which people know them. */
export const SYMBOLS: Readonly<Record<IndexName, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  phi: 'φ',
  rho: 'ρ',
  xi: 'ξ',
};

/** Exponents, each between 0 and 1: those of α, β, γ and ξ sum to 1, and so do those of δ, ε, φ and ξ. */
export type Theta = Readonly<Record<IndexName, number>>;

/** Sums may be off by this much, so that thirds can be written 0.33 and 0.67. */
export const SUM_TOLERANCE = 0.01;

/** What exponents differ by when they are the same: rounding of sums of them. */
export const EXPONENT_PRECISION = 1e-9;

/** The point of seven exponents in order, without any question. */
export function thetaOf(values: readonly number[], xi = 0): Theta {
  const [alpha = 0, beta = 0, gamma = 0, delta = 0, epsilon = 0, phi = 0, rho = 0] = values;
  return { alpha, beta, gamma, delta, epsilon, phi, rho, xi };
}

/** The seven exponents in order. */
export const vectorOf = (theta: Theta): readonly number[] => THETA_INDICES.map((name) => theta[name]);

/** The point of a vector of exponents, and of the one of ξ. Problems name every exponent and every sum that is wrong. */
export function checkTheta(values: readonly number[], xi = 0): Outcome<Theta> {
  if (values.length !== THETA_INDICES.length) {
    const order = THETA_INDICES.map((name) => SYMBOLS[name]).join(' ');
    const more = values.length === 8 ? '; the one of the block index ξ is given by itself' : '';
    return refuse('theta', `θ has 7 exponents, of ${order} in this order, but ${values.length} are given${more}`);
  }
  const theta = thetaOf(values, xi);
  const wrong = [...THETA_INDICES, 'xi' as const].filter((name) => !(theta[name] >= 0 && theta[name] <= 1));
  if (wrong.length > 0) {
    const said = wrong.map((name) => `θ${SYMBOLS[name]} = ${theta[name]} is not between 0 and 1`);
    return refuse('theta', ...said);
  }
  const sums = [['alpha', 'beta', 'gamma'] as const, ['delta', 'epsilon', 'phi'] as const].flatMap((names) => {
    const all: readonly IndexName[] = xi === 0 ? names : [...names, 'xi'];
    const sum = all.reduce((total, name) => total + theta[name], 0);
    const off = Math.abs(sum - 1);
    if (off <= SUM_TOLERANCE + EXPONENT_PRECISION) return [];
    const terms = all.map((name) => `θ${SYMBOLS[name]}`).join(' + ');
    return [`${terms} = ${printNumber(sum)}, which is ${printNumber(off)} ${sum > 1 ? 'more' : 'less'} than 1`];
  });
  return sums.length > 0 ? refuse('theta', ...sums) : answer(theta);
}

/**
 * The exponents in a text: seven numbers or fractions between commas, `0.5,0,1/2,…`, or as the reference implementation
 * writes them, `(0.5|0|0.5|…)`.
 */
export function parseTheta(text: string, xi = 0): Outcome<Theta> {
  const inside = /^\s*\((.*)\)\s*$/s.exec(text)?.[1] ?? text;
  const words = inside.split(/[,|]/).map((word) => word.trim());
  const wrong = words.flatMap((word, at) =>
    Number.isNaN(parseExponent(word)) ? [`number ${at + 1} of θ is \`${word}\`, which is not a number`] : [],
  );
  return wrong.length > 0 ? refuse('theta', ...wrong) : checkTheta(words.map(parseExponent), xi);
}

const DECIMAL = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const EXPONENT = new RegExp(`^(${DECIMAL})(?:\\s*/\\s*(${DECIMAL}))?$`);

/** A number or a fraction; NaN when the text is neither. */
export function parseExponent(text: string): number {
  const [, numerator, denominator = '1'] = EXPONENT.exec(text.trim()) ?? [];
  return numerator === undefined ? NaN : Number(numerator) / Number(denominator);
}

const MOST_DENOMINATOR = 16;

/** An exponent as people write it: a fraction where it is one of a small denominator, else with four digits. */
export function printExponent(value: number): string {
  for (let denominator = 1; denominator <= MOST_DENOMINATOR; denominator += 1) {
    const numerator = Math.round(value * denominator);
    if (Math.abs(value * denominator - numerator) < EXPONENT_PRECISION)
      return denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
  }
  return printNumber(value);
}

/** `(1/2, 0, 1/2, 0, 1/2, 1/2, 1/4)`, with ` ξ 1/3` inside when there are blocks. */
export function printTheta(theta: Theta): string {
  const blocks = theta.xi === 0 ? '' : `; ξ ${printExponent(theta.xi)}`;
  return `(${vectorOf(theta).map(printExponent).join(', ')}${blocks})`;
}

/** Four digits after the point at most. */
const printNumber = (value: number): string => String(Number(value.toFixed(4)));
