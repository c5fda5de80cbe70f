/** The WebGPU runtime: opens artifacts on a device of a browser, or of Dawn in Node. */
import { artifactFor, errorOf, payloadOf } from '@einlay/artifact';
import type { Artifact, CompiledLayer, DType, Runtime, TensorData } from '@einlay/artifact';
import { holdTensor } from '@einlay/artifact/kernels';
import { deviceSource, factsOf } from './device.ts';
import type { OpenDevice } from './device.ts';
import { memory } from './inputs.ts';
import { openLayer } from './launch.ts';
import { pipelinesOf } from './program.ts';

/** `navigator.gpu`, by what is asked of it: the declarations of WebGPU that programs have do not agree. */
export interface GpuEntry {
  /** As in WebGPU. */
  requestAdapter(options?: object): Promise<object | null>;
}

/** A GPUAdapter. */
export interface AdapterObject {
  /** As in WebGPU. */
  requestDevice(descriptor?: object): Promise<object>;
}

/** A GPUDevice. */
export interface DeviceObject {
  readonly lost: Promise<object>;
  readonly queue: object;
}

/** Options of `webgpu`. */
export interface WebgpuOptions {
  /** Where adapters come from, when it should not be the browser's `navigator.gpu` or the package `webgpu` in Node. */
  readonly gpu?: GpuEntry;
  /** The adapter to open a device on. It can only be used once, so a lost device is not opened anew. */
  readonly adapter?: AdapterObject;
  /** A device of the program itself. It is used as it is, never destroyed, and not replaced when lost. */
  readonly device?: DeviceObject;
  /** Which adapter to prefer where there are several. */
  readonly powerPreference?: 'low-power' | 'high-performance';
}

/** A product of tiles that subgroups of a device have, as `GPUAdapterInfo` lists it. */
export interface SubgroupMatrixConfig {
  readonly componentType: string;
  readonly resultComponentType: string;
  readonly M: number;
  readonly N: number;
  readonly K: number;
}

/** What a device can do, by the names of WebGPU, for a compiler to make kernels for it. Plain data. */
export interface DeviceFacts {
  /** For people. */
  readonly name: string;
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
  /** 0 without subgroups. */
  readonly subgroupMinSize: number;
  readonly subgroupMaxSize: number;
  readonly subgroupMatrixConfigs: readonly SubgroupMatrixConfig[];
  /** Whether the device is software on the processor. */
  readonly isFallbackAdapter: boolean;
}

/** How far `warmUp` is. */
export interface WarmUpOptions {
  /** Called with each kernel that is ready: how many are, and how many there are. */
  readonly onProgress?: (ready: number, all: number) => void;
}

/** Pipelines that are kept ready. */
export interface WarmLayers {
  /** Lets go of the device; layers that were loaded meanwhile keep it. */
  close(): Promise<void>;
}

/** What `webgpu` makes: a runtime for `load`, with what only a device of WebGPU can tell. */
export interface WebgpuRuntime extends Runtime {
  /**
   * Compiles the pipelines of layers before they are loaded, off the page's thread where the browser can: `load` then finds
   * them ready. The device stays open until `close`. Errors: those of `load`.
   */
  warmUp(layers: readonly (CompiledLayer | Artifact)[], options?: WarmUpOptions): Promise<WarmLayers>;
  /** What the device can do; opens it for as long as that takes. Errors: `runtime-adapter`, `runtime-missing`. */
  facts(): Promise<DeviceFacts>;
}

/**
 * A runtime for artifacts of target `webgpu`.
 *
 * One device serves all layers and tensors of the runtime. It is opened with the first of them, with all that the adapter
 * offers, and destroyed with the last. When it is lost, runs under way reject with `runtime-lost`, the next run opens
 * a new one, and what was bound is uploaded there again; device tensors are gone.
 *
 * Errors: `runtime-option` here; from `load` and runs, `runtime-adapter` and `runtime-missing` when there is no device,
 * `runtime-feature` and `runtime-limit` when it is not enough for the layer, `runtime-memory`, `runtime-lost`, and
 * `runtime-failed` for kernels that WebGPU refuses.
 *
 * @example
 * <!-- not run: needs an adapter; the tests of the runtime do the same -->
 *
 * ```ts
 * import { load, tensorOf } from '@einlay/artifact';
 * import { webgpu } from '@einlay/runtime-webgpu';
 *
 * const bytes = new Uint8Array(await (await fetch('btt.wgsl.artifact')).arrayBuffer());
 * const layer = await load(bytes, { runtime: webgpu({ powerPreference: 'high-performance' }) });
 * const { y } = await layer.run({ x, A, B });
 * await layer.close();
 * ```
 */
export function webgpu(options: WebgpuOptions = {}): WebgpuRuntime {
  const { powerPreference } = options;
  if (powerPreference !== undefined && !['low-power', 'high-performance'].includes(powerPreference))
    throw errorOf('runtime-option', ['powerPreference', '`low-power` or `high-performance`']);
  if ([options.gpu, options.adapter, options.device].filter((given) => given !== undefined).length > 1)
    throw errorOf('runtime-option', ['device', 'the only one of `gpu`, `adapter` and `device`']);
  const source = deviceSource(options);
  const runtime: WebgpuRuntime = {
    name: 'WebGPU',
    target: 'webgpu',
    open: (artifact: Artifact) => openLayer(source, artifact),
    async hold(dtype: DType, data: TensorData) {
      if (dtype === 'f64' || dtype === 'bf16') throw new TypeError(`WebGPU has no element type ${dtype}`);
      return holdTensor(memory, source, dtype, data);
    },
    async warmUp(layers, { onProgress } = {}) {
      const artifacts = layers.map((layer) => ('artifacts' in layer ? artifactFor(layer, runtime) : layer));
      const open = await source.acquire();
      let closed = false;
      try {
        await compilePipelines(open, artifacts, onProgress);
      } catch (cause) {
        await source.release();
        throw cause;
      }
      return {
        async close() {
          if (closed) return;
          closed = true;
          await source.release();
        },
      };
    },
    async facts() {
      const opened = await source.acquire();
      const found = factsOf(opened);
      await source.release();
      return found;
    },
  };
  return runtime;
}

async function compilePipelines(
  open: OpenDevice,
  artifacts: readonly Artifact[],
  onProgress: WarmUpOptions['onProgress'] = () => undefined,
): Promise<void> {
  const pipelines = artifacts.flatMap((artifact) => pipelinesOf(open, artifact.name, payloadOf(artifact, 'webgpu')));
  let ready = 0;
  await Promise.all(
    pipelines.map(async ({ pipeline }) => {
      await pipeline;
      ready += 1;
      onProgress(ready, pipelines.length);
    }),
  );
}
