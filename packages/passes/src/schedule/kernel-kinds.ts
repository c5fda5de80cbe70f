/** Which nodes need which kind of kernel. */
import type { NodeOfKind, TensorNode } from '@einlay/ir';

export type Contraction = NodeOfKind<'einsum'>;

/** An einsum of two operands. */
export const isContraction = (node: TensorNode): node is Contraction =>
  node.kind === 'einsum' && node.operands.length === 2;

/** Whether an einsum sums over an index. */
export const sums = ({ operands, output }: Contraction): boolean =>
  operands.some(({ indices }) => indices.some((name) => !output.includes(name)));

/** Nodes that look at whole rows of one operand. */
export type RowNode = NodeOfKind<'reduce' | 'softmax' | 'layer-norm'> | NodeOfKind<'einsum'>;

export const hasRows = (node: TensorNode): node is RowNode =>
  node.kind === 'reduce' ||
  node.kind === 'softmax' ||
  node.kind === 'layer-norm' ||
  (node.kind === 'einsum' && node.operands.length === 1 && sums(node));
