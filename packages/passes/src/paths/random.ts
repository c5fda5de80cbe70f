/** A small random number generator: the same numbers on every machine for the same seed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
}

/** Marsaglia's xorshift with 32 bits of state; searches need speed and repeatability, not independence. */
export function randomFrom(seed: number): Random {
  // Spreads seeds that lie close together, and keeps the state from being zero, which would stay zero.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  const step = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let warmUp = 0; warmUp < 8; warmUp += 1) step();
  return { next: () => step() / 2 ** 32, below: (bound) => Math.floor((step() / 2 ** 32) * bound) };
}
