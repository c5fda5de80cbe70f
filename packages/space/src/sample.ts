/**
 * Points drawn at random, one after another without end: what takes them decides when it has enough, and none is kept. The same
 * seed gives the same points.
 */
import { randomFrom } from './random.ts';
import { THETA_INDICES, thetaOf, vectorOf } from './theta.ts';
import type { Theta } from './theta.ts';
import { canonical } from './symmetry.ts';

/** Of three numbers that sum to 1, each as likely as any other. */
function simplex(random: () => number): readonly [number, number, number] {
  const [one, other] = [random(), random()];
  const [low, high] = one < other ? [one, other] : [other, one];
  return [low, high - low, 1 - high];
}

/** Between two bounds. */
const between = (random: () => number, low: number, high: number): number => low + (high - low) * random();

/** All points but degenerate ones: both simplices uniformly, ρ uniformly up to where it is of use. */
export function* sampleAll(seed: number): Generator<Theta> {
  const random = randomFrom(seed);
  for (;;) {
    const [alpha, beta, gamma] = simplex(random);
    const [delta, epsilon, phi] = simplex(random);
    const most = Math.max(Math.min(alpha, epsilon), Math.min(beta, delta));
    yield canonical(thetaOf([alpha, beta, gamma, delta, epsilon, phi, between(random, 0, most)]));
  }
}

/** Block tensor-trains: β = δ = 1, whose parameters are used once each. */
export function* sampleBtt(seed: number): Generator<Theta> {
  const random = randomFrom(seed);
  for (;;) {
    const [alpha, epsilon] = [random(), random()];
    const rho = between(random, 0, Math.min(alpha, epsilon));
    yield thetaOf([alpha, 0, 1 - alpha, 0, epsilon, 1 - epsilon, rho]);
  }
}

/**
 * Points as good as dense ones by the taxonomy: ω = 0 and ψ = 1. Those are block tensor-trains, and what goes on where A
 * has no δ and is the smaller factor (α ≤ ε), or B no β and is (ε ≤ α): a third of the points each.
 */
export function* sampleUnsharedFullRank(seed: number): Generator<Theta> {
  const random = randomFrom(seed);
  for (let turn = 0; ; turn = (turn + 1) % 3) {
    const [first, second] = [random(), random()];
    const [low, high] = first < second ? [first, second] : [second, first];
    const [alpha, epsilon] = turn === 0 ? [first, second] : turn === 1 ? [low, high] : [high, low];
    const beta = turn === 1 ? between(random, 0, 1 - alpha) : 0;
    const delta = turn === 2 ? between(random, 0, 1 - epsilon) : 0;
    const rho = between(random, Math.max(0, alpha + epsilon - 1), Math.min(alpha, epsilon));
    yield canonical(thetaOf([alpha, beta, 1 - alpha - beta, delta, epsilon, 1 - epsilon - delta, rho]));
  }
}

/**
 * Points near one: every exponent that is not 0 is moved by up to `radius`, and the two sides are made to sum to 1 again.
 * With `faces` left out, indices that are not there stay away.
 */
export function* sampleAround(
  centre: Theta,
  radius: number,
  seed: number,
  { faces = false }: { readonly faces?: boolean } = {},
): Generator<Theta> {
  const random = randomFrom(seed);
  for (;;) {
    const moved = vectorOf(centre).map((value) =>
      value > 0 || faces ? Math.min(1, Math.max(0, value + between(random, -radius, radius))) : 0,
    );
    const [input, output] = [
      normalized(moved.slice(0, 3), 1 - centre.xi),
      normalized(moved.slice(3, 6), 1 - centre.xi),
    ];
    if (!input || !output) continue;
    yield thetaOf([...input, ...output, moved[THETA_INDICES.length - 1] ?? 0], centre.xi);
  }
}

function normalized(values: readonly number[], total: number): readonly number[] | undefined {
  const sum = values.reduce((all, value) => all + value, 0);
  if (total === 0) return values.map(() => 0);
  return sum > 0 ? values.map((value) => (value / sum) * total) : undefined;
}
