/** bf16 to f32 and back, for engines without bf16: a bf16 is the upper half of an f32. */

/** The numbers that bits of bf16 stand for, exactly. */
export function floatOf(bits: Uint16Array): Float32Array {
  const words = new Uint32Array(bits.length);
  for (let at = 0; at < bits.length; at += 1) words[at] = (bits[at] ?? 0) << 16;
  return new Float32Array(words.buffer);
}

/** The bits of the bf16 nearest to each of `numbers`, ties to even; in `bits` when given. */
export function bfloatOf(numbers: Float32Array, bits: Uint16Array = new Uint16Array(numbers.length)): Uint16Array {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? 0;
    const upper = word >>> 16;
    // Rounding up could carry a NaN over to infinity or zero; it keeps its upper half, as a quiet one.
    const isNaN = (word & 0x7fffffff) > 0x7f800000;
    bits[at] = isNaN ? upper | 0x40 : (word + 0x7fff + (upper & 1)) >>> 16;
  }
  return bits;
}
