/** How WGSL spells what kernels say. */
import { roundTo, unreachable } from '@einlay/ir';
import type { UnaryOperator } from '@einlay/ir';
import type { Builtin, ExpressionType, ScalarType, Tile } from '@einlay/ir/loop';
import type { Dialect, PrintedTileAccess } from '../c-like/dialect.ts';
import { alone, call, infix, postfix, prefix } from '../c-like/precedence.ts';
import type { Phrase } from '../c-like/precedence.ts';
import type { FloatFunction, FunctionLibrary } from './functions.ts';
import { storedType, typeText, wgslType } from './types.ts';

/** What a dialect needs to know of the kernel it prints. */
export interface WgslContext {
  readonly library: FunctionLibrary;
  /** Names of the members of the uniform buffer, by symbol. */
  readonly members: ReadonlyMap<string, string>;
  /** Whether invocations of a workgroup see each other's writes to buffers. */
  readonly sharesBuffers: boolean;
}

const COMPONENTS = 'xyzw';

/** Operators that are functions of WGSL and keep our promises there. */
const BUILT_IN: Readonly<Partial<Record<UnaryOperator, string>>> = {
  exp: 'exp',
  sqrt: 'sqrt',
  rsqrt: 'inverseSqrt',
  abs: 'abs',
};

const isFloat = (type: ScalarType): boolean => type === 'f32' || type === 'f16';

export function wgslDialect({ library, members, sharesBuffers }: WgslContext): Dialect {
  const invoke = (name: FloatFunction, type: ExpressionType, ...parts: readonly Phrase[]): Phrase =>
    call(library.use(name, type), ...parts);

  const literal = (type: ScalarType, value: number): Phrase => {
    if (type === 'bool') return alone(value === 0 ? 'false' : 'true');
    const bits = type === 'i32' ? undefined : bitsOf(roundTo(type, value));
    if (bits)
      return call(library.useFromBits(type === 'f16' ? 'f16' : 'f32'), alone(type === 'f16' ? bits.f16 : bits.f32));
    const text = type === 'i32' ? String(roundTo('i32', value)) : floatText(value, type === 'f16' ? 'h' : '');
    return text.startsWith('-') ? { text, level: 'prefix' } : alone(text);
  };

  return {
    builtin: (builtin: Builtin) => alone(builtin),
    symbol: (name) => alone(`extents.${members.get(name) ?? ''}`),
    literal,
    unary: (operator, type, argument) => {
      if (operator === 'negate') return prefix('-', argument);
      if (operator === 'not') return prefix('!', argument);
      if (operator === 'relu' && type.type === 'i32') return call('max', argument, call(typeText(type), alone('0')));
      const name = operator === 'exp' && type.type === 'f16' ? undefined : BUILT_IN[operator];
      return name === undefined ? invoke(operator as FloatFunction, type, argument) : call(name, argument);
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
          return invoke('power', type, left, right);
        case 'max':
        case 'min':
          return isFloat(type.type) ? invoke(operator, type, left, right) : call(operator, left, right);
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
          // Compilers take `!=` for "ordered and unequal", which NaN is not.
          return isFloat(type.type)
            ? prefix('!', infix('==', 'compare', left, right))
            : infix('!=', 'compare', left, right);
        // Both sides are evaluated: `&&` would branch, and compilers take minutes for what has dozens of such branches.
        case 'and':
          return infix('&', 'all', left, right);
        case 'or':
          return infix('|', 'any', left, right);
        default:
          return unreachable(operator);
      }
    },
    multiplyAdd: ({ type }, left, right, addend) =>
      isFloat(type) ? call('fma', left, right, addend) : infix('+', 'add', infix('*', 'multiply', left, right), addend),
    select: (condition, whenTrue, whenFalse) => call('select', whenFalse, whenTrue, condition),
    cast: (to, { lanes }, argument) => call(typeText({ type: to, lanes }), argument),
    vector: (type, lanes, parts) => call(typeText({ type, lanes }), ...parts),
    component: (vector, lane) => postfix(vector, `.${COMPONENTS[lane] ?? ''}`),
    componentAt: (vector, lane) => postfix(vector, `[${lane.text}]`),
    subgroup: (operator, type, argument) => {
      if (operator === 'add') return call('subgroupAdd', argument);
      if (isFloat(type.type)) return invoke(`subgroup_${operator}`, type, argument);
      return call(operator === 'max' ? 'subgroupMax' : 'subgroupMin', argument);
    },
    exchange: (argument, mask) => call('subgroupShuffleXor', argument, alone(`${mask}u`)),
    fromBuffer: ({ type, lanes }, stored) =>
      type === 'bool' ? infix('!=', 'compare', stored, call(wgslType('u32', lanes), alone('0'))) : stored,
    toBuffer: (type, value) => (type.type === 'bool' ? call(storedType(type), value) : value),
    define: (name, _, value) => `let ${name} = ${value.text};`,
    declare: (name, type) => `var ${name}: ${typeText(type)};`,
    declareArray: (name, type, length) => `var ${name}: array<${typeText(type)}, ${length}>;`,
    forHeader: (counter, extent) =>
      `for (var ${counter} = 0; ${infix('<', 'compare', alone(counter), extent).text}; ${counter}++)`,
    atRank: noClusters,
    multiplyStaged: notStaged,
    awaitProducts: notStaged,
    copy: notStaged,
    endBatch: '',
    awaitBatches: notStaged,
    barrier: [...(sharesBuffers ? ['storageBarrier();'] : []), 'workgroupBarrier();'],
    followsDivisions: true,
    declareTile: (name, tile) => `var ${name}: ${tileType(tile)};`,
    fillTile: (name, tile, value) => `${name} = ${tileType(tile)}(${literal(tile.type, value).text});`,
    loadTile: ({ tile, name, memory, index, stride, order }) =>
      `${name} = subgroupMatrixLoad<${tileType(tile)}, ${orderText(order)}>(&${memory}, ${unsigned(index)}, ${unsigned(stride)});`,
    storeTile: ({ name, memory, index, stride, order }) =>
      `subgroupMatrixStore<${orderText(order)}>(&${memory}, ${unsigned(index)}, ${name}, ${unsigned(stride)});`,
    neighbours: (_, array, index) => postfix(alone(array), `[${index.text}]`),
    pairOf: noFragments,
    packPair: noFragments,
    multiplyMatrices: noFragments,
    multiplyTiles: (accumulator, left, right) =>
      `${accumulator} = subgroupMatrixMultiplyAccumulate(${left}, ${right}, ${accumulator});`,
  };
}

/** `canEmit` refuses kernels whose lanes hand in fragments. */
function noFragments(): never {
  throw new Error('WGSL has no fragments of matrices');
}

/** Bits of the numbers that no literal says; compilers read the literal -0.0 as 0. */
function bitsOf(value: number): { readonly f32: string; readonly f16: string } | undefined {
  if (Number.isNaN(value)) return { f32: '0x7fc00000u', f16: '0x7e00u' };
  if (value === Infinity) return { f32: '0x7f800000u', f16: '0x7c00u' };
  if (value === -Infinity) return { f32: '0xff800000u', f16: '0xfc00u' };
  return Object.is(value, -0) ? { f32: '0x80000000u', f16: '0x8000u' } : undefined;
}

/** A number that cannot be taken for an integer. */
function floatText(value: number, suffix: string): string {
  const text = String(value);
  return `${/[.e]/.test(text) ? text : `${text}.0`}${suffix}`;
}

const unsigned = (index: Phrase): string => (/^\d+$/.test(index.text) ? index.text : `u32(${index.text})`);

const orderText = (order: PrintedTileAccess['order']): string => (order === 'row-major' ? 'row_major' : 'col_major');

const TILE_ROLES = { left: 'left', right: 'right', accumulator: 'result' } as const;

/** WGSL says columns first. */
const tileType = ({ role, type, rows, columns }: Tile): string =>
  `subgroup_matrix_${TILE_ROLES[role]}<${typeText({ type, lanes: 1 })}, ${columns}, ${rows}>`;

/** `canEmit` refuses kernels with clusters. */
function noClusters(): never {
  throw new Error('WGSL has no clusters of workgroups');
}

/** `canEmit` refuses kernels with copies that go on by themselves, and with products of what they have copied. */
function notStaged(): never {
  throw new Error('WGSL has no asynchronous copies');
}
