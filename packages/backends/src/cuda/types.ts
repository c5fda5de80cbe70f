/** Types as CUDA C++ writes them; vectors and half precision come from `prelude.ts`. */
import type { ExpressionType, ScalarType } from '@einlay/ir/loop';

const NAMES: Readonly<Partial<Record<ScalarType, string>>> = {
  f32: 'float',
  f16: 'f16',
  bf16: 'bf16',
  i32: 'int',
  bool: 'bool',
};

/** Whether kernels can compute with a type, or at least move it. */
export const isCudaScalar = (type: ScalarType): boolean => NAMES[type] !== undefined;

/** `float`, `vec<bf16, 8>`; `canEmit` has refused types that are not there. */
export const typeText = ({ type, lanes }: ExpressionType): string =>
  lanes === 1 ? (NAMES[type] ?? type) : `vec<${NAMES[type] ?? type}, ${lanes}>`;

/** What a buffer holds in place of a type: truth values are 0 or 1 in 32 bits. */
export const storedType = ({ type, lanes }: ExpressionType): string =>
  typeText({ type: type === 'bool' ? 'i32' : type, lanes });
