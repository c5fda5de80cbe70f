/** The Einlay compiler: source text or an equation in, artifacts out, diagnostics as values. */
export { compile, compileProgram, einsum, optimize } from './compile.ts';
export type { Compilation, CompileOptions, Emission } from './compile.ts';
export { evaluate } from './evaluate.ts';
export { TARGETS } from './targets.ts';
export type { EmittedFile, TargetName } from './targets.ts';
export { VERSION } from './version.ts';
export { printProgram, renderDiagnostic } from '@einlay/ir';
export type { Diagnostic, HostTensor, Result } from '@einlay/ir';
