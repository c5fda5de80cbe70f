/** Everything that is known of a point at given widths. */
import { countsOf, factorsOf } from './counts.ts';
import type { Counts, FactorNames } from './counts.ts';
import { answer, refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { inputProduct, outputProduct, sizerFor } from './sizes.ts';
import type { SizeOptions, Sizes, Widths } from './sizes.ts';
import { isCanonical, isDegenerate } from './symmetry.ts';
import { taxonomyOf } from './taxonomy.ts';
import type { Taxonomy } from './taxonomy.ts';
import type { Theta } from './theta.ts';

/** A point at certain widths: its sizes, what it costs and what it is worth. */
export interface Analysis extends Counts, Taxonomy {
  readonly theta: Theta;
  readonly widths: Widths;
  readonly sizes: Sizes;
  readonly factors: FactorNames;
  /** By how much the products of sizes exceed the widths: padding; below 0, features that are dropped. */
  readonly excess: { readonly input: number; readonly output: number };
  readonly canonical: boolean;
  readonly degenerate: boolean;
}

/** Analyses many points of the same widths. */
export type Analyst = (theta: Theta) => Outcome<Analysis>;

/**
 * One point. Problems: widths that are none, sizes that do not fit, counts beyond 2⁵³.
 *
 * @example
 * ```ts
 * import { analyze, parseStructure } from '@einlay/space';
 *
 * const theta = parseStructure('btt(1/4)');
 * if (!theta.ok) throw new Error(theta.problems[0]?.message);
 * const point = analyze(theta.value, { dIn: 1024, dOut: 1024 }, { rule: 'divisors' });
 * if (!point.ok) throw new Error(point.problems[0]?.message);
 * const { params, rank, omega, psi, nu } = point.value;
 * console.log({ params, rank, omega, psi, nu: nu.toFixed(2) });
 * ```
 *
 * ```text
 * { params: 393216, rank: 1024, omega: 0, psi: 1, nu: '0.75' }
 * ```
 */
export function analyze(theta: Theta, widths: Widths, options: SizeOptions): Outcome<Analysis> {
  const analyst = analystFor(widths, options);
  return analyst.ok ? analyst.value(theta) : analyst;
}

/** What `analyze` does, for many points of the same widths. */
export function analystFor(widths: Widths, options: SizeOptions): Outcome<Analyst> {
  const sizer = sizerFor(widths, options);
  if (!sizer.ok) return sizer;
  return answer((theta) => {
    const sizes = sizer.value(theta);
    return sizes.ok ? analyzeSizes(theta, sizes.value, widths) : sizes;
  });
}

/** A point whose sizes are known; `factors` are told where a layer has one more than its exponents ask for. */
export function analyzeSizes(
  theta: Theta,
  sizes: Sizes,
  widths: Widths,
  factors: FactorNames = factorsOf(theta),
): Outcome<Analysis> {
  const counts = countsOf(sizes, widths, factors);
  const largest = Math.max(counts.params, counts.macs);
  if (largest > Number.MAX_SAFE_INTEGER)
    return refuse(
      'sizes',
      `${largest.toExponential(1)} multiply-adds or parameters are more than can be counted exactly, 2^53`,
    );
  return answer({
    theta,
    widths,
    sizes,
    factors,
    ...counts,
    ...taxonomyOf(theta),
    excess: { input: inputProduct(sizes) - widths.dIn, output: outputProduct(sizes) - widths.dOut },
    canonical: isCanonical(theta),
    degenerate: isDegenerate(theta),
  });
}
