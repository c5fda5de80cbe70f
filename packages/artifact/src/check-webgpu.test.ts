import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Artifact, WebgpuPayload } from './artifact.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { placesIn, problemOf, replaceAt } from './testing/changes.ts';
import type { Draft } from './testing/changes.ts';
import { kernelArtifact } from './testing/kernel-artifact.ts';

const { payload } = kernelArtifact;

test('kernels come back equal from bytes, twice used constants too', () => {
  expect(decode(encode(kernelArtifact))).toEqual(kernelArtifact);
  const [constant] = payload.buffers.filter(({ content }) => content.kind === 'constant');
  const twice = {
    ...kernelArtifact,
    payload: { ...payload, buffers: [...payload.buffers, { ...constant, name: 'again' }] },
  } as Artifact;
  expect(decode(encode(twice))).toEqual(twice);
});

describe('what is wrong with kernels', () => {
  const wrong: readonly (readonly [problem: string, change: (payload: Draft<WebgpuPayload>) => void])[] = [
    ['none', () => undefined],
    ['`payload` should be an object with `kernels`', (it) => Reflect.deleteProperty(it, 'kernels')],
    ['`payload.symbols[0]` should be a symbol of the parameters', (it) => (it.symbols = ['q'])],
    ['`payload.symbols` should be without a second `...`', (it) => (it.symbols = ['...', '...'])],
    ['`payload.features[0]` should be a printable name', (it) => (it.features = [''])],
    [
      '`payload.limits` should be an object without `maxFun`',
      (it) => {
        Object.assign(it.limits, { maxFun: 3 });
      },
    ],
    [
      '`payload.limits.maxBufferSize` should be a whole number from 0 to 1099511627776',
      (it) => (it.limits = { maxBufferSize: -1 }),
    ],
    ['`payload.buffers` should be without a second `x`', (it) => (buffer(it, 'A').name = 'x')],
    [
      '`payload.buffers[0].dtype` should be f32, f16, i32, bool',
      (it) => (buffer(it, 'x').dtype = 'f64' as unknown as 'f32'),
    ],
    // Other targets have it.
    ['`payload.buffers[0].dtype` should be f32, f16, i32, bool', (it) => (buffer(it, 'x').dtype = 'bf16')],
    [
      '`payload.buffers[0].content.parameter` should be a tensor of f16, as the buffer is',
      (it) => (buffer(it, 'x').dtype = 'f16'),
    ],
    [
      '`payload.buffers[0].content.parameter` should be the name of a tensor of the layer',
      (it) => (buffer(it, 'x').content = { kind: 'parameter', parameter: 'y' }),
    ],
    ['`payload.buffers[0].content` should be in a buffer of 6·... elements', (it) => (buffer(it, 'x').elements = 6)],
    [
      '`payload.buffers[0].content.packing` should be on a tensor whose extents are numbers',
      (it) =>
        (buffer(it, 'x').content = {
          kind: 'parameter',
          parameter: 'x',
          packing: { splits: [[1], [6]], order: [0, 1] },
        }),
    ],
    ['`payload.buffers[1].content` should be in a buffer of 16 elements', (it) => (buffer(it, 'A').elements = 12)],
    [
      '`payload.buffers[1].content.packing.splits[1]` should be with room for 3',
      (it) => (packing(it).splits = [[2, 2], [2]]),
    ],
    [
      '`payload.buffers[1].content.packing.splits` should be a list of 2, one for each axis',
      (it) => (packing(it).splits = [[2, 2]]),
    ],
    [
      '`payload.buffers[1].content.packing.splits[0][1]` should be at least 1',
      (it) =>
        (packing(it).splits = [
          [2, 0],
          [2, 2],
        ]),
    ],
    [
      '`payload.buffers[1].content.packing.order` should be every number below 4 once',
      (it) => (packing(it).order = [0, 1, 1, 2]),
    ],
    [
      '`payload.buffers[1].content.packing.order` should be every number below 4 once',
      (it) => (packing(it).order = [0, 1, 2]),
    ],
    [
      '`payload.buffers[1].content.packing.order[0]` should be a whole number from 0 to 3',
      (it) => (packing(it).order = [4, 1, 2, 3]),
    ],
    [
      '`payload.buffers[2].content.bytes` should be as long as 3 elements of f32',
      (it) => (buffer(it, 'c').elements = 3),
    ],
    [
      '`payload.buffers[2].content.bytes` should be as long as ... elements of f32',
      (it) => (buffer(it, 'c').elements = { coefficient: 1, symbols: ['...'] }),
    ],
    [
      '`payload.buffers[3].elements` should be without `q`, which no parameter has',
      (it) => (buffer(it, 'between').elements = { coefficient: 1, symbols: ['q'] }),
    ],
    [
      '`payload.buffers` should be with one buffer for the output `y`',
      (it) => (buffer(it, 'y').content = { kind: 'scratch' }),
    ],
    [
      '`payload.kernels[0].bindings[0].buffer` should be the name of a buffer',
      (it) => (binding(it, 0, 0).buffer = 'nowhere'),
    ],
    ['`payload.kernels[0].bindings` should be without a second `A`', (it) => (binding(it, 0, 0).buffer = 'A')],
    [
      '`payload.kernels[0].bindings[1].access` should be `read`, since runs share this buffer',
      (it) => (binding(it, 0, 1).access = 'read-write'),
    ],
    ['`payload.kernels[0].bindings[0].access` should be after a kernel that writes', (it) => it.kernels.reverse()],
    ['`payload.buffers[4]` should be written by a kernel', (it) => it.kernels.pop()],
    [
      '`payload.kernels[0].grid[0].tile` should be at least 1',
      (it) => ((it.kernels[0] as Draft<WebgpuPayload>['kernels'][number]).grid[0] = { extent: 1, tile: 0 }),
    ],
    [
      '`payload.kernels[0].grid[0].extent` should be without `q`, which no parameter has',
      (it) =>
        ((it.kernels[0] as Draft<WebgpuPayload>['kernels'][number]).grid[0] = {
          extent: { coefficient: 1, symbols: ['q'] },
          tile: 1,
        }),
    ],
  ];
  test.each(wrong)('%s', (problem, change) => {
    expect(problemOf(kernelArtifact, change)).toBe(problem);
  });

  const buffer = (it: Draft<WebgpuPayload>, name: string) =>
    it.buffers.find((found) => found.name === name) as Draft<WebgpuPayload>['buffers'][number];
  const binding = (it: Draft<WebgpuPayload>, kernel: number, slot: number) =>
    it.kernels[kernel]?.bindings[slot] as Draft<WebgpuPayload>['kernels'][number]['bindings'][number];
  const packing = (it: Draft<WebgpuPayload>): { splits: number[][]; order: number[] } => {
    const { content } = buffer(it, 'A');
    return (content as { packing: { splits: number[][]; order: number[] } }).packing;
  };
});

test('an output without elements needs no kernel', () => {
  const outputs = [{ name: 'y', dtype: 'f32' as const, shape: [0], axes: ['n'] }];
  const buffers = [
    { name: 'y', dtype: 'f32' as const, elements: 0, content: { kind: 'output' as const, output: 'y' } },
  ];
  const nothing: Artifact = {
    ...kernelArtifact,
    outputs,
    payload: { kind: 'webgpu', features: [], limits: {}, symbols: [], buffers, kernels: [] },
  };
  expect(decode(encode(nothing))).toEqual(nothing);
});

test('payloads with a value replaced anywhere: refused with a code, or an artifact like any other', () => {
  const places = placesIn(payload);
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, -1, 2 ** 53, '__proto__', '...', [[]], 0.5, 'x', 'y'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), junk, (path, value) => {
      const changed = structuredClone(kernelArtifact);
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
