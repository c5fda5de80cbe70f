import { rewrite, scalarParts, shapesEqual } from '@einlay/ir';
import type { Extent, Hints, IndexDeclaration, MapNode, Operand, ProgramBuilder, Scalar, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import type { AxisGroup } from './align-axes.ts';
import { alignAxes } from './align-axes.ts';
import { freshIndex } from './indices.ts';

/**
 * Merges reshapes of reshapes, removes those that change nothing, gives constants their final shape, and moves reshapes
 * from what a map reads to what it makes, where they meet others.
 *
 * Needs:  extents inferred, or equal shapes are not seen to be equal.
 * Leaves: every reshape reads a value that is neither reshape nor constant and has another shape; no map all of whose
 *         operands of full rank are reshapes from one shape, unless their axes cannot be matched.
 * Before: normalize-einsums, since a reshape that comes and goes stands between an einsum and its reader; and after
 *         everything that makes reshapes.
 */
export const simplifyReshapes = tensorPass('simplify-reshapes', (program) =>
  rewrite(program, {
    reshape: ({ operand, shape, name, span }, builder) => {
      const { kind, shape: before } = builder.node(operand);
      return kind === 'reshape' || kind === 'constant' || shapesEqual(before, shape)
        ? reshapeOnce(operand, shape, builder, { name, span })
        : undefined;
    },
    map: sinkReshapes,
    cast: (node, builder) => (builder.node(node.operand).dtype === node.dtype ? node.operand : undefined),
  }),
);

/** The value under another shape: a constant again, or a reshape of what is not one itself. */
export function reshapeOnce(
  value: ValueId,
  shape: readonly Extent[],
  builder: ProgramBuilder,
  hints: Hints = {},
): ValueId {
  const node = builder.node(value);
  if (node.kind !== 'constant') return builder.reshape(node.kind === 'reshape' ? node.operand : value, shape, hints);
  const known = shape.filter((extent) => typeof extent === 'number');
  return shapesEqual(node.shape, known) ? value : builder.constant(known, node.dtype, node.data, hints);
}

/**
 * Appends the map over the shape that its operands had before they were reshaped, and a reshape of its value. Operands
 * of lower rank (a bias) are reshaped to fit. Undefined when that cannot be done, or would only bring back axes of
 * extent 1.
 */
function sinkReshapes(node: MapNode, builder: ProgramBuilder): ValueId | undefined {
  const names = node.indices.map(({ name }) => name);
  const isWhole = ({ indices }: Operand): boolean => indices.length === names.length;
  const whole = node.operands.filter(isWhole);
  const sources = whole.map(({ value }) => sourceOf(value, builder));
  const [shape, ...others] = sources.map((source) => builder.shape(source).filter((extent) => extent !== 1));
  if (!shape || shapesEqual(shape, node.shape)) return undefined;
  const isAligned =
    others.every((other) => shapesEqual(other, shape)) &&
    whole.every(({ indices }) => indices.every((index, axis) => index === names[axis]));
  const value = isAligned ? mapOver(shape, node, builder) : undefined;
  return value === undefined ? undefined : builder.reshape(value, node.shape, { name: node.name });
}

/** Appends the map over axes of another shape, its operands reshaped to fit; undefined when that cannot be done. */
export function mapOver(shape: readonly Extent[], node: MapNode, builder: ProgramBuilder): ValueId | undefined {
  const names = node.indices.map(({ name }) => name);
  const groups = alignAxes(node.shape, shape);
  if (!groups) return undefined;
  const indices = regroupIndices(names, shape, groups);
  const lostIndex = (part: Scalar): boolean => part.kind === 'index' && !indices.some(({ name }) => name === part.name);
  if (scalarParts(node.body).some(lostIndex)) return undefined;
  const fitted = node.operands.map((operand) => fitOperand(operand, names, groups, indices));
  if (!fitted.every((each) => each !== undefined)) return undefined;
  const operands = node.operands.map(({ value }, at): Operand => {
    const declared = fitted[at] as readonly IndexDeclaration[];
    const extents = declared.map(({ extent }) => extent);
    return { value: reshapeOnce(value, extents, builder), indices: declared.map(({ name }) => name) };
  });
  const { body, dtype, name, span } = node;
  return builder.map(indices, operands, body, dtype, { name, span });
}

/** The value that `value` is a reshape of, or itself. */
function sourceOf(value: ValueId, builder: ProgramBuilder): ValueId {
  const node = builder.node(value);
  return node.kind === 'reshape' ? node.operand : value;
}

/** Indices for the axes of `shape`: the name of the axis they are, or new ones for axes that were split or joined. */
function regroupIndices(
  names: readonly string[],
  shape: readonly Extent[],
  groups: readonly AxisGroup[],
): readonly IndexDeclaration[] {
  const taken = new Set(names);
  return shape.map((extent, axis) => {
    const group = groups.find(({ to }) => to.includes(axis));
    const name = names[group?.from[0] ?? 0] ?? 'i';
    if (group?.from.length === 1 && group.to.length === 1) return { name, extent };
    const fresh = freshIndex(name, taken);
    taken.add(fresh);
    return { name: fresh, extent };
  });
}

/** The indices of an operand after its axes were split and joined; undefined when it has only a part of a group. */
function fitOperand(
  operand: Operand,
  names: readonly string[],
  groups: readonly AxisGroup[],
  indices: readonly IndexDeclaration[],
): readonly IndexDeclaration[] | undefined {
  const fitted: IndexDeclaration[] = [];
  for (let axis = 0; axis < operand.indices.length;) {
    const position = names.indexOf(operand.indices[axis] as string);
    const group = groups.find(({ from }) => from.includes(position)) ?? { from: [position], to: [] };
    if (!group.from.every((at, step) => names[at] === operand.indices[axis + step])) return undefined;
    fitted.push(...group.to.map((at) => indices[at] as IndexDeclaration));
    axis += group.from.length;
  }
  return fitted;
}
