/** Opens the device of a runtime. */
import { errorOf, WEBGPU_LIMITS } from '@einlay/artifact';
import type { EinlayError } from '@einlay/artifact';
import { DeviceSource } from '@einlay/artifact/kernels';
import { BufferPool } from './buffers.ts';
import type { DeviceFacts, SubgroupMatrixConfig, WebgpuOptions } from './webgpu.ts';

/** Features that kernels or the runtime can use. A device is opened with those of them that the adapter has. */
const FEATURES: readonly string[] = [
  'shader-f16',
  'subgroups',
  'subgroup-size-control',
  'chromium-experimental-subgroup-matrix',
  'timestamp-query',
];

/** Dawn in Node hides what browsers hide from pages; this is a program that may use its own device. */
const DAWN_FLAGS = [
  'enable-dawn-features=allow_unsafe_apis,vulkan_enable_f16_on_nvidia',
  'disable-dawn-features=timestamp_quantization',
] as const;

/** A kernel as the device has it. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** A device and what is known of it. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly buffers: BufferPool;
  /** For messages. */
  readonly name: string;
  /** What has been compiled, by what it was compiled from. Layers with the same kernels share them. */
  readonly pipelines: Map<string, Promise<Pipeline>>;
  /** Invocations; 0 for none. */
  readonly subgroupSizes: { readonly least: number; readonly most: number };
  readonly subgroupMatrices: readonly SubgroupMatrixConfig[];
  /** Why it is gone, once it is. */
  lost: string | undefined;
}

/** Errors: `runtime-adapter`, `runtime-missing`, `runtime-lost`. */
export const deviceSource = (options: WebgpuOptions): DeviceSource<OpenDevice> =>
  new DeviceSource({
    open: () => openDevice(options),
    close({ buffers, device }) {
      buffers.destroy();
      // In Node a device that lives keeps the process from ending.
      if (options.device === undefined) device.destroy();
    },
    refuse: (reason) =>
      options.device === undefined && options.adapter === undefined
        ? undefined
        : lostError(reason, 'it was handed in, so make another and a runtime with it'),
  });

export const lostError = (reason: string, hint = 'the next run opens it anew'): EinlayError =>
  errorOf('runtime-lost', ['WebGPU', reason], { hint });

async function openDevice(options: WebgpuOptions): Promise<OpenDevice> {
  const given = options.device as GPUDevice | undefined;
  const { device, adapterInfo } = given ? { device: given, adapterInfo: undefined } : await requestDevice(options);
  // Sizes are not there where subgroups are not.
  const { description, vendor, architecture, subgroupMinSize = 0, subgroupMaxSize = 0 } = device.adapterInfo;
  const known = [description, vendor, architecture].find((text) => text !== '');
  const opened: OpenDevice = {
    device,
    buffers: new BufferPool(device),
    pipelines: new Map(),
    name: known ?? 'this device',
    subgroupSizes: { least: subgroupMinSize, most: subgroupMaxSize },
    subgroupMatrices: subgroupMatricesOf(adapterInfo ?? device.adapterInfo),
    lost: undefined,
  };
  void device.lost.then(({ message, reason }) => {
    opened.lost = message === '' ? reason : message;
  });
  return opened;
}

/** Limits that compilers ask for, beside those that artifacts state. */
const TOLD_LIMITS = [...WEBGPU_LIMITS, 'maxComputeWorkgroupsPerDimension'] as const;

/** Experimental: the declarations of WebGPU do not know them, and Dawn's devices do not tell them, only its adapters. */
function subgroupMatricesOf(info: GPUAdapterInfo): readonly SubgroupMatrixConfig[] {
  const { subgroupMatrixConfigs = [] } = info as { readonly subgroupMatrixConfigs?: Iterable<SubgroupMatrixConfig> };
  return [...subgroupMatrixConfigs].map(({ componentType, resultComponentType, M, N, K }) => ({
    componentType,
    resultComponentType,
    M,
    N,
    K,
  }));
}

export function factsOf({ device, name, subgroupSizes, subgroupMatrices }: OpenDevice): DeviceFacts {
  return {
    name,
    limits: Object.fromEntries(TOLD_LIMITS.map((limit) => [limit, device.limits[limit]])),
    features: [...device.features].sort(),
    subgroupMinSize: subgroupSizes.least,
    subgroupMaxSize: subgroupSizes.most,
    subgroupMatrixConfigs: subgroupMatrices,
    // Older implementations do not tell.
    isFallbackAdapter: (device.adapterInfo as { isFallbackAdapter?: boolean }).isFallbackAdapter ?? false,
  };
}

async function requestDevice(
  options: WebgpuOptions,
): Promise<{ readonly device: GPUDevice; readonly adapterInfo: GPUAdapterInfo | undefined }> {
  const adapter = (options.adapter as GPUAdapter | undefined) ?? (await requestAdapter(options));
  const requiredFeatures = FEATURES.filter((feature) => adapter.features.has(feature)) as GPUFeatureName[];
  // Limits may only be asked for where the adapter knows them.
  const requiredLimits = Object.fromEntries(WEBGPU_LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  try {
    return { device: await adapter.requestDevice({ requiredFeatures, requiredLimits }), adapterInfo: adapter.info };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw errorOf('runtime-adapter', ['WebGPU', reason], { cause });
  }
}

async function requestAdapter({ gpu, powerPreference }: WebgpuOptions): Promise<GPUAdapter> {
  const entry = (gpu as GPU | undefined) ?? (await findGpu());
  const adapter = await entry.requestAdapter(powerPreference === undefined ? {} : { powerPreference });
  if (adapter !== null) return adapter;
  const hint = isNode()
    ? 'install a driver; without a GPU, a software one such as Mesa lavapipe (mesa-vulkan-drivers on Debian) will do'
    : 'check the page about GPUs of the browser, such as chrome://gpu';
  throw errorOf('runtime-adapter', ['WebGPU', 'no adapter was offered'], { hint });
}

const isNode = (): boolean => typeof process === 'object' && typeof process.versions.node === 'string';

/** In Node: must stay referenced for as long as a device lives, and one is enough. */
let dawn: Promise<GPU> | undefined;

async function findGpu(): Promise<GPU> {
  const { navigator } = globalThis as { readonly navigator?: { readonly gpu?: GPU } };
  if (navigator?.gpu !== undefined) return navigator.gpu;
  if (!isNode()) {
    const hint = 'pages have it over https and on localhost only';
    throw errorOf('runtime-adapter', ['WebGPU', 'this browser has no WebGPU here'], { hint });
  }
  dawn ??= loadDawn();
  return dawn;
}

async function loadDawn(): Promise<GPU> {
  try {
    const { create } = await import('webgpu');
    return create([...DAWN_FLAGS]);
  } catch (cause) {
    throw errorOf('runtime-missing', ['the package webgpu'], { hint: 'npm install webgpu', cause });
  }
}
