/** How the terms of an `einsum("…")` fit tensors of this language, whose axes may be joined and whose batch is `...`. */
import { BATCH, ellipsisIndex } from '@einlay/ir';
import type { EquationSyntax, EquationTerm } from '@einlay/ir';
import type { Axes } from './axes.ts';

export const isBatched = (axes: Axes): boolean => axes[0]?.[0] === BATCH;

const splitAxes = (axes: Axes): Axes => axes.flatMap((names) => names.map((name) => [name]));

/**
 * The axes of a tensor as a term sees them: split when the term names as many, else joined; undefined when the term
 * fits neither. The batch axes may only stand under the `...` of the term.
 */
export function axesForTerm(term: EquationTerm, axes: Axes): Axes | undefined {
  const named = term.indices.length;
  const batch = isBatched(axes) ? 1 : 0;
  const exact = [splitAxes(axes), axes].find((each) => each.length === named + batch);
  if (term.ellipsis === undefined) return batch === 0 ? exact : undefined;
  if (batch === 1 && term.ellipsis !== 0) return undefined;
  return exact ?? (axes.length >= named + batch ? axes : undefined);
}

/** The axes of the result, when every term sees its tensor as `axes`. Axes under `...` other than the batch are `…0`, … */
export function axesOfResult(syntax: EquationSyntax, axes: readonly Axes[]): Axes {
  const covered = syntax.operands.map((term, operand) => {
    const all = axes[operand] ?? [];
    return term.ellipsis === undefined
      ? []
      : all.slice(term.ellipsis, term.ellipsis + all.length - term.indices.length);
  });
  const depth = Math.max(0, ...covered.map(({ length }) => length));
  const leads = (syntax.output?.ellipsis ?? 0) === 0;
  const batched = leads && covered.some((each) => each.length === depth && isBatched(each));
  const under = Array.from({ length: depth }, (_, at) => [at === 0 && batched ? BATCH : ellipsisIndex(at)]);
  if (!syntax.output) {
    const all = syntax.operands.flatMap(({ indices }) => indices.map(({ name }) => name));
    const once = all.filter((name) => all.indexOf(name) === all.lastIndexOf(name));
    const byCodePoint = (one: string, other: string): number => (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
    return [...under, ...once.sort(byCodePoint).map((name) => [name])];
  }
  const named = syntax.output.indices.map(({ name }) => [name]);
  const { ellipsis } = syntax.output;
  return ellipsis === undefined ? named : [...named.slice(0, ellipsis), ...under, ...named.slice(ellipsis)];
}
