/** Lowers `einsum("…", x, A)`: numpy's equation over tensors whose extents may be known only when a program runs. */
import { parseEquation, printExtent, resolveEquation } from '@einlay/ir';
import type { Diagnostic, Extent } from '@einlay/ir';
import type { Axes } from './axes.ts';
import type { EinsumExpression } from './ast.ts';
import { axesForTerm, axesOfResult } from './equation-axes.ts';
import { lowerTensor } from './expressions.ts';
import { factorUses } from './initializers.ts';
import { joinedExtents } from './scope.ts';
import type { BoundTensor, Scope } from './scope.ts';

export function lowerEquation({ equation, operands, span }: EinsumExpression, scope: Scope): BoundTensor | undefined {
  const { builder } = scope.program;
  const syntax = parseEquation(equation.value, equation.span.file, equation.span.start + 1);
  const tensors = operands.map((operand) => lowerTensor(operand, scope)).filter((tensor) => tensor !== undefined);
  if (!syntax.ok || tensors.length < operands.length) return undefined;

  const views = tensors.map((tensor, at) => {
    const term = syntax.value.operands[at];
    return viewForTerm(tensor, (term && axesForTerm(term, tensor.axes)) ?? tensor.axes);
  });
  const numbers = new ExtentNumbers();
  const resolved = resolveEquation(
    syntax.value,
    views.map(({ extents }) => extents.map((extent) => numbers.of(extent))),
  );
  if (!resolved.ok) {
    for (const diagnostic of resolved.diagnostics) scope.say(numbers.reword(diagnostic));
    return undefined;
  }
  const { operands: indices, output, extents } = resolved.value;
  const extentOf = (index: string): Extent => numbers.extentOf(extents.get(index) ?? 1);
  const shape = output.map(extentOf);
  if (!scope.allowShape(shape, 'the result of `einsum`', span)) return undefined;
  const placed = views.map((view, at) => ({
    value: builder.cast(builder.reshape(view.tensor.value, view.extents, { span }), scope.program.dtype, { span }),
    indices: indices[at] ?? [],
  }));
  const uses = factorUses(
    placed.map((operand, at) => ({ ...operand, factor: tensors[at]?.factor })),
    output,
    extentOf,
  );
  for (const [factor, use] of uses) if (!scope.program.uses.has(factor)) scope.program.uses.set(factor, use);
  return {
    value: builder.einsum(placed, output, { span }),
    axes: axesOfResult(
      syntax.value,
      views.map(({ axes }) => axes),
    ),
    extents: shape.map((extent) => [extent]),
    type: 'float',
    span,
  };
}

interface TermView {
  readonly tensor: BoundTensor;
  readonly axes: Axes;
  readonly extents: readonly Extent[];
}

function viewForTerm(tensor: BoundTensor, axes: Axes): TermView {
  if (axes.length === tensor.axes.length) return { tensor, axes, extents: joinedExtents(tensor) };
  return { tensor, axes, extents: tensor.extents.flat() };
}

/**
 * Numbers in place of extents: numpy's rules only ask whether extents are equal and whether they are 1, so an extent
 * that only a run knows may be any number that no tensor can have.
 */
class ExtentNumbers {
  readonly #symbolic: Extent[] = [];

  of(extent: Extent): number {
    if (typeof extent === 'number') return extent;
    const key = printExtent(extent);
    const known = this.#symbolic.findIndex((each) => printExtent(each) === key);
    return FIRST_UNKNOWN + (known < 0 ? this.#symbolic.push(extent) - 1 : known);
  }

  extentOf(value: number): Extent {
    return this.#symbolic[value - FIRST_UNKNOWN] ?? value;
  }

  /** A diagnostic with extents in place of their numbers. */
  reword(diagnostic: Diagnostic): Diagnostic {
    const words = (text: string): string =>
      this.#symbolic.reduce<string>(
        (all, extent, at) => all.replaceAll(String(FIRST_UNKNOWN + at), printExtent(extent)),
        text,
      );
    return {
      ...diagnostic,
      message: words(diagnostic.message),
      ...(diagnostic.text === undefined ? {} : { text: words(diagnostic.text) }),
      labels: diagnostic.labels.map(({ span, text }) => ({ span, text: words(text) })),
    };
  }
}

/** Beyond what an extent can be. */
const FIRST_UNKNOWN = 2 ** 50;
