import { mapScalar, nodesById, operandsOf, rewrite, shapesEqual } from '@einlay/ir';
import type { Extent, Operand, ProgramBuilder, Scalar, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { alignAxes } from './align-axes.ts';
import { distinct, extentsOf, freshIndex, indicesOf } from './indices.ts';
import { reshapeOnce } from './simplify-reshapes.ts';

/**
 * Splits indices where a reshape regroups axes between two nodes, so that the second reads what the first makes axis by
 * axis: 4·256 read as 256·4 is 4·64·4 on both sides. The reshapes go to parameters and outputs, where they are views.
 *
 * Needs:  simplify-reshapes, which joins reshapes and moves them out of the way of maps.
 * Leaves: no reshape of known extents between an einsum, or a map on one, and its only reader, an einsum or a map; unless
 *         the two groupings have no common refinement (4·6 and 6·4), or other pointwise work would be reshaped instead.
 * Before: normalize-einsums, since a reshape holds einsums apart that are one product.
 */
export const splitIndices = tensorPass('split-indices', (program) => {
  const splits = new SplitFinder(program).find();
  if (splits.size === 0) return program;
  return rewrite(program, {
    reshape: ({ operand, shape, name, span }, builder) => reshapeOnce(operand, shape, builder, { name, span }),
    einsum: (node, builder) => {
      const split = splits.get(node.id);
      if (!split) return undefined;
      const names = namesOf(node, split);
      const operands = node.operands.map((operand) => splitOperand(operand, split, names, builder));
      const output = node.output.flatMap((index) => names.get(index) as readonly string[]);
      const { name, span } = node;
      return builder.reshape(builder.einsum(operands, output, { name, span }), node.shape, { name });
    },
    map: (node, builder) => {
      const split = splits.get(node.id);
      if (!split) return undefined;
      const names = namesOf(node, split);
      const operands = node.operands.map((operand) => splitOperand(operand, split, names, builder));
      const indices = node.indices.flatMap(({ name: index, extent }) =>
        (names.get(index) as readonly string[]).map((name, at) => ({ name, extent: split.get(index)?.[at] ?? extent })),
      );
      const body = mapScalar(node.body, (part) =>
        part.kind === 'index'
          ? joinedIndex(names.get(part.name) as readonly string[], split.get(part.name))
          : undefined,
      );
      const { dtype, name, span } = node;
      return builder.reshape(builder.map(indices, operands, body, dtype, { name, span }), node.shape, { name });
    },
  });
});

/** What indices of one node are split into, outermost first; indices that stay whole are left out. */
type Split = ReadonlyMap<string, readonly Extent[]>;

/** Where a value that nothing else reads is read, with at most reshapes between. */
interface Joint {
  readonly source: ValueId;
  readonly reader: ValueId;
  /** Position among the reader's operands. */
  readonly at: number;
}

type SplitNode = Extract<TensorNode, { readonly kind: 'einsum' | 'map' }>;

class SplitFinder {
  readonly #program: TensorProgram;
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #joints: readonly Joint[];
  readonly #jointsOf = new Map<ValueId, Joint[]>();

  constructor(program: TensorProgram) {
    this.#program = program;
    this.#nodes = nodesById(program);
    this.#joints = this.#findJoints();
    for (const joint of this.#joints)
      for (const value of [joint.source, joint.reader])
        this.#jointsOf.set(value, [...(this.#jointsOf.get(value) ?? []), joint]);
  }

  /** The splits of all nodes that are split. */
  find(): ReadonlyMap<ValueId, Split> {
    let splits: ReadonlyMap<ValueId, Split> = new Map();
    for (const joint of this.#joints)
      if (this.#isFlexible(joint) && this.#hasEinsum(joint.source) && !this.#isClosed(joint, splits))
        splits = this.#close(joint, splits) ?? splits;
    return splits;
  }

  #findJoints(): readonly Joint[] {
    const read = new Map<ValueId, Joint[]>();
    const add = (joint: Joint): void => void read.set(joint.source, [...(read.get(joint.source) ?? []), joint]);
    for (const node of this.#program.nodes)
      if (node.kind !== 'reshape')
        operandsOf(node).forEach((value, at) => {
          add({ source: this.#sourceOf(value), reader: node.id, at });
        });
    const outputs = new Set(this.#program.outputs.map(({ value }) => this.#sourceOf(value)));
    return [...read].flatMap(([source, joints]) => (joints.length === 1 && !outputs.has(source) ? joints : []));
  }

  #nodeOf(value: ValueId): TensorNode {
    return this.#nodes.get(value) as TensorNode;
  }

  #sourceOf(value: ValueId): ValueId {
    const node = this.#nodeOf(value);
    return node.kind === 'reshape' ? this.#sourceOf(node.operand) : value;
  }

  /** Whether both ends have indices. */
  #isFlexible({ source, reader }: Joint): boolean {
    return isSplitNode(this.#nodeOf(source)) && isSplitNode(this.#nodeOf(reader));
  }

  /** Whether a value is an einsum, or pointwise work on one that nothing else reads. */
  #hasEinsum(value: ValueId): boolean {
    const node = this.#nodeOf(value);
    const joints = this.#jointsOf.get(value) ?? [];
    return (
      node.kind === 'einsum' ||
      (node.kind === 'map' && joints.some(({ source }) => source !== value && this.#hasEinsum(source)))
    );
  }

  /** The axes that the source makes and those that the reader asks for. */
  #shapes({ source, reader, at }: Joint, splits: ReadonlyMap<ValueId, Split>): readonly [Axes, Axes] {
    const [made, wanted] = [this.#nodeOf(source) as SplitNode, this.#nodeOf(reader) as SplitNode];
    const operand = wanted.operands[at] as Operand;
    return [
      axesOf(indicesMade(made), made.shape, splits.get(source)),
      axesOf(operand.indices, this.#nodeOf(operand.value).shape, splits.get(reader)),
    ];
  }

  /** Whether no reshape is between source and reader, but for axes of extent 1. */
  #isClosed(joint: Joint, splits: ReadonlyMap<ValueId, Split>): boolean {
    const [made, wanted] = this.#shapes(joint, splits);
    const isLong = (extent: Extent): boolean => extent !== 1;
    return shapesEqual(extentsIn(made).filter(isLong), extentsIn(wanted).filter(isLong));
  }

  /**
   * More splits, with which the joint needs no reshape and no other joint needs one that needed none before; undefined
   * when there are none.
   */
  #close(joint: Joint, before: ReadonlyMap<ValueId, Split>): ReadonlyMap<ValueId, Split> | undefined {
    const splits = new Map(before);
    const open = [joint];
    for (let next = open.pop(); next; next = open.pop()) {
      if (this.#isClosed(next, splits)) continue;
      const refined = refine(...this.#shapes(next, splits));
      if (!refined) return undefined;
      for (const [value, found] of [
        [next.source, refined[0]],
        [next.reader, refined[1]],
      ] as const) {
        if (found.size === 0) continue;
        splits.set(value, new Map([...(splits.get(value) ?? []), ...found]));
        for (const other of this.#jointsOf.get(value) ?? []) {
          if (!this.#isFlexible(other)) {
            if (this.#isHeld(other, value, found)) return undefined;
          } else if (other === next || this.#isClosed(other, before)) open.push(other);
        }
      }
    }
    return splits;
  }

  /** Whether new splits of one end put a reshape into pointwise work, where it costs time. */
  #isHeld({ source, reader, at }: Joint, changed: ValueId, split: Split): boolean {
    if (!isPointwise(this.#nodeOf(source)) || operandsOf(this.#nodeOf(reader))[at] !== source) return false;
    const end = this.#nodeOf(changed) as SplitNode;
    const indices = changed === reader ? (end.operands[at] as Operand).indices : indicesMade(end);
    return indices.some((index) => split.has(index));
  }
}

/** Whether a value may be computed where it is read. */
const isPointwise = (node: TensorNode): boolean =>
  node.kind === 'map' ||
  node.kind === 'lookup' ||
  node.kind === 'cast' ||
  (node.kind === 'einsum' && node.operands.length === 1);

const isSplitNode = (node: TensorNode): node is SplitNode => node.kind === 'einsum' || node.kind === 'map';

const indicesMade = (node: SplitNode): readonly string[] =>
  node.kind === 'einsum' ? node.output : node.indices.map(({ name }) => name);

/** Axes of a value before splitting: the index of each, and the parts that it has by now. */
type Axes = readonly { readonly index: string; readonly parts: readonly Extent[] }[];

const axesOf = (indices: readonly string[], shape: readonly Extent[], split: Split | undefined): Axes =>
  indices.map((index, axis) => ({ index, parts: split?.get(index) ?? [shape[axis] as Extent] }));

const extentsIn = (axes: Axes): readonly Extent[] => axes.flatMap(({ parts }) => parts);

/** What indices must be split into on both sides, where more than by now, so that the same axes lie on either side. */
function refine(made: Axes, wanted: Axes): readonly [Split, Split] | undefined {
  const [from, to] = [extentsIn(made), extentsIn(wanted)];
  const groups = alignAxes(from, to);
  if (!groups) return undefined;
  const [fromParts, toParts] = [from.map((extent) => [extent]), to.map((extent) => [extent])];
  for (const group of groups) {
    if (group.from.length === 1 && group.to.length === 1) continue;
    const [left, right] = [group.from.map((at) => from[at]), group.to.map((at) => to[at])];
    if (!areKnown(left) || !areKnown(right)) return undefined;
    const steps = [...new Set([...stepsOf(left), ...stepsOf(right)])].sort((one, other) => one - other);
    if (steps.some((step, at) => step % (steps[at - 1] ?? 1) !== 0)) return undefined;
    cutAt(steps, left).forEach((parts, position) => (fromParts[group.from[position] as number] = parts));
    cutAt(steps, right).forEach((parts, position) => (toParts[group.to[position] as number] = parts));
  }
  return [splitOf(made, fromParts), splitOf(wanted, toParts)];
}

const areKnown = (extents: readonly (Extent | undefined)[]): extents is readonly number[] =>
  extents.every((extent) => typeof extent === 'number');

/** For each axis, how many elements it and all axes inside of it have. */
const stepsOf = (extents: readonly number[]): readonly number[] =>
  extents.map((_, axis) => extents.slice(axis).reduce((all, extent) => all * extent, 1));

/** The parts of each axis when axes are cut where everything inside has so many elements as one of `steps` says. */
const cutAt = (steps: readonly number[], extents: readonly number[]): Extent[][] =>
  stepsOf(extents).map((end, axis) => {
    const start = end / (extents[axis] as number);
    const inside = steps.filter((step) => step > start && step <= end);
    return inside.map((step, at) => step / (inside[at - 1] ?? start)).reverse();
  });

/** The indices of which a part is cut; one that stands twice is cut as its first axis is. */
function splitOf(axes: Axes, cuts: readonly (readonly Extent[])[]): Split {
  const split = new Map<string, readonly Extent[]>();
  let start = 0;
  for (const { index, parts } of axes) {
    const found = cuts.slice(start, start + parts.length).flat();
    if (found.length > parts.length && !split.has(index)) split.set(index, found);
    start += parts.length;
  }
  return split;
}

/** Names for the parts of every index of a node: `f` becomes `f`, `f2`, `f3`. */
function namesOf(node: SplitNode, split: Split): ReadonlyMap<string, readonly string[]> {
  const indices = distinct([...indicesMade(node), ...indicesOf(node.operands)]);
  const taken = new Set(indices);
  const partOf = (index: string): string => {
    const stem = index.replace(/\d+$/, '');
    const name = freshIndex(stem, new Set([...taken, stem]));
    taken.add(name);
    return name;
  };
  return new Map(
    indices.map((index) => [index, (split.get(index) ?? [1]).map((_, at) => (at === 0 ? index : partOf(index)))]),
  );
}

/** The operand with its split indices, as a view with as many axes. */
function splitOperand(
  operand: Operand,
  split: Split,
  names: ReadonlyMap<string, readonly string[]>,
  builder: ProgramBuilder,
): Operand {
  const extents = extentsOf([operand], (value) => builder.node(value));
  const shape = operand.indices.flatMap((index) => split.get(index) ?? [extents.get(index) as Extent]);
  return {
    value: reshapeOnce(operand.value, shape, builder),
    indices: operand.indices.flatMap((index) => names.get(index) as readonly string[]),
  };
}

/** The value of an index from those of its parts. */
function joinedIndex(names: readonly string[], parts: readonly Extent[] = [1]): Scalar {
  const [first, ...others] = names.map((name): Scalar => ({ kind: 'index', name }));
  return others.reduce<Scalar>(
    (joined, part, at) => ({
      kind: 'binary',
      operator: 'add',
      left: {
        kind: 'binary',
        operator: 'multiply',
        left: joined,
        right: { kind: 'extent', extent: parts[at + 1] as Extent },
      },
      right: part,
    }),
    first as Scalar,
  );
}
