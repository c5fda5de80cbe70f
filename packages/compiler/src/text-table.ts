/**
 * Tables and numbers for people.
 *
 * @packageDocumentation
 */

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Lines of a table with aligned columns, the titles first. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) =>
    columns
      .map(({ align }, at) => {
        const [cell, width] = [line[at] ?? '', widths[at] ?? 0];
        return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** A count with three digits and a prefix, `268 M`; whole below a thousand. */
export function shortNumber(value: number): string {
  const power = Math.min(Math.max(Math.floor(Math.log10(Number(value.toPrecision(3))) / 3), 0), PREFIXES.length - 1);
  return power === 0
    ? String(Math.round(value))
    : `${Number((value / 1000 ** power).toPrecision(3))} ${PREFIXES[power]}`;
}

/** Seconds as milliseconds with three digits. */
export const milliseconds = (seconds: number): string => String(Number((seconds * 1000).toPrecision(3)));
