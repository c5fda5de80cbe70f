/** Numbers as the little-endian bytes of an element type. */
import { roundTo } from '@einlay/ir';
import type { OnnxType } from './graph.ts';

export const ELEMENT_BYTES: Readonly<Record<OnnxType, number>> = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i32: 4,
  i64: 8,
  bool: 1,
};

/** The elements of `data` one after the other, rounded to `type`. */
export function toBytes(type: OnnxType, data: ArrayLike<number>): Uint8Array {
  const size = ELEMENT_BYTES[type];
  const bytes = new Uint8Array(data.length * size);
  const view = new DataView(bytes.buffer);
  const write = WRITE[type];
  for (let at = 0; at < data.length; at += 1) write(view, at * size, data[at] as number);
  return bytes;
}

type Write = (view: DataView, offset: number, value: number) => void;

const WRITE: Readonly<Record<OnnxType, Write>> = {
  f64: (view, offset, value) => {
    view.setFloat64(offset, value, true);
  },
  f32: (view, offset, value) => {
    view.setFloat32(offset, value, true);
  },
  f16: (view, offset, value) => {
    view.setUint16(offset, halfBits(value), true);
  },
  bf16: (view, offset, value) => {
    view.setUint16(offset, bfloatBits(value), true);
  },
  i32: (view, offset, value) => {
    view.setInt32(offset, value, true);
  },
  i64: (view, offset, value) => {
    view.setBigInt64(offset, BigInt(value), true);
  },
  bool: (view, offset, value) => {
    view.setUint8(offset, value === 0 ? 0 : 1);
  },
};

const single = new DataView(new ArrayBuffer(4));

/** The 16 bits of a bfloat16: the upper half of an f32. */
export function bfloatBits(value: number): number {
  single.setFloat32(0, roundTo('bf16', value));
  return single.getUint16(0);
}

/** The 16 bits of an IEEE half: sign, 5 bits of exponent, 10 of fraction. */
export function halfBits(value: number): number {
  const rounded = roundTo('f16', value);
  const sign = rounded < 0 || Object.is(rounded, -0) ? 0x8000 : 0;
  const size = Math.abs(rounded);
  if (Number.isNaN(size)) return 0x7e00;
  if (size === Infinity) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | (size * 2 ** 24);
  single.setFloat32(0, size);
  const bits = single.getUint32(0);
  return sign | (((bits >>> 23) - 127 + 15) << 10) | ((bits >>> 13) & 0x3ff);
}
