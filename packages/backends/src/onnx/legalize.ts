/** Rewrites a tensor program until ONNX can say it: f32 instead of half types, einsums of at most two operands. */
import { ProgramBuilder, invariant, mapOperands, removeDead, rewrite, roundTo, verifyProgram } from '@einlay/ir';
import type { DType, EinsumNode, Operand, ReduceNode, TensorNode, TensorProgram, ValueId } from '@einlay/ir';

/** All steps, verified one by one: what `arrange` and `lower` take. */
export function legalize(program: TensorProgram): TensorProgram {
  return [fillEmpty, takeDiagonals, splitEinsums, widenHalves].reduce((before, pass) => {
    const after = pass(before);
    verifyProgram(after, `onnx ${pass.name}`);
    return after;
  }, program);
}

const isEmpty = (node: Pick<TensorNode, 'shape'>): boolean => node.shape.includes(0);

/**
 * Replaces values that are known before they run because an axis has extent 0: tensors without elements, and sums and
 * other reductions over nothing.
 *
 * Leaves: no einsum or reduce over an index of extent 0, and nothing but parameters, constants and fills without elements.
 */
function fillEmpty(program: TensorProgram): TensorProgram {
  const fill = (node: TensorNode, builder: ProgramBuilder, value: number): ValueId =>
    builder.map(
      node.shape.map((extent, axis) => ({ name: `i${axis}`, extent })),
      [],
      { kind: 'literal', value },
      node.dtype,
      { name: node.name },
    );
  const ofNothing = { sum: 0, mean: NaN, max: -Infinity, min: Infinity, product: 1 };
  const whenEmpty = (node: TensorNode, builder: ProgramBuilder): ValueId | undefined =>
    isEmpty(node) ? fill(node, builder, 0) : undefined;
  return rewrite(program, {
    einsum: (node, builder) =>
      isEmpty(node) || node.operands.some(({ value }) => builder.shape(value).includes(0))
        ? fill(node, builder, 0)
        : undefined,
    reduce: (node, builder) => {
      if (isEmpty(node)) return fill(node, builder, 0);
      return builder.shape(node.operand.value).includes(0) ? fill(node, builder, ofNothing[node.reducer]) : undefined;
    },
    map: (node, builder) => (isEmpty(node) && node.operands.length > 0 ? fill(node, builder, 0) : undefined),
    softmax: whenEmpty,
    'layer-norm': whenEmpty,
    lookup: whenEmpty,
    reshape: whenEmpty,
    cast: whenEmpty,
  });
}

/** The diagonal of an operand with repeated indices: a reduce over nothing, which any element type can have. */
const diagonal = (operand: Operand, builder: ProgramBuilder): ValueId =>
  builder.reduce('sum', operand, [...new Set(operand.indices)]);

/** Whether a reduce only takes a diagonal. */
export const isDiagonal = ({ operand: { indices }, output }: Pick<ReduceNode, 'operand' | 'output'>): boolean =>
  new Set(indices).size < indices.length && indices.every((index) => output.includes(index));

/**
 * Makes diagonals that a map or a reduce reads a value of their own.
 *
 * Leaves: maps without repeated indices; reduces with repeated indices only where they combine nothing.
 */
function takeDiagonals(program: TensorProgram): TensorProgram {
  const once = (operand: Operand, builder: ProgramBuilder): Operand => {
    const indices = [...new Set(operand.indices)];
    return indices.length === operand.indices.length ? operand : { value: diagonal(operand, builder), indices };
  };
  return rewrite(program, {
    map: (node, builder) => {
      const operands = node.operands.map((operand) => once(operand, builder));
      return operands.every((operand, at) => operand === node.operands[at])
        ? undefined
        : builder.append({ ...node, operands });
    },
    reduce: (node, builder) => {
      const operand = isDiagonal(node) ? node.operand : once(node.operand, builder);
      return operand === node.operand ? undefined : builder.append({ ...node, operand });
    },
  });
}

/**
 * Splits every einsum into diagonals, sums over one operand, contractions of two operands, and permutations.
 *
 * Leaves: einsums of one operand that only permute, and of two operands without repeated indices, of which every summed
 * index is in both. Contracts from the left when nobody has ordered an einsum before.
 */
function splitEinsums(program: TensorProgram): TensorProgram {
  return rewrite(program, {
    einsum: (node, builder) => (isSplit(node) ? undefined : splitEinsum(node, builder)),
  });
}

function isSplit({ operands, output }: EinsumNode): boolean {
  const [first, second, ...rest] = operands;
  if (!first || !second || rest.length > 0) return false;
  return [first, second].every(
    ({ indices }, at) =>
      new Set(indices).size === indices.length &&
      indices.every((index) => output.includes(index) || (operands[1 - at] as Operand).indices.includes(index)),
  );
}

function splitEinsum({ operands, output }: EinsumNode, builder: ProgramBuilder): ValueId {
  const parts = operands.map((operand, at) => {
    const others = [...operands.filter((_, other) => other !== at).flatMap(({ indices }) => indices), ...output];
    const indices = [...new Set(operand.indices)];
    const value = indices.length === operand.indices.length ? operand.value : diagonal(operand, builder);
    return sumAway({ value, indices }, others, builder);
  });
  let result = parts.shift();
  invariant(result, 'onnx: an einsum without operands');
  for (let next = parts.shift(); next; next = parts.shift()) {
    const later = new Set([...parts.flatMap(({ indices }) => indices), ...output]);
    const last = parts.length === 0;
    const together: readonly string[] = [...new Set([...result.indices, ...next.indices])];
    // Sums over one operand wait until no other needs the index; they may have become possible now.
    const left = sumAway(result, [...next.indices, ...later], builder);
    const kept = last ? output : together.filter((index) => later.has(index));
    result = { value: builder.einsum([left, next], kept), indices: kept };
  }
  const same = result.indices.every((index, at) => index === output[at]);
  return same ? result.value : builder.einsum([result], output);
}

/** The operand summed over its indices that `needed` does not name. */
function sumAway(operand: Operand, needed: readonly string[], builder: ProgramBuilder): Operand {
  const kept = operand.indices.filter((index) => needed.includes(index));
  if (kept.length === operand.indices.length) return operand;
  return { value: builder.reduce('sum', operand, kept), indices: kept };
}

const isHalf = (dtype: DType): boolean => dtype === 'f16' || dtype === 'bf16';

/**
 * Computes in f32 what has a half type: products accumulate in f32, and ONNX Runtime has next to no f16 and no bf16 on a
 * CPU. Parameters and outputs keep their types, and a cast to a half type still rounds.
 */
function widenHalves(program: TensorProgram): TensorProgram {
  if (!program.nodes.some(({ dtype }) => isHalf(dtype))) return program;
  const builder = new ProgramBuilder(program.name, program.doc);
  const moved = new Map<ValueId, ValueId>();
  const types = new Map(program.nodes.map((node) => [node.id, node.dtype]));
  for (const node of program.nodes) {
    const relocated = mapOperands(node, (value) => moved.get(value) as ValueId);
    moved.set(node.id, isHalf(node.dtype) ? widen(relocated, builder) : builder.append(relocated));
  }
  for (const { name, value, axes } of program.outputs)
    builder.output(name, builder.cast(moved.get(value) as ValueId, types.get(value) as DType), axes);
  return removeDead(builder.build());
}

function widen(node: TensorNode, builder: ProgramBuilder): ValueId {
  switch (node.kind) {
    case 'parameter':
      return builder.cast(builder.append(node), 'f32');
    case 'constant':
      return builder.append({ ...node, dtype: 'f32', data: node.data.map((value) => roundTo(node.dtype, value)) });
    case 'cast':
      return builder.cast(builder.append(node), 'f32');
    default:
      return builder.append({ ...node, dtype: 'f32' });
  }
}
