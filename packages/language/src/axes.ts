/**
 * Axes of tensors in index notation, and how the axes written after a name match those the tensor was declared with.
 *
 * A declared axis is a list of index names joined row-major; most have one. The batch axes `...` count as one axis whose
 * only name is `...`.
 */
import { BATCH } from '@einlay/ir';
import type { AccessAxis, Axis, Expression, Name } from './ast.ts';

/** The index names of each axis, outermost first. */
export type Axes = readonly (readonly string[])[];

/** One index of a written axis: a name, or the expression that says which position of the axis is meant. */
export type WrittenIndex = { readonly name: string } | { readonly position: Expression };

/** Written indices that together cover the extent of the declared ones, which are positions among all declared names. */
export interface AxisPair {
  readonly written: readonly WrittenIndex[];
  readonly declared: readonly number[];
}

export type AlignProblem = { readonly problem: 'count' } | { readonly problem: 'batch'; readonly has: boolean };

export const namesOfAxis = (axis: Axis): readonly string[] => {
  switch (axis.kind) {
    case 'ellipsis':
      return [BATCH];
    case 'index':
      return [axis.name.text];
    case 'group':
      return axis.names.map(({ text }) => text);
  }
};

/** The names of an axis where they stand; the batch axes have none. */
export const namesIn = (axis: Axis): readonly Name[] =>
  axis.kind === 'ellipsis' ? [] : axis.kind === 'index' ? [axis.name] : axis.names;

export const axesOf = (axes: readonly Axis[]): Axes => axes.map(namesOfAxis);

const writtenIndices = (axis: AccessAxis): readonly WrittenIndex[] =>
  axis.kind === 'position' ? [{ position: axis.value }] : namesOfAxis(axis).map((name) => ({ name }));

const isBatch = (axes: Axes): boolean => axes[0]?.[0] === BATCH;

/**
 * Pairs the axes written in an access with the axes of the tensor: axis by axis when there are as many, else name by
 * name when there are as many names. So `x[..., (g a)]` may be read as `x[..., g, a]`, `x[..., i]` or `x[..., (h c)]`.
 */
export function alignAxes(written: readonly AccessAxis[], declared: Axes): readonly AxisPair[] | AlignProblem {
  const hasBatch = isBatch(declared);
  if (hasBatch !== (written[0]?.kind === 'ellipsis')) return { problem: 'batch', has: hasBatch };
  const indices = written.map(writtenIndices);
  let position = 0;
  const positions = declared.map((names) => names.map(() => position++));
  if (indices.length === positions.length)
    return indices.map((axis, at) => ({ written: axis, declared: positions[at] ?? [] }));
  const [flat, flatPositions] = [indices.flat(), positions.flat()];
  if (flat.length === flatPositions.length)
    return flat.map((index, at) => ({ written: [index], declared: [flatPositions[at] ?? 0] }));
  return { problem: 'count' };
}

/** `[..., (g a)]`, for messages. */
export const printAxes = (axes: Axes): string =>
  `[${axes.map((names) => (names.length === 1 ? names[0] : `(${names.join(' ')})`)).join(', ')}]`;
