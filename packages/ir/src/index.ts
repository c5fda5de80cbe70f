/**
 * Tensor IR: nodes, builder, visitor, printer, verifier and interpreter; diagnostics, extents, and what passes know of targets.
 *
 * @packageDocumentation
 */
export * from './diagnostic.ts';
export * from './dtype.ts';
export * from './extent.ts';
export * from './render-diagnostic.ts';
export * from './target.ts';
export * from './tensor/build.ts';
export * from './tensor/equation.ts';
export { InterpretError, bindSymbols, interpret } from './tensor/interpret.ts';
export type { HostTensor } from './tensor/interpret.ts';
export * from './tensor/nodes.ts';
export * from './tensor/print.ts';
export { agrees, interpretWithTolerance } from './tensor/tolerance.ts';
export type { Bounded } from './tensor/tolerance.ts';
export * from './tensor/verify.ts';
export * from './tensor/visit.ts';
