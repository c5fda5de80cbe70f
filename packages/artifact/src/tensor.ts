/**
 * Tensors as callers hand them over: a shape and a row-major typed array.
 *
 * The kind of array follows from the element type. `f16` and `bf16` are Uint16Arrays of bits, since not every JavaScript
 * has a Float16Array and none has one for bf16; where Float16Array exists, `f16` data may be one.
 */
import type { DType } from './artifact.ts';
import { elementsOf } from './extent.ts';

/**
 * Which array holds the numbers follows from the element type: `f16` and `bf16` are bits in a Uint16Array, `bool`
 * 0 and 1 in a Uint8Array.
 */
export type TensorData = Float64Array | Float32Array | Uint16Array | Int32Array | Uint8Array;

/** What JavaScript's Float16Array looks like to us; older libraries do not declare it. */
export interface Float16Data extends ArrayBufferView {
  readonly length: number;
  readonly [Symbol.toStringTag]: 'Float16Array';
}

/** A shape, and the numbers in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** The kind of array of each element type. */
export interface ArrayOf {
  readonly f64: Float64Array;
  readonly f32: Float32Array;
  readonly f16: Uint16Array;
  readonly bf16: Uint16Array;
  readonly i32: Int32Array;
  readonly bool: Uint8Array;
}

/** A tensor of which TypeScript knows element type and shape. */
export interface TypedTensor<Type extends DType, Shape extends readonly number[]> extends Tensor {
  readonly shape: Shape;
  readonly data: ArrayOf[Type];
}

/** A tensor that goes in. */
export interface InputTensor {
  readonly shape: readonly number[];
  readonly data: TensorData | Float16Data;
}

/** The name of the array kind of each element type. */
export const ARRAY_NAMES = {
  f64: 'Float64Array',
  f32: 'Float32Array',
  f16: 'Uint16Array',
  bf16: 'Uint16Array',
  i32: 'Int32Array',
  bool: 'Uint8Array',
} as const satisfies Record<DType, string>;

/** A new array of zeros for `length` elements. */
export function allocate(dtype: DType, length: number): TensorData {
  switch (dtype) {
    case 'f64':
      return new Float64Array(length);
    case 'f32':
      return new Float32Array(length);
    case 'f16':
    case 'bf16':
      return new Uint16Array(length);
    case 'i32':
      return new Int32Array(length);
    case 'bool':
      return new Uint8Array(length);
  }
}

/** What an array calls itself: `Float32Array`, `Array`, `string`. Arrays of other realms count as their own kind. */
export function kindOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return (value as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? '';
  if (Array.isArray(value)) return 'Array';
  return value === null ? 'null' : typeof value;
}

/** `data` when it is what `dtype` is handed over in, else undefined. Never copies. */
export function dataOf(dtype: DType, data: unknown): TensorData | undefined {
  const kind = kindOf(data);
  if (kind === ARRAY_NAMES[dtype]) return data as TensorData;
  if (dtype !== 'f16' || kind !== 'Float16Array') return undefined;
  const { buffer, byteOffset, byteLength } = data as Float16Data;
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

/** A tensor of `dtype` from numbers in row-major order, each rounded to nearest. For tests, files and small data. */
export function tensorOf<Type extends DType, const Shape extends readonly number[]>(
  dtype: Type,
  shape: Shape,
  numbers: ArrayLike<number>,
): TypedTensor<Type, Shape> {
  const data = allocate(dtype, elementsOf(shape)) as ArrayOf[Type];
  for (let at = 0; at < data.length; at += 1) data[at] = encodeNumber(dtype, numbers[at] ?? 0);
  return { shape: [...shape] as readonly number[] as Shape, data };
}

/** The numbers that the elements of `data` stand for. */
export function numbersOf(dtype: DType, data: TensorData): Float64Array {
  if (dtype !== 'f16' && dtype !== 'bf16') return new Float64Array(data);
  const decode = dtype === 'f16' ? halfToNumber : bfloatToNumber;
  const numbers = new Float64Array(data.length);
  for (let at = 0; at < data.length; at += 1) numbers[at] = decode(data[at] ?? 0);
  return numbers;
}

function encodeNumber(dtype: DType, value: number): number {
  switch (dtype) {
    case 'f16':
      return numberToHalf(value);
    case 'bf16':
      return numberToBfloat(value);
    case 'bool':
      return value === 0 ? 0 : 1;
    case 'f64':
    case 'f32':
    case 'i32':
      return value;
  }
}

const scratch = new DataView(new ArrayBuffer(8));

/**
 * The bits of the number nearest to `value`, ties to even, with `exponentBits` and `fractionBits`; overflow gives
 * infinity. Straight from float64, since going through float32 would round twice.
 */
function narrow(value: number, exponentBits: number, fractionBits: number): number {
  scratch.setFloat64(0, value);
  const sign = (scratch.getUint8(0) >> 7) << (exponentBits + fractionBits);
  const largestExponent = 2 ** exponentBits - 1;
  const infinity = largestExponent << fractionBits;
  if (Number.isNaN(value)) return sign | infinity | (1 << (fractionBits - 1));
  const magnitude = Math.abs(value);
  const bias = 2 ** (exponentBits - 1) - 1;
  const exponent = ((scratch.getUint16(0) >> 4) & 0x7ff) - 1023;
  // In units of the last place; subnormals share the smallest exponent, and a carry moves on to the next by itself.
  const place = Math.max(exponent, 1 - bias) - fractionBits;
  const rounded = roundToEven(magnitude * 2 ** -place);
  const bits = (place + fractionBits + bias - 1) * 2 ** fractionBits + rounded;
  return sign | (magnitude === Infinity || bits >= infinity ? infinity : bits);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** The bits of the nearest IEEE half. */
export const numberToHalf = (value: number): number => narrow(value, 5, 10);

/** The bits of the nearest bfloat16. */
export const numberToBfloat = (value: number): number => narrow(value, 8, 7);

/** The number that the bits of an IEEE half stand for. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The number that the bits of a bfloat16 stand for: the upper half of a float32. */
export function bfloatToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
