import { ProgramBuilder, interpret, mapOperands, operandsOf, rewrite, roundTo } from '@einlay/ir';
import type { Extent, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { extentsOf } from './indices.ts';

/** A folded constant has at most so many elements: programs, artifacts and models stay small. */
export const MOST_FOLDED = 4096;

/** Folding one node may take at most so many multiplications. */
const MOST_FOLDING_WORK = 2 ** 18;

/**
 * Replaces nodes that read only constants by constants, as long as these are small. What a map makes from indices alone
 * counts: a causal mask of a short sequence is a constant.
 *
 * Needs:  nothing; sees more when extents are inferred.
 * Leaves: no small node of only constants, but for look-ups, whose positions may be wrong and must then fail when run.
 * Before: fuse-pointwise, which writes constants of one element into bodies.
 */
export const foldConstants = tensorPass('fold-constants', fold);

export function fold(program: TensorProgram): TensorProgram {
  const foldNode = (node: TensorNode, builder: ProgramBuilder): ValueId | undefined => {
    const operands = operandsOf(node).map((value) => builder.node(value));
    if (!operands.every((operand) => operand.kind === 'constant') || !isSmall(node, builder)) return undefined;
    const single = new ProgramBuilder('fold');
    const moved = new Map(operands.map(({ id, shape, dtype, data }) => [id, single.constant(shape, dtype, data)]));
    single.output('value', single.append(mapOperands(node, (value) => moved.get(value) as ValueId)));
    const result = interpret(single.build(), new Map()).get('value');
    return (
      result &&
      builder.constant(
        result.shape,
        node.dtype,
        Array.from(result.data, (value) => roundTo(node.dtype, value)),
        { name: node.name, span: node.span },
      )
    );
  };
  return rewrite(program, {
    einsum: foldNode,
    map: foldNode,
    reduce: foldNode,
    softmax: foldNode,
    'layer-norm': foldNode,
    reshape: foldNode,
    cast: foldNode,
  });
}

/** Whether the node makes few elements with little work; unknown extents are not small. */
function isSmall(node: TensorNode, builder: ProgramBuilder): boolean {
  const work = node.kind === 'einsum' ? [...extentsOf(node.operands, (value) => builder.node(value)).values()] : [];
  return isAtMost(node.shape, MOST_FOLDED) && isAtMost(work, MOST_FOLDING_WORK);
}

function isAtMost(extents: readonly Extent[], limit: number): boolean {
  const known = extents.filter((extent) => typeof extent === 'number');
  return known.length === extents.length && known.reduce((all, extent) => all * extent, 1) <= limit;
}
