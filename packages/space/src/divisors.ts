/** Whole numbers as products. */

/** Prime factors in ascending order, with multiplicity; none of 1. */
export function primeFactors(value: number): readonly number[] {
  const primes: number[] = [];
  let rest = value;
  for (let prime = 2; prime * prime <= rest; prime += prime === 2 ? 1 : 2) {
    while (rest % prime === 0) {
      primes.push(prime);
      rest /= prime;
    }
  }
  return rest > 1 ? [...primes, rest] : primes;
}

/** All divisors in ascending order. */
export function divisorsOf(value: number): readonly number[] {
  let divisors = [1];
  for (const prime of primeFactors(value))
    divisors = [...new Set([...divisors, ...divisors.map((divisor) => divisor * prime)])];
  return divisors.sort((one, other) => one - other);
}

/** Every way to write `value` as a product of `count` factors in order, lexicographically ascending. */
export function splitsOf(value: number, count: number): readonly (readonly number[])[] {
  if (count === 0) return value === 1 ? [[]] : [];
  if (count === 1) return [[value]];
  return divisorsOf(value).flatMap((first) => splitsOf(value / first, count - 1).map((rest) => [first, ...rest]));
}

/**
 * `value` as a product of `count` numbers in ascending order, as the reference implementation finds them: prime factors in
 * ascending order go to whichever number is smallest so far, the first of several. 768 is 16·48, not 24·32.
 */
export function splitGreedily(value: number, count: number): readonly number[] {
  const parts = Array.from({ length: count }, () => 1);
  for (const prime of primeFactors(value)) {
    const smallest = parts.indexOf(Math.min(...parts));
    parts[smallest] = (parts[smallest] ?? 1) * prime;
  }
  return parts.sort((one, other) => one - other);
}

/** The largest number that divides both. */
export function greatestCommonDivisor(one: number, other: number): number {
  let [larger, smaller] = [one, other];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
