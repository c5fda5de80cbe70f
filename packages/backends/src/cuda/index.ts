/**
 * The CUDA backend: from loop IR to a translation unit of kernels.
 *
 * @packageDocumentation
 */
export { canEmit } from './can-emit.ts';
export { emitCudaHeader } from './emit-header.ts';
export { emitCuda } from './emit.ts';
export type { CudaEmission, CudaKernelText } from './emit.ts';
export { factsOfCudaTarget, sm80, sm90a, targetOfCudaDevice } from './target.ts';
export type { CudaDeviceFacts, CudaTarget } from './target.ts';
