/** Plans equations that have extents but no tensors yet. */
import { onnxTarget } from '@einlay/backends/onnx';
import { failure, parseEquation, resolveEquation } from '@einlay/ir';
import type { Diagnostic, EquationSyntax, Result } from '@einlay/ir';
import { findPath } from '@einlay/passes';
import type { PathOptions, PathPlan } from '@einlay/passes';
import { report } from './diagnostics.ts';

/**
 * A contraction path for an equation in numpy's notation whose indices have these extents, and what it costs. Times, when
 * they are minimised, are those of ONNX on a CPU.
 *
 * Errors: those of the equation; `plan-extent`, `plan-ellipsis`; those of `findPath`.
 */
export function planEquation(
  equation: string,
  extents: Readonly<Record<string, number>>,
  options: PathOptions = {},
): Result<PathPlan> {
  const syntax = parseEquation(equation);
  if (!syntax.ok) return syntax;
  const problems = problemsOf(syntax.value, extents);
  if (problems.length > 0) return failure(...problems);
  const shapes = syntax.value.operands.map(({ indices }) => indices.map(({ name }) => extents[name] as number));
  const resolved = resolveEquation(syntax.value, shapes);
  return resolved.ok ? findPath(resolved.value, { target: onnxTarget, ...options }) : resolved;
}

/** Every index without an extent once, and every ellipsis. */
function problemsOf({ operands }: EquationSyntax, extents: Readonly<Record<string, number>>): readonly Diagnostic[] {
  const problems = new Map<string, Diagnostic>();
  for (const { indices, ellipsis, span } of operands) {
    if (ellipsis !== undefined && !problems.has('...')) problems.set('...', report['plan-ellipsis']({ span }));
    for (const { name, span } of indices) {
      const found = Object.hasOwn(extents, name) ? extents[name] : undefined;
      if (!isExtent(found) && !problems.has(name)) problems.set(name, report['plan-extent']({ span }, name, found));
    }
  }
  return [...problems.values()];
}

const isExtent = (extent: number | undefined): boolean => Number.isSafeInteger(extent) && (extent as number) >= 0;
