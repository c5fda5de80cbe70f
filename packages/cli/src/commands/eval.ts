/** `einlay eval EQUATION --input a.json …` and `einlay eval --batch FILE.jsonl` */
import { createReadStream } from 'node:fs';
import { einsum, evaluate } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Diagnostic, Result } from '@einlay/compiler/diagnostic';
import { report } from '../diagnostics.ts';
import type { Context } from '../io.ts';
import { parseJson } from '../json.ts';
import type { DTypeName } from '../layer-options.ts';
import { unreadable } from '../read-files.ts';
import { runArtifact } from '../run-artifact.ts';
import { EXIT, refuse } from '../show.ts';
import { parseTensor, printTensor, readTensor } from '../tensor-json.ts';
import type { NumberTensor } from '../tensor-json.ts';

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
  const evaluator = chooseEvaluator(options);
  if (!evaluator.ok) return refuse(evaluator.diagnostics, context);
  const sources = new Map([['<equation>', equation]]);
  const read = files.map((file) => readTensor(file, sources));
  const problems = read.flatMap(({ diagnostics }) => diagnostics);
  if (problems.length > 0) return refuse(problems, context, sources);
  const operands = read.flatMap((tensor) => (tensor.ok ? [tensor.value] : []));
  const value = await evaluator.value(equation, operands);
  if (!value.ok) return refuse(value.diagnostics, context, sources);
  await context.io.print(`${printTensor(value.value)}\n`);
  return EXIT.success;
}

/** Answers every line of a file, in order, whatever is wrong with some of them. */
export async function evalBatch(file: string, options: EvalOptions, context: Context): Promise<number> {
  const evaluator = chooseEvaluator(options);
  if (!evaluator.ok) return refuse(evaluator.diagnostics, context);
  try {
    const chunks = file === '-' ? context.io.stdin() : createReadStream(file);
    for await (const line of linesOf(chunks)) {
      const value = await evaluateLine(line, evaluator.value);
      await context.io.print(`${value.ok ? printTensor(value.value) : printError(value.diagnostics)}\n`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return refuse([unreadable(file, error)], context);
  }
  return EXIT.success;
}

type Evaluator = (equation: string, operands: readonly NumberTensor[]) => Promise<Result<NumberTensor>>;

function chooseEvaluator({ target, dtype }: EvalOptions): Result<Evaluator> {
  if (target === 'reference') return success((...of) => Promise.resolve(evaluate(...of)));
  if (target !== 'onnx') return failure(report['target-later']({}, target, ['reference', 'onnx']));
  return success((equation, operands) => evaluateOnnx(equation, operands, dtype));
}

/** Elements of one tensor that a target is asked to make: some gigabytes. */
const MOST_ELEMENTS = 2 ** 28;

async function evaluateOnnx(
  equation: string,
  operands: readonly NumberTensor[],
  dtype: DTypeName,
): Promise<Result<NumberTensor>> {
  const shapes = operands.map(({ shape }) => shape);
  const compiled = einsum(equation, shapes, { dtype, targets: ['onnx'] });
  if (!compiled.ok) return compiled;
  const { cost, emissions } = compiled.value;
  const largest = Math.max(...cost.perNode.map(({ elements }) => elements));
  if (largest > MOST_ELEMENTS) return failure(report['tensor-too-large']({}, largest, MOST_ELEMENTS));
  const artifact = emissions.get('onnx')?.artifact;
  const inputs = new Map(operands.map((operand, at) => [`operand${at}`, operand]));
  const outputs = artifact && (await runArtifact(artifact, inputs));
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
