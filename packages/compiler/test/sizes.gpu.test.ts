/** Layers on a real adapter at sizes that are no multiple of any tile, from no token at all to 70 000 of them. */
import { describe, expect, test } from '@jest/globals';
import { agrees, evaluateExtent, interpretWithTolerance, parametersOf } from '@einlay/ir';
import type { Bounded, HostTensor, TensorProgram } from '@einlay/ir';
import { webgpu } from '@einlay/runtime-webgpu';
import { compile, targetOfAdapter, tuningSchedules } from '../src/index.ts';
import type { CompileOptions, Emission } from '../src/index.ts';
import { runArtifact } from './run-artifact.ts';

type Sizes = Readonly<Record<string, number>>;
type Tensors = ReadonlyMap<string, HostTensor>;

const runtime = webgpu();
const facts = runtime.facts();

const NAMES =
  'dense, low_rank, kronecker, tensor_train, tensor_train3, monarch, btt, btt3, block_diagonal, block_dense, blast, attention, ffn, transformer_block';
const library = `export { ${NAMES} } from "std"`;

/**
 * Eighths between -3/8 and 3/8, exact in every type, in an order that no extent here repeats. Of `sparse` tensors about
 * eight in a row are not zero: of more than a few terms, rounding in f16 may be as large as their sum.
 */
function numberAt(at: number, parameter: number, width: number, sparse: boolean): number {
  const every = Math.floor(width / 8) | 1;
  if (sparse && ((at % width) + Math.floor(at / width)) % every !== 0) return 0;
  return ((((at * 37 + parameter * 103 + 18) % 1009) % 7) - 3) / 8;
}

function inputsOf(program: TensorProgram, symbols: Sizes): Tensors {
  const bindings = new Map(Object.entries(symbols));
  return new Map(
    parametersOf(program).map(({ name, dtype, shape }, k) => {
      const extents = shape.map((extent) => evaluateExtent(extent, bindings));
      const length = extents.reduce((all, extent) => all * extent, 1);
      const width = extents.at(-1) as number;
      const sparse = dtype === 'f16' && name === 'x';
      const data = Float64Array.from({ length }, (_, at) => numberAt(at, k, width, sparse));
      return [name, { shape: extents, data }];
    }),
  );
}

/** Some rows of a tensor. */
function rowsOf({ shape, data }: HostTensor, rows: readonly number[]): HostTensor {
  const [, ...rest] = shape;
  const width = rest.reduce((all, extent) => all * extent, 1);
  const picked = rows.flatMap((row) => [...data.subarray(row * width, (row + 1) * width)]);
  return { shape: [rows.length, ...rest], data: Float64Array.from(picked) };
}

/** Tokens do not know of each other, so of very many a few say enough: the ends, some in between, and where 2¹⁶ is crossed. */
const tokensToCompare = (tokens: number): readonly number[] =>
  Array.from({ length: tokens }, (_, at) => at).filter(
    (at) => tokens < 1000 || at % 499 === 0 || [1, 65535, 65536, tokens - 1].includes(at),
  );

/** What is wrong with the results of a layer, if anything. `symbols` has the number of tokens and other unknown extents. */
async function problemOf(
  layer: string,
  set: Sizes,
  symbols: Sizes,
  options: CompileOptions = {},
): Promise<string | undefined> {
  const compiled = compile(library, { layer, set, targets: ['wgsl'], ...options });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  const { program, emissions } = compiled.value;
  const inputs = inputsOf(program, symbols);
  const results = await runArtifact(emissions.get('wgsl') as Emission, runtime, inputs);
  const y = results.get('y') as HostTensor;
  const tokens = y.shape[0] as number;
  expect(tokens).toBe(symbols['...']);
  const rows = tokensToCompare(tokens);
  const sampled = new Map([...inputs, ['x', rowsOf(inputs.get('x') as HostTensor, rows)]]);
  const { value, tolerance } = interpretWithTolerance(program, sampled).get('y') as Bounded;
  const found = rowsOf(y, rows);
  expect(found.shape).toEqual(value.shape);
  const largest = value.data.reduce((all, each) => Math.max(all, Math.abs(each)), 0);
  // Otherwise zeros would do, and nothing would be tested.
  if (value.data.length > 0) expect(tolerance.every((each) => each < largest / 2)).toBe(true);
  const wrong = value.data.findIndex((each, at) => !agrees(found.data[at] as number, each, tolerance[at] as number));
  return wrong < 0 ? undefined : `y is ${found.data[wrong] ?? NaN} at ${wrong} instead of ${value.data[wrong] ?? NaN}`;
}

const odd: readonly (readonly [layer: string, set: Sizes, symbols: Sizes])[] = [
  // 768 features as (16, 48)
  ['dense', { d_in: 768, d_out: 768 }, { '...': 3 }],
  ['btt', { g: 16, a: 48, p: 48, e: 16 }, { '...': 5 }],
  ['btt', { g: 16, a: 48, p: 16, e: 48 }, { '...': 1 }],
  ['kronecker', { b: 16, a: 48, e: 16, d: 48 }, { '...': 2 }],
  ['tensor_train', { b: 48, a: 16, e: 16, d: 48, r: 2 }, { '...': 2 }],
  ['monarch', { d_in: 768, d_out: 768, blocks: 16 }, { '...': 19 }],
  // 1000 features as (25, 40)
  ['btt', { g: 25, a: 40, p: 40, e: 25 }, { '...': 7 }],
  ['btt', { g: 40, a: 25, p: 25, e: 40, r: 3 }, { '...': 2 }],
  ['low_rank', { d_in: 1000, d_out: 1000, r: 7 }, { '...': 5 }],
  ['block_diagonal', { blocks: 25, i: 40, o: 40 }, { '...': 33 }],
  ['block_dense', { g: 25, a: 40, r: 3, d_out: 1000 }, { '...': 2 }],
  ['btt3', { a: 10, b: 10, g: 10, d: 10, e: 10, m: 10 }, { '...': 2 }],
  // 3072 features
  ['btt', { g: 48, a: 64, p: 64, e: 48 }, { '...': 2 }],
  ['low_rank', { d_in: 3072, d_out: 3072, r: 11 }, { '...': 1 }],
  ['monarch', { d_in: 3072, d_out: 3072, blocks: 48 }, { '...': 3 }],
  // wider and narrower
  ['dense', { d_in: 1024, d_out: 4096 }, { '...': 1 }],
  ['btt', { g: 32, a: 32, p: 64, e: 64 }, { '...': 2 }],
  ['btt', { g: 64, a: 64, p: 32, e: 32 }, { '...': 2 }],
  ['monarch', { d_in: 1024, d_out: 4096, blocks: 16 }, { '...': 3 }],
  ['monarch', { d_in: 4096, d_out: 1024, blocks: 64 }, { '...': 3 }],
  ['blast', { b: 8, p: 128, q: 512, r: 5 }, { '...': 1 }],
  // everything is one
  ['dense', { d_in: 1, d_out: 1 }, { '...': 1 }],
  ['btt', { g: 1, a: 1, p: 1, e: 1 }, { '...': 1 }],
  ['btt3', { a: 1, b: 1, g: 1, d: 1, e: 1, m: 1 }, { '...': 1 }],
  ['transformer_block', { d: 2, heads: 1, f: 1 }, { '...': 1, t: 1 }],
  // sequences
  ['attention', { d: 21, heads: 3 }, { '...': 2, t: 19 }],
  ['transformer_block', { d: 20, heads: 5, f: 33 }, { '...': 3, t: 7 }],
];

describe('on a device of which nothing is known', () => {
  test.each(odd)('%s %j %j', async (layer, set, symbols) => {
    expect(await problemOf(layer, set, symbols)).toBeUndefined();
  });
});

describe('numbers of tokens', () => {
  const layers: readonly (readonly [layer: string, set: Sizes])[] = [
    ['dense', { d_in: 3, d_out: 5 }],
    ['btt', { g: 3, a: 2, p: 2, e: 5 }],
    ['low_rank', { d_in: 5, d_out: 3, r: 1 }],
    ['ffn', { d: 3, f: 5 }],
    ['block_diagonal', { blocks: 3, i: 1, o: 1 }],
  ];
  test.each(layers.flatMap(([layer, set]) => [0, 1, 70_000].map((tokens) => [layer, set, tokens] as const)))(
    '%s %j on %d tokens',
    async (layer, set, tokens) => {
      expect(await problemOf(layer, set, { '...': tokens })).toBeUndefined();
    },
  );

  test.each([
    { '...': 0, t: 3 },
    { '...': 3, t: 0 },
    { '...': 70_000, t: 1 },
  ])('sequences %j', async (symbols) => {
    expect(await problemOf('transformer_block', { d: 4, heads: 2, f: 3 }, symbols)).toBeUndefined();
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('btt of rank %d', async (r) => {
  expect(await problemOf('btt', { g: 5, a: 7, p: 6, e: 9, r }, { '...': 11 })).toBeUndefined();
});

describe.each(['f32', 'f16'] as const)('on this device, in %s', (dtype) => {
  const cases: typeof odd = [
    ['dense', { d_in: 37, d_out: 41 }, { '...': 9 }],
    ['btt', { g: 16, a: 48, p: 48, e: 16 }, { '...': 5 }],
    ['btt', { g: 25, a: 40, p: 40, e: 25 }, { '...': 1 }],
    ['btt', { g: 32, a: 32, p: 64, e: 64 }, { '...': 1 }],
    ['btt', { g: 5, a: 7, p: 6, e: 9, r: 5 }, { '...': 70_000 }],
    ['btt', { g: 5, a: 7, p: 6, e: 9, r: 5 }, { '...': 0 }],
    ['monarch', { d_in: 36, d_out: 60, blocks: 4 }, { '...': 13 }],
    ['tensor_train3', { a: 2, b: 3, c: 5, d: 3, e: 2, f: 4, r: 2, s: 3 }, { '...': 4 }],
    ['blast', { b: 3, p: 4, q: 5, r: 3 }, { '...': 3 }],
    ['transformer_block', { d: 6, heads: 3, f: 11 }, { '...': 2, t: 9 }],
  ];
  test.each(cases)('%s %j %j', async (layer, set, symbols) => {
    const device = targetOfAdapter(await facts);
    if (device.dtypes.includes(dtype)) expect(await problemOf(layer, set, symbols, { dtype, device })).toBeUndefined();
    else expect(compile(library, { layer, set, dtype, device, targets: ['wgsl'] }).ok).toBe(false);
  });
});

test.each([
  ['dense', { d_in: 37, d_out: 41 }],
  ['btt', { g: 12, a: 20, p: 18, e: 14 }],
  ['low_rank', { d_in: 100, d_out: 52, r: 12 }],
] as const)('schedules that tuning tries first compute the same: %s %j', async (layer, set) => {
  const device = targetOfAdapter(await facts);
  const compiled = compile(library, { layer, set });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const schedules = tuningSchedules(compiled.value, device).slice(0, 8);
  expect(schedules.length).toBeGreaterThan(4);
  for (const schedule of schedules)
    expect([schedule, await problemOf(layer, set, { '...': 21 }, { device, schedule })]).toEqual([schedule, undefined]);
});
