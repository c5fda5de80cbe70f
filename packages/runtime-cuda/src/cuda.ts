/** The CUDA runtime: opens artifacts on an NVIDIA GPU, in Node. */
import { BUFFER_DTYPES, errorOf } from '@einlay/artifact';
import type { Artifact, BufferDType, DType, Runtime, TensorData } from '@einlay/artifact';
import { holdTensor } from '@einlay/artifact/kernels';
import { architectureOf } from './architecture.ts';
import { CubinCache, defaultFolder } from './cubin-cache.ts';
import { cudaSource } from './device.ts';
import type { CudaDevice, CudaMemory } from './device.ts';
import { printVersion } from './driver.ts';
import { openLayer } from './launch.ts';
import { memory } from './memory.ts';

/** Options of `cuda`. */
export interface CudaOptions {
  /** Which device, counted from 0 as the driver does. */
  readonly device?: number;
  /**
   * Where to keep what was compiled, for the next process; `false` for nowhere. By default `$XDG_CACHE_HOME/einlay/cuda`,
   * or `~/.cache/einlay/cuda`.
   */
  readonly cache?: string | false;
  /** The path of the driver's library, when it is not the `libcuda.so.1` that the system finds. */
  readonly driver?: string;
  /** The path of NVRTC, when it is not the `libnvrtc.so.13` or `libnvrtc.so.12` that the system finds. */
  readonly nvrtc?: string;
}

/** What a device can do, for a compiler to make kernels for it. Plain data; sizes in bytes. */
export interface CudaFacts {
  /** For people. */
  readonly name: string;
  /** `sm_90`. */
  readonly architecture: string;
  /** The version of CUDA that the driver is for: `13.0`. */
  readonly driver: string;
  readonly memoryBytes: number;
  readonly l2Bytes: number;
  readonly multiprocessors: number;
  readonly threadsPerBlock: number;
  readonly threadsPerMultiprocessor: number;
  readonly registersPerMultiprocessor: number;
  readonly sharedBytesPerBlock: number;
  readonly sharedBytesPerMultiprocessor: number;
}

/** What `cuda` makes: a runtime for `load`, with what only an NVIDIA GPU can tell. */
export interface CudaRuntime extends Runtime {
  /** What the device can do; opens it for as long as that takes. Errors: those of opening. */
  facts(): Promise<CudaFacts>;
  /** What the runtime holds at the moment; nothing while no layer and no tensor of it is open. */
  memory(): CudaMemory;
}

const NOTHING: CudaMemory = { deviceBytes: 0, freeBytes: 0, pinnedBytes: 0, modules: 0, graphs: 0, events: 0 };

/**
 * A runtime for artifacts of target `cuda`.
 *
 * One device serves all layers and tensors of the runtime, with one stream on which all work is done in order. It is
 * opened with the first of them and given back with the last. Once a kernel has done what the device forbids, CUDA
 * refuses all further work of the process, and so does the runtime, with `runtime-lost`.
 *
 * Errors: `runtime-option` here; from `load` and runs, `runtime-adapter` when there is no driver or no device,
 * `runtime-missing` when there is something to compile and no NVRTC, `runtime-feature` and `runtime-limit` when the
 * device is not enough for the layer, `runtime-memory`, `runtime-lost`, and `runtime-failed` for what NVRTC or the
 * driver refuse.
 *
 * @example
 * <!-- not run: needs a GPU; the tests of the runtime do the same on the processor -->
 *
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { load } from '@einlay/artifact';
 * import { cuda } from '@einlay/runtime-cuda';
 *
 * const runtime = cuda({ device: 0 });
 * const layer = await load(await readFile('dist/btt.cuda.artifact'), { runtime });
 * const { y } = await layer.run({ x, A, B });
 * console.log(runtime.memory());
 * await layer.close();
 * ```
 */
export function cuda(options: CudaOptions = {}): CudaRuntime {
  const { device = 0, cache = defaultFolder(), driver = 'libcuda.so.1', nvrtc } = options;
  if (!Number.isInteger(device) || device < 0) throw errorOf('runtime-option', ['device', 'a whole number from 0 up']);
  if (cache !== false && (typeof cache !== 'string' || cache === ''))
    throw errorOf('runtime-option', ['cache', 'the path of a folder, or false']);
  const { source, opened } = cudaSource({
    ordinal: device,
    driver,
    nvrtc,
    cache: cache === false ? undefined : new CubinCache(cache),
  });
  return {
    name: 'CUDA',
    target: 'cuda',
    open: (artifact: Artifact) => openLayer(source, artifact),
    async hold(dtype: DType, data: TensorData) {
      if (!isBufferDType(dtype)) throw new TypeError(`kernels have no element type ${dtype}`);
      return holdTensor(memory, source, dtype, data);
    },
    async facts() {
      const found = factsOf(await source.acquire());
      await source.release();
      return found;
    },
    memory: () => opened()?.memory() ?? NOTHING,
  };
}

const isBufferDType = (dtype: DType): dtype is BufferDType => (BUFFER_DTYPES as readonly DType[]).includes(dtype);

function factsOf({ name, capability, attributes, memoryBytes, driverVersion }: CudaDevice): CudaFacts {
  return {
    name,
    architecture: architectureOf(capability),
    driver: printVersion(driverVersion),
    memoryBytes,
    l2Bytes: attributes.l2Bytes,
    multiprocessors: attributes.multiprocessors,
    threadsPerBlock: attributes.threadsPerBlock,
    threadsPerMultiprocessor: attributes.threadsPerMultiprocessor,
    registersPerMultiprocessor: attributes.registersPerMultiprocessor,
    sharedBytesPerBlock: attributes.sharedBytesPerBlock,
    sharedBytesPerMultiprocessor: attributes.sharedBytesPerMultiprocessor,
  };
}
