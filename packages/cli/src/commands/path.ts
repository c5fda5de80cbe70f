/** `einlay path EQUATION --extents '{"a":8}'` */
import { planEquation } from '@einlay/compiler';
import type { Finder } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from '../diagnostics.ts';
import type { Context } from '../io.ts';
import { parseJson } from '../json.ts';
import { EXIT, refuse, show } from '../show.ts';

export interface PathCommandOptions {
  readonly extents: string;
  readonly optimize: Finder;
  readonly minimize: 'flops' | 'size' | 'time';
  readonly memoryLimit?: number;
  readonly seed?: number;
  readonly seconds?: number;
}

/** Prints a contraction path and what it costs. */
export async function path(equation: string, options: PathCommandOptions, context: Context): Promise<number> {
  const { extents: text, ...pathOptions } = options;
  const sources = new Map([
    ['<equation>', equation],
    ['<extents>', text],
  ]);
  const extents = parseExtents(text);
  if (!extents.ok) return refuse(extents.diagnostics, context, sources);
  const unknown = Object.keys(extents.value).filter((name) => !equation.includes(name));
  if (unknown.length > 0) show([report['unknown-extents']({}, unknown)], sources, context);
  const plan = planEquation(equation, extents.value, pathOptions);
  show(plan.diagnostics, sources, context);
  if (!plan.ok) return EXIT.badInput;
  const { path: steps, slices, ...counts } = plan.value;
  const { flops, naiveFlops, largestIntermediate } = counts;
  const answer = {
    path: steps,
    flops: count(flops),
    naiveFlops: count(naiveFlops),
    largestIntermediate: count(largestIntermediate),
    ...(slices.length > 0 ? { slices } : {}),
  };
  await context.io.print(`${JSON.stringify(answer)}\n`);
  return EXIT.success;
}

/** JSON has no infinity: what is beyond float64 is written as its largest number. */
const count = (value: number): number => Math.min(value, Number.MAX_VALUE);

function parseExtents(text: string): Result<Readonly<Record<string, number>>> {
  const parsed = parseJson(text, '<extents>');
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return failure(report['extents-form']({}, 'they are no object'));
  const wrong = Object.entries(value).find(([, extent]) => typeof extent !== 'number');
  if (wrong) return failure(report['extents-form']({}, `that of \`${wrong[0]}\` is no number`));
  return success(value as Readonly<Record<string, number>>);
}
