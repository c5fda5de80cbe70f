/**
 * Functions that WGSL does not have, or has without the promises we need: NaN and infinities may be assumed away by its
 * compilers, `max` may drop a NaN, `tanh` may overflow, and `sin`, `cos`, `log` may lose all digits of small results.
 *
 * Polynomials were fitted by reweighted least squares at Chebyshev nodes, which is close to the smallest largest error,
 * and their coefficients rounded to f32. In exact arithmetic the relative errors are: erf below 0.9 7e-8, erfc 1.1e-7,
 * tanh below 0.63 1.5e-8, sin 7e-9 and cos 2e-10 up to π/4, log 1e-8. Half floats are computed as f32 and rounded.
 */
import type { ExpressionType } from '@einlay/ir/loop';
import { typeText, wgslType } from './types.ts';

/** Names of types in a function over `f32` or vectors of it. */
interface FloatTypes {
  readonly T: string;
  readonly I: string;
  readonly U: string;
  readonly B: string;
}

interface FunctionSource {
  readonly parameters: readonly string[];
  /** What the function calls. */
  readonly needs: readonly string[];
  readonly returnsBool?: boolean;
  readonly body: (types: FloatTypes, call: (name: string) => string) => readonly string[];
}

/** Horner's rule, coefficients from the constant on. */
const polynomial = (x: string, T: string, coefficients: readonly number[]): string =>
  coefficients
    .map((coefficient) => `${T}(${coefficient})`)
    .reduceRight((inner, coefficient) => `fma(${inner}, ${x}, ${coefficient})`);

const ERF = [
  1.128379225730896, -0.37612634897232056, 0.11283715069293976, -0.02686050906777382, 0.005203858949244022,
  -0.0008175639086402953, 8.513102511642501e-5,
];
const ERFC = [
  -1.2654623985290527, 0.9989176392555237, 0.3842516839504242, 0.0457511842250824, -0.030777709558606148,
  -0.021214870736002922, -0.7663179636001587, 1.2084853649139404, -0.7024875283241272, 0.148854598402977,
];
const TANH = [
  1, -0.33333250880241394, 0.13330931961536407, -0.05370531976222992, 0.020539933815598488, -0.00560273602604866,
];
const SIN = [1, -0.16666649281978607, 0.0083319628611207, -0.00019495043670758605];
const COS = [0.04166664555668831, -0.0013887305976822972, 2.4431239580735564e-5];
const LOG = [
  0.33333316445350647, -0.25000810623168945, 0.2000228613615036, -0.16624553501605988, 0.14181196689605713,
  -0.13128767907619476, 0.12881621718406677, -0.07859545946121216,
];

/** Beyond this the reduction by multiples of π/2 has too few digits, and the built-in functions do what they can. */
const LARGEST_ANGLE = 100000;

/** sin and cos of x from those of what remains after whole quarter turns; `shift` more quarter turns make a cosine. */
const circular =
  (name: 'sin' | 'cos'): FunctionSource['body'] =>
  ({ T, I }) => [
    `let turns = round(x * ${T}(0.6366197723675814));`,
    // π/2 in three parts, of which the first two have so few bits that their products are exact.
    `let rest = ((x - turns * ${T}(1.5703125)) - turns * ${T}(0.0004837512969970703)) - turns * ${T}(7.549789948768648e-8);`,
    `let square = rest * rest;`,
    `let sine = rest * ${polynomial('square', T, SIN)};`,
    `let cosine = fma(square * square, ${polynomial('square', T, COS)}, fma(square, ${T}(-0.5), ${T}(1.0)));`,
    `let quarter = (${I}(turns) + ${I}(${name === 'sin' ? 0 : 1})) & ${I}(3);`,
    `let size = select(sine, cosine, (quarter & ${I}(1)) == ${I}(1));`,
    `return select(select(size, -size, quarter >= ${I}(2)), ${name}(x), !(abs(x) <= ${T}(${LARGEST_ANGLE}.0)));`,
  ];

const largerOf =
  (sign: '<' | '>'): FunctionSource['body'] =>
  (_, call) => [`return select(x, y, (y ${sign} x) | ${call('is_nan')}(y));`];

const FUNCTIONS = {
  is_nan: {
    parameters: ['x'],
    needs: [],
    returnsBool: true,
    body: ({ U }) => [`return (bitcast<${U}>(x) & ${U}(0x7fffffffu)) > ${U}(0x7f800000u);`],
  },
  max: { parameters: ['x', 'y'], needs: ['is_nan'], body: largerOf('>') },
  min: { parameters: ['x', 'y'], needs: ['is_nan'], body: largerOf('<') },
  // For half floats, whose own exponentials may be short of digits.
  exp: { parameters: ['x'], needs: [], body: () => ['return exp(x);'] },
  relu: { parameters: ['x'], needs: [], body: ({ T }) => [`return select(x, ${T}(0.0), x < ${T}(0.0));`] },
  log: {
    parameters: ['x'],
    needs: [],
    body: ({ T, I, U }) => [
      // x = 2^exponent · (1 + fraction) with 1 + fraction between √½ and √2.
      `let bits = bitcast<${I}>(x) - ${I}(0x3f3504f3);`,
      `let exponent = ${T}(bits >> ${U}(23u));`,
      `let fraction = bitcast<${T}>((bits & ${I}(0x007fffff)) + ${I}(0x3f3504f3)) - ${T}(1.0);`,
      `let square = fraction * fraction;`,
      `let series = fma(fraction * square, ${polynomial('fraction', T, LOG)}, square * ${T}(-0.5));`,
      // ln 2 in two parts, of which the first has few bits.
      `let sum = fma(exponent, ${T}(0.693359375), fraction + fma(exponent, ${T}(-0.00021219444), series));`,
      `return select(log(x), sum, (x >= ${T}(1.1754944e-38)) & (x <= ${T}(3.4028234e38)));`,
    ],
  },
  sin: { parameters: ['x'], needs: [], body: circular('sin') },
  cos: { parameters: ['x'], needs: [], body: circular('cos') },
  tanh: {
    parameters: ['x'],
    needs: [],
    body: ({ T }) => [
      `let size = abs(x);`,
      `let square = x * x;`,
      `let near = x * ${polynomial('square', T, TANH)};`,
      `let far = ${T}(1.0) - ${T}(2.0) / (exp(size + size) + ${T}(1.0));`,
      `return select(select(far, -far, x < ${T}(0.0)), near, size < ${T}(0.63));`,
    ],
  },
  erfc_positive: {
    parameters: ['x'],
    needs: [],
    body: ({ T }) => [
      // erfc x = t · exp(p(t) - x²) with t = 2 / (2 + x)
      `let t = ${T}(2.0) / (${T}(2.0) + x);`,
      `return t * exp(fma(-x, x, ${polynomial('t', T, ERFC)}));`,
    ],
  },
  erf: {
    parameters: ['x'],
    needs: ['erfc_positive'],
    body: ({ T }, call) => [
      `let size = abs(x);`,
      `let square = x * x;`,
      `let near = x * ${polynomial('square', T, ERF)};`,
      `let far = ${T}(1.0) - ${call('erfc_positive')}(size);`,
      `return select(select(far, -far, x < ${T}(0.0)), near, size < ${T}(0.9));`,
    ],
  },
  sigmoid: {
    parameters: ['x'],
    needs: [],
    body: ({ T }) => [
      `let small = exp(-abs(x));`,
      `return select(${T}(1.0), small, x < ${T}(0.0)) / (${T}(1.0) + small);`,
    ],
  },
  silu: { parameters: ['x'], needs: ['sigmoid'], body: (_, call) => [`return x * ${call('sigmoid')}(x);`] },
  gelu: {
    parameters: ['x'],
    needs: ['erfc_positive'],
    body: ({ T }, call) => [
      // x · Φ(x), from the tail of Φ, which keeps its digits where 1 + erf would cancel.
      `let tail = ${T}(0.5) * ${call('erfc_positive')}(abs(x) * ${T}(0.7071067811865476));`,
      `return x * select(${T}(1.0) - tail, tail, x < ${T}(0.0));`,
    ],
  },
  gelu_tanh: {
    parameters: ['x'],
    needs: ['sigmoid'],
    body: ({ T }, call) => [
      // (1 + tanh u) / 2 = sigmoid 2u, which does not cancel.
      `let twice = x * fma(x * x, ${T}(0.07135481627362837), ${T}(1.5957691216057308));`,
      `return x * ${call('sigmoid')}(twice);`,
    ],
  },
  power: {
    parameters: ['x', 'y'],
    needs: ['is_nan', 'log'],
    body: ({ T, U }, call) => [
      `let size = select(exp(y * ${call('log')}(abs(x))), ${T}(1.0), y == ${T}(0.0));`,
      `let odd = fract(abs(y) * ${T}(0.5)) == ${T}(0.5);`,
      `let negative = (bitcast<${U}>(x) >> ${U}(31u)) == ${U}(1u);`,
      `let root = (x < ${T}(0.0)) & (floor(y) != y);`,
      `let signed = select(size, -size, negative & odd);`,
      `let undefined_root = bitcast<${T}>(bitcast<${U}>(signed) | ${U}(0x7fc00000u));`,
      `return select(signed, undefined_root, root | ${call('is_nan')}(y));`,
    ],
  },
  subgroup_max: {
    parameters: ['x'],
    needs: ['is_nan'],
    body: ({ T }, call) => [
      // The sum is NaN when some invocation's x is; it is 0 otherwise.
      `let missing = subgroupAdd(select(${T}(0.0), x, ${call('is_nan')}(x)));`,
      `return select(subgroupMax(x), missing, ${call('is_nan')}(missing));`,
    ],
  },
  subgroup_min: {
    parameters: ['x'],
    needs: ['is_nan'],
    body: ({ T }, call) => [
      `let missing = subgroupAdd(select(${T}(0.0), x, ${call('is_nan')}(x)));`,
      `return select(subgroupMin(x), missing, ${call('is_nan')}(missing));`,
    ],
  },
} as const satisfies Readonly<Record<string, FunctionSource>>;

/** A function of floats, one for each type it is used with. */
export type FloatFunction = keyof typeof FUNCTIONS;

const SOURCES: Readonly<Record<string, FunctionSource>> = FUNCTIONS;
const TYPES = (['f32', 'f16'] as const).flatMap((type) => ([1, 2, 4] as const).map((lanes) => ({ type, lanes })));

/** Numbers that no literal can say are made of their bits. */
const FROM_BITS: Readonly<Record<'f32' | 'f16', readonly string[]>> = {
  f32: ['fn f32_from_bits(bits: u32) -> f32 {', '  return bitcast<f32>(bits);', '}'],
  f16: ['fn f16_from_bits(bits: u32) -> f16 {', '  return bitcast<vec2h>(bits).x;', '}'],
};

const nameOf = (name: string, type: ExpressionType): string => `${name}_${typeText(type)}`;

/** Every name that a function of ours can have. */
export const FUNCTION_NAMES: readonly string[] = [
  ...Object.keys(FROM_BITS).map((type) => `${type}_from_bits`),
  ...Object.keys(FUNCTIONS).flatMap((name) => TYPES.map((type) => nameOf(name, type))),
];

/** The functions that a module uses, each with what it needs before it. */
export class FunctionLibrary {
  readonly #texts = new Map<string, readonly string[]>();

  /** The name of a function over `type`, which has one or more lanes of `f32` or `f16`. */
  use(name: FloatFunction, type: ExpressionType): string {
    return this.#require(name, type);
  }

  /** The name of the function that makes a number of `type` from its bits. */
  useFromBits(type: 'f32' | 'f16'): string {
    const name = `${type}_from_bits`;
    this.#texts.set(name, FROM_BITS[type]);
    return name;
  }

  /** Declarations, a function before those that call it. */
  texts(): readonly (readonly string[])[] {
    return [...this.#texts.values()];
  }

  #require(name: string, type: ExpressionType): string {
    const full = nameOf(name, type);
    if (this.#texts.has(full)) return full;
    const { parameters, needs, returnsBool = false, body } = SOURCES[name] as FunctionSource;
    const T = typeText(type);
    const B = wgslType('bool', type.lanes);
    const head = `fn ${full}(${parameters.map((parameter) => `${parameter}: ${T}`).join(', ')}) -> ${returnsBool ? B : T} {`;
    if (type.type === 'f16') {
      const wide = this.#require(name, { type: 'f32', lanes: type.lanes });
      const wider = wgslType('f32', type.lanes);
      const result = `${wide}(${parameters.map((parameter) => `${wider}(${parameter})`).join(', ')})`;
      this.#texts.set(full, [head, `  return ${returnsBool ? result : `${T}(${result})`};`, '}']);
      return full;
    }
    needs.forEach((needed) => this.#require(needed, type));
    const types = { T, B, I: wgslType('i32', type.lanes), U: wgslType('u32', type.lanes) };
    const lines = body(types, (called) => nameOf(called, type)).map((line) => `  ${line}`);
    this.#texts.set(full, [head, ...lines, '}']);
    return full;
  }
}
