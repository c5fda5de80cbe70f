/** What the CUDA backend says about kernels that a device cannot run. Every code has an entry in `docs/diagnostics.md`. */
import { defineDiagnostics } from '@einlay/ir';

export const report = defineDiagnostics({
  'cuda-type': {
    severity: 'error',
    message: (kernel: string, type: string) =>
      `kernel \`${kernel}\` computes with ${type}, which CUDA kernels do not here`,
  },
  'cuda-limit': {
    severity: 'error',
    message: (kernel: string, needed: number, what: string, limit: number) =>
      `kernel \`${kernel}\` needs ${needed} ${what}, but the device allows ${limit}`,
  },
  'cuda-operator': {
    severity: 'unsupported',
    message: (kernel: string, what: string) => `kernel \`${kernel}\` ${what}, which is not done in CUDA yet`,
  },
});
