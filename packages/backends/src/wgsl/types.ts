/** Types as WGSL writes them. */
import type { ExpressionType, Lanes, ScalarType } from '@einlay/ir/loop';

const LETTERS = { f32: 'f', f16: 'h', i32: 'i', u32: 'u' } as const;

/** The types WGSL computes with: those of loop IR that it has, and `u32`, which bits and booleans in buffers need. */
export type WgslScalar = keyof typeof LETTERS | 'bool';

/** `f32`, `vec4f`, `vec2<bool>`. */
export function wgslType(type: WgslScalar, lanes: Lanes): string {
  if (lanes === 1) return type;
  return type === 'bool' ? `vec${lanes}<bool>` : `vec${lanes}${LETTERS[type]}`;
}

const SCALARS: readonly ScalarType[] = ['f32', 'f16', 'i32', 'bool'];

/** Whether WGSL has a type of loop IR. */
export const isWgslScalar = (type: ScalarType): type is Exclude<WgslScalar, 'u32'> => SCALARS.includes(type);

/** A type of loop IR; `canEmit` has refused those that WGSL does not have. */
export const typeText = ({ type, lanes }: ExpressionType): string => wgslType(type as WgslScalar, lanes);

/** What a buffer holds in place of a type: truth values have no size, so they are 0 or 1. */
export const storedType = ({ type, lanes }: ExpressionType): string =>
  type === 'bool' ? wgslType('u32', lanes) : typeText({ type, lanes });
