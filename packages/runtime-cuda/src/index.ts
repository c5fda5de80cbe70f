/** Runs Einlay artifacts on NVIDIA GPUs. */
export { cuda } from './cuda.ts';
export type { CudaFacts, CudaOptions, CudaRuntime } from './cuda.ts';
export type { CudaMemory } from './device.ts';
