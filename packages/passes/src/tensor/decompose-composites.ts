import { rewrite } from '@einlay/ir';
import type {
  BinaryOperator,
  LayerNormNode,
  Operand,
  ProgramBuilder,
  Scalar,
  SoftmaxNode,
  UnaryOperator,
  ValueId,
} from '@einlay/ir';
import { tensorPass } from '../run.ts';

/** Options of `decomposeComposites`. */
export interface CompositeOptions {
  /** Which nodes to decompose: those a target has no operator for. */
  readonly kinds?: readonly ('softmax' | 'layer-norm')[];
}

const element = (position: number): Scalar => ({ kind: 'element', position });
const unary = (operator: UnaryOperator, argument: Scalar): Scalar => ({ kind: 'unary', operator, argument });
const binary = (operator: BinaryOperator, left: Scalar, right: Scalar): Scalar => ({
  kind: 'binary',
  operator,
  left,
  right,
});

/**
 * Writes softmax and layer-norm as reductions and maps.
 *
 * Needs:  nothing.
 * Leaves: none of the nodes asked for; what they compute is the definition in `nodes.ts`, step by step.
 * Before: fuse-pointwise, which joins the maps with their neighbours.
 */
export const decomposeComposites = tensorPass(
  'decompose-composites',
  (program, { kinds = ['softmax', 'layer-norm'] }: CompositeOptions = {}) =>
    rewrite(program, {
      ...(kinds.includes('softmax') ? { softmax: decomposeSoftmax } : {}),
      ...(kinds.includes('layer-norm') ? { 'layer-norm': decomposeLayerNorm } : {}),
    }),
);

function decomposeSoftmax({ operand, axes, name }: SoftmaxNode, builder: ProgramBuilder): ValueId {
  const { whole, row, reduce, map } = rowsOf(operand, axes, builder);
  const largest = reduce('max', operand);
  const exponential = map([whole(operand), row(largest)], unary('exp', binary('subtract', element(0), element(1))));
  const sum = reduce('sum', exponential);
  return map([whole(exponential), row(sum)], binary('divide', element(0), element(1)), name);
}

function decomposeLayerNorm({ operand, axes, epsilon, name }: LayerNormNode, builder: ProgramBuilder): ValueId {
  const { whole, row, reduce, map } = rowsOf(operand, axes, builder);
  const mean = reduce('mean', operand);
  const centred = map([whole(operand), row(mean)], binary('subtract', element(0), element(1)));
  const squares = map([whole(centred)], binary('multiply', element(0), element(0)));
  const variance = reduce('mean', squares);
  const deviation = unary('sqrt', binary('add', element(1), { kind: 'literal', value: epsilon }));
  return map([whole(centred), row(variance)], binary('divide', element(0), deviation), name);
}

/** Work on values of one shape whose rows run along `axes`, and on values with one number for each row. */
function rowsOf(operand: ValueId, axes: readonly number[], builder: ProgramBuilder) {
  const { shape, dtype } = builder.node(operand);
  const indices = shape.map((extent, axis) => ({ name: `i${axis}`, extent }));
  const all = indices.map(({ name }) => name);
  const kept = all.filter((_, axis) => !axes.includes(axis));
  return {
    whole: (value: ValueId): Operand => ({ value, indices: all }),
    row: (value: ValueId): Operand => ({ value, indices: kept }),
    reduce: (reducer: 'max' | 'sum' | 'mean', value: ValueId): ValueId =>
      builder.reduce(reducer, { value, indices: all }, kept),
    map: (operands: readonly Operand[], body: Scalar, name?: string): ValueId =>
      builder.map(indices, operands, body, dtype, { name }),
  };
}
