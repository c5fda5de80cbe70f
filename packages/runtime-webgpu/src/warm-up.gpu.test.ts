import { afterAll, expect, jest, test } from '@jest/globals';
import { load } from '@einlay/artifact';
import type { Artifact, CompiledLayer, TensorDeclaration } from '@einlay/artifact';
import { bufferOf } from '@einlay/artifact/testing';
import { create } from 'webgpu';
import { webgpu } from './webgpu.ts';

const gpu = create([]);
afterAll(() => {
  // Devices work only as long as this object is referenced.
  expect(gpu).toBeDefined();
});

const x: TensorDeclaration = { name: 'x', dtype: 'f32', shape: [4], axes: ['n'] };
const y: TensorDeclaration = { ...x, name: 'y' };

/** `y = x * by`, or what the code says. */
const scaling = (by: number, code?: string): Artifact => ({
  name: `scale_${by}`,
  producer: 'test',
  parameters: [{ role: 'input', ...x }],
  outputs: [y],
  payload: {
    kind: 'webgpu',
    features: [],
    limits: {},
    symbols: [],
    buffers: [bufferOf(x, { kind: 'parameter', parameter: 'x' }), bufferOf(y, { kind: 'output', output: 'y' })],
    kernels: [
      {
        name: 'scale',
        code:
          code ??
          `
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(local_invocation_id) id: vec3<u32>) { y[id.x] = x[id.x] * ${by}.0; }`,
        bindings: [
          { buffer: 'x', access: 'read' },
          { buffer: 'y', access: 'write' },
        ],
        grid: [{ extent: 1, tile: 1 }],
      },
    ],
  },
});

const imported = (artifact: Artifact): CompiledLayer => ({ name: artifact.name, artifacts: { webgpu: artifact } });

async function openDevice() {
  const adapter = await gpu.requestAdapter();
  const device = await adapter?.requestDevice();
  if (device === undefined) throw new Error('there is no adapter');
  return device;
}

test('a layer that was warmed up is loaded without compiling anything', async () => {
  const device = await openDevice();
  const compile = jest.spyOn(device, 'createComputePipelineAsync');
  const runtime = webgpu({ device });
  const progress: (readonly [number, number])[] = [];
  const warm = await runtime.warmUp([imported(scaling(2)), scaling(3)], {
    onProgress: (ready, all) => progress.push([ready, all]),
  });
  expect(progress).toEqual([
    [1, 2],
    [2, 2],
  ]);
  expect(compile).toHaveBeenCalledTimes(2);

  const layer = await load(imported(scaling(2)), { runtime });
  expect(compile).toHaveBeenCalledTimes(2);
  const { y } = await layer.run({ x: { shape: [4], data: Float32Array.of(1, 2, 3, 4) } });
  expect(y?.data).toEqual(Float32Array.of(2, 4, 6, 8));
  await layer.close();
  await warm.close();
  await warm.close();
  device.destroy();
});

test('what cannot be compiled or is for another target is refused', async () => {
  const device = await openDevice();
  const runtime = webgpu({ device });
  await expect(runtime.warmUp([scaling(2, 'not a kernel')])).rejects.toThrow('kernel `scale`');
  await expect(runtime.warmUp([{ name: 'none', artifacts: {} }])).rejects.toMatchObject({ code: 'runtime-target' });
  device.destroy();
});
