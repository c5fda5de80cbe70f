/** The kernels of an artifact, compiled for one device. */
import { errorOf } from '@einlay/artifact';
import type { WebgpuKernel, WebgpuLimit, WebgpuPayload } from '@einlay/artifact';
import { alignUp } from '@einlay/artifact/kernels';
import type { PooledBuffer } from './buffers.ts';
import { STAGE_COMPUTE } from './constants.ts';
import type { OpenDevice, Pipeline } from './device.ts';
import { STORAGE } from './inputs.ts';

export interface CompiledKernel extends Pipeline {
  readonly kernel: WebgpuKernel;
  /** By the buffers in it. Runs of one size mostly meet the same buffers again. */
  readonly bindGroups: Map<string, BoundBuffers>;
}

/** The buffers of a kernel, and whether WebGPU has found a launch with them to be valid. */
export interface BoundBuffers {
  readonly bindGroup: GPUBindGroup;
  isProven: boolean;
}

export interface Program {
  readonly kernels: readonly CompiledKernel[];
  /** By name. */
  readonly constants: ReadonlyMap<string, PooledBuffer>;
}

/** Errors: `runtime-feature`, `runtime-limit`, `runtime-memory`, and what WebGPU says about a kernel. */
export async function compileProgram(open: OpenDevice, layer: string, payload: WebgpuPayload): Promise<Program> {
  const kernels = await Promise.all(
    pipelinesOf(open, layer, payload).map(async ({ kernel, pipeline }) => ({
      kernel,
      ...(await pipeline),
      bindGroups: new Map<string, BoundBuffers>(),
    })),
  );
  const constants = new Map<string, PooledBuffer>();
  for (const { name, content } of payload.buffers) {
    if (content.kind !== 'constant') continue;
    const size = alignUp(content.bytes.length);
    const buffer = await open.buffers.take(size, STORAGE, `\`${name}\``);
    // The bytes may be a view into a file, with any length: what is written must be a multiple of four.
    const bytes = new Uint8Array(size);
    bytes.set(content.bytes);
    open.device.queue.writeBuffer(buffer.gpu, 0, bytes);
    constants.set(name, buffer);
  }
  return { kernels, constants };
}

/** Begins to compile all kernels that the device has not compiled before. Errors: `runtime-feature`, `runtime-limit`. */
export function pipelinesOf(
  open: OpenDevice,
  layer: string,
  payload: WebgpuPayload,
): readonly { readonly kernel: WebgpuKernel; readonly pipeline: Promise<Pipeline> }[] {
  checkFeatures(open, layer, payload);
  checkLimits(open, layer, payload);
  return payload.kernels.map((kernel) => ({ kernel, pipeline: pipelineOf(open, kernel) }));
}

function pipelineOf(open: OpenDevice, kernel: WebgpuKernel): Promise<Pipeline> {
  const key = JSON.stringify([kernel.code, kernel.bindings.map(({ access }) => access)]);
  const known = open.pipelines.get(key);
  if (known !== undefined) return known;
  const pipeline = compileKernel(open, kernel);
  open.pipelines.set(key, pipeline);
  pipeline.catch(() => open.pipelines.delete(key));
  return pipeline;
}

function checkFeatures(open: OpenDevice, layer: string, { features, kernels }: WebgpuPayload): void {
  for (const feature of features)
    if (!open.device.features.has(feature)) throw errorOf('runtime-feature', [layer, `\`${feature}\``, open.name]);
  for (const { subgroupSize } of kernels) {
    if (subgroupSize === undefined) continue;
    const { least, most } = open.subgroupSizes;
    // Where a device has several sizes, only code that says which one it wants gets it for sure.
    const fits = features.includes('subgroup-size-control')
      ? least <= subgroupSize && subgroupSize <= most
      : least === subgroupSize && most === subgroupSize;
    if (!fits) throw errorOf('runtime-feature', [layer, `subgroups of ${subgroupSize} invocations`, open.name]);
  }
}

function checkLimits({ device: { limits } }: OpenDevice, layer: string, payload: WebgpuPayload): void {
  const check = (what: string, limit: WebgpuLimit, needed: number): void => {
    if (needed > limits[limit]) throw errorOf('runtime-limit', [what, needed, limit, limits[limit]]);
  };
  for (const [limit, needed] of Object.entries(payload.limits)) check(`\`${layer}\``, limit as WebgpuLimit, needed);
  for (const { name, bindings } of payload.kernels)
    check(`kernel \`${name}\``, 'maxStorageBuffersPerShaderStage', bindings.length);
}

async function compileKernel({ device }: OpenDevice, kernel: WebgpuKernel): Promise<Pipeline> {
  const { name: label, code, bindings } = kernel;
  // Said outright rather than inferred from the code: what a kernel binds and does not use is there all the same.
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: STAGE_COMPUTE, buffer: { type: 'uniform' } },
      ...bindings.map(({ access }, at): GPUBindGroupLayoutEntry => {
        const type = access === 'read' ? 'read-only-storage' : 'storage';
        return { binding: at + 1, visibility: STAGE_COMPUTE, buffer: { type } };
      }),
    ],
  });
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label, code });
  const [refused, { messages }] = await Promise.all([device.popErrorScope(), module.getCompilationInfo()]);
  const wrong = messages.find(({ type }) => type === 'error');
  if (wrong !== undefined)
    throw new Error(`kernel \`${label}\`, line ${wrong.lineNum}, column ${wrong.linePos}: ${wrong.message}`);
  if (refused !== null) throw new Error(`kernel \`${label}\`: ${refused.message}`);
  const pipeline = await device
    .createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module },
    })
    .catch((cause: unknown) => {
      throw new Error(`kernel \`${label}\`: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
  return { pipeline, layout };
}
