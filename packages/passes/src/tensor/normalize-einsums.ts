import { isFloat, rewrite } from '@einlay/ir';
import type { EinsumNode, Operand, ProgramBuilder, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { flatten } from './flatten-einsums.ts';
import { MOST_FOLDED, fold } from './fold-constants.ts';
import { distinct } from './indices.ts';
import { reshapeOnce } from './simplify-reshapes.ts';
import { shareEqual } from './share-subexpressions.ts';

/**
 * Brings einsums into the one form that later passes and backends expect.
 *
 * Needs:  extents inferred, or size-1 indices are not seen.
 * Leaves: equal values shared; no einsum whose only reader is an einsum, but for those made here; a repeated index only
 *         in an einsum that does nothing but take the diagonal; an index that stands on one operand and is summed only
 *         in an einsum of that operand alone; no index of extent 1 (reshapes take such axes away and bring them back); no
 *         einsum that returns its operand; no factor of only ones; constants together, and folded when small; sums of
 *         floating elements as einsums.
 * Before: order-contractions: a path is about indices that operands share.
 */
export const normalizeEinsums = tensorPass('normalize-einsums', (program) => {
  const flat = flatten(shareEqual(fold(einsumsForSums(program))));
  return shareEqual(fold(rewrite(flat, { einsum: normalize })));
});

/** A sum is an einsum of one operand, and as such can go into others. */
const einsumsForSums = (program: TensorProgram): TensorProgram =>
  rewrite(program, {
    reduce: ({ reducer, dtype, operand, output, name, span }, builder) =>
      reducer === 'sum' && isFloat(dtype) ? builder.einsum([operand], output, { name, span }) : undefined,
  });

/** Appends what computes the einsum in normal form; undefined when it is in normal form. */
function normalize(node: EinsumNode, builder: ProgramBuilder): ValueId | undefined {
  if (isDiagonal(node)) return undefined;
  const extents = builder.indexExtents(node.operands);
  const isKept = (index: string): boolean => extents.get(index) !== 1;
  const output = node.output.filter(isKept);
  const thin = node.operands.map((operand) => withoutOnes(operand, isKept, builder));
  const grouped = groupConstants(withoutUnitFactors(thin, builder), output, builder);
  const simple = grouped.map((operand) => takeDiagonal(operand, builder));
  const operands = simple.length > 1 ? sumPrivateIndices(simple, output, builder) : simple;
  const [only] = operands as [Operand];
  if (operands.length === 1 && sameList(only.indices, output)) return reshapeOnce(only.value, node.shape, builder);
  if (operands.every((operand, at) => operand === node.operands[at]) && operands.length === node.operands.length)
    return undefined;
  const value = builder.einsum(operands, output, { name: node.name, span: node.span });
  return builder.reshape(value, node.shape, { name: node.name });
}

/** Whether the einsum takes a diagonal, of axes longer than 1, and does nothing else. */
const isDiagonal = ({ operands: [only, ...others], output, shape }: EinsumNode): boolean =>
  only !== undefined &&
  others.length === 0 &&
  output.length < only.indices.length &&
  sameList(distinct(only.indices), output) &&
  !shape.includes(1);

const sameList = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((item, at) => item === right[at]);

/** The operand without its axes of extent 1. */
function withoutOnes(operand: Operand, isKept: (index: string) => boolean, builder: ProgramBuilder): Operand {
  if (operand.indices.every(isKept)) return operand;
  const shape = builder.shape(operand.value).filter((_, axis) => isKept(operand.indices[axis] as string));
  return { value: reshapeOnce(operand.value, shape, builder), indices: operand.indices.filter(isKept) };
}

/** The operands but for constants of only ones, as long as every index stays on some operand. */
function withoutUnitFactors(operands: readonly Operand[], builder: ProgramBuilder): readonly Operand[] {
  const ones = operands.findIndex(
    ({ value, indices }, at) =>
      operands.length > 1 &&
      isOnes(builder.node(value)) &&
      indices.every((index) => operands.some((other, position) => position !== at && other.indices.includes(index))),
  );
  return ones < 0 ? operands : withoutUnitFactors(operands.toSpliced(ones, 1), builder);
}

const isOnes = (node: TensorNode): boolean => node.kind === 'constant' && node.data.every((value) => value === 1);

/** The operand with every index once. */
function takeDiagonal(operand: Operand, builder: ProgramBuilder): Operand {
  const indices = distinct(operand.indices);
  return indices.length === operand.indices.length ? operand : { value: builder.einsum([operand], indices), indices };
}

/** The operands with all constants multiplied into one, when there are several and their product is small. */
function groupConstants(
  operands: readonly Operand[],
  output: readonly string[],
  builder: ProgramBuilder,
): readonly Operand[] {
  const isConstant = ({ value }: Operand): boolean => builder.node(value).kind === 'constant';
  const constants = operands.filter(isConstant).map((operand) => takeDiagonal(operand, builder));
  const others = operands.filter((operand) => !isConstant(operand));
  if (constants.length < 2 || others.length === 0) return operands;
  const isRead = (index: string): boolean =>
    output.includes(index) || others.some(({ indices }) => indices.includes(index));
  const indices = distinct(constants.flatMap((operand) => operand.indices)).filter(isRead);
  const extents = builder.indexExtents(constants);
  const elements = indices.reduce((all, index) => all * Number(extents.get(index)), 1);
  return elements <= MOST_FOLDED ? [...others, { value: builder.einsum(constants, indices), indices }] : operands;
}

/** The operands with every index that is on one of them only, and not in the output, summed there. */
const sumPrivateIndices = (
  operands: readonly Operand[],
  output: readonly string[],
  builder: ProgramBuilder,
): readonly Operand[] =>
  operands.map((operand, at) => {
    const indices = operand.indices.filter(
      (index) =>
        output.includes(index) || operands.some((other, position) => position !== at && other.indices.includes(index)),
    );
    return indices.length === operand.indices.length ? operand : { value: builder.einsum([operand], indices), indices };
  });
