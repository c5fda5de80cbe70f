/** What the WGSL backend says about kernels that a device cannot run. Every code has an entry in `docs/diagnostics.md`. */
import { defineDiagnostics } from '@einlay/ir';

export const report = defineDiagnostics({
  'wgsl-type': {
    severity: 'error',
    message: (kernel: string, type: string) => `kernel \`${kernel}\` computes with ${type}, which WGSL does not have`,
  },
  'wgsl-feature': {
    severity: 'error',
    message: (kernel: string, feature: string) =>
      `kernel \`${kernel}\` needs ${feature}, which the device does not offer`,
  },
  'wgsl-limit': {
    severity: 'error',
    message: (kernel: string, needed: number, what: string, limit: number) =>
      `kernel \`${kernel}\` needs ${needed} ${what}, but the device allows ${limit}`,
  },
  'wgsl-subgroup-size': {
    severity: 'error',
    message: (kernel: string, size: number, smallest: number, largest: number) =>
      smallest === largest
        ? `kernel \`${kernel}\` is for subgroups of ${size}, but those of the device have ${smallest}`
        : `kernel \`${kernel}\` is for subgroups of ${size}, but those of the device may have ${smallest} to ${largest}`,
  },
  'wgsl-subgroup-matrix': {
    severity: 'error',
    message: (kernel: string, product: string) =>
      `kernel \`${kernel}\` multiplies tiles of ${product}, which the device does not`,
  },
  'wgsl-operator': {
    severity: 'unsupported',
    message: (kernel: string, operator: string, type: string) =>
      `kernel \`${kernel}\` applies ${operator} to ${type}, which is not done in WGSL yet`,
  },
});
