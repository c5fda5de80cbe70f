import { countUses, isFloat, mapOperands, mapScalar, removeDead, scalarParts } from '@einlay/ir';
import type { DType, MapNode, Scalar, TensorNode, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { distinct, renameIndices } from './indices.ts';
import { simplifyBody } from './simplify-body.ts';

/**
 * Puts pointwise work into the maps that read it, and makes their bodies small. Maps, products without a sum, and
 * constants of one repeated number count as pointwise.
 *
 * A value goes into its only reader unless it is costly and the reader would compute it once more for every place along
 * an index of its own. It goes into several readers when it is cheap and reads at most one tensor, so that no reader
 * reads more than before. Where types would mix, nothing moves: rounding must stay where it was.
 *
 * Needs:  order-contractions, or products that belong to a contraction would be taken apart.
 * Leaves: bodies without superfluous operands and operators; no map that returns its operand.
 * Before: the backends, to which a map is one kernel or a few operators.
 */
export const fusePointwise = tensorPass('fuse-pointwise', (program) => {
  // Before readers are counted: a map may list an operand twice, or not read it at all.
  const simple = program.nodes.map((node) => (node.kind === 'map' ? simplifyBody(node) : node));
  const uses = new Map(countUses({ ...program, nodes: simple }));
  const nodes = new Map<ValueId, TensorNode>();
  const same = new Map<ValueId, ValueId>();
  const usesOf = (value: ValueId): number => uses.get(value) ?? 0;
  for (const original of simple) {
    const node = mapOperands(original, (value) => same.get(value) ?? value);
    const fused = node.kind === 'map' ? simplifyBody(fuseInto(node, (value) => nodes.get(value), usesOf)) : node;
    const returned = returnedOperand(fused, (value) => nodes.get(value));
    if (returned !== undefined) {
      same.set(fused.id, returned);
      uses.set(returned, usesOf(returned) - 1 + usesOf(fused.id));
    }
    nodes.set(fused.id, fused);
  }
  const all = [...nodes.values()];
  if (all.every((node, at) => node === program.nodes[at]) && same.size === 0) return program;
  const outputs = program.outputs.map((output) => ({ ...output, value: same.get(output.value) ?? output.value }));
  return removeDead({ ...program, nodes: all, outputs });
});

type NodeOf = (value: ValueId) => TensorNode | undefined;

/** A body never grows beyond so many parts: targets compile it whole, and a chain of squares would grow without end. */
const MOST_PARTS = 64;

/** A body of at most this cost may be computed more than once. */
const CHEAP = 4;

function fuseInto(reader: MapNode, nodeOf: NodeOf, usesOf: (value: ValueId) => number): MapNode {
  let fused = reader;
  for (const [position, { value }] of reader.operands.entries()) {
    const node = nodeOf(value);
    const producer = node && asMap(node);
    if (producer && canFuse(producer, reader, nodeOf) && isWorthFusing(producer, fused, position, usesOf(value) === 1))
      fused = substitute(fused, position, producer);
  }
  return fused;
}

/** The node as a map, if it is pointwise work; its value is the same. */
function asMap(node: TensorNode): MapNode | undefined {
  const { id, shape, dtype } = node;
  const asMapOf = (indices: readonly string[], operands: MapNode['operands'], body: Scalar): MapNode => ({
    kind: 'map',
    id,
    shape,
    dtype,
    indices: indices.map((name, axis) => ({ name, extent: shape[axis] ?? 1 })),
    operands,
    body,
  });
  if (node.kind === 'map') return node;
  if (node.kind === 'einsum' && node.operands.every(({ indices }) => indices.every((i) => node.output.includes(i)))) {
    const elements = node.operands.map((_, position): Scalar => ({ kind: 'element', position }));
    const product = elements.reduce((left, right) => ({ kind: 'binary', operator: 'multiply', left, right }));
    return asMapOf(node.output, node.operands, product);
  }
  if (node.kind === 'constant' && isFloat(dtype)) {
    const [value] = node.data;
    if (value === undefined || node.data.some((other) => !Object.is(other, value))) return undefined;
    const indices = shape.map((_, axis) => `i${axis}`);
    return asMapOf(indices, [], { kind: 'literal', value });
  }
  return undefined;
}

/** Whether the reader can compute the producer's elements itself and get the same numbers: all in one type. */
function canFuse(producer: MapNode, reader: MapNode, nodeOf: NodeOf): boolean {
  const dtypesOf = ({ dtype, operands }: MapNode): (DType | undefined)[] => [
    dtype,
    ...operands.map(({ value }) => nodeOf(value)?.dtype),
  ];
  const dtypes = distinct([...dtypesOf(producer), ...dtypesOf(reader)]).filter((dtype) => dtype !== 'bool');
  return dtypes.length <= 1 && (isFloat(producer.dtype) || producer.dtype === 'bool');
}

function isWorthFusing(producer: MapNode, reader: MapNode, position: number, isOnlyReader: boolean): boolean {
  const occurrences = scalarParts(reader.body).filter(
    (part) => part.kind === 'element' && part.position === position,
  ).length;
  const parts = scalarParts(reader.body).length + occurrences * scalarParts(producer.body).length;
  if (parts > MOST_PARTS) return false;
  const isCheap = costOf(producer.body) <= CHEAP;
  const isRepeated = reader.indices.length > distinct(reader.operands[position]?.indices ?? []).length;
  return isOnlyReader ? isCheap || !isRepeated : isCheap && producer.operands.length <= 1;
}

const PLAIN: readonly string[] = ['negate', 'abs', 'relu', 'not'];

/** Additions and the like count 1, what takes a division or a series 8. */
function costOf(body: Scalar): number {
  return scalarParts(body).reduce((cost, part) => {
    if (part.kind === 'unary') return cost + (PLAIN.includes(part.operator) ? 1 : 8);
    if (part.kind === 'binary') return cost + (part.operator === 'divide' || part.operator === 'power' ? 8 : 1);
    return part.kind === 'select' ? cost + 1 : cost;
  }, 0);
}

/** The reader with its operand at `position` computed from the producer's operands, which come last in its list. */
function substitute(reader: MapNode, position: number, producer: MapNode): MapNode {
  const indices = reader.operands[position]?.indices ?? [];
  const names = new Map(producer.indices.map(({ name }, axis) => [name, indices[axis] as string]));
  const offset = reader.operands.length;
  const moved = mapScalar(producer.body, (part) => {
    if (part.kind === 'element') return { kind: 'element', position: offset + part.position };
    return part.kind === 'index' ? { kind: 'index', name: names.get(part.name) as string } : undefined;
  });
  return {
    ...reader,
    operands: [...reader.operands, ...renameIndices(producer.operands, names)],
    body: mapScalar(reader.body, (part) => (part.kind === 'element' && part.position === position ? moved : undefined)),
  };
}

/** The operand that a map returns unchanged. */
function returnedOperand(node: TensorNode, nodeOf: NodeOf): ValueId | undefined {
  if (node.kind !== 'map' || node.body.kind !== 'element') return undefined;
  const operand = node.operands[node.body.position];
  const isWhole =
    operand?.indices.length === node.indices.length &&
    node.indices.every(({ name }, axis) => name === operand.indices[axis]);
  return isWhole && nodeOf(operand.value)?.dtype === node.dtype ? operand.value : undefined;
}
