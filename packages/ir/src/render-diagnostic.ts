/** Shows diagnostics to people: one frame of source text for each line that takes part. */
import type { Diagnostic, Label, Span } from './diagnostic.ts';

/** Options of `renderDiagnostic`. */
export interface RenderOptions {
  /** The text of a file by the name spans use; undefined when there is none to show. */
  readonly sourceOf: (file: string) => string | undefined;
  /** Wraps text for a terminal; left out, nothing is coloured. */
  readonly paint?: (style: 'error' | 'warning' | 'place' | 'hint', text: string) => string;
}

/**
 * The diagnostic as lines of text:
 *
 *     error[extent-mismatch]: index `k` has extent 64 in `A` but 128 in `B`
 *       monarch.ein:4:16
 *       4 │ y[b, o] = A[b, k] * B[k, o]
 *         │                ^ 64   ^ 128
 *       hint: …
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  { sourceOf, paint = (_, text) => text }: RenderOptions,
): string {
  const { severity, code, message, span, labels, hint } = diagnostic;
  const head = paint(severity === 'warning' ? 'warning' : 'error', `${severity}[${code}]`);
  const lines = [`${head}: ${message}`];
  if (span) {
    const marks: readonly Label[] = [{ span, text: diagnostic.text ?? '' }, ...labels];
    const places = groupByLine(marks, sourceOf);
    const width = Math.max(0, ...places.map(({ line }) => String(line).length));
    let shownFile: string | undefined;
    for (const place of places) {
      const { file, line, column } = place;
      if (file !== shownFile || place.first) lines.push(`  ${paint('place', `${file}:${line}:${column}`)}`);
      shownFile = file;
      if (place.text !== undefined) lines.push(...frame(place.text, String(line).padStart(width), place.marks, paint));
    }
  }
  if (hint !== undefined) lines.push(`  ${paint('hint', 'hint')}: ${hint}`);
  return lines.join('\n');
}

/** 1-based line and column (in UTF-16 units) of an offset. */
export function positionOf(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

interface Mark {
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Whether this is where the diagnostic itself points. */
  readonly first: boolean;
  /** The line; undefined when there is no source. */
  readonly text: string | undefined;
  readonly marks: Mark[];
}

function groupByLine(labels: readonly Label[], sourceOf: RenderOptions['sourceOf']): readonly Place[] {
  const places: Place[] = [];
  labels.forEach(({ span, text }, at) => {
    const source = sourceOf(span.file);
    const { line, column } = positionOf(source ?? '', source === undefined ? 0 : span.start);
    const mark = { start: column - 1, length: span.end - span.start, text };
    const same = places.find((place) => place.file === span.file && place.line === line);
    if (same) same.marks.push(mark);
    else
      places.push({
        file: span.file,
        line,
        column,
        first: at === 0,
        text: source === undefined ? undefined : lineAt(source, span),
        marks: [mark],
      });
  });
  return places;
}

function lineAt(source: string, { start }: Span): string {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const to = source.indexOf('\n', start);
  return source.slice(from, to < 0 ? undefined : to).replace(/\r$/, '');
}

/** Longer lines are cut to a window around the marks. */
const FRAME_WIDTH = 110;

function frame(
  text: string,
  lineNumber: string,
  marks: readonly Mark[],
  paint: NonNullable<RenderOptions['paint']>,
): readonly string[] {
  const ordered = [...marks].sort((left, right) => left.start - right.start);
  const firstMark = ordered[0]?.start ?? 0;
  const from = text.length <= FRAME_WIDTH ? 0 : Math.max(0, Math.min(firstMark - 20, text.length - FRAME_WIDTH));
  const window = text.slice(from, from + FRAME_WIDTH).replace(/[\t\p{Cc}]/gu, ' ');
  const shown = `${from > 0 ? '…' : ''}${window}${from + FRAME_WIDTH < text.length ? '…' : ''}`;
  const shift = from > 0 ? 1 - from : 0;
  const gutter = ' '.repeat(lineNumber.length);
  const lines = [`  ${lineNumber} │ ${shown}`];
  // Each mark that would run into the words of the one before it goes on a line of its own.
  const rows: string[] = [];
  for (const { start, length, text: words } of ordered) {
    const at = start + shift;
    if (at < 0 || at > shown.length) continue;
    const carets = '^'.repeat(Math.max(1, Math.min(length, shown.length - at)));
    const drawn = words === '' ? carets : `${carets} ${words}`;
    const row = rows.findIndex((existing) => existing.length < at);
    if (row >= 0) rows[row] = (rows[row] as string).padEnd(at) + drawn;
    else rows.push(' '.repeat(at) + drawn);
  }
  for (const row of rows) lines.push(`  ${gutter} │ ${paint('place', row)}`);
  return lines;
}
