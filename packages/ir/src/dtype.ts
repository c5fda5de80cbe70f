/** Element types of tensors, and how exact each one is. */

/** The element types of tensors. */
export const DTYPES = ['f64', 'f32', 'f16', 'bf16', 'i32', 'bool'] as const;

/** `i32` holds positions for look-ups; `bool` the results of comparisons. Einsums are over the floating types. */
export type DType = (typeof DTYPES)[number];

/** The element types with fractions. */
export const FLOAT_DTYPES = ['f64', 'f32', 'f16', 'bf16'] as const;

/** An element type with fractions. */
export type FloatDType = (typeof FLOAT_DTYPES)[number];

/** Whether an element type has fractions. */
export const isFloat = (dtype: DType): dtype is FloatDType => (FLOAT_DTYPES as readonly DType[]).includes(dtype);

/** Bytes of one element in memory. */
export const BYTES: Readonly<Record<DType, number>> = { f64: 8, f32: 4, f16: 2, bf16: 2, i32: 4, bool: 1 };

/** Unit round-off: half the distance from 1 to the next number. Rounding to nearest errs by at most this share. */
export const ROUND_OFF: Readonly<Record<FloatDType, number>> = {
  f64: 2 ** -53,
  f32: 2 ** -24,
  f16: 2 ** -11,
  bf16: 2 ** -8,
};

/** The number of `dtype` nearest to `value`, ties to even, overflow to infinity; how every backend stores results. */
export function roundTo(dtype: DType, value: number): number {
  switch (dtype) {
    case 'f64':
      return value;
    case 'f32':
      return Math.fround(value);
    case 'f16':
      return roundBinary(value, 11, -14, 65504);
    case 'bf16':
      return roundBinary(value, 8, -126, (2 - 2 ** -7) * 2 ** 127);
    case 'i32':
      return value | 0;
    case 'bool':
      return value === 0 ? 0 : 1;
  }
}

/** Rounds to `precision` significant bits, the smallest normal exponent being `minExponent`. */
function roundBinary(value: number, precision: number, minExponent: number, largest: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  let exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), minExponent);
  // log2 may be off by one next to a power of two; either neighbour's grid would round wrongly.
  if (exponent > minExponent && Math.abs(value) < 2 ** exponent) exponent -= 1;
  if (Math.abs(value) >= 2 ** (exponent + 1)) exponent += 1;
  const step = 2 ** (exponent - precision + 1);
  const scaled = value / step;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  const rounded = (up ? floor + 1 : floor) * step;
  return Math.abs(rounded) > largest ? Math.sign(value) * Infinity : rounded;
}
