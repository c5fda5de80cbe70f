/**
 * The WGSL backend: `emitWgsl` takes a loop program to kernels that WebGPU runs.
 *
 * @packageDocumentation
 */
export { canEmit } from './can-emit.ts';
export { emitWgsl } from './emit.ts';
export type { WgslEmission, WgslKernel } from './emit.ts';
export { legalize } from './legalize.ts';
export { WGSL_FEATURES, defaultWgslTarget, targetOfAdapter } from './target.ts';
export type {
  AdapterFacts,
  SubgroupMatrixConfig,
  SubgroupMatrixShape,
  WgslFeature,
  WgslLimits,
  WgslTarget,
} from './target.ts';
