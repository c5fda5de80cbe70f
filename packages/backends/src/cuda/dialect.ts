/** How CUDA C++ spells what kernels say, with the prelude's help. */
import { invariant, roundTo, unreachable } from '@einlay/ir';
import type { ExpressionType, ScalarType } from '@einlay/ir/loop';
import type { UnaryOperator } from '@einlay/ir';
import type { Dialect } from '../c-like/dialect.ts';
import { alone, call, infix, postfix, prefix } from '../c-like/precedence.ts';
import type { Phrase } from '../c-like/precedence.ts';
import { stagedName } from './staged.ts';
import { storedType, typeText } from './types.ts';

/** What a dialect needs to know of the kernel it prints. */
export interface CudaContext {
  /** Names of the parameters that hold extents, by symbol. */
  readonly members: ReadonlyMap<string, string>;
  readonly subgroupSize: number;
  /** Whether blocks come in clusters. */
  readonly clusters: boolean;
}

/** Functions of one number, by operator. */
const FUNCTIONS: Readonly<Partial<Record<UnaryOperator, string>>> = {
  exp: 'expf',
  log: 'logf',
  sqrt: 'sqrtf',
  rsqrt: 'rsqrtf',
  sin: 'sinf',
  cos: 'cosf',
  tanh: 'tanhf',
  erf: 'erff',
  abs: 'fabsf',
  relu: 'relu',
  sigmoid: 'sigmoid',
  silu: 'silu',
  gelu: 'gelu',
  gelu_tanh: 'gelu_tanh',
};

const isHalf = (type: ScalarType): boolean => type === 'f16' || type === 'bf16';

export function cudaDialect({ members, subgroupSize, clusters }: CudaContext): Dialect {
  const literal = (type: ScalarType, value: number): Phrase => {
    if (type === 'bool') return alone(value === 0 ? 'false' : 'true');
    if (type === 'i32') {
      const text = String(roundTo('i32', value));
      return text.startsWith('-') ? { text, level: 'prefix' } : alone(text);
    }
    if (isHalf(type)) return call(`convert<${typeText({ type, lanes: 1 })}>`, literal('f32', value));
    const bits = bitsOf(roundTo('f32', value));
    if (bits) return call('bits_to_float', alone(bits));
    const text = floatText(roundTo('f32', value));
    return text.startsWith('-') ? { text, level: 'prefix' } : alone(text);
  };
  /** A function of numbers done to every lane. */
  const lanewise = (name: string, { lanes }: ExpressionType, ...parts: readonly Phrase[]): Phrase => {
    if (lanes === 1) return call(name, ...parts);
    const lane = (at: number): Phrase => call(name, ...parts.map((part) => postfix(part, `[${at}]`)));
    return call(`make<float, ${lanes}>`, ...Array.from({ length: lanes }, (_, at) => lane(at)));
  };
  return {
    builtin: (builtin) => alone(builtin),
    symbol: (name) => alone(members.get(name) ?? ''),
    literal,
    unary: (operator, type, argument) => {
      if (operator === 'negate') {
        if (type.lanes === 1) return prefix('-', argument);
        return infix('-', 'add', call(`splat<float, ${type.lanes}>`, alone('-0.0f')), argument);
      }
      if (operator === 'not') return prefix('!', argument);
      if (operator === 'abs' && type.type === 'i32') return call('abs', argument);
      const name = FUNCTIONS[operator];
      invariant(name, `CUDA has no ${operator}`);
      return lanewise(name, type, argument);
    },
    binary: (operator, type, left, right) => {
      switch (operator) {
        case 'add':
          return infix('+', 'add', left, right);
        case 'subtract':
          return infix('-', 'add', left, right);
        case 'multiply':
          return infix('*', 'multiply', left, right);
        case 'divide':
        case 'quotient':
          return infix('/', 'multiply', left, right);
        case 'remainder':
          return infix('%', 'multiply', left, right);
        case 'power':
          return lanewise('power', type, left, right);
        case 'max':
          return lanewise('larger', type, left, right);
        case 'min':
          return lanewise('smaller', type, left, right);
        case 'less':
          return infix('<', 'compare', left, right);
        case 'less-equal':
          return infix('<=', 'compare', left, right);
        case 'greater':
          return infix('>', 'compare', left, right);
        case 'greater-equal':
          return infix('>=', 'compare', left, right);
        case 'equal':
          return infix('==', 'compare', left, right);
        case 'not-equal':
          return infix('!=', 'compare', left, right);
        case 'and':
          return infix('&', 'all', left, right);
        case 'or':
          return infix('|', 'any', left, right);
        default:
          return unreachable(operator);
      }
    },
    multiplyAdd: (_, left, right, addend) => call('multiply_add', left, right, addend),
    select: (condition, whenTrue, whenFalse) => call('choose', condition, whenTrue, whenFalse),
    cast: (to, { lanes }, argument) => {
      const type = typeText({ type: to, lanes: 1 });
      return lanes === 1 ? call(`convert<${type}>`, argument) : call(`convert_all<${type}>`, argument);
    },
    vector: (type, lanes, parts) => {
      const text = typeText({ type, lanes: 1 });
      const [only] = parts;
      if (parts.length === 1 && only) return call(`splat<${text}, ${lanes}>`, only);
      return call(`make<${text}, ${lanes}>`, ...parts);
    },
    component: (vector, lane) => postfix(vector, `[${lane}]`),
    componentAt: (vector, lane) => postfix(vector, `[${lane.text}]`),
    neighbours: (type, array, at, access) =>
      call(`${access === 'read' ? 'wide' : 'wide_at'}<${storedType(type)}>`, infix('+', 'add', alone(array), at)),
    pairOf: (vector, pair) => postfix(vector, `.v[${pair}]`),
    packPair: (low, high) => call('pack_pair', low, high),
    subgroup: (operator, _, argument) => call(`subgroup_${operator}<${subgroupSize}>`, argument),
    exchange: (argument, mask) => call('exchange', argument, alone(String(mask))),
    fromBuffer: ({ type, lanes }, stored) => {
      if (type !== 'bool') return stored;
      return lanes === 1 ? infix('!=', 'compare', stored, alone('0')) : call('convert_all<bool>', stored);
    },
    toBuffer: ({ type, lanes }, value) => {
      if (type !== 'bool') return value;
      return lanes === 1 ? call('int', value) : call('convert_all<int>', value);
    },
    define: (name, _, value) => `const auto ${name} = ${value.text};`,
    declare: (name, type) => `${typeText(type)} ${name};`,
    declareArray: (name, type, length) => `${typeText(type)} ${name}[${length}];`,
    forHeader: (counter, extent) =>
      `for (int ${counter} = 0; ${infix('<', 'compare', alone(counter), extent).text}; ${counter}++)`,
    barrier: [clusters ? 'cluster_barrier();' : '__syncthreads();'],
    atRank: (array, rank) => `at_rank(${array}, ${rank.text})`,
    multiplyMatrices: (shape, type, accumulator, left, right) => {
      const words = [...left, ...right].map(({ text }) => text).join(', ');
      return `multiply_${shape}(${typeText({ type, lanes: 1 })}{}, ${accumulator.text}, ${words});`;
    },
    multiplyStaged: (products) => [
      'begin_products();',
      ...products.map(({ type, columns, accumulators, left, right }) => {
        const words = [...accumulators, ...left, right].map(({ text }) => text).join(', ');
        return `${stagedName(columns)}(${typeText({ type, lanes: 1 })}{}, ${words});`;
      }),
      'end_products();',
    ],
    awaitProducts: (pending, accumulators) =>
      pending > 0
        ? [`await_products<${pending}>();`]
        : ['await_products<0>();', `settle(${accumulators.map(({ text }) => text).join(', ')});`],
    copy: (to, from, elements) => `copy_bulk<${elements}>(${to.text}, ${from.text}, arrivals, batches);`,
    endBatch: 'end_batch(arrivals, batches++);',
    awaitBatches: (pending) => `await_batch(arrivals, batches - ${pending + 1});`,
    followsDivisions: false,
    declareTile: noTiles,
    fillTile: noTiles,
    loadTile: noTiles,
    storeTile: noTiles,
    multiplyTiles: noTiles,
  };
}

/** `canEmit` refuses kernels with tiles. */
function noTiles(): never {
  throw new Error('CUDA kernels have no tiles');
}

/** Bits of the numbers that no literal says. */
function bitsOf(value: number): string | undefined {
  if (Number.isNaN(value)) return '0x7fc00000u';
  if (value === Infinity) return '0x7f800000u';
  return value === -Infinity ? '0xff800000u' : undefined;
}

/** A number that cannot be taken for an integer or a double. */
function floatText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}
