/** A header with which C++ launches all kernels of a source by one call. */
import type { Buffer } from '@einlay/ir/loop';
import { commentText } from '../c-like/namer.ts';
import type { CudaEmission, CudaKernelText } from './emit.ts';
import { extentText, gridText } from './grid-text.ts';
import { cudaNamer } from './keywords.ts';

/** A block has as much shared memory without asking. */
const UNASKED_BYTES = 48 * 1024;
/** Every buffer in the scratch memory begins at a multiple of it. */
const ALIGNMENT = 256;
/** Numbers on a line of a constant. */
const NUMBERS = 12;

const TYPES = { f32: 'float', f16: '__half', bf16: '__nv_bfloat16', i32: 'int', bool: 'int' } as const;
type HeaderType = keyof typeof TYPES;

/** What the functions of a header call themselves inside. */
const FRAME = ['scratch', 'stream', 'error', 'blocks', 'bytes', 'scratch_bytes', 'upload', 'launch'];

/**
 * The text of a header for `emission`, to be compiled by nvcc together with the source. It declares, in a namespace of
 * the layer's name, `scratch_bytes` for what the caller allocates, `upload` for constants, if there are some, and
 * `launch`.
 */
export function emitCudaHeader(emission: CudaEmission): string {
  const { kernels, symbolNames } = emission;
  const entries = kernels.map(({ entry }) => entry);
  const namer = cudaNamer(...FRAME, ...entries, ...symbolNames.values());
  const space = namer.name(emission.name);
  const names = new Map(emission.buffers.map(({ name }) => [name, namer.name(name)]));
  const used = new Set(kernels.flatMap(({ bindings }) => bindings.map(({ buffer }) => buffer)));
  const buffers = emission.buffers.filter(({ name }) => used.has(name));
  const constants = buffers.filter(({ content }) => content.kind === 'constant');
  const scratch = [...constants, ...buffers.filter(({ content }) => content.kind === 'scratch')];
  const passed = buffers.filter(({ content }) => content.kind === 'parameter' || content.kind === 'output');
  const halves = ['f16', 'bf16'].filter((type) => buffers.some((buffer) => buffer.type === type));
  const integers = [...symbolNames.values()].map((name) => `int ${name}`);
  const nameOf = (buffer: string): string => names.get(buffer) as string;
  const writing = new Set(
    kernels.flatMap(({ bindings }) => bindings.flatMap(({ buffer, access }) => (access === 'read' ? [] : [buffer]))),
  );
  const pointer = ({ name, type }: Buffer): string =>
    `${writing.has(name) ? '' : 'const '}${TYPES[type as HeaderType]}* ${nameOf(name)}`;
  const slice = ({ name, type }: Buffer): string => {
    const text = TYPES[type as HeaderType];
    return `  ${text}* const ${nameOf(name)} = reinterpret_cast<${text}*>(bytes);`;
  };
  const advance = (buffer: Buffer): string => `  bytes += ${bytesText(buffer, symbolNames)};`;
  const declarations = kernels.map(({ entry, bindings }) => {
    const pointers = bindings.map(({ buffer, access }) => {
      const { type } = emission.buffers.find(({ name }) => name === buffer) as Buffer;
      return `${access === 'read' ? 'const ' : ''}${TYPES[type as HeaderType]}*`;
    });
    return `extern "C" __global__ void ${entry}(${[...pointers, ...integers].join(', ')});`;
  });
  return `${[
    `// Launches the kernels of the layer ${commentText(emission.name)}. Compile the source beside this file as well, with the same flags:`,
    `// nvcc -std=c++17 -arch=${emission.architecture}`,
    '#pragma once',
    '#include <cuda_runtime.h>',
    '#include <cmath>',
    '#include <cstddef>',
    ...halves.map((type) => `#include <cuda_${type === 'f16' ? 'fp16' : 'bf16'}.h>`),
    '',
    ...declarations,
    '',
    `namespace ${space} {`,
    '',
    '/** Bytes of device memory that `launch` needs beside its tensors. */',
    `inline std::size_t scratch_bytes(${integers.join(', ')}) {`,
    '  std::size_t bytes = 0;',
    ...scratch.map(advance),
    '  return bytes;',
    '}',
    '',
    ...(constants.length === 0 ? [] : upload(constants, nameOf)),
    '/**',
    ' * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie',
    ' * row by row without gaps:',
    ...passed.map((buffer) => ` *   ${nameOf(buffer.name)}: ${contentText(buffer, symbolNames)}`),
    ...(constants.length === 0 ? [] : [' * `upload` must have filled `scratch` once.']),
    ' */',
    'inline cudaError_t launch(',
    ...[...passed.map(pointer), ...integers, 'void* scratch', 'cudaStream_t stream'].map(
      (parameter, at, { length }) => `    ${parameter}${at + 1 < length ? ',' : ') {'}`,
    ),
    ...(scratch.length === 0 ? ['  (void)scratch;'] : ['  char* bytes = static_cast<char*>(scratch);']),
    ...scratch.flatMap((buffer) => [slice(buffer), advance(buffer)]),
    '  cudaError_t error = cudaSuccess;',
    '  long long blocks = 0;',
    ...kernels.flatMap((kernel) => launch(kernel, nameOf, symbolNames)),
    '  return cudaSuccess;',
    '}',
    '',
    `}  // namespace ${space}`,
  ].join('\n')}\n`;
}

/** The size of a buffer, with what comes before the next. */
function bytesText({ elements, type }: Buffer, symbolNames: ReadonlyMap<string, string>): string {
  const size = type === 'f16' || type === 'bf16' ? 2 : 4;
  const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  if (typeof elements === 'number') return String(aligned(elements * size));
  const { symbols } = elements;
  const factors = symbols.map((symbol) => symbolNames.get(symbol) as string);
  const bytes = [`std::size_t{${elements.coefficient * size}}`, ...factors].join(' * ');
  return `(${bytes} + ${ALIGNMENT - 1}) / ${ALIGNMENT} * ${ALIGNMENT}`;
}

function contentText({ elements, content }: Buffer, symbolNames: ReadonlyMap<string, string>): string {
  const count = `${extentText(elements, symbolNames)} elements`;
  if (content.kind === 'output') return `gets ${commentText(content.output)}, ${count}`;
  if (content.kind !== 'parameter') return count;
  const text = `${commentText(content.parameter)}, ${count}`;
  if (!content.packing) return text;
  const { shape, splits, order } = content.packing;
  const view = shape ? ` as ${JSON.stringify(shape)}` : '';
  return `${text}, packed${view}: axes split into ${JSON.stringify(splits)}, padded with zeros, the parts in the order ${JSON.stringify(order)}`;
}

function launch(
  { entry, bindings, grid, threads, sharedBytes }: CudaKernelText,
  nameOf: (buffer: string) => string,
  symbolNames: ReadonlyMap<string, string>,
): readonly string[] {
  const wide = gridText(grid, symbolNames, 'static_cast<long long>');
  const values = [...bindings.map(({ buffer }) => nameOf(buffer)), ...symbolNames.values()].join(', ');
  const asking =
    sharedBytes <= UNASKED_BYTES
      ? []
      : [
          `    error = cudaFuncSetAttribute(${entry}, cudaFuncAttributeMaxDynamicSharedMemorySize, ${sharedBytes});`,
          '    if (error != cudaSuccess) return error;',
        ];
  return [
    `  blocks = ${wide};`,
    '  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;',
    '  if (blocks > 0) {',
    ...asking,
    `    ${entry}<<<static_cast<unsigned>(blocks), ${threads}, ${sharedBytes}, stream>>>(${values});`,
    '    error = cudaGetLastError();',
    '    if (error != cudaSuccess) return error;',
    '  }',
  ];
}

/** Constants, and the function that copies them to where kernels find them. */
function upload(constants: readonly Buffer[], nameOf: (buffer: string) => string): readonly string[] {
  const lines = constants.flatMap(({ name, type, content }): readonly string[] => {
    if (content.kind !== 'constant') return [];
    const numbers = content.data.map((number) => numberText(type, number));
    const rows = Array.from({ length: Math.ceil(numbers.length / NUMBERS) }, (_, row) =>
      numbers.slice(row * NUMBERS, (row + 1) * NUMBERS).join(', '),
    );
    const text = TYPES[type as HeaderType];
    return [
      `inline const ${text} ${nameOf(name)}[${numbers.length}] = {`,
      ...rows.map((row) => `    ${row},`),
      '};',
      '',
    ];
  });
  const copies = constants.flatMap((buffer) => [
    `  error = cudaMemcpyAsync(bytes, ${nameOf(buffer.name)}, sizeof(${nameOf(buffer.name)}), cudaMemcpyHostToDevice, stream);`,
    '  if (error != cudaSuccess) return error;',
    `  bytes += ${bytesText(buffer, new Map())};`,
  ]);
  return [
    ...lines,
    '/** Copies what kernels read beside tensors to the beginning of `scratch`, where it stays from launch to launch. */',
    'inline cudaError_t upload(void* scratch, cudaStream_t stream) {',
    '  char* bytes = static_cast<char*>(scratch);',
    '  cudaError_t error = cudaSuccess;',
    ...copies,
    '  return error;',
    '}',
    '',
  ];
}

function numberText(type: Buffer['type'], number: number): string {
  if (type === 'i32' || type === 'bool') return number === -(2 ** 31) ? '-2147483647 - 1' : String(number);
  if (Number.isNaN(number)) return 'NAN';
  if (!Number.isFinite(number)) return number > 0 ? 'INFINITY' : '-INFINITY';
  const text = String(number);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}
