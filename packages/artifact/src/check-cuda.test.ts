import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Artifact, CudaPayload } from './artifact.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { payloadOf } from './payload-of.ts';
import { placesIn, problemOf, replaceAt } from './testing/changes.ts';
import type { Draft } from './testing/changes.ts';
import { cudaArtifact } from './testing/kernel-artifact.ts';

const { payload } = cudaArtifact;

test('kernels come back equal from bytes, with machine code and without', () => {
  expect(decode(encode(cudaArtifact))).toEqual(cudaArtifact);
  const { cubin, ...compiledLater } = payload;
  const plain: Artifact = { ...cudaArtifact, payload: compiledLater };
  expect(decode(encode(plain))).toEqual(plain);
  expect(encode(cudaArtifact).length - encode(plain).length).toBeGreaterThanOrEqual(cubin?.length ?? 0);
  expect(payloadOf(decode(encode(plain)), 'cuda')).not.toHaveProperty('cubin');
});

test('bf16 is an element type of its buffers', () => {
  const { buffers, kernels } = payload;
  const bfloats: Artifact = {
    ...cudaArtifact,
    parameters: cudaArtifact.parameters.map((parameter) => ({ ...parameter, dtype: 'bf16' })),
    outputs: cudaArtifact.outputs.map((output) => ({ ...output, dtype: 'bf16' })),
    payload: {
      ...payload,
      // Two bytes for each of two elements.
      buffers: buffers.map((buffer) => ({
        ...buffer,
        dtype: 'bf16',
        content:
          buffer.content.kind === 'constant'
            ? { kind: 'constant', bytes: buffer.content.bytes.subarray(0, 4) }
            : buffer.content,
      })),
      kernels,
    },
  };
  expect(decode(encode(bfloats))).toEqual(bfloats);
});

describe('what is wrong with kernels', () => {
  const first = (it: Draft<CudaPayload>) => it.kernels[0] as Draft<CudaPayload>['kernels'][number];
  const wrong: readonly (readonly [problem: string, change: (payload: Draft<CudaPayload>) => void])[] = [
    ['none', () => undefined],
    ['none', (it) => Reflect.deleteProperty(it, 'cubin')],
    ['`payload` should be an object with `source`', (it) => Reflect.deleteProperty(it, 'source')],
    ['`payload` should be an object without `features`', (it) => Object.assign(it, { features: [] })],
    ['`payload.source` should be text of at most 16777216 characters', (it) => (it.source = 7 as unknown as string)],
    ['`payload.cubin` should be a Uint8Array', (it) => (it.cubin = [1] as unknown as Uint8Array)],
    ...['sm_8', 'sm_08', 'compute_80', 'sm_90A', 'sm_90a ', ''].map(
      (architecture) =>
        [
          '`payload.architecture` should be like `sm_80`',
          (it: Draft<CudaPayload>) => (it.architecture = architecture),
        ] as const,
    ),
    ['none', (it) => (it.architecture = 'sm_120')],
    ['`payload.symbols[0]` should be a symbol of the parameters', (it) => (it.symbols = ['q'])],
    ['`payload.buffers` should be without a second `x`', (it) => it.buffers.push(...it.buffers.slice(0, 1))],
    [
      '`payload.buffers[0].dtype` should be f32, f16, bf16, i32, bool',
      (it) => ((it.buffers[0] as Draft<CudaPayload>['buffers'][number]).dtype = 'f64' as unknown as 'f32'),
    ],
    [
      '`payload.kernels[0]` should be an object without `code`',
      (it) => Object.assign(first(it), { code: '// as WebGPU has it' }),
    ],
    ['`payload.kernels[0]` should be an object with `entry`', (it) => Reflect.deleteProperty(first(it), 'entry')],
    ...['', '1st', 'first;', 'a b', 'prénom'].map(
      (entry) =>
        [
          '`payload.kernels[0].entry` should be the name of a function',
          (it: Draft<CudaPayload>) => (first(it).entry = entry),
        ] as const,
    ),
    ['`payload.kernels[0].threads` should be at least 1', (it) => (first(it).threads = 0)],
    ['`payload.kernels[0].threads` should be a whole number from 0 to 1024', (it) => (first(it).threads = 1025)],
    [
      '`payload.kernels[0].sharedBytes` should be a whole number from 0 to 1048576',
      (it) => (first(it).sharedBytes = -4),
    ],
    [
      '`payload.kernels[0].bindings[1].access` should be `read`, since runs share this buffer',
      (it) => ((first(it).bindings[1] as Draft<CudaPayload>['kernels'][number]['bindings'][number]).access = 'write'),
    ],
    ['`payload.kernels[0].bindings[0].access` should be after a kernel that writes', (it) => it.kernels.reverse()],
    ['`payload.kernels[0].grid[0].tile` should be at least 1', (it) => (first(it).grid = [{ extent: 1, tile: 0 }])],
  ];
  test.each(wrong)('%s', (problem, change) => {
    expect(problemOf(cudaArtifact, change)).toBe(problem);
  });
});

test('payloads with a value replaced anywhere: refused with a code, or an artifact like any other', () => {
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, -1, 2 ** 53, '__proto__', '...', [[]], 0.5, 'x', 'y', 'sm_80', new Uint8Array(3)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...placesIn(payload)), junk, (path, value) => {
      const changed = structuredClone(cudaArtifact);
      replaceAt(changed.payload, path, value);
      try {
        const bytes = encode(changed);
        expect(encode(decode(bytes))).toEqual(bytes);
      } catch (error) {
        expect(error).toMatchObject({ name: 'EinlayError', code: 'artifact-malformed' });
      }
    }),
    { numRuns: 1000 },
  );
});
