/** What WebGPU devices can do, as data: for the scheduler, and for refusing what a device cannot run. */
import type { DType, Target } from '@einlay/ir';

/** A product of tiles that a device has: rows × depth times depth × columns. */
export interface SubgroupMatrixShape {
  readonly type: 'f16' | 'f32';
  readonly resultType: 'f16' | 'f32';
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Limits by the names of `GPUSupportedLimits`. */
export interface WgslLimits {
  readonly maxStorageBuffersPerShaderStage: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
  readonly maxComputeWorkgroupSizeX: number;
  readonly maxComputeWorkgroupsPerDimension: number;
}

/** Features a kernel may need, by the names of `GPUFeatureName`. */
export const WGSL_FEATURES = [
  'shader-f16',
  'subgroups',
  'subgroup-size-control',
  'chromium-experimental-subgroup-matrix',
] as const;

/** A feature of WebGPU that kernels can make use of. */
export type WgslFeature = (typeof WGSL_FEATURES)[number];

/** A WebGPU device: its limits, its features, and what kind of processor it is. */
export interface WgslTarget extends Target {
  /** A graphics processor, or a processor that does as one would. */
  readonly kind: 'graphics' | 'processor';
  readonly limits: WgslLimits;
  readonly features: readonly WgslFeature[];
  /** Sizes that subgroups of a device may have; equal when there is only one. */
  readonly subgroupSizes: { readonly smallest: number; readonly largest: number };
  readonly subgroupMatrices: readonly SubgroupMatrixShape[];
  /** What bounds how many workgroups run together; a guess, since WebGPU does not tell. */
  readonly occupancy: {
    readonly multiprocessors: number;
    readonly workgroupBytesPerMultiprocessor: number;
    readonly invocationsPerMultiprocessor: number;
    readonly registersPerInvocation: number;
  };
}

/** Every implementation of WebGPU has at least these limits. */
const DEFAULT_LIMITS: WgslLimits = {
  maxStorageBuffersPerShaderStage: 8,
  maxStorageBufferBindingSize: 128 * 2 ** 20,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupsPerDimension: 65535,
};

/** A device about which nothing is known: no features, and the rates of a small graphics processor. */
export const defaultWgslTarget: WgslTarget = {
  name: 'webgpu',
  kind: 'graphics',
  dtypes: ['f32', 'i32', 'bool'],
  rates: { flopsPerSecond: 2e12, bytesPerSecond: 1e11, permuteBytesPerSecond: 5e10, launchSeconds: 1e-5 },
  limits: DEFAULT_LIMITS,
  features: [],
  subgroupSizes: { smallest: 4, largest: 128 },
  subgroupMatrices: [],
  occupancy: {
    multiprocessors: 8,
    workgroupBytesPerMultiprocessor: 32768,
    invocationsPerMultiprocessor: 1024,
    registersPerInvocation: 64,
  },
};

/** As `GPUAdapterInfo.subgroupMatrixConfigs` lists them. */
export interface SubgroupMatrixConfig {
  readonly componentType: string;
  readonly resultComponentType: string;
  readonly M: number;
  readonly N: number;
  readonly K: number;
}

/** What can be asked of a `GPUAdapter` or `GPUDevice`. */
export interface AdapterFacts {
  readonly limits: Readonly<Partial<WgslLimits>>;
  readonly features: Iterable<string>;
  readonly subgroupMinSize?: number | undefined;
  readonly subgroupMaxSize?: number | undefined;
  readonly subgroupMatrixConfigs?: readonly SubgroupMatrixConfig[];
  /** Whether it runs on the processor, as software. */
  readonly isFallbackAdapter?: boolean | undefined;
}

/** The target that a device is. Whatever it does not tell is as in `base`. */
export function targetOfAdapter(adapter: AdapterFacts, base: WgslTarget = defaultWgslTarget): WgslTarget {
  const { limits, subgroupMinSize, subgroupMaxSize, subgroupMatrixConfigs = [], isFallbackAdapter } = adapter;
  const offered = new Set(adapter.features);
  const features = WGSL_FEATURES.filter((feature) => offered.has(feature));
  const isHalf = (name: string): name is 'f16' | 'f32' => name === 'f16' || name === 'f32';
  const dtypes: readonly DType[] = features.includes('shader-f16')
    ? ['f32', 'f16', 'i32', 'bool']
    : ['f32', 'i32', 'bool'];
  return {
    ...base,
    kind: isFallbackAdapter === undefined ? base.kind : isFallbackAdapter ? 'processor' : 'graphics',
    dtypes,
    limits: {
      maxStorageBuffersPerShaderStage:
        limits.maxStorageBuffersPerShaderStage ?? base.limits.maxStorageBuffersPerShaderStage,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize ?? base.limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize:
        limits.maxComputeWorkgroupStorageSize ?? base.limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup:
        limits.maxComputeInvocationsPerWorkgroup ?? base.limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX ?? base.limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension:
        limits.maxComputeWorkgroupsPerDimension ?? base.limits.maxComputeWorkgroupsPerDimension,
    },
    features,
    subgroupSizes: {
      smallest: subgroupMinSize ?? base.subgroupSizes.smallest,
      largest: subgroupMaxSize ?? base.subgroupSizes.largest,
    },
    subgroupMatrices: subgroupMatrixConfigs.flatMap(
      ({ componentType: type, resultComponentType: resultType, M, N, K }) =>
        isHalf(type) && isHalf(resultType) ? [{ type, resultType, rows: M, columns: N, depth: K }] : [],
    ),
  };
}
