/**
 * Tables of schedules that were measured: what to do with a program that somebody has tuned before, on a kind of device.
 *
 * A table is a file of JSON, an entry a line in a fixed order, so that tables can be merged and compared. A program is
 * found by what it computes, whatever its parts are called; see `canonical-program.ts`.
 */
import type { CudaTarget } from '@einlay/backends/cuda';
import { failure, success } from '@einlay/ir';
import type { Result, TensorProgram } from '@einlay/ir';
import { checkSchedule, parseSchedule } from '@einlay/passes';
import type { KernelTarget, Schedule } from '@einlay/passes';
import { report } from '../diagnostics.ts';
import { canonicalProgram } from './canonical-program.ts';
import { SM_90A } from './sm-90a.ts';

/** What was measured, in words that `compile` understands. */
export interface TunedLayer {
  readonly layer: string;
  /** Values of its parameters. */
  readonly set: Readonly<Record<string, number>>;
  readonly dtype: string;
  readonly tokens: number;
}

/** One layer and the fastest schedule for it that was measured. */
export interface TunedEntry extends TunedLayer {
  /** The fastest, and the one that would be chosen without the table. */
  readonly milliseconds: number;
  readonly chosenMilliseconds: number;
  /** What the layer computes: the text of `canonicalProgram`. */
  readonly program: string;
  /** The fastest schedule, in the names of the text. */
  readonly kernels: Schedule['kernels'];
}

/** Schedules that were measured to be the fastest, for one architecture. */
export interface TunedTable {
  /** `sm_90a`. */
  readonly architecture: string;
  readonly entries: readonly TunedEntry[];
}

/** An entry for the fastest schedule of a program. */
export function tunedEntry(
  program: TensorProgram,
  { kernels }: Schedule,
  measured: TunedLayer & Pick<TunedEntry, 'milliseconds' | 'chosenMilliseconds'>,
): TunedEntry {
  const { layer, set, dtype, tokens, milliseconds, chosenMilliseconds } = measured;
  const { text, toCanonical } = canonicalProgram(program);
  const sorted = Object.fromEntries(Object.entries(set).sort(([one], [other]) => (one < other ? -1 : 1)));
  const times = { milliseconds: rounded(milliseconds), chosenMilliseconds: rounded(chosenMilliseconds) };
  return { layer, set: sorted, dtype, tokens, ...times, program: text, kernels: toCanonical({ kernels }).kernels };
}

/** Clocks tell no more than four digits. */
const rounded = (milliseconds: number): number => Number(milliseconds.toPrecision(4));

/** One table of several for one architecture: of entries for the same program, that of the last table stays. */
export function mergeTunedTables(first: TunedTable, ...others: readonly TunedTable[]): TunedTable {
  const entries = new Map([first, ...others].flatMap((table) => table.entries.map((each) => [each.program, each])));
  return { architecture: first.architecture, entries: [...entries.values()].sort(byName) };
}

const nameOf = ({ layer, dtype, set, program }: TunedEntry): string =>
  [layer, dtype, ...Object.values(set).map((value) => String(value).padStart(8, '0')), program].join(' ');

const byName = (one: TunedEntry, other: TunedEntry): number => (nameOf(one) < nameOf(other) ? -1 : 1);

/** A table as a JSON document, an entry on each line. */
export function printTunedTable({ architecture, entries }: TunedTable): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
  return `{"architecture":${JSON.stringify(architecture)},"entries":[\n${lines}${lines === '' ? '' : '\n'}]}\n`;
}

/** A table that anybody may have written. Errors: `tuned-table`, `schedule-form`, `schedule-member`. */
export function parseTunedTable(value: unknown): Result<TunedTable> {
  const wrong = (problem: string): Result<never> => failure(report['tuned-table']({}, problem));
  if (!isObject(value)) return wrong('it is no object');
  const { architecture, entries } = value;
  if (typeof architecture !== 'string') return wrong('`architecture` is no text');
  if (!Array.isArray(entries)) return wrong('`entries` is no list');
  for (const [at, entry] of entries.entries()) {
    if (!isObject(entry)) return wrong(`\`entries[${at}]\` is no object`);
    const member = Object.keys(FORMS).find((name) => !FORMS[name as keyof TunedEntry](entry[name]));
    if (member !== undefined) return wrong(`\`entries[${at}].${member}\` is missing or wrong`);
    const schedule = parseSchedule({ kernels: entry['kernels'] });
    if (!schedule.ok) return schedule;
  }
  return success({ architecture, entries: entries as readonly TunedEntry[] });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean => typeof value === 'string';
const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0;

const FORMS: Readonly<Record<keyof TunedEntry, (value: unknown) => boolean>> = {
  layer: isText,
  set: (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'number'),
  dtype: isText,
  tokens: isPositive,
  milliseconds: isPositive,
  chosenMilliseconds: isPositive,
  program: isText,
  kernels: Array.isArray,
};

/** The schedule of a program in a table, if it is there and still fits; kernels may have changed since it was made. */
export function findTuned(
  { architecture, entries }: TunedTable,
  program: TensorProgram,
  device: Pick<CudaTarget, 'architecture'>,
  target: KernelTarget,
): Schedule | undefined {
  if (architecture !== device.architecture || entries.length === 0) return undefined;
  const { text, fromCanonical } = canonicalProgram(program);
  const entry = entries.find((each) => each.program === text);
  if (!entry) return undefined;
  const checked = checkSchedule(program, fromCanonical(entry), target);
  return checked.ok ? checked.value : undefined;
}

/** What ships with the compiler. */
export const SHIPPED_TABLE: TunedTable = {
  architecture: 'sm_90a',
  entries: SM_90A.map((line) => JSON.parse(line) as TunedEntry),
};
