/** The least that runs emitted kernels on a device, for the tests of this backend. */
/// <reference types="@webgpu/types" />
import { evaluateExtent, roundTo } from '@einlay/ir';
import type { ExtentBindings } from '@einlay/ir';
import { packTensor } from '@einlay/ir/loop';
import type { Buffer, ScalarType } from '@einlay/ir/loop';
import { create, globals } from 'webgpu';
import type { WgslEmission } from '../emit.ts';
import { targetOfAdapter } from '../target.ts';
import type { SubgroupMatrixConfig, WgslTarget } from '../target.ts';

/** A device and what it can do. */
export interface TestDevice {
  readonly device: GPUDevice;
  readonly target: WgslTarget;
  /** Drops the device; the process can end only then. */
  readonly close: () => void;
}

/** WebGPU's own numbers for how a buffer is used. */
const { GPUBufferUsage: USAGE, GPUMapMode: MAP } = globals as unknown as typeof globalThis;

/**
 * Opens the adapter of this machine with everything it offers, or Dawn's `null` backend, which compiles every kernel and
 * runs none. Rejects when there is no adapter.
 */
export async function openDevice(backend: 'null' | 'any'): Promise<TestDevice> {
  const toggles = ['enable-dawn-features=allow_unsafe_apis'];
  const gpu = create(backend === 'null' ? ['backend=null', ...toggles] : toggles);
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('there is no WebGPU adapter; `npm run webgpu` brings one');
  const { limits, info } = adapter;
  const requiredFeatures = [...adapter.features] as GPUFeatureName[];
  const device = await adapter.requestDevice({
    requiredFeatures,
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });
  const { subgroupMatrixConfigs } = info as { readonly subgroupMatrixConfigs?: Iterable<SubgroupMatrixConfig> };
  const target = targetOfAdapter({
    limits: device.limits,
    features: device.features,
    subgroupMinSize: info.subgroupMinSize,
    subgroupMaxSize: info.subgroupMaxSize,
    subgroupMatrixConfigs: [...(subgroupMatrixConfigs ?? [])],
    isFallbackAdapter: info.isFallbackAdapter,
  });
  const close = (): void => {
    device.destroy();
    // Dawn forgets its devices when this object is collected, so something must hold on to it until here.
    opened.delete(gpu);
  };
  opened.add(gpu);
  return { device, target, close };
}

const opened = new Set<GPU>();

/** What a WGSL compiler has against a module with one entry point; empty when it is fine. */
export async function validateWgsl(device: GPUDevice, code: string): Promise<readonly string[]> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  if (messages.every(({ type }) => type !== 'error'))
    device.createComputePipeline({ layout: 'auto', compute: { module } });
  const error = await device.popErrorScope();
  const lines = code.split('\n');
  const problems = messages
    .filter(({ type }) => type === 'error')
    .map(({ message, lineNum }) => `${message}: ${lines[lineNum - 1] ?? ''}`);
  return error && problems.length === 0 ? [error.message] : problems;
}

/** Runs an emission. `inputs` are the parameters by name, in row-major order with their shapes. Returns the outputs. */
export async function runEmission(
  device: GPUDevice,
  emission: WgslEmission,
  inputs: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float64Array }>,
  extents: ExtentBindings,
): Promise<ReadonlyMap<string, Float64Array>> {
  device.pushErrorScope('validation');
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ, UNIFORM } = USAGE;
  const make = (bytes: Uint8Array<ArrayBuffer>, usage: number): GPUBuffer => {
    const buffer = device.createBuffer({ size: Math.max(16, Math.ceil(bytes.length / 16) * 16), usage });
    const padded = new Uint8Array(buffer.size);
    padded.set(bytes);
    device.queue.writeBuffer(buffer, 0, padded);
    return buffer;
  };
  const buffers = new Map(
    emission.buffers.map((buffer) => {
      const values = contentOf(buffer, inputs, evaluateExtent(buffer.elements, extents));
      return [buffer.name, make(encode(buffer.type, values), STORAGE | COPY_SRC | COPY_DST)];
    }),
  );
  const symbols = Int32Array.from(emission.symbols, (symbol) => extents.get(symbol) ?? NaN);
  const uniform = make(new Uint8Array(symbols.buffer), UNIFORM | COPY_DST);
  const encoder = device.createCommandEncoder();
  for (const { code, bindings, grid } of emission.kernels) {
    const total = grid.reduce((all, { extent, tile }) => all * Math.ceil(evaluateExtent(extent, extents) / tile), 1);
    if (total === 0) continue;
    const layout = device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility: 4, buffer: { type: 'uniform' } },
        ...bindings.map(({ access }, at): GPUBindGroupLayoutEntry => {
          return {
            binding: at + 1,
            visibility: 4,
            buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
          };
        }),
      ],
    });
    const pipeline = device.createComputePipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: device.createShaderModule({ code }) },
    });
    const entries = bindings.map(({ buffer }, at) => {
      return { binding: at + 1, resource: { buffer: buffers.get(buffer) as GPUBuffer } };
    });
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(
      0,
      device.createBindGroup({ layout, entries: [{ binding: 0, resource: { buffer: uniform } }, ...entries] }),
    );
    const x = Math.min(total, 65535);
    pass.dispatchWorkgroups(x, Math.ceil(total / x));
    pass.end();
  }
  const outputs = emission.buffers.flatMap(({ name, type, elements, content }) => {
    if (content.kind !== 'output') return [];
    const source = buffers.get(name) as GPUBuffer;
    const target = device.createBuffer({ size: source.size, usage: COPY_DST | MAP_READ });
    encoder.copyBufferToBuffer(source, 0, target, 0, source.size);
    return [{ output: content.output, type, length: evaluateExtent(elements, extents), target }];
  });
  device.queue.submit([encoder.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(error.message);
  const results = new Map<string, Float64Array>();
  for (const { output, type, length, target } of outputs) {
    await target.mapAsync(MAP.READ);
    results.set(output, decode(type, new Uint8Array(target.getMappedRange()).slice()).subarray(0, length));
    target.destroy();
  }
  for (const buffer of [...buffers.values(), uniform]) buffer.destroy();
  return results;
}

/** What stands in a buffer before the first kernel; poison where kernels must write. */
function contentOf(
  { name, content }: Buffer,
  inputs: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float64Array }>,
  length: number,
): Float64Array {
  switch (content.kind) {
    case 'parameter': {
      const tensor = inputs.get(content.parameter);
      if (!tensor) throw new Error(`there is no tensor for ${name}`);
      return content.packing ? packTensor(tensor, content.packing) : tensor.data;
    }
    case 'constant':
      return Float64Array.from(content.data);
    case 'output':
    case 'scratch':
      return new Float64Array(length).fill(-12345);
  }
}

function encode(type: ScalarType, values: Float64Array): Uint8Array<ArrayBuffer> {
  switch (type) {
    case 'f32':
      return new Uint8Array(Float32Array.from(values).buffer);
    case 'i32':
    case 'bool':
      return new Uint8Array(Int32Array.from(values).buffer);
    case 'f16':
      return new Uint8Array(Uint16Array.from(values, halfBits).buffer);
    default:
      throw new Error(`buffers cannot hold ${type}`);
  }
}

function decode(type: ScalarType, { buffer }: Uint8Array<ArrayBuffer>): Float64Array {
  switch (type) {
    case 'f32':
      return Float64Array.from(new Float32Array(buffer));
    case 'i32':
    case 'bool':
      return Float64Array.from(new Int32Array(buffer));
    case 'f16':
      return Float64Array.from(new Uint16Array(buffer), fromHalfBits);
    default:
      throw new Error(`buffers cannot hold ${type}`);
  }
}

/** The half float nearest to a value, as bits. */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  if (Number.isNaN(value)) return 0x7e00;
  const size = roundTo('f16', Math.abs(value));
  if (size === Infinity) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | (size / 2 ** -24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | ((size / 2 ** exponent - 1) * 1024);
}

/** The value of a half float. */
export function fromHalfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
