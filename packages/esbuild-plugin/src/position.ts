/** Places in a text as bundlers count them. */

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
  /** The whole line. */
  readonly text: string;
}

export function positionOf(source: string, offset: number): Position {
  const line = source.slice(0, offset).split('\n').length;
  const from = source.lastIndexOf('\n', offset - 1) + 1;
  const to = source.indexOf('\n', offset);
  const text = source.slice(from, to < 0 ? undefined : to).replace(/\r$/, '');
  return { line, column: offset - from, text };
}
