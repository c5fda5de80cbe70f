/** The Einlay compiler: source text or an equation in, artifacts out, diagnostics as values. */
export { compile, compileProgram, einsum, optimize } from './compile.ts';
export type { Compilation, CompileOptions, Emission } from './compile.ts';
export { describeKernel, describeSchedule } from './describe-schedule.ts';
export { evaluate } from './evaluate.ts';
export { explain } from './explain.ts';
export type { EinsumPlan, Explanation, Step } from './explain.ts';
export { planEquation } from './plan-equation.ts';
export { parseScheduleFile, printScheduleFile } from './schedule-file.ts';
export { TARGETS, kernelTarget } from './targets.ts';
export type { EmittedFile, TargetName, TargetOptions } from './targets.ts';
export { targetOfAdapter } from '@einlay/backends/wgsl';
export type { AdapterFacts, WgslTarget } from '@einlay/backends/wgsl';
export { compileSchedule, tuningSchedules } from './tune.ts';
export { VERSION } from './version.ts';
export { agrees, interpretWithTolerance, printProgram, renderDiagnostic } from '@einlay/ir';
export type { Bounded, Diagnostic, HostTensor, Result } from '@einlay/ir';
export { FINDERS } from '@einlay/passes';
export type { Finder, PathOptions, PathPlan, Schedule } from '@einlay/passes';
