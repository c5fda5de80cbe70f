/** Random tensor programs for property tests; needs fast-check. */
export { einsumPrograms, programs } from './programs.ts';
export type { GeneratedKind, ProgramCase, ProgramOptions } from './programs.ts';
