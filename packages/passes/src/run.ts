/** How passes are made and run. */
import { printProgram, verifyProgram } from '@einlay/ir';
import type { TensorProgram } from '@einlay/ir';

/** A pure function from program to program, with the name it has in traces, times and broken invariants. */
export interface TensorPass<Options extends readonly unknown[] = readonly []> {
  readonly name: string;
  /** From a program that is right to another that is right and means the same. */
  readonly apply: (program: TensorProgram, ...options: Options) => TensorProgram;
}

/** Makes a pass. What it depends on is handed in as options; there is no other way in. */
export const tensorPass = <Options extends readonly unknown[]>(
  name: string,
  apply: (program: TensorProgram, ...options: Options) => TensorProgram,
): TensorPass<Options> => ({ name, apply });

/** Who watches the passes. */
export interface Observer {
  /** Gets the printed program after each pass. */
  readonly trace?: ((passName: string, printed: string) => void) | undefined;
  /** Gets milliseconds by pass, added up; verifying and printing are not counted. */
  readonly times?: Map<string, number> | undefined;
}

/** Runs a pass: verifies what it leaves, and tells whoever traces. */
export type Run = <Options extends readonly unknown[]>(
  pass: TensorPass<Options>,
  program: TensorProgram,
  ...options: Options
) => TensorProgram;

/** A `run` whose passes `observer` watches. */
export const runWith =
  ({ trace, times }: Observer): Run =>
  (pass, program, ...options) => {
    const start = performance.now();
    const result = pass.apply(program, ...options);
    times?.set(pass.name, (times.get(pass.name) ?? 0) + performance.now() - start);
    verifyProgram(result, pass.name);
    trace?.(pass.name, printProgram(result));
    return result;
  };

/** Runs a pass and verifies what it made. A malformed result is our mistake and breaks an invariant naming the pass. */
export const run: Run = runWith({});
