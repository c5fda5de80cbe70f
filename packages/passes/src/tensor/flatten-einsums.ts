import { countUses, removeDead } from '@einlay/ir';
import type { EinsumNode, Operand, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { freshIndex, indicesOf, renameIndices } from './indices.ts';

/**
 * Puts an einsum that only one other einsum reads into its reader, so that one list of operands shows every order in
 * which they could be contracted. An einsum that only renames axes goes into every einsum, map and reduction that reads
 * it: index notation reads axes in any order at no cost.
 *
 * Needs:  share-subexpressions, or what is computed twice is not seen to be.
 * Leaves: no einsum whose only reader is an einsum, but for sums and diagonals of one operand among other operands,
 *         which the normal form has by themselves; no transposing einsum read by an einsum, a map or a reduction.
 * Before: order-contractions.
 */
export const flattenEinsums = tensorPass('flatten-einsums', flatten);

export function flatten(program: TensorProgram): TensorProgram {
  const uses = countUses(program);
  const einsums = new Map<ValueId, EinsumNode>();
  const isInlined = (value: ValueId, reader: TensorNode): boolean => {
    const einsum = einsums.get(value);
    if (einsum === undefined) return false;
    if (isTranspose(einsum)) return true;
    const isOnlyReader = reader.kind === 'einsum' && uses.get(value) === 1;
    return isOnlyReader && (einsum.operands.length > 1 || reader.operands.length === 1);
  };
  const nodes = program.nodes.map((node): TensorNode => {
    const flattened = inlineInto(node, (value) => (isInlined(value, node) ? einsums.get(value) : undefined));
    if (flattened.kind === 'einsum') einsums.set(node.id, flattened);
    return flattened;
  });
  return nodes.every((node, at) => node === program.nodes[at]) ? program : removeDead({ ...program, nodes });
}

/** Whether the einsum has one operand whose indices are those of the output, each once. */
const isTranspose = ({ operands, output }: EinsumNode): boolean =>
  operands.length === 1 && operands[0]?.indices.length === output.length;

/** The node reading the operands of the einsums that `inlined` gives instead of their values. */
function inlineInto(node: TensorNode, inlined: (value: ValueId) => EinsumNode | undefined): TensorNode {
  switch (node.kind) {
    case 'einsum': {
      if (!node.operands.some(({ value }) => inlined(value))) return node;
      const taken = new Set(indicesOf(node.operands));
      const operands = node.operands.flatMap((operand) => {
        const einsum = inlined(operand.value);
        return einsum ? operandsThrough(einsum, operand, taken) : [operand];
      });
      return { ...node, operands };
    }
    case 'map':
      if (!node.operands.some(({ value }) => inlined(value))) return node;
      return { ...node, operands: node.operands.map((operand) => operandThrough(inlined(operand.value), operand)) };
    case 'reduce':
      return inlined(node.operand.value)
        ? { ...node, operand: operandThrough(inlined(node.operand.value), node.operand) }
        : node;
    default:
      return node;
  }
}

/** What `operand` reads through a transposing einsum; `operand` itself without one. */
const operandThrough = (einsum: EinsumNode | undefined, operand: Operand): Operand =>
  einsum ? (operandsThrough(einsum, operand, new Set())[0] as Operand) : operand;

/** The operands of an einsum in the index names of its reader; indices summed inside get names not yet `taken`. */
function operandsThrough(einsum: EinsumNode, { indices }: Operand, taken: Set<string>): Operand[] {
  const names = new Map(einsum.output.map((index, axis) => [index, indices[axis] as string]));
  for (const index of indicesOf(einsum.operands)) {
    if (names.has(index)) continue;
    const fresh = freshIndex(index, taken);
    taken.add(fresh);
    names.set(index, fresh);
  }
  return renameIndices(einsum.operands, names);
}
