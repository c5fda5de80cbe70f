/**
 * The compiler, from top to bottom: read `compile` and `compileProgram`, and you know it.
 */
import type { Artifact } from '@einlay/artifact';
import { EinlayError, encode } from '@einlay/artifact';
import { equationProgram, failure, success } from '@einlay/ir';
import type { Diagnostic, FloatDType, Result, TensorProgram } from '@einlay/ir';
import { loadModule, lowerLayer } from '@einlay/language';
import type { CheckedModule, LoadOptions } from '@einlay/language';
import {
  analyzeCost,
  findPath,
  fusePointwise,
  inferExtents,
  normalizeEinsums,
  orderContractions,
  planContractions,
  runWith,
  shareSubexpressions,
  simplifyReshapes,
  splitIndices,
} from '@einlay/passes';
import type { ContractionPlans, Observer, PathOptions, CostAnalysis } from '@einlay/passes';
import { report } from './diagnostics.ts';
import { describe } from './describe.ts';
import { targets } from './targets.ts';
import type { EmittedFile, TargetName, TargetOptions } from './targets.ts';

/** What to compile, and for what. */
export interface CompileOptions extends TargetOptions {
  /** What diagnostics call the source, and where its relative imports start. */
  readonly file?: string;
  /** Reads imported files; without it only the standard library can be imported. */
  readonly readFile?: LoadOptions['readFile'];
  /** Which layer; the only one of the file when left out. */
  readonly layer?: string;
  /** Values of the layer's parameters. */
  readonly set?: Readonly<Record<string, number>>;
  /** Element type of tensors that state none; `f32`. */
  readonly dtype?: FloatDType;
  readonly targets?: readonly TargetName[];
  /** How contraction paths are found. */
  readonly path?: PathOptions;
  /** Sees the program after every pass, and the time each pass took. */
  readonly observer?: Observer;
}

/** What a target got: the artifact, and files for people and other tools. */
export interface Emission {
  readonly artifact: Artifact;
  /** The artifact as a file. */
  readonly bytes: Uint8Array;
  readonly files: readonly EmittedFile[];
}

/** A compiled layer. */
export interface Compilation {
  readonly name: string;
  /** What the layer means, as lowered. */
  readonly program: TensorProgram;
  /** The same after all passes. */
  readonly optimized: TensorProgram;
  /** The same when contraction paths are found: einsums are normal and have all their operands. */
  readonly normal: TensorProgram;
  /** The contraction path of every einsum of `normal` that has three or more operands, by its value there. */
  readonly plans: ContractionPlans;
  readonly cost: CostAnalysis;
  readonly emissions: ReadonlyMap<TargetName, Emission>;
}

/**
 * Compiles one layer of a source text. Diagnostics name everything that is wrong with it.
 *
 * @example
 * ```ts
 * import { compile, renderDiagnostic } from '@einlay/compiler';
 *
 * const source = `layer double(n) {
 *   input x[..., n]
 *   output y[..., n] = 2 * x[..., n]
 * }`;
 * const result = compile(source, { set: { n: 8 }, targets: ['onnx', 'wgsl'] });
 * if (!result.ok) throw new Error(result.diagnostics[0]?.message);
 * for (const [target, { artifact }] of result.value.emissions) console.log(target, artifact.parameters.length);
 *
 * const typo = 'layer f(n) { input x[n]  output y[n] = 2 * z[n] }';
 * const { diagnostics } = compile(typo, { set: { n: 8 } });
 * for (const diagnostic of diagnostics) console.log(renderDiagnostic(diagnostic, { sourceOf: () => typo }));
 * ```
 *
 * ```text
 * onnx 1
 * wgsl 1
 * error[unknown-name]: nothing is called `z` here
 *   <source>:1:44
 *   1 │ layer f(n) { input x[n]  output y[n] = 2 * z[n] }
 *     │                                            ^
 * ```
 */
export function compile(source: string, options: CompileOptions = {}): Result<Compilation> {
  const { file = '<source>', readFile, set = {}, dtype = 'f32' } = options;
  const module = loadModule(source, file, readFile ? { readFile } : {});
  if (!module.ok) return module;
  const layer = chooseLayer(module.value, options.layer);
  if (!layer.ok) return layer;
  const program = lowerLayer(module.value, layer.value, set, { dtype });
  if (!program.ok) return withWarnings(module.diagnostics, program);
  return withWarnings([...module.diagnostics, ...program.diagnostics], compileProgram(program.value, options));
}

/** Compiles an equation in numpy's notation: parameters `operand0`, `operand1`, …, and the output `result`. */
export function einsum(
  equation: string,
  shapes: readonly (readonly number[])[],
  options: CompileOptions = {},
): Result<Compilation> {
  const program = equationProgram(equation, shapes, options.dtype);
  return program.ok ? compileProgram(program.value, options) : program;
}

/** From tensor IR to artifacts. */
export function compileProgram(program: TensorProgram, options: CompileOptions = {}): Result<Compilation> {
  const optimized = optimize(program, options);
  if (!optimized.ok) return optimized;
  const { normal, plans } = optimized.value;

  const cost = analyzeCost(optimized.value.program);
  const diagnostics: Diagnostic[] = [...optimized.diagnostics];
  const emissions = new Map<TargetName, Emission>();
  for (const name of options.targets ?? []) {
    const emitted = targets[name].emit(optimized.value.program, options);
    diagnostics.push(...emitted.diagnostics);
    if (!emitted.ok) continue;
    const artifact = describe(program, cost, emitted.value.payload);
    try {
      emissions.set(name, { artifact, bytes: encode(artifact), files: emitted.value.files });
    } catch (error) {
      // The format has limits that the language has not, such as the length of a name.
      if (!(error instanceof EinlayError)) throw error;
      diagnostics.push(report['artifact-limit']({}, error.message));
    }
  }
  if (emissions.size < (options.targets ?? []).length) return failure(...diagnostics);
  return success(
    { name: program.name, program, normal, optimized: optimized.value.program, plans, cost, emissions },
    diagnostics,
  );
}

/** The passes of every target, in order; each file says why it stands where it stands. */
export function optimize(
  program: TensorProgram,
  { path, observer = {} }: CompileOptions,
): Result<Pick<Compilation, 'program' | 'normal' | 'plans'>> {
  const run = runWith(observer);
  const inferred = run(inferExtents, program);
  const direct = run(simplifyReshapes, inferred);
  const aligned = run(splitIndices, direct);
  const normal = run(normalizeEinsums, aligned);
  const plans = planContractions(normal, { findPath: (problem) => findPath(problem, path) });
  if (!plans.ok) return plans;
  const ordered = run(orderContractions, normal, { plans: plans.value });
  const shared = run(shareSubexpressions, ordered);
  const fused = run(fusePointwise, shared);
  const simple = run(simplifyReshapes, fused);
  return success({ program: simple, normal, plans: plans.value }, plans.diagnostics);
}

function chooseLayer(module: CheckedModule, wanted: string | undefined): Result<string> {
  if (wanted !== undefined) return success(wanted);
  const names = [...module.exports.keys()];
  const [only, ...others] = names;
  if (only === undefined) return failure(report['no-layer']({}, module.file));
  return others.length === 0 ? success(only) : failure(report['which-layer']({}, module.file, names));
}

const withWarnings = <T>(warnings: readonly Diagnostic[], result: Result<T>): Result<T> => ({
  ...result,
  diagnostics: [...warnings, ...result.diagnostics],
});
