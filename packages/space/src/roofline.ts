/** How long a layer would take on a device, forward, if nothing but arithmetic and memory cost anything. */
import type { Analysis } from './analyze.ts';

/** What a device can do, as data. */
export interface DeviceRates {
  readonly name: string;
  /** Element type of everything, for people. */
  readonly dtype: string;
  readonly bytesPerElement: number;
  /** Of products of matrices; a multiply-add counts as two. */
  readonly flopsPerSecond: number;
  /** Streaming read plus write. */
  readonly bytesPerSecond: number;
  /** Of starting one kernel. */
  readonly launchSeconds: number;
  /** Matrix units work on extents that are multiples of this; smaller ones cost as much. */
  readonly granule: number;
  /** What a kernel can keep of `tileTokens` tokens between two products; 0 when products are never fused. */
  readonly onChipBytes: number;
  readonly tileTokens: number;
}

/** The devices of `docs/performance.md`, as measured there; single measurements, good for ordering layers. */
export const DEVICES = {
  cuda: {
    name: 'H100, bf16',
    dtype: 'bf16',
    bytesPerElement: 2,
    flopsPerSecond: 7.46e14,
    bytesPerSecond: 3.02e12,
    launchSeconds: 6.2e-6,
    granule: 8,
    onChipBytes: 227 * 1024,
    tileTokens: 16,
  },
  webgpu: {
    name: 'H100 through Vulkan, f32',
    dtype: 'f32',
    bytesPerElement: 4,
    flopsPerSecond: 3.4e13,
    bytesPerSecond: 2.87e12,
    launchSeconds: 1e-5,
    granule: 4,
    onChipBytes: 48 * 1024,
    tileTokens: 8,
  },
  onnx: {
    name: 'ONNX Runtime on two cores, f32',
    dtype: 'f32',
    bytesPerElement: 4,
    flopsPerSecond: 4e11,
    bytesPerSecond: 8e10,
    launchSeconds: 5e-6,
    granule: 4,
    onChipBytes: 0,
    tileTokens: 1,
  },
} as const satisfies Readonly<Record<string, DeviceRates>>;

/** The least time that a device could take, and what sets it. */
export interface Prediction {
  readonly seconds: number;
  /** Of arithmetic alone, extents rounded up to what matrix units take. */
  readonly computeSeconds: number;
  /** Of moving tensors alone. */
  readonly memorySeconds: number;
  readonly kernels: number;
  readonly bound: 'compute' | 'memory' | 'launch';
}

/**
 * The time of a layer for so many tokens. One factor is one kernel; two are one when what lies between them stays on chip, and
 * otherwise each is a kernel that goes through memory.
 *
 * @example
 * The fastest layers from 256 to 256 features that have full rank and share nothing, by prediction:
 *
 * ```ts
 * import { DEVICES, analyzeSizes, enumerateSizes, isWanted, predict, thetaOfSizes } from '@einlay/space';
 *
 * const widths = { dIn: 256, dOut: 256 };
 * const points = [...enumerateSizes(widths, { unshared: true })].flatMap((sizes) => {
 *   const found = analyzeSizes(thetaOfSizes(sizes, widths), sizes, widths);
 *   return found.ok && isWanted(found.value, { fullRank: true, mostMacs: 256 ** 2 / 4 }) ? [found.value] : [];
 * });
 * const timed = points.map((point) => ({ point, ...predict(point, DEVICES.onnx, 4096) }));
 * timed.sort((one, other) => one.seconds - other.seconds || one.computeSeconds - other.computeSeconds);
 * for (const { point, bound } of timed.slice(0, 2)) console.log(point.params, point.macs, bound);
 * ```
 *
 * ```text
 * 4352 8192 memory
 * 4352 8192 memory
 * ```
 */
export function predict(point: Analysis, device: DeviceRates, tokens: number): Prediction {
  const { widths, params, intermediate, factors } = point;
  const { bytesPerElement, tileTokens, onChipBytes } = device;
  const isFused = factors.length === 1 || intermediate * tileTokens * bytesPerElement <= onChipBytes;
  const kernels = isFused ? 1 : 2;
  const moved = tokens * (widths.dIn + widths.dOut + (isFused ? 0 : 2 * intermediate)) + params;
  const computeSeconds = (2 * tokens * executedMacs(point, device.granule)) / device.flopsPerSecond;
  const memorySeconds = (moved * bytesPerElement) / device.bytesPerSecond;
  const launch = kernels * device.launchSeconds;
  const work = Math.max(computeSeconds, memorySeconds);
  return {
    seconds: launch + work,
    computeSeconds,
    memorySeconds,
    kernels,
    bound: work < launch ? 'launch' : computeSeconds > memorySeconds ? 'compute' : 'memory',
  };
}

/** Multiply-adds of a token with the rows and columns of every matrix rounded up. */
function executedMacs({ sizes, factors, macsAFirst, macsBFirst }: Analysis, granule: number): number {
  const { alpha, beta, gamma, delta, epsilon, phi, rho, xi } = sizes;
  const up = (extent: number): number => Math.ceil(extent / granule) * granule;
  /** A batch of matrices, each with so many rows and columns. */
  const matrices = (count: number, rows: number, columns: number): number => count * up(rows) * up(columns);
  if (factors.length === 1) return factors[0] === 'A' ? matrices(xi, alpha, delta) : matrices(xi, beta, epsilon);
  return macsAFirst <= macsBFirst
    ? matrices(xi * beta * gamma, alpha, delta * phi * rho) + matrices(xi * delta * phi, beta * gamma * rho, epsilon)
    : matrices(xi * alpha * gamma, beta, epsilon * phi * rho) +
        matrices(xi * epsilon * phi, alpha * gamma * rho, delta);
}

/** What takes less time first; among those that memory holds up alike, what computes and stores less. */
export const byTime = (
  one: { readonly point: Analysis; readonly prediction: Prediction },
  other: { readonly point: Analysis; readonly prediction: Prediction },
): number =>
  one.prediction.seconds - other.prediction.seconds ||
  one.prediction.computeSeconds - other.prediction.computeSeconds ||
  one.point.params - other.point.params;
