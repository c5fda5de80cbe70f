/** `einlay eval EQUATION --input a.json …` and `einlay eval --batch FILE.jsonl` */
import { createReadStream } from 'node:fs';
import type { Runtime } from '@einlay/artifact';
import { einsum, evaluate } from '@einlay/compiler';
import type { CompileOptions } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Diagnostic, Result } from '@einlay/compiler/diagnostic';
import { report } from '../diagnostics.ts';
import { withCuda } from '../cuda-device.ts';
import type { Context } from '../io.ts';
import { parseJson } from '../json.ts';
import type { DTypeName } from '../layer-options.ts';
import { unreadable } from '../read-files.ts';
import { runArtifact } from '../run-artifact.ts';
import { EXIT, refuse } from '../show.ts';
import { parseTensor, printTensor, readTensor } from '../tensor-json.ts';
import type { NumberTensor } from '../tensor-json.ts';
import { withWebgpu } from '../webgpu-device.ts';

export interface EvalOptions {
  readonly target: string;
  readonly dtype: DTypeName;
}

/** The value of an equation for tensors from files. */
export async function evalEquation(
  equation: string,
  files: readonly string[],
  options: EvalOptions,
  context: Context,
): Promise<number> {
  const sources = new Map([['<equation>', equation]]);
  const read = files.map((file) => readTensor(file, sources));
  const problems = read.flatMap(({ diagnostics }) => diagnostics);
  if (problems.length > 0) return refuse(problems, context, sources);
  const operands = read.flatMap((tensor) => (tensor.ok ? [tensor.value] : []));
  const value = await withEvaluator(options, (evaluator) => evaluator(equation, operands));
  if (!value.ok) return refuse(value.diagnostics, context, sources);
  await context.io.print(`${printTensor(value.value)}\n`);
  return EXIT.success;
}

/** Answers every line of a file, in order, whatever is wrong with some of them. */
export async function evalBatch(file: string, options: EvalOptions, context: Context): Promise<number> {
  const { io } = context;
  const answered = await withEvaluator(options, async (evaluator) => {
    try {
      const chunks = file === '-' ? io.stdin() : createReadStream(file);
      for await (const line of linesOf(chunks)) {
        const value = await evaluateLine(line, evaluator);
        await io.print(`${value.ok ? printTensor(value.value) : printError(value.diagnostics)}\n`);
        // Nobody reads any more.
        if (io.interrupted.aborted) break;
      }
      return success(undefined);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return failure(unreadable(file, error));
    }
  });
  return answered.ok ? EXIT.success : refuse(answered.diagnostics, context);
}

type Evaluator = (equation: string, operands: readonly NumberTensor[]) => Promise<Result<NumberTensor>>;

/** Works with an evaluator for the target, whose device stays open meanwhile. */
async function withEvaluator<T>(
  { target, dtype }: EvalOptions,
  work: (evaluator: Evaluator) => Promise<Result<T>>,
): Promise<Result<T>> {
  switch (target) {
    case 'reference':
      return work((equation, operands) => Promise.resolve(evaluate(equation, operands)));
    case 'onnx':
      return work((equation, operands) => evaluateOn(equation, operands, { dtype, targets: ['onnx'] }));
    case 'webgpu':
      return withWebgpu(({ runtime, target: device }) =>
        work((equation, operands) => evaluateOn(equation, operands, { dtype, targets: ['wgsl'], device }, runtime)),
      );
    case 'cuda':
      return withCuda(({ runtime }) =>
        work((equation, operands) => evaluateOn(equation, operands, { dtype, targets: ['cuda'] }, runtime)),
      );
    default:
      return failure(report['target-later']({}, target, ['reference', 'onnx', 'webgpu', 'cuda']));
  }
}

/** Elements of one tensor that a target is asked to make: some gigabytes. */
const MOST_ELEMENTS = 2 ** 28;

async function evaluateOn(
  equation: string,
  operands: readonly NumberTensor[],
  options: CompileOptions,
  runtime?: Runtime,
): Promise<Result<NumberTensor>> {
  const shapes = operands.map(({ shape }) => shape);
  const compiled = einsum(equation, shapes, options);
  if (!compiled.ok) return compiled;
  const { cost, emissions } = compiled.value;
  const largest = Math.max(...cost.perNode.map(({ elements }) => elements));
  if (largest > MOST_ELEMENTS) return failure(report['tensor-too-large']({}, largest, MOST_ELEMENTS));
  const [emission] = emissions.values();
  const inputs = new Map(operands.map((operand, at) => [`operand${at}`, operand]));
  const outputs = emission && (await runArtifact(emission.artifact, inputs, runtime));
  if (!outputs?.ok) return failure(...(outputs?.diagnostics ?? []));
  return success(outputs.value.get('result') as NumberTensor);
}

/** The lines of a text in pieces, each as soon as its end has come; the last needs no line feed. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    rest += first;
    for (const next of others) {
      yield rest;
      rest = next;
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function evaluateLine(line: string, evaluator: Evaluator): Promise<Result<NumberTensor>> {
  const value = parseJson(line, 'the line');
  if (!value.ok) return value;
  const malformed = (problem: string): Result<never> => failure(report['batch-line']({}, problem));
  if (typeof value.value !== 'object' || value.value === null) return malformed('it is no object');
  const { equation, operands } = value.value as { readonly equation?: unknown; readonly operands?: unknown };
  if (typeof equation !== 'string') return malformed('"equation" is no text');
  if (!Array.isArray(operands)) return malformed('"operands" is no list');
  const parsed = operands.map((operand: unknown, at) => parseTensor(operand, `operand ${at}`));
  const wrong = parsed.flatMap(({ diagnostics }) => diagnostics);
  if (wrong.length > 0) return failure(...wrong);
  return evaluator(
    equation,
    parsed.flatMap((tensor) => (tensor.ok ? [tensor.value] : [])),
  );
}

function printError(diagnostics: readonly Diagnostic[]): string {
  const [first] = diagnostics;
  return JSON.stringify({ error: { code: first?.code, message: first?.message } });
}
