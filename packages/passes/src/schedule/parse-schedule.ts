/** From JSON that anybody may have written to a schedule, as far as that can be told without its program. */
import { failure, success } from '@einlay/ir';
import type { Diagnostic, Result } from '@einlay/ir';
import { report } from '../diagnostics.ts';
import { SIDES } from './schedule.ts';
import type { KernelSchedule, Schedule, Side } from './schedule.ts';

/** What a member must be, in words, and whether a value is. */
interface Form {
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
}

/** Rows or columns in the registers of one invocation; there are a few hundred registers. */
const MOST_MICRO = 16;

/** Steps that are written out. */
const MOST_UNROLLED = 64;

/** Extents and products of them are far below this, so that no position overflows. */
const MOST_TILE = 2 ** 24;

const isWithin = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

const text: Form = { words: 'a name', fits: (value) => typeof value === 'string' };
const count: Form = { words: 'a whole number, 1 or more', fits: (value) => isWithin(value, 1, MOST_TILE) };
const list: Form = { words: 'a list', fits: Array.isArray };

/** Invocations of a subgroup. */
const SUBGROUP: Form = {
  words: '4, 8, 16, 32, 64 or 128',
  fits: (value) => [4, 8, 16, 32, 64, 128].includes(value as number),
};

/** What every chain of contractions has. */
const CHAIN: Readonly<Record<string, Form>> = {
  stages: { words: 'a list of stages, at least one', fits: (value) => Array.isArray(value) && value.length > 0 },
  tiles: {
    words: 'a list of whole numbers',
    fits: (value) => Array.isArray(value) && value.every((tile) => isWithin(tile, 0, MOST_TILE)),
  },
};

const KERNELS: Readonly<Record<KernelSchedule['kind'], Readonly<Record<string, Form>>>> = {
  contractions: {
    ...CHAIN,
    invocations: count,
  },
  held: {
    ...CHAIN,
    invocations: count,
    workgroups: { words: 'a whole number from 1 to 65535', fits: (value) => isWithin(value, 1, 65535) },
    subgroup: SUBGROUP,
  },
  matrices: {
    ...CHAIN,
    subgroups: { words: 'a whole number from 1 to 32', fits: (value) => isWithin(value, 1, 32) },
  },
  pointwise: { value: text, invocations: count },
  rows: { value: text, invocations: count, perRow: count },
  'subgroup-matrices': {
    ...CHAIN,
    invocations: count,
    subgroup: SUBGROUP,
    shape: {
      words: 'three whole numbers from 1 to 64',
      fits: (value) => Array.isArray(value) && value.length === 3 && value.every((size) => isWithin(size, 1, 64)),
    },
  },
};

const STAGE: Readonly<Record<string, Form>> = {
  einsum: text,
  left: { words: '0 or 1', fits: (value) => value === 0 || value === 1 },
  micro: {
    words: `two whole numbers from 1 to ${MOST_MICRO}`,
    fits: (value) => Array.isArray(value) && value.length === 2 && value.every((size) => isWithin(size, 1, MOST_MICRO)),
  },
};

/** Products that one subgroup makes at once take registers; there are a few dozen for them. */
const few: Form = { words: 'a whole number from 1 to 32', fits: (value) => isWithin(value, 1, 32) };

const MATRIX_STAGE: Readonly<Record<string, Form>> = {
  einsum: text,
  left: { words: '0 or 1', fits: (value) => value === 0 || value === 1 },
  rows: few,
  columns: few,
  matrices: few,
};

const HELD_STAGE: Readonly<Record<string, Form>> = {
  einsum: text,
  left: { words: '0 or 1', fits: (value) => value === 0 || value === 1 },
  columns: { words: '1, 2 or 4', fits: (value) => value === 1 || value === 2 || value === 4 },
};

const SUBGROUP_MATRIX_STAGE: Readonly<Record<string, Form>> = {
  einsum: text,
  left: { words: '0 or 1', fits: (value) => value === 0 || value === 1 },
  rows: few,
  columns: few,
  summed: {
    words: 'a list of whole numbers, 1 or more',
    fits: (value) => Array.isArray(value) && value.every((part) => isWithin(part, 1, MOST_TILE)),
  },
};

const OPTIONAL_IN_MATRIX_STAGE: Readonly<Record<string, Form>> = {
  epilogue: text,
  slots: { words: 'a whole number from 3 to 8', fits: (value) => isWithin(value, 3, 8) },
};

const CHUNK: Readonly<Record<string, Form>> = { index: text, size: count };

const OPTIONAL_IN_CHAIN: Readonly<Record<string, Form>> = {
  prefetch: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  chunk: { words: 'an object of an index and a size', fits: (value) => checkMembers('', value, CHUNK).length === 0 },
};

const OPTIONAL_IN_MATRICES: Readonly<Record<string, Form>> = {
  cluster: { words: 'a whole number from 2 to 16', fits: (value) => isWithin(value, 2, 16) },
};

const OPTIONAL_IN_STAGE: Readonly<Record<string, Form>> = {
  epilogue: text,
  staged: {
    words: 'a list of "left", "right" or both',
    fits: (value) => Array.isArray(value) && value.every((side) => SIDES.includes(side as Side)),
  },
  unroll: { words: `a whole number from 1 to ${MOST_UNROLLED}`, fits: (value) => isWithin(value, 1, MOST_UNROLLED) },
};

/** Members of the stages of kernels that have stages. */
const STAGES: Readonly<
  Partial<Record<KernelSchedule['kind'], { readonly wanted: typeof STAGE; readonly optional: typeof STAGE }>>
> = {
  contractions: { wanted: STAGE, optional: OPTIONAL_IN_STAGE },
  held: { wanted: HELD_STAGE, optional: { epilogue: text } },
  matrices: { wanted: MATRIX_STAGE, optional: OPTIONAL_IN_MATRIX_STAGE },
  'subgroup-matrices': { wanted: SUBGROUP_MATRIX_STAGE, optional: { epilogue: text } },
};

/** A schedule of the right form; whether it fits a program is another question. Error: `schedule-form`. */
export function parseSchedule(value: unknown): Result<Schedule> {
  const problems = checkMembers('', value, { kernels: list });
  if (problems.length > 0) return failure(...problems);
  const schedule = value as { readonly kernels: readonly unknown[] };
  problems.push(...schedule.kernels.flatMap((kernel, at) => checkKernel(`kernels[${at}]`, kernel)));
  return problems.length > 0 ? failure(...problems) : success(value as Schedule);
}

function checkKernel(place: string, value: unknown): readonly Diagnostic[] {
  const { kind } = asObject(value) ?? {};
  const forms =
    typeof kind === 'string' && Object.hasOwn(KERNELS, kind) ? KERNELS[kind as KernelSchedule['kind']] : undefined;
  const words = Object.keys(KERNELS).map((each) => `"${each}"`);
  if (forms === undefined) {
    if (asObject(value) === undefined) return [report['schedule-form']({}, place, 'an object', describe(value))];
    return [report['schedule-form']({}, `${place}.kind`, `one of ${words.join(', ')}`, describe(kind))];
  }
  const optional = kind === 'contractions' ? OPTIONAL_IN_CHAIN : kind === 'matrices' ? OPTIONAL_IN_MATRICES : {};
  const problems = checkMembers(place, value, { kind: text, ...forms }, optional);
  const stage = STAGES[kind as KernelSchedule['kind']];
  if (stage === undefined || problems.length > 0) return problems;
  const { stages } = value as { readonly stages: readonly unknown[] };
  return stages.flatMap((each, at) => checkMembers(`${place}.stages[${at}]`, each, stage.wanted, stage.optional));
}

/** Whether an object has exactly these members. */
function checkMembers(
  place: string,
  value: unknown,
  wanted: Readonly<Record<string, Form>>,
  optional: Readonly<Record<string, Form>> = {},
): Diagnostic[] {
  const object = asObject(value);
  if (object === undefined) return [report['schedule-form']({}, place || 'the schedule', 'an object', describe(value))];
  const at = (name: string): string => (place === '' ? name : `${place}.${name}`);
  const forms = { ...optional, ...wanted };
  const problems: Diagnostic[] = [];
  for (const [name, { words, fits }] of Object.entries(forms)) {
    if (!Object.hasOwn(object, name) && Object.hasOwn(optional, name)) continue;
    const member = Object.hasOwn(object, name) ? object[name] : undefined;
    if (!fits(member)) problems.push(report['schedule-form']({}, at(name), words, describe(member)));
  }
  for (const name of Object.keys(object))
    if (!Object.hasOwn(forms, name)) {
      const known = Object.keys(forms).map((each) => `\`${each}\``);
      problems.push(report['schedule-member']({}, place || 'the schedule', name.slice(0, 40), known));
    }
  return problems;
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

/** A value in a few words. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  const words = JSON.stringify(value);
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
