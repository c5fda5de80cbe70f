/**
 * Loop IR: nodes, builder, printer, verifier and interpreter.
 *
 * @packageDocumentation
 */
export * from './build.ts';
export * from './fragments.ts';
export { KernelError, interpretLoops, packTensor } from './interpret.ts';
export * from './nodes.ts';
export * from './print.ts';
export * from './types.ts';
export * from './verify.ts';
/** What operators do to numbers, for whoever folds constants. */
export { BINARY, UNARY } from '../tensor/interpret.ts';
