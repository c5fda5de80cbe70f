/** Everything about a program that a CUDA device cannot run, as diagnostics. */
import { BYTES } from '@einlay/ir';
import type { Diagnostic, Extent } from '@einlay/ir';
import { isCollective, isComparison, isLogical, typeOf } from '@einlay/ir/loop';
import type { Kernel, LoopProgram, ScalarType } from '@einlay/ir/loop';
import { forEachExpression, forEachStatement } from '../c-like/rewrite.ts';
import { scopeOf } from '../c-like/types-of.ts';
import { report } from './diagnostics.ts';
import { sharedLayout } from './shared-layout.ts';
import type { CudaTarget } from './target.ts';
import { isCudaScalar } from './types.ts';

/** Indices are `int`. */
const MAX_INDEX = 2 ** 31 - 1;
/** Bytes of all arguments of a kernel. */
const MAX_ARGUMENTS = 4096;
const WARP = 32;

/** What CUDA, or this device, cannot do; nothing when it can do all of it. */
export const canEmit = (program: LoopProgram, target: CudaTarget): readonly Diagnostic[] =>
  program.kernels.flatMap((kernel) => checkKernel(kernel, target));

function checkKernel(kernel: Kernel, target: CudaTarget): readonly Diagnostic[] {
  const missing = [...typesOf(kernel)].filter((type) => !isCudaScalar(type));
  if (missing.length > 0) return missing.map((type) => report['cuda-type']({}, kernel.name, type));
  const staged = multipliesStaged(kernel) && !target.stagedMatrices;
  return [
    ...(staged
      ? [
          report['cuda-operator'](
            {},
            kernel.name,
            `multiplies by matrices in shared memory, which ${target.name} cannot,`,
          ),
        ]
      : []),
    ...checkOperators(kernel),
    ...checkLimits(kernel, target),
    ...checkSubgroups(kernel),
  ];
}

function multipliesStaged({ body }: Kernel): boolean {
  let found = false;
  forEachStatement(body, ({ kind }) => {
    found ||= kind === 'staged-multiply';
  });
  return found;
}

function typesOf(kernel: Kernel): ReadonlySet<ScalarType> {
  const types = new Set<ScalarType>();
  for (const { memory } of kernel.bindings) types.add(memory.type);
  for (const { type } of kernel.memories) types.add(type);
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'literal' || expression.kind === 'cast') types.add(expression.type);
  });
  return types;
}

/** Half precision is loaded, converted, multiplied by tensor cores and stored; all other work is in f32. */
function checkOperators(kernel: Kernel): readonly Diagnostic[] {
  const scope = scopeOf(kernel);
  const problems = new Set<string>();
  forEachExpression(kernel.body, (expression) => {
    const operand =
      expression.kind === 'unary' || expression.kind === 'subgroup'
        ? expression.argument
        : expression.kind === 'binary' || expression.kind === 'multiply-add'
          ? expression.left
          : undefined;
    if (operand === undefined) return;
    const { type } = typeOf(operand, scope);
    if (type === 'f16' || type === 'bf16') problems.add(`computes in ${type}`);
    if (expression.kind === 'binary' && type === 'i32' && ['divide', 'power'].includes(expression.operator))
      problems.add(`applies ${expression.operator} to i32`);
    if (
      expression.kind === 'binary' &&
      type === 'bool' &&
      !isLogical(expression.operator) &&
      !isComparison(expression.operator)
    )
      problems.add(`applies ${expression.operator} to bool`);
  });
  if (kernel.tiles.length > 0) problems.add('holds tiles whose lanes own unknown elements');
  return [...problems].map((problem) => report['cuda-operator']({}, kernel.name, problem));
}

function checkLimits(kernel: Kernel, target: CudaTarget): readonly Diagnostic[] {
  const known = (extent: Extent): number => (typeof extent === 'number' ? extent : extent.coefficient);
  const workgroups = kernel.grid.reduce((all, { extent, tile }) => all * Math.ceil(known(extent) / tile), 1);
  let largest = Math.max(0, ...kernel.bindings.map(({ memory }) => known(memory.elements)));
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'literal' && expression.type === 'i32')
      largest = Math.max(largest, Math.abs(expression.value));
  });
  const checks: readonly (readonly [needed: number, what: string, limit: number])[] = [
    [sharedLayout(kernel).bytes, 'bytes of shared memory', target.sharedBytes],
    [kernel.invocations, 'threads in a block', target.threads],
    [kernel.bindings.length * BYTES.f64, 'bytes of arguments', MAX_ARGUMENTS],
    [kernel.cluster ?? 1, 'blocks in a cluster', target.cluster],
    [workgroups * (kernel.cluster ?? 1), 'blocks', MAX_INDEX],
    [largest, 'as an index', MAX_INDEX],
  ];
  return checks
    .filter(([needed, , limit]) => needed > limit)
    .map(([needed, what, limit]) => report['cuda-limit']({}, kernel.name, needed, what, limit));
}

function usesSubgroups({ body }: Kernel): boolean {
  let found = false;
  forEachExpression(body, (expression) => {
    found ||= isCollective(expression);
  });
  return found;
}

function checkSubgroups(kernel: Kernel): readonly Diagnostic[] {
  const size = kernel.subgroupSize ?? kernel.invocations;
  const fits = size <= WARP && Number.isInteger(Math.log2(size));
  return usesSubgroups(kernel) && !fits ? [report['cuda-limit']({}, kernel.name, size, 'threads in step', WARP)] : [];
}
