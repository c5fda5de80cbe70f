/** What `compile`, `explain` and `bench` have in common: a file, a layer of it, values for its parameters. */
import { compile, parseScheduleFile, TARGETS } from '@einlay/compiler';
import type { Compilation, CompileOptions, ScheduleFile, TargetName } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';
import { parseJson } from './json.ts';
import type { DTYPES } from './usage.ts';
import { readText, textOrNothing } from './read-files.ts';

export type DTypeName = (typeof DTYPES)[number];

export interface LayerOptions {
  readonly layer?: string;
  /** `name=value` pairs. */
  readonly set: readonly (readonly [string, string])[];
  readonly dtype: DTypeName;
}

/** A compilation, and every text that its diagnostics may point into. */
export interface CompiledFile {
  readonly result: Result<Compilation>;
  readonly sources: ReadonlyMap<string, string>;
}

/** Compiles a layer of a file. */
export function compileFile(
  file: string,
  { layer, set, dtype }: LayerOptions,
  more: Pick<CompileOptions, 'targets' | 'observer' | 'schedule' | 'device' | 'cuda'> = {},
): CompiledFile {
  const text = readText(file);
  if (!text.ok) return { result: text, sources: new Map() };
  const sources = new Map([[file, text.value]]);
  const readFile = (name: string): string | undefined => {
    const imported = textOrNothing(name);
    sources.set(name, imported ?? '');
    return imported;
  };
  const values = parseSettings(set);
  if (!values.ok) return { result: values, sources };
  const options = { file, readFile, set: values.value, dtype, ...(layer === undefined ? {} : { layer }), ...more };
  return { result: compile(text.value, options), sources };
}

/** Values of parameters as numbers. Error: `setting-value`. */
export function parseSettings(set: LayerOptions['set']): Result<Readonly<Record<string, number>>> {
  const wrong = set.filter(([, value]) => !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value));
  if (wrong.length > 0) return failure(...wrong.map(([name, value]) => report['setting-value']({}, name, value)));
  return success(Object.fromEntries(set.map(([name, value]) => [name, Number(value)])));
}

/** The schedule in a file, and the device it is for; `compile` checks it. Errors: of reading, JSON, `schedule-device`. */
export function readSchedule(file: string, sources: Map<string, string>): Result<ScheduleFile> {
  const text = readText(file);
  if (!text.ok) return text;
  sources.set(file, text.value);
  const value = parseJson(text.value, file);
  return value.ok ? parseScheduleFile(value.value) : value;
}

/** The targets there are among those asked for. Error: `target-later`. */
export function chooseTargets(names: readonly string[]): Result<readonly TargetName[]> {
  const later = names.filter((name) => !isTarget(name));
  if (later.length > 0) return failure(...later.map((name) => report['target-later']({}, name, TARGETS)));
  return success(names.filter(isTarget));
}

const isTarget = (name: string): name is TargetName => (TARGETS as readonly string[]).includes(name);
