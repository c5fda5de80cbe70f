/**
 * Random tensor programs for property tests, and the comparison with the interpreter; needs fast-check.
 *
 * @packageDocumentation
 */
export { disagreement } from './disagreement.ts';
export { einsumPrograms, programs } from './programs.ts';
export type { GeneratedKind, ProgramCase, ProgramOptions } from './programs.ts';
