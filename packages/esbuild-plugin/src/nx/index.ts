/**
 * What Nx runs: an executor and a generator.
 *
 * @packageDocumentation
 */
export { compile } from './compile.ts';
export type { CompileExecutorOptions, ExecutorContext } from './compile.ts';
export { layer } from './layer.ts';
export type { LayerGeneratorOptions, Tree } from './layer.ts';
