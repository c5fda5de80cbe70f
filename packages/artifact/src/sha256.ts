/**
 * SHA-256 (FIPS 180-4).
 *
 * Our own, since `decode` is synchronous and the same in Node, browsers and workers, while WebCrypto answers with a
 * promise and only on secure origins.
 */

const primes: number[] = [];
for (let candidate = 2; primes.length < 64; candidate += 1)
  if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);

/** The first 32 bits behind the point: the standard takes its constants from roots of primes. */
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32);
const ROUND_CONSTANTS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const INITIAL_STATE = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const BLOCK = 64;

/** The 32 bytes of the hash of `parts`, one after another. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = INITIAL_STATE.slice();
  const schedule = new Int32Array(64);
  const block = new Uint8Array(BLOCK);
  const view = new DataView(block.buffer);
  let filled = 0;
  let length = 0;
  for (const part of parts) {
    length += part.length;
    let at = 0;
    // Whole blocks are read where they lie; only the ends of parts pass through `block`.
    while (at < part.length) {
      if (filled === 0 && part.length - at >= BLOCK) {
        const whole = Math.floor((part.length - at) / BLOCK);
        const blocks = new DataView(part.buffer, part.byteOffset + at, whole * BLOCK);
        for (let index = 0; index < whole; index += 1) compress(state, schedule, blocks, index * BLOCK);
        at += whole * BLOCK;
      } else {
        const taken = Math.min(BLOCK - filled, part.length - at);
        block.set(part.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled === BLOCK) {
          compress(state, schedule, view, 0);
          filled = 0;
        }
      }
    }
  }
  block.fill(0, filled);
  block[filled] = 0x80;
  if (filled >= BLOCK - 8) {
    compress(state, schedule, view, 0);
    block.fill(0);
  }
  view.setBigUint64(BLOCK - 8, BigInt(length) * 8n);
  compress(state, schedule, view, 0);

  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    hash.setInt32(index * 4, word);
  });
  return new Uint8Array(hash.buffer);
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function compress(state: Int32Array, schedule: Int32Array, block: DataView, offset: number): void {
  for (let t = 0; t < 16; t += 1) schedule[t] = block.getInt32(offset + t * 4);
  for (let t = 16; t < 64; t += 1) {
    const early = schedule[t - 15] ?? 0;
    const late = schedule[t - 2] ?? 0;
    const small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[t] = ((schedule[t - 16] ?? 0) + small0 + (schedule[t - 7] ?? 0) + small1) | 0;
  }
  // Spelled out: destructuring and loops over eight words take longer than the sixty-four rounds.
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let t = 0; t < 64; t += 1) {
    const large1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + large1 + choice + (ROUND_CONSTANTS[t] ?? 0) + (schedule[t] ?? 0)) | 0;
    const large0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + large0 + majority) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}
