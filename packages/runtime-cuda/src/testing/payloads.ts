/** The layers of the conformance suite, spelled in CUDA C++ by hand. */
import type { CudaKernel, CudaPayload, DType, Extent, GridExtent, KernelBinding } from '@einlay/artifact';
import { bufferOf, symbolsOf } from '@einlay/artifact/testing';
import type { ConformanceLayer } from '@einlay/artifact/testing';

const BATCH: Extent = { coefficient: 1, symbols: ['...'] };

/** Threads of a block. */
const THREADS = 64;

/** The position of a thread among those of all blocks. */
export const HEAD = 'int at = blockIdx.x * blockDim.x + threadIdx.x;';

/** What elements of a type are in C, and how they become a float and back; small whole numbers are exact. */
const TYPES: Readonly<Partial<Record<DType, string>>> = {
  f32: 'typedef float Element; __device__ float load(float x) { return x; } __device__ float store(float x) { return x; }',
  i32: 'typedef int Element; __device__ int load(int x) { return x; } __device__ int store(int x) { return x; }',
  bf16: `
typedef unsigned short Element;
union Bits { unsigned whole; float number; };
__device__ float load(Element x) { Bits bits; bits.whole = (unsigned)x << 16; return bits.number; }
__device__ Element store(float x) { Bits bits; bits.number = x; return (Element)(bits.whole >> 16); }`,
  f16: `
typedef unsigned short Element;
union Bits { unsigned whole; float number; };
__device__ float load(Element x) {
  Bits bits;
  bits.whole = (x & 0x7fff) == 0 ? 0u : ((unsigned)(x & 0x8000) << 16 | ((unsigned)(x & 0x7fff) << 13) + (112u << 23));
  return bits.number;
}
__device__ Element store(float x) {
  Bits bits;
  bits.number = x;
  unsigned magnitude = bits.whole & 0x7fffffffu;
  return (Element)(bits.whole >> 16 & 0x8000 | (magnitude == 0 ? 0 : (magnitude - (112u << 23)) >> 13));
}`,
};

interface Spelling {
  /** The output it makes, and the name of its entry. */
  readonly writes: string;
  readonly code: string;
  readonly grid: readonly GridExtent[];
}

interface Spelled {
  readonly symbols: readonly string[];
  readonly kernels: readonly Spelling[];
}

function spell({ kind, dtype, artifact: { parameters } }: ConformanceLayer): Spelled {
  switch (kind) {
    case 'linear':
      return {
        symbols: ['...'],
        kernels: [
          {
            writes: 'y',
            grid: [
              { extent: BATCH, tile: 32 },
              { extent: 2, tile: 2 },
            ],
            code: `
extern "C" __global__ void __launch_bounds__(64) y(const float* x, const float* W, float* y, int batch) {
  ${HEAD}
  if (at >= batch * 2) return;
  int row = at / 2, column = at % 2;
  float sum = 0;
  for (int k = 0; k < 3; k += 1) sum += x[row * 3 + k] * W[k * 2 + column];
  y[at] = sum;
}`,
          },
        ],
      };
    case 'outer': {
      // The suite also has this layer with one symbol for both extents.
      const [s = '', t = ''] = parameters.flatMap(({ shape }) => symbolsOf(shape));
      const symbols = [...new Set([s, t])];
      const extents = symbols.map((_, at) => `int extent${at}`).join(', ');
      const head = `
  ${HEAD}
  int s = extent0, t = extent${symbols.length - 1};`;
      return {
        symbols,
        kernels: [
          {
            writes: 'y',
            grid: [
              { extent: { coefficient: 1, symbols: [s] }, tile: 1 },
              { extent: { coefficient: 1, symbols: [t] }, tile: 64 },
            ],
            code: `
extern "C" __global__ void y(const float* a, const float* b, float* y, ${extents}) {${head}
  if (at < s * t) y[at] = a[at / t] * b[at % t];
}`,
          },
          {
            writes: 'total',
            grid: [],
            code: `
extern "C" __global__ void total(const float* a, const float* b, float* total, ${extents}) {${head}
  if (at > 0) return;
  float sum = 0;
  for (int i = 0; i < s; i += 1)
    for (int j = 0; j < t; j += 1) sum += a[i] * b[j];
  total[0] = sum;
}`,
          },
        ],
      };
    }
    case 'rows':
      return {
        symbols: ['...'],
        kernels: [
          {
            writes: 'y',
            grid: [{ extent: { coefficient: 2, symbols: ['...'] }, tile: 64 }],
            code: `
extern "C" __global__ void y(const float* E, const int* token, float* y, int batch) {
  ${HEAD}
  if (at < batch * 2) y[at] = E[token[at / 2] * 2 + at % 2];
}`,
          },
        ],
      };
    case 'double':
    case 'not':
      return {
        symbols: ['n'],
        kernels: [
          {
            writes: 'y',
            grid: [{ extent: { coefficient: 1, symbols: ['n'] }, tile: 64 }],
            code: `
${TYPES[kind === 'not' ? 'i32' : dtype] ?? ''}
extern "C" __global__ void y(const Element* x, Element* y, int n) {
  ${HEAD}
  if (at < n) y[at] = store(${kind === 'not' ? '1 - load(x[at])' : 'load(x[at]) + load(x[at])'});
}`,
          },
        ],
      };
  }
}

export function cudaPayload(layer: ConformanceLayer): CudaPayload {
  const { parameters, outputs } = layer.artifact;
  const { symbols, kernels } = spell(layer);
  const reads = parameters.map(({ name }): KernelBinding => ({ buffer: name, access: 'read' }));
  return {
    kind: 'cuda',
    source: kernels.map(({ code }) => code).join('\n'),
    architecture: 'sm_80',
    symbols,
    buffers: [
      ...parameters.map((parameter) => bufferOf(parameter, { kind: 'parameter', parameter: parameter.name })),
      ...outputs.map((output) => bufferOf(output, { kind: 'output', output: output.name })),
    ],
    kernels: kernels.map(({ grid, writes }): CudaKernel => ({
      name: writes,
      entry: writes,
      bindings: [...reads, { buffer: writes, access: 'write' }],
      grid,
      threads: THREADS,
      sharedBytes: 0,
    })),
  };
}
