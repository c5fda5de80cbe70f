/**
 * Runs Einlay artifacts on NVIDIA GPUs.
 *
 * @packageDocumentation
 */
export { cuda } from './cuda.ts';
export type { CudaFacts, CudaOptions, CudaRuntime } from './cuda.ts';
export type { CudaMemory } from './device.ts';
