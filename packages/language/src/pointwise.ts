/**
 * Values on their way to tensor IR: an expression over elements of tensors, not yet a node. Neighbouring pointwise work
 * gathers in one expression, and becomes one map when something needs a tensor.
 */
import { invariant, mapScalar } from '@einlay/ir';
import type { DType, Extent, FloatDType, Hints, Operand, ProgramBuilder, Scalar, ValueId } from '@einlay/ir';
import type { ValueType } from './check.ts';

export interface Pointwise {
  readonly body: Scalar;
  readonly operands: readonly Operand[];
  /** Every index of the operands and of the body, once each. */
  readonly indices: readonly string[];
  readonly type: ValueType;
  /** The parameter of the program, when this is nothing but a factor. */
  readonly factor?: ValueId;
}

export const fromScalar = (body: Scalar, type: ValueType): Pointwise => ({ body, operands: [], indices: [], type });

export const fromIndex = (name: string): Pointwise => ({
  body: { kind: 'index', name },
  operands: [],
  indices: [name],
  type: 'integer',
});

export const fromOperand = (operand: Operand, type: ValueType, factor?: ValueId): Pointwise => ({
  body: { kind: 'element', position: 0 },
  operands: [operand],
  indices: unique(operand.indices),
  type,
  ...(factor === undefined ? {} : { factor }),
});

/** The operand of a value that is nothing but a tensor. */
export const plainOperand = ({ body, operands }: Pointwise): Operand | undefined =>
  body.kind === 'element' ? operands[body.position] : undefined;

/** Pointwise work on parts that may have different indices; those a part lacks broadcast it. */
export function combine(
  parts: readonly Pointwise[],
  type: ValueType,
  compute: (bodies: readonly Scalar[]) => Scalar,
): Pointwise {
  const operands: Operand[] = [];
  const positions = new Map<string, number>();
  const place = (operand: Operand): number => {
    const key = `${operand.value}:${operand.indices.join(' ')}`;
    const known = positions.get(key);
    if (known !== undefined) return known;
    positions.set(key, operands.length);
    return operands.push(operand) - 1;
  };
  const bodies = parts.map((part) => {
    const moved = part.operands.map(place);
    return mapScalar(part.body, (scalar) =>
      scalar.kind === 'element' ? { kind: 'element', position: moved[scalar.position] ?? 0 } : undefined,
    );
  });
  return { body: compute(bodies), operands, indices: unique(parts.flatMap(({ indices }) => indices)), type };
}

/** Where nodes go, and what an index is worth there. */
export interface MaterialiseContext {
  readonly builder: ProgramBuilder;
  readonly dtype: FloatDType;
  readonly extentOf: (index: string) => Extent | undefined;
}

export const dtypeOfType = (type: ValueType, float: FloatDType): DType =>
  type === 'float' ? float : type === 'integer' ? 'i32' : 'bool';

/** The value as a tensor with exactly the axes `order`, as elements of `type`. */
export function materialise(
  value: Pointwise,
  order: readonly string[],
  { builder, dtype: float, extentOf }: MaterialiseContext,
  { type = value.type, ...hints }: Hints & { readonly type?: ValueType } = {},
): ValueId {
  const dtype = dtypeOfType(type, float);
  const operand = plainOperand(value);
  if (operand) {
    const same =
      operand.indices.length === order.length && operand.indices.every((index, axis) => index === order[axis]);
    if (same) return builder.cast(operand.value, dtype, hints);
    const covers = order.every((index) => operand.indices.includes(index)) && value.indices.length === order.length;
    if (covers && dtype === float && builder.node(operand.value).dtype === float)
      return builder.einsum([operand], order, hints);
  }
  const indices = order.map((name) => {
    const extent = extentOf(name);
    invariant(extent !== undefined, () => `lower: index ${name} has no extent`);
    return { name, extent };
  });
  return builder.map(indices, value.operands, value.body, dtype, hints);
}

/** `indices` in the order they have in `order`. */
export const inOrder = (indices: readonly string[], order: readonly string[]): readonly string[] =>
  order.filter((index) => indices.includes(index));

export const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
