/** Changes to lists in brackets, of axes, indices and settings. */
import type { DiagnosticPlace, Span } from '@einlay/ir';
import type { AccessAxis, Argument, Axis } from './ast.ts';
import { insertAfter, replaceBy } from './suggest.ts';

interface Spanned {
  readonly span: Span;
}

type FixPlace = Pick<DiagnosticPlace, 'fix'>;

/** Takes an item away together with the comma before it, or after it when it is the first; nothing when it stands alone. */
export function withoutItem(items: readonly Spanned[], at: number, title: string): FixPlace {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  if (!item) return {};
  if (before) return { fix: replaceBy({ ...item.span, start: before.span.end }, '', title) };
  return after ? { fix: replaceBy({ ...item.span, end: after.span.start }, '', title) } : {};
}

/** Writes `...` before axes that have none; nothing where there is no axis to write it before. */
export function batchFirst(axes: readonly (AccessAxis | Axis)[]): FixPlace {
  const [first] = axes;
  if (!first || axes.some(({ kind }) => kind === 'ellipsis')) return {};
  const { file, start } = first.span;
  return { fix: replaceBy({ file, start, end: start }, '..., ', 'write `...` first') };
}

/** Moves the `...` at a later place to the front, or takes it away when one is there. */
export function batchMovedFirst(axes: readonly (AccessAxis | Axis)[], at: number, text: string): FixPlace {
  const [first, before, ellipsis] = [axes[0], axes[at - 1], axes[at]];
  if (!first || !before || !ellipsis) return {};
  if (first.kind === 'ellipsis') return withoutItem(axes, at, 'leave out the second `...`');
  const others = text.slice(first.span.start, before.span.end);
  return { fix: replaceBy({ ...first.span, end: ellipsis.span.end }, `..., ${others}`, 'write `...` first') };
}

/**
 * Gives parameters values in a call of a layer, whose settings stand in the first brackets of `call`: what has the same name where
 * the call stands, else 1, which is there to be changed.
 */
export function settingsAdded(
  call: Span,
  settings: readonly Argument[],
  missing: readonly string[],
  text: string,
  isKnown: (name: string) => boolean,
): FixPlace {
  const added = missing.map((name) => `${name} = ${isKnown(name) ? name : '1'}`).join(', ');
  const last = settings.at(-1);
  if (last) return { fix: insertAfter(last.span, `, ${added}`, `write \`${added}\``) };
  const bracket = text.indexOf('(', call.start) + 1;
  if (bracket === 0 || bracket > call.end) return {};
  return { fix: insertAfter({ ...call, end: bracket }, added, `write \`${added}\``) };
}
