/**
 * Checks the payload of a CUDA artifact.
 *
 * What its code does cannot be checked: nothing keeps a kernel inside its buffers, so an artifact for CUDA is to be
 * trusted like any other program.
 */
import { BUFFER_DTYPES } from './artifact.ts';
import type { CudaKernel, CudaPayload } from './artifact.ts';
import { checkKernels, CODE_LENGTH } from './check-kernels.ts';
import type { KernelDialect, Surroundings } from './check-kernels.ts';
import { count, malformed, object, optional, text } from './fields.ts';

/** No device has larger blocks. */
const MOST_THREADS = 1024;

/** No device has a mebibyte, and what it has is checked where it is known. */
const MOST_SHARED_BYTES = 2 ** 20;

const DIALECT: KernelDialect<CudaKernel> = {
  dtypes: BUFFER_DTYPES,
  required: ['entry', 'threads', 'sharedBytes'],
  kernel: (common, fields, path) => {
    const threads = count(fields['threads'], `${path}.threads`, MOST_THREADS);
    if (threads === 0) malformed(`${path}.threads`, 'at least 1');
    return {
      ...common,
      entry: matching(fields['entry'], `${path}.entry`, /^[A-Za-z_]\w{0,1023}$/, 'the name of a function'),
      threads,
      sharedBytes: count(fields['sharedBytes'], `${path}.sharedBytes`, MOST_SHARED_BYTES),
    };
  },
};

export function checkCuda(value: unknown, path: string, surroundings: Surroundings): CudaPayload {
  const required = ['kind', 'source', 'architecture', 'symbols', 'buffers', 'kernels'];
  const fields = object(value, path, required, ['cubin']);
  const { readBytes } = surroundings;
  return {
    kind: 'cuda',
    source: text(fields['source'], `${path}.source`, CODE_LENGTH),
    architecture: matching(fields['architecture'], `${path}.architecture`, /^sm_[1-9]\d{1,2}[a-z]?$/, 'like `sm_80`'),
    ...optional(fields['cubin'], (bytes) => ({ cubin: readBytes(bytes, `${path}.cubin`) })),
    ...checkKernels(fields, path, surroundings, DIALECT),
  };
}

function matching(value: unknown, path: string, pattern: RegExp, expected: string): string {
  return typeof value === 'string' && pattern.test(value) ? value : malformed(path, expected);
}
