/** Artifacts of two kernels that use every field of their payloads, for tests of the format. */
import type { Artifact, CudaPayload, KernelBinding, KernelBuffer, WebgpuPayload } from '../artifact.ts';

const BATCH = { coefficient: 1, symbols: ['...'] } as const;

const BUFFERS: readonly KernelBuffer[] = [
  {
    name: 'x',
    dtype: 'f32',
    elements: { coefficient: 6, symbols: ['...'] },
    content: { kind: 'parameter', parameter: 'x' },
  },
  {
    name: 'A',
    dtype: 'f32',
    elements: 16,
    content: {
      kind: 'parameter',
      parameter: 'A',
      packing: {
        splits: [
          [2, 2],
          [2, 2],
        ],
        order: [2, 0, 1, 3],
      },
    },
  },
  {
    name: 'c',
    dtype: 'f32',
    elements: 2,
    content: { kind: 'constant', bytes: Uint8Array.of(0, 0, 0, 0, 0, 0, 128, 63) },
  },
  { name: 'between', dtype: 'f32', elements: { coefficient: 4, symbols: ['...'] }, content: { kind: 'scratch' } },
  {
    name: 'y',
    dtype: 'f32',
    elements: { coefficient: 2, symbols: ['...'] },
    content: { kind: 'output', output: 'y' },
  },
];

const FIRST: readonly KernelBinding[] = [
  { buffer: 'x', access: 'read' },
  { buffer: 'A', access: 'read' },
  { buffer: 'between', access: 'write' },
];

const SECOND: readonly KernelBinding[] = [
  { buffer: 'between', access: 'read' },
  { buffer: 'c', access: 'read' },
  { buffer: 'y', access: 'read-write' },
];

export const kernelArtifact: Artifact & { readonly payload: WebgpuPayload } = {
  name: 'chain',
  producer: 'example 1',
  parameters: [
    { role: 'input', name: 'x', dtype: 'f32', shape: [BATCH, 6], axes: ['...', 'k'] },
    { role: 'factor', name: 'A', dtype: 'f32', shape: [4, 3], axes: ['a', 'b'], initializer: { kind: 'ones' } },
  ],
  outputs: [{ name: 'y', dtype: 'f32', shape: [BATCH, 2], axes: ['...', 'o'] }],
  payload: {
    kind: 'webgpu',
    features: ['subgroups'],
    limits: { maxComputeInvocationsPerWorkgroup: 128, maxComputeWorkgroupStorageSize: 4096 },
    symbols: ['...'],
    buffers: BUFFERS,
    kernels: [
      {
        name: 'first',
        code: '// the first kernel',
        bindings: FIRST,
        grid: [{ extent: BATCH, tile: 16 }],
        subgroupSize: 32,
      },
      {
        name: 'second',
        code: '// the second kernel',
        bindings: SECOND,
        grid: [
          { extent: BATCH, tile: 16 },
          { extent: 2, tile: 2 },
        ],
      },
    ],
  },
};

export const cudaArtifact: Artifact & { readonly payload: CudaPayload } = {
  ...kernelArtifact,
  payload: {
    kind: 'cuda',
    source: '// both kernels',
    architecture: 'sm_90a',
    cubin: Uint8Array.of(127, 69, 76, 70),
    symbols: ['...'],
    buffers: BUFFERS,
    kernels: [
      {
        name: 'first',
        entry: 'first_0',
        bindings: FIRST,
        grid: [{ extent: BATCH, tile: 16 }],
        threads: 128,
        sharedBytes: 65536,
      },
      {
        name: 'second',
        entry: 'second_1',
        bindings: SECOND,
        grid: [
          { extent: BATCH, tile: 16 },
          { extent: 2, tile: 2 },
        ],
        threads: 32,
        sharedBytes: 0,
      },
    ],
  },
};
