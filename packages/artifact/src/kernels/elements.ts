/** Elements as buffers have them: numbers as in JavaScript's arrays, truth values in 32 bits each. */
import type { BufferDType } from '../artifact.ts';
import { allocate } from '../tensor.ts';
import type { TensorData } from '../tensor.ts';

/** Bytes of an element in a buffer. */
export const ELEMENT_BYTES = { f32: 4, f16: 2, bf16: 2, i32: 4, bool: 4 } as const satisfies Record<
  BufferDType,
  number
>;

/** The bytes to write to a buffer: a multiple of four of them, and not in shared memory. */
export function bytesOf(dtype: BufferDType, data: TensorData): Uint8Array<ArrayBuffer> {
  if (dtype === 'bool') return new Uint8Array(Uint32Array.from(data).buffer);
  const { buffer, byteOffset, byteLength } = data;
  if (byteLength % 4 === 0 && buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, byteLength);
  const bytes = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
  return bytes;
}

/** The first `length` elements of a buffer's bytes, in `data` or a new array. */
export function elementsOf(
  dtype: BufferDType,
  bytes: ArrayBuffer,
  offset: number,
  length: number,
  data: TensorData = allocate(dtype, length),
): TensorData {
  data.set(viewOf(dtype, bytes, offset, length));
  return data;
}

function viewOf(dtype: BufferDType, bytes: ArrayBuffer, offset: number, length: number): ArrayLike<number> {
  switch (dtype) {
    case 'f32':
      return new Float32Array(bytes, offset, length);
    case 'f16':
    case 'bf16':
      return new Uint16Array(bytes, offset, length);
    case 'i32':
      return new Int32Array(bytes, offset, length);
    case 'bool':
      return new Uint32Array(bytes, offset, length);
  }
}
