/** Evaluates equations on the reference interpreter. */
import { MAX_ELEMENTS, equationProgram, failure, interpret, success } from '@einlay/ir';
import type { HostTensor, Result } from '@einlay/ir';
import { compileProgram } from './compile.ts';
import type { CompileOptions } from './compile.ts';
import { report } from './diagnostics.ts';

/** Multiply-adds the interpreter takes on: minutes of work. */
const MOST_MACS = 1e11;

/** Elements of one tensor it makes. */
const MOST_ELEMENTS = 2 ** 28;

/**
 * The value of an equation in numpy's notation, in float64. Contractions are ordered first, so that it needs no more
 * work than the best path; the interpreter then does each as a plain loop.
 */
export function evaluate(
  equation: string,
  operands: readonly HostTensor[],
  options: Pick<CompileOptions, 'path'> = {},
): Result<HostTensor> {
  for (const [at, { shape, data }] of operands.entries()) {
    const problem = shapeProblem(shape, data.length);
    if (problem !== undefined) return failure(report['operand-shape']({}, at, problem));
  }
  const program = equationProgram(
    equation,
    operands.map(({ shape }) => shape),
    'f64',
  );
  if (!program.ok) return program;
  const compiled = compileProgram(program.value, options);
  if (!compiled.ok) return compiled;
  const { cost, optimized } = compiled.value;
  const largest = Math.max(
    ...optimized.nodes.map(({ shape }) => shape.reduce<number>((all, extent) => all * Number(extent), 1)),
  );
  if (cost.macs > MOST_MACS) return failure(report['work-too-large']({}, 'multiply-adds', cost.macs, MOST_MACS));
  if (largest > MOST_ELEMENTS)
    return failure(report['work-too-large']({}, 'elements in one tensor', largest, MOST_ELEMENTS));
  const inputs = new Map(operands.map((operand, at) => [`operand${at}`, operand]));
  return success(interpret(optimized, inputs).get('result') as HostTensor);
}

function shapeProblem(shape: readonly number[], count: number): string | undefined {
  if (!shape.every((extent) => Number.isInteger(extent) && extent >= 0))
    return `has shape [${shape.join(', ')}], which is not a list of whole numbers`;
  const elements = shape.reduce((all, extent) => all * extent, 1);
  if (elements > MAX_ELEMENTS) return `has shape [${shape.join(', ')}]: too many elements`;
  return elements === count
    ? undefined
    : `has shape [${shape.join(', ')}], which is ${elements} elements, but ${count} numbers`;
}
