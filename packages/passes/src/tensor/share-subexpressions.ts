import { mapOperands, mapScalar, removeDead } from '@einlay/ir';
import type { Operand, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { renameIndices } from './indices.ts';
import { textOf } from './text-of.ts';

/**
 * Computes equal values once: nodes that do the same to the same values, whatever their indices are called and in
 * whatever order an einsum lists its operands.
 *
 * Needs:  nothing.
 * Leaves: no two nodes whose keys are equal; parameters stay as they are.
 * Before: flatten-einsums, which must see that a value is read twice; and again after order-contractions, which makes
 *         intermediates that several einsums may have in common.
 */
export const shareSubexpressions = tensorPass('share-subexpressions', shareEqual);

export function shareEqual(program: TensorProgram): TensorProgram {
  const first = new Map<string, ValueId>();
  const same = new Map<ValueId, ValueId>();
  const move = (value: ValueId): ValueId => same.get(value) ?? value;
  const nodes: TensorNode[] = [];
  for (const node of program.nodes) {
    const moved = mapOperands(node, move);
    const key = keyOf(moved);
    const known = key === undefined ? undefined : first.get(key);
    if (known !== undefined) same.set(node.id, known);
    else if (key !== undefined) first.set(key, node.id);
    nodes.push(moved);
  }
  if (same.size === 0) return program;
  const outputs = program.outputs.map((output) => ({ ...output, value: move(output.value) }));
  return removeDead({ ...program, nodes, outputs });
}

/** Constants longer than this are not compared. */
const MOST_COMPARED = 4096;

/** A text that only nodes of equal value share; undefined for nodes that are never shared. */
function keyOf(node: TensorNode): string | undefined {
  switch (node.kind) {
    case 'parameter':
      return undefined;
    case 'constant':
      return node.data.length > MOST_COMPARED ? undefined : keyFrom(node, node.data);
    case 'einsum': {
      const sorted = [...node.operands].sort((left, right) => left.value - right.value);
      const names = numberIndices(sorted.flatMap(({ indices }) => indices));
      return keyFrom(node, renameIndices(sorted, names), renamed(node.output, names));
    }
    case 'map': {
      const names = numberIndices(node.indices.map(({ name }) => name));
      const body = mapScalar(node.body, (part) =>
        part.kind === 'index' ? { kind: 'index', name: names.get(part.name) as string } : undefined,
      );
      return keyFrom(node, renameIndices(node.operands, names), body);
    }
    case 'reduce': {
      const names = numberIndices(node.operand.indices);
      const [operand] = renameIndices([node.operand], names) as [Operand];
      return keyFrom(node, node.reducer, operand, renamed(node.output, names));
    }
    case 'softmax':
      return keyFrom(node, node.operand, [...node.axes].sort());
    case 'layer-norm':
      return keyFrom(node, node.operand, [...node.axes].sort(), node.epsilon);
    case 'lookup':
      return keyFrom(node, node.table, node.positions, node.axis);
    case 'reshape':
    case 'cast':
      return keyFrom(node, node.operand);
  }
}

/** Names by order of first appearance. */
const numberIndices = (indices: readonly string[]): ReadonlyMap<string, string> =>
  new Map([...new Set(indices)].map((index, at) => [index, String(at)]));

const renamed = (indices: readonly string[], names: ReadonlyMap<string, string>): (string | undefined)[] =>
  indices.map((index) => names.get(index));

const keyFrom = ({ kind, dtype, shape }: TensorNode, ...content: readonly unknown[]): string =>
  textOf([kind, dtype, shape, ...content]);
