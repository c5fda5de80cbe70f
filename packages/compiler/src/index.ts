/**
 * The Einlay compiler: source text or an equation in, artifacts out, diagnostics as values.
 *
 * @packageDocumentation
 */
export { compile, compileProgram, einsum, optimize } from './compile.ts';
export type { Compilation, CompileOptions, Emission } from './compile.ts';
export { describeKernel, describeSchedule } from './describe-schedule.ts';
export { evaluate } from './evaluate.ts';
export { describeSubject, describeSubjects, pointJson, subjectJson, thetaJson } from './describe-point.ts';
export type { Subject } from './describe-point.ts';
export { exponentsOfNetwork, findPoint } from './find-point.ts';
export type { Found, FoundNetwork, FoundPoint, NoPoint } from './find-point.ts';
export type { TracedIndex, TracedProduct, TracedTensor } from './trace-layer.ts';
export { drawKernels } from './diagram.ts';
export { drawNetwork } from './draw-network.ts';
export { explain } from './explain.ts';
export { explainKernels } from './explain-kernels.ts';
export type { ExplainedBuffer, ExplainedKernel, KernelsExplanation, KeptValue, Transfer } from './explain-kernels.ts';
export type { EinsumPlan, Explanation, Step } from './explain.ts';
export { planEquation } from './plan-equation.ts';
export { parseScheduleFile, printScheduleFile } from './schedule-file.ts';
export type { ScheduleFile } from './schedule-file.ts';
export { TARGETS, kernelTarget } from './targets.ts';
export type { EmittedFile, KernelDevice, TargetName, TargetOptions } from './targets.ts';
export { targetOfCudaDevice } from '@einlay/backends/cuda';
export type { CudaDeviceFacts, CudaTarget } from '@einlay/backends/cuda';
export { targetOfAdapter } from '@einlay/backends/wgsl';
export type { AdapterFacts, WgslTarget } from '@einlay/backends/wgsl';
export { compileSchedule, mixSchedules, tuningSchedules } from './tune.ts';
export type { MeasuredKernels } from './tune.ts';
export { SHIPPED_TABLE, mergeTunedTables, parseTunedTable, printTunedTable, tunedEntry } from './tuned/tuned-table.ts';
export type { TunedEntry, TunedLayer, TunedTable } from './tuned/tuned-table.ts';
export { VERSION } from './version.ts';
export { agrees, interpretWithTolerance, printExtent, printProgram, renderDiagnostic } from '@einlay/ir';
export type { Bounded, Diagnostic, HostTensor, Result } from '@einlay/ir';
export { FINDERS } from '@einlay/passes';
export type { Finder, PathOptions, PathPlan, Schedule } from '@einlay/passes';
