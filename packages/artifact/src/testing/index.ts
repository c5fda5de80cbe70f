/**
 * Checks that all runtimes share.
 *
 * @packageDocumentation
 */
export { bufferOf, symbolsOf } from './buffer-of.ts';
export { conformanceChecks } from './conformance.ts';
export type { ConformanceCheck, ConformanceLayer, ConformanceOptions } from './conformance.ts';
