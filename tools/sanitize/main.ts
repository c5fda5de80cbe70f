/**
 * `npm run sanitize -- FOLDER [--bench] [--only=TEXT]`: writes programs of C++ around the kernels of layers into a folder,
 * to be taken to a machine with an NVIDIA GPU, where `check.py` of the folder compiles and runs them under
 * compute-sanitizer, or under ncu to say what limits them. That machine needs Python and CUDA, and nothing of ours.
 *
 * Layers are those of the standard library at awkward sizes, with tensors and what the interpreter makes of them; with
 * `--bench` those of `npm run bench cuda`, without.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tensorOf } from '@einlay/artifact';
import type { CudaPayload, KernelBuffer } from '@einlay/artifact';
import { pack } from '@einlay/artifact/kernels';
import { compile, interpretWithTolerance } from '@einlay/compiler';
import type { Compilation, HostTensor } from '@einlay/compiler';
import { evaluateExtent, parametersOf, symbolsOfProgram } from '@einlay/ir';
import { CASES } from '../bench/cuda/cases.mjs';
import { DTYPES, LAYERS, TOKENS } from './layers.ts';

interface Wanted {
  readonly name: string;
  readonly layer: string;
  readonly set: Readonly<Record<string, number>>;
  readonly dtype: (typeof DTYPES)[number];
  readonly source: string;
  /** Extents of all symbols for which tensors are written. */
  readonly tokens: readonly number[];
}

const words = process.argv.slice(2);
const [folder] = words.filter((word) => !word.startsWith('--'));
const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? '';
if (folder === undefined) {
  console.error('usage: npm run sanitize -- FOLDER [--bench] [--only=TEXT]');
  process.exit(2);
}

const fileName = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');

const wanted: readonly Wanted[] = words.includes('--bench')
  ? CASES.map(({ name, layer, set, source }) => {
      return { name: fileName(name), layer, set, dtype: 'bf16', source, tokens: [] };
    })
  : DTYPES.flatMap((dtype) =>
      LAYERS.map(({ layer, set }): Wanted => {
        const name = fileName([layer, ...Object.entries(set).flat(), dtype].join('_'));
        return { name, layer, set, dtype, source: `export { ${layer} } from "std"`, tokens: TOKENS };
      }),
    );

/** Buffers that the caller hands over, in the order of the header's parameters. */
function passedBuffers({ buffers, kernels }: CudaPayload): readonly KernelBuffer[] {
  const used = new Set(kernels.flatMap(({ bindings }) => bindings.map(({ buffer }) => buffer)));
  return buffers.filter(({ name, content }) => used.has(name) && ['parameter', 'output'].includes(content.kind));
}

const TYPES = { f32: 'F32', f16: 'F16', bf16: 'BF16', i32: 'I32', bool: 'I32' } as const;

/** The program around a layer whose header this is. */
function mainOf(name: string, header: string, payload: CudaPayload): string {
  const space = /^namespace (\w+) \{$/m.exec(header)?.[1] ?? '';
  const passed = passedBuffers(payload);
  const shapes = passed.map(({ content, dtype, elements }) => {
    const [count, powers] =
      typeof elements === 'number' ? [elements, 0] : [elements.coefficient, elements.symbols.length];
    return `      {${String(content.kind === 'output')}, host::${TYPES[dtype]}, ${count}, ${powers}},`;
  });
  const extents = payload.symbols.map((_, at) => `test.extent(${at})`);
  const launched = [...passed.map((_, at) => `test[${at}]`), ...extents, 'scratch', 'nullptr'].join(', ');
  const upload = header.includes('cudaError_t upload(')
    ? [`  host::check(${space}::upload(scratch, nullptr), "upload");`]
    : [];
  return [
    '#include "host.h"',
    `#include "${name}.cuh"`,
    '',
    'int main(int count, char** words) {',
    `  host::Case test(count, words, {\n${shapes.join('\n')}\n  }, ${payload.symbols.length});`,
    `  const std::size_t bytes = ${space}::scratch_bytes(${extents.join(', ')});`,
    '  void* scratch = nullptr;',
    '  if (bytes > 0) host::check(cudaMalloc(&scratch, bytes), "cudaMalloc");',
    '  if (bytes > 0) host::check(cudaMemset(scratch, 0xff, bytes), "cudaMemset");',
    ...upload,
    '  for (int run = 0; run < test.runs(); run += 1) {',
    '    test.poison();',
    `    host::check(${space}::launch(${launched}), "launch");`,
    '  }',
    '  const int code = test.finish();',
    '  host::check(cudaFree(scratch), "cudaFree");',
    '  return code;',
    '}',
    '',
  ].join('\n');
}

/** Small numbers, exact in half precision; positions stay within every table. */
function inputsOf({ program }: Compilation, extent: number): ReadonlyMap<string, HostTensor> {
  const bindings = new Map(symbolsOfProgram(program).map((symbol) => [symbol, extent]));
  return new Map(
    parametersOf(program).map(({ name, dtype, shape }, k) => {
      const extents = shape.map((each) => evaluateExtent(each, bindings));
      const length = extents.reduce((all, each) => all * each, 1);
      const data = Float64Array.from({ length }, (_, i) =>
        dtype === 'i32' ? (i * 3) % 5 : ((((i * 37 + k * 103 + 18) % 1009) % 7) - 3) / 16,
      );
      return [name, { shape: extents, data }];
    }),
  );
}

/** What `host.h` reads. */
function dataOf(compilation: Compilation, payload: CudaPayload, extent: number): Buffer {
  const inputs = inputsOf(compilation, extent);
  const expected = interpretWithTolerance(compilation.optimized, inputs);
  const parts: Buffer[] = [Buffer.from(Int32Array.from(payload.symbols, () => extent).buffer)];
  for (const { dtype, content } of passedBuffers(payload)) {
    const append = (data: ArrayBufferView): void => {
      parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    };
    const appendCount = (elements: number): void => {
      append(BigUint64Array.of(BigInt(elements)));
    };
    if (content.kind === 'output') {
      const { value, tolerance } = expected.get(content.output) ?? { value: { data: [] }, tolerance: [] };
      appendCount(value.data.length);
      append(Float64Array.from(value.data));
      append(Float64Array.from(tolerance));
    } else if (content.kind === 'parameter') {
      const { shape, data } = inputs.get(content.parameter) as HostTensor;
      const typed = tensorOf(dtype === 'bool' ? 'i32' : dtype, shape, data).data;
      const { packing } = content;
      if (packing === undefined) {
        appendCount(typed.length);
        append(typed);
        continue;
      }
      const elements = packing.splits.flat().reduce((all, each) => all * each, 1);
      const packed = new (typed.constructor as new (length: number) => typeof typed)(elements);
      pack(packed, typed, shape, packing);
      appendCount(elements);
      append(packed);
    }
  }
  return Buffer.concat(parts);
}

mkdirSync(folder, { recursive: true });
const written: object[] = [];
for (const { name, layer, set, dtype, source, tokens } of wanted.filter((each) => each.name.includes(only))) {
  const compiled = compile(source, { layer, set, dtype, targets: ['cuda'] });
  if (!compiled.ok) throw new Error(`${name}: ${compiled.diagnostics.map(({ message }) => message).join('; ')}`);
  const emission = compiled.value.emissions.get('cuda');
  const payload = emission?.artifact.payload;
  if (payload?.kind !== 'cuda') throw new Error(`${name}: nothing was emitted`);
  const header = String(emission?.files.find(({ extension }) => extension === '.cuh')?.content);
  writeFileSync(path.join(folder, `${name}.cu`), payload.source);
  writeFileSync(path.join(folder, `${name}.cuh`), header);
  writeFileSync(path.join(folder, `${name}.main.cu`), mainOf(name, header, payload));
  for (const extent of tokens)
    writeFileSync(path.join(folder, `${name}.${extent}.bin`), dataOf(compiled.value, payload, extent));
  written.push({
    name,
    tokens,
    architecture: payload.architecture,
    kernels: payload.kernels.map(({ entry }) => entry),
  });
}
for (const file of ['host.h', 'check.py']) copyFileSync(path.join(import.meta.dirname, file), path.join(folder, file));
writeFileSync(path.join(folder, 'layers.json'), `${JSON.stringify(written, undefined, 1)}\n`);
console.log(`${written.length} layers in ${folder}; on the device: python3 ${path.join(folder, 'check.py')}`);
