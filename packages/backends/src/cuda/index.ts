/** The CUDA backend: from loop IR to a translation unit of kernels. */
export { canEmit } from './can-emit.ts';
export { emitCudaHeader } from './emit-header.ts';
export { emitCuda } from './emit.ts';
export type { CudaEmission, CudaKernelText } from './emit.ts';
export { sm80, sm90a } from './target.ts';
export type { CudaTarget } from './target.ts';
