/**
 * What a tuning has measured so far, in a file that grows by a line for each schedule, so that nothing is lost when it
 * is interrupted and the next one goes on. The first line says what was measured; a file that says something else, or
 * was written by another version, is begun anew.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { VERSION, printProgram } from '@einlay/compiler';
import type { Compilation, KernelDevice, Schedule } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';
import { readText, reasonOf } from './read-files.ts';

/** What came of one schedule. */
export type Outcome =
  | {
      readonly milliseconds: number;
      /** Of each kernel, where the device has a clock. */
      readonly kernels?: readonly number[];
    }
  | { readonly problem: string };

export interface TuningLog {
  readonly get: (schedule: Schedule) => Outcome | undefined;
  /** Adds a line. Error: `file-unwritable`. */
  readonly add: (schedule: Schedule, outcome: Outcome) => Result<void>;
  /** Removes the file: nothing is left to be measured. */
  readonly remove: () => void;
}

/** What a tuning measures; everything that times depend on. */
export interface TuningSubject {
  readonly compilation: Compilation;
  readonly device: { readonly name: string; readonly target: KernelDevice };
  readonly at: ReadonlyMap<string, number>;
}

/** Opens the log in a file, which need not be there. Error: `file-unwritable`. */
export function openTuningLog(file: string, subject: TuningSubject): Result<TuningLog> {
  const header = headerOf(subject);
  const text = readText(file);
  const [first, ...lines] = text.ok ? text.value.split('\n') : [];
  const outcomes = first === header ? readOutcomes(lines) : new Map<string, Outcome>();
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // Written anew, since its last line may be half of one.
    const known = [...outcomes].map(([schedule, outcome]) => printLine(schedule, outcome));
    writeFileSync(file, [header, ...known, ''].join('\n'));
  } catch (error) {
    return failure(report['file-unwritable']({}, file, reasonOf(error)));
  }
  return success({
    get: (schedule) => outcomes.get(JSON.stringify(schedule)),
    add: (schedule, outcome) => {
      const key = JSON.stringify(schedule);
      outcomes.set(key, outcome);
      try {
        appendFileSync(file, `${printLine(key, outcome)}\n`);
        return success(undefined);
      } catch (error) {
        return failure(report['file-unwritable']({}, file, reasonOf(error)));
      }
    },
    remove: () => {
      rmSync(file, { force: true });
    },
  });
}

function headerOf({ compilation, device, at }: TuningSubject): string {
  const program = createHash('sha256').update(printProgram(compilation.optimized)).digest('hex');
  return JSON.stringify({ einlay: VERSION, program, at: [...at].sort(), device: device.name, target: device.target });
}

const printLine = (schedule: string, outcome: Outcome): string =>
  `{"schedule":${schedule},"outcome":${JSON.stringify(outcome)}}`;

/** Lines that are whole; whoever wrote others, they say nothing. */
function readOutcomes(lines: readonly string[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const line of lines) {
    const parsed = parseLine(line);
    if (parsed) outcomes.set(JSON.stringify(parsed.schedule), parsed.outcome);
  }
  return outcomes;
}

function parseLine(line: string): { readonly schedule: unknown; readonly outcome: Outcome } | undefined {
  try {
    const { schedule, outcome } = JSON.parse(line) as { readonly schedule?: unknown; readonly outcome?: unknown };
    return isOutcome(outcome) ? { schedule, outcome } : undefined;
  } catch {
    return undefined;
  }
}

function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null) return false;
  const { milliseconds, kernels = [], problem } = value as Readonly<Record<string, unknown>>;
  const isTime = (time: unknown): boolean => typeof time === 'number' && time >= 0;
  return typeof problem === 'string' || (isTime(milliseconds) && Array.isArray(kernels) && kernels.every(isTime));
}
