/** A layer whose tensors and indices are called like words and macros of C++ and CUDA. */
import { compile } from '@einlay/compiler';

const LAYERS = ['std', 'cudaError_t', 'random'] as const;
const NAMES = [
  ...['M_PI', 'INT_MAX', 'NAN', 'HUGE_VAL', 'cudaStream_t', 'cudaSuccess', 'threadIdx', 'asm', 'half', 'FLT_MAX'],
  ...['RAND_MAX', 'EOF', 'NULL', 'register', 'volatile', 'double', 'size_t', 'stdin', 'errno', 'linux', 'fmaf', 'expf'],
  ...[
    'vec',
    'convert',
    'stream',
    'scratch',
    'launch',
    'blocks',
    'error',
    'dim3',
    'warpSize',
    'assert',
    'batch',
    'upload',
  ],
] as const;

export interface CudaSource {
  readonly name: string;
  readonly source: string;
  readonly header: string;
}

/** CUDA for such layers: every name is a tensor of a sum, and some are indices of products. */
export function hostileSources(): readonly CudaSource[] {
  return LAYERS.map((layer) => {
    const text = [
      `layer ${layer}(d) {`,
      '  input x[..., d]',
      ...NAMES.map((name) => `  factor ${name}[d]`),
      '  factor A[M_E, UINT_MAX], B[UINT_MAX, goto], C[goto, blockIdx]',
      ...['M_E = d', 'UINT_MAX = 12', 'goto = 8', 'blockIdx = 4'].map((index) => `  index ${index}`),
      `  output y[..., d] = x[..., d] + ${NAMES.map((name) => `${name}[d]`).join(' + ')}`,
      '  output z[..., blockIdx] = x[..., M_E] * A[M_E, UINT_MAX] * B[UINT_MAX, goto] * C[goto, blockIdx]',
      '}',
    ].join('\n');
    const compiled = compile(text, { set: { d: 16 }, targets: ['cuda'] });
    return sourceOf(layer, compiled);
  });
}

/** What a layer was compiled to for CUDA. */
export function sourceOf(name: string, compiled: ReturnType<typeof compile>): CudaSource {
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  const files = compiled.value.emissions.get('cuda')?.files ?? [];
  const contentOf = (extension: string): string =>
    String(files.find((file) => file.extension === extension)?.content ?? '');
  return { name, source: contentOf('.cu'), header: contentOf('.cuh') };
}
