/** What CUDA devices can do, as data. */
import type { DType, Target } from '@einlay/ir';

/** An NVIDIA GPU, by its architecture. */
export interface CudaTarget extends Target {
  /** As compilers call it: code for `sm_90a` uses all that this processor has, and runs on no other. */
  readonly architecture: string;
  /** Threads of a block. */
  readonly threads: number;
  /** Bytes of shared memory, of a block and of a multiprocessor. */
  readonly sharedBytes: number;
  readonly sharedBytesOfMultiprocessor: number;
  readonly multiprocessors: number;
  /** Most blocks of a cluster, 1 where there are no clusters. */
  readonly cluster: number;
  /** Whether tensor cores read a matrix from shared memory by themselves (`wgmma`). */
  readonly stagedMatrices: boolean;
  /** What tensor cores multiply, with sums in f32. */
  readonly matrixTypes: readonly DType[];
}

const DTYPES: readonly DType[] = ['f32', 'f16', 'bf16', 'i32', 'bool'];

/** What a device says of itself that kernels depend on, as the CUDA runtime tells it; sizes in bytes. */
export interface CudaDeviceFacts {
  /** `sm_90`. */
  readonly architecture: string;
  readonly multiprocessors: number;
  readonly threadsPerBlock: number;
  readonly sharedBytesPerBlock: number;
  readonly sharedBytesPerMultiprocessor: number;
}

/** NVIDIA A100 and its kin; also what later processors can run. Rates by the datasheet. */
export const sm80: CudaTarget = {
  name: 'sm_80',
  architecture: 'sm_80',
  dtypes: DTYPES,
  rates: { flopsPerSecond: 2.5e14, bytesPerSecond: 1.4e12, permuteBytesPerSecond: 1e12, launchSeconds: 3e-6 },
  threads: 1024,
  sharedBytes: 163 * 1024,
  sharedBytesOfMultiprocessor: 164 * 1024,
  multiprocessors: 108,
  cluster: 1,
  stagedMatrices: false,
  matrixTypes: ['bf16', 'f16'],
};

/** NVIDIA H100. Rates as measured: a copy, and a large product in bf16. */
export const sm90a: CudaTarget = {
  name: 'sm_90a',
  architecture: 'sm_90a',
  dtypes: DTYPES,
  rates: { flopsPerSecond: 7.5e14, bytesPerSecond: 3e12, permuteBytesPerSecond: 2e12, launchSeconds: 2.5e-6 },
  threads: 1024,
  sharedBytes: 227 * 1024,
  sharedBytesOfMultiprocessor: 228 * 1024,
  multiprocessors: 132,
  cluster: 8,
  stagedMatrices: true,
  matrixTypes: ['bf16', 'f16'],
};

/** The target for a device: what its kin can do, with its own sizes. One that is as its kin are is the very target. */
export function targetOfCudaDevice(facts: CudaDeviceFacts): CudaTarget {
  const kin = facts.architecture === 'sm_90' ? sm90a : sm80;
  const own: CudaTarget = {
    ...kin,
    threads: facts.threadsPerBlock,
    sharedBytes: facts.sharedBytesPerBlock,
    sharedBytesOfMultiprocessor: facts.sharedBytesPerMultiprocessor,
    multiprocessors: facts.multiprocessors,
  };
  const [one, other] = [factsOfCudaTarget(own), factsOfCudaTarget(kin)];
  return JSON.stringify(one) === JSON.stringify(other) ? kin : own;
}

/** The other direction. */
export const factsOfCudaTarget = (target: CudaTarget): CudaDeviceFacts => ({
  architecture: target.architecture.replace(/[a-z]$/, ''),
  multiprocessors: target.multiprocessors,
  threadsPerBlock: target.threads,
  sharedBytesPerBlock: target.sharedBytes,
  sharedBytesPerMultiprocessor: target.sharedBytesOfMultiprocessor,
});
