/** Checks that all runtimes share. */
export { conformanceChecks } from './conformance.ts';
export type { ConformanceCheck, ConformanceLayer, ConformanceOptions } from './conformance.ts';
