/** A layer of one kernel, y[n] = x[n] + x[n], to be changed by tests. */
import { tensorOf } from '@einlay/artifact';
import type { Artifact, CudaKernel, CudaPayload, Extent, TensorDeclaration } from '@einlay/artifact';
import { bufferOf } from '@einlay/artifact/testing';
import { HEAD } from './payloads.ts';

export const n: Extent = { coefficient: 1, symbols: ['n'] };

export const declare = (
  name: string,
  shape: readonly Extent[] = [n],
  dtype: TensorDeclaration['dtype'] = 'f32',
): TensorDeclaration => ({ name, dtype, shape, axes: shape.map((_, at) => `axis${at}`) });

export const SOURCE = `
extern "C" __global__ void twice(const float* x, float* y, int n) {
  ${HEAD}
  if (at < n) y[at] = x[at] + x[at];
}`;

export const doubling = (change: Partial<CudaPayload> = {}, kernel: Partial<CudaKernel> = {}): Artifact => ({
  name: 'double',
  producer: 'test',
  parameters: [{ role: 'input', ...declare('x') }],
  outputs: [declare('y')],
  payload: {
    kind: 'cuda',
    source: SOURCE,
    architecture: 'sm_80',
    symbols: ['n'],
    buffers: [
      bufferOf(declare('x'), { kind: 'parameter', parameter: 'x' }),
      bufferOf(declare('y'), { kind: 'output', output: 'y' }),
    ],
    kernels: [
      {
        name: 'double',
        entry: 'twice',
        bindings: [
          { buffer: 'x', access: 'read' },
          { buffer: 'y', access: 'write' },
        ],
        grid: [{ extent: n, tile: 64 }],
        threads: 64,
        sharedBytes: 0,
        ...kernel,
      },
    ],
    ...change,
  },
});

export const x = tensorOf('f32', [3], [1, 2, 3]);
export const doubled = tensorOf('f32', [3], [2, 4, 6]);

/** The same twice over: y = 4·x, in two kernels. */
export const chain: Artifact = {
  ...doubling(),
  name: 'chain',
  payload: {
    ...(doubling().payload as CudaPayload),
    buffers: [
      bufferOf(declare('x'), { kind: 'parameter', parameter: 'x' }),
      bufferOf(declare('between'), { kind: 'scratch' }),
      bufferOf(declare('y'), { kind: 'output', output: 'y' }),
    ],
    kernels: (['between', 'y'] as const).map((writes, at) => ({
      name: writes,
      entry: 'twice',
      bindings: [
        { buffer: at === 0 ? 'x' : 'between', access: 'read' },
        { buffer: writes, access: 'write' },
      ],
      grid: [{ extent: n, tile: 64 }],
      threads: 64,
      sharedBytes: 0,
    })),
  },
};

export const quadrupled = tensorOf('f32', [3], [4, 8, 12]);
