/** Made-up values for the tensors a layer takes: the same ones every time, and never all alike. */
import { allocate, tensorOf } from '@einlay/artifact';
import type { Artifact, Extent, Initializer, Parameter, Tensor } from '@einlay/artifact';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';

/** Elements of one tensor that are made up: some gigabytes. */
const MOST_ELEMENTS = 2 ** 28;

/**
 * Of a tensor with more elements, so many are drawn and then repeated: drawing takes longer than everything that is timed.
 * A prime, so that no two rows or tiles are alike.
 */
const DRAWN_ELEMENTS = 2 ** 20 - 3;

/**
 * A tensor for every parameter, factors as they are drawn before training. Errors: `bench-input` for an extent that `at`
 * does not tell; `tensor-too-large`.
 */
export function randomTensors(
  { parameters }: Artifact,
  at: ReadonlyMap<string, number>,
): Result<Readonly<Record<string, Tensor>>> {
  const uniform = randomUniform(1);
  const tensors: Record<string, Tensor> = {};
  for (const parameter of parameters) {
    const { name, dtype } = parameter;
    const unknown = symbolsOf(parameter.shape).find((symbol) => !at.has(symbol));
    if (unknown !== undefined) {
      const place = { hint: `say what it is: --at ${unknown}=128` };
      return failure(report['bench-input'](place, name, `the extent \`${unknown}\` is known only when it runs`));
    }
    const shape = parameter.shape.map((extent) => evaluate(extent, at));
    const count = shape.reduce((all, extent) => all * extent, 1);
    if (count > MOST_ELEMENTS) return failure(report['tensor-too-large']({}, count, MOST_ELEMENTS));
    const draw = drawing(parameter, at, uniform);
    const drawn = Float64Array.from({ length: Math.min(count, DRAWN_ELEMENTS) }, draw);
    const data = allocate(dtype, count);
    data.set(tensorOf(dtype, [drawn.length], drawn).data);
    for (let filled = drawn.length; filled < count; filled *= 2) data.copyWithin(filled, 0, filled);
    tensors[name] = { shape, data };
  }
  return success(tensors);
}

const symbolsOf = (shape: readonly Extent[]): readonly string[] =>
  shape.flatMap((extent) => (typeof extent === 'number' ? [] : extent.symbols));

const evaluate = (extent: Extent, at: ReadonlyMap<string, number>): number =>
  typeof extent === 'number'
    ? extent
    : extent.symbols.reduce((all, symbol) => all * (at.get(symbol) ?? NaN), extent.coefficient);

function drawing(
  { dtype, below, initializer }: Parameter,
  at: ReadonlyMap<string, number>,
  uniform: () => number,
): () => number {
  if (dtype === 'bool') return () => Math.round(uniform());
  if (dtype === 'i32') {
    const end = below === undefined ? 2 : evaluate(below, at);
    return () => Math.floor(uniform() * end);
  }
  const deviation = deviationOf(initializer);
  const mean = initializer?.kind === 'ones' ? 1 : 0;
  return () => mean + deviation * normal(uniform);
}

/** Of factors that start constant, a little, so that nothing that is timed or compared is a zero. */
function deviationOf(initializer: Initializer | undefined): number {
  switch (initializer?.kind) {
    case 'normal':
      return initializer.deviation;
    case 'spectral':
      return Math.sqrt(Math.min(initializer.fanIn, initializer.fanOut)) / initializer.fanIn;
    case 'ones':
    case 'zeros':
      return 0.02;
    case undefined:
      return 1;
  }
}

/** The sum of three uniform numbers has variance 1/4. */
const normal = (uniform: () => number): number => 2 * (uniform() + uniform() + uniform() - 1.5);

/** Numbers in [0, 1): a multiplicative congruential generator (Park and Miller 1988). */
function randomUniform(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = seed;
  return () => {
    state = (state * 48271) % modulus;
    return state / modulus;
  };
}
