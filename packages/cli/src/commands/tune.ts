/** `einlay tune FILE --layer NAME --set k=v,…` */
import { existsSync } from 'node:fs';
import type { Artifact, DeviceTensors, LoadedLayer } from '@einlay/artifact';
import {
  compileSchedule,
  describeSchedule,
  mergeTunedTables,
  mixSchedules,
  parseTunedTable,
  printScheduleFile,
  printTunedTable,
  tunedEntry,
  tuningSchedules,
} from '@einlay/compiler';
import type { Compilation, CompileOptions, KernelDevice, Schedule, TunedEntry, TunedTable } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { withCuda } from '../cuda-device.ts';
import { report } from '../diagnostics.ts';
import type { Context } from '../io.ts';
import { compileFile } from '../layer-options.ts';
import type { LayerOptions } from '../layer-options.ts';
import { parseJson } from '../json.ts';
import { startProgress } from '../progress.ts';
import { randomTensors } from '../random-tensors.ts';
import { readText } from '../read-files.ts';
import { compareWithReference, interpretSmall } from '../reference.ts';
import type { Reference } from '../reference.ts';
import { attempt, openArtifact } from '../run-artifact.ts';
import { EXIT, refuse, show } from '../show.ts';
import { milliseconds as inMilliseconds, textTable } from '@einlay/compiler/text-table';
import { median, release, timedOnDevice, uploadAll } from '../time-layer.ts';
import type { DeviceAtHand } from '../time-layer.ts';
import { openTuningLog } from '../tuning-log.ts';
import type { Outcome, TuningLog } from '../tuning-log.ts';
import { withWebgpu } from '../webgpu-device.ts';
import { writeFiles } from '../write-files.ts';

export interface TuneOptions extends LayerOptions {
  /** Values for symbols; `...` is the number of tokens. */
  readonly at: ReadonlyMap<string, number>;
  readonly target: 'webgpu' | 'cuda';
  readonly out?: string;
  /** A table that gets the fastest schedule, too; one of CUDA. */
  readonly table?: string;
  /** About how long to measure. */
  readonly seconds: number;
  readonly json?: boolean;
}

/** Unless the command line says otherwise. */
const TOKENS = 4096;

/** Runs of one schedule; those that are clearly slower than the best get fewer, and so do slow layers. */
const RUNS = 7;
const RUN_SECONDS = 1;
const CLEARLY_SLOWER = 1.5;

/** How many of the best are measured again, in turn with the one chosen without tuning, before one of them wins. */
const FINALISTS = 5;
const FINAL_RUNS = 15;
const FINAL_SECONDS = 5;

/** Lines of the table: times that were measured in the same way. */
const SHOWN = FINALISTS;

/** How long a schedule takes. */
type Times = Extract<Outcome, { readonly milliseconds: number }>;

/** A schedule that computes the right thing, and how long that takes. */
interface Candidate extends Times {
  readonly schedule: Schedule;
}

/** What schedules are measured on. */
interface TuningDevice extends DeviceAtHand {
  readonly name: string;
  readonly target: KernelDevice;
}

/** What measuring needs. */
interface Bench {
  readonly compilation: Compilation;
  readonly device: TuningDevice;
  readonly reference: Reference;
  readonly tensors: DeviceTensors;
}

/** Everything that was found out. */
interface Tuned {
  readonly compilation: Compilation;
  readonly device: TuningDevice;
  readonly at: ReadonlyMap<string, number>;
  readonly schedules: readonly Schedule[];
  /** Fastest first: those that were measured again, then the others. */
  readonly candidates: readonly Candidate[];
  readonly measured: number;
}

/**
 * Measures schedules of a layer on the device at hand, each after its results were compared with the interpreter, and
 * stores the fastest for `compile --schedule`. An interrupt ends measuring, and the best so far is stored.
 */
export async function tune(file: string, options: TuneOptions, context: Context): Promise<number> {
  const { io } = context;
  const table = options.table === undefined ? success(undefined) : readTable(options.table);
  if (!table.ok) return refuse(table.diagnostics, context);
  let out = options.out ?? '';
  const tuned = await withDevice(options.target, (device) =>
    io.untilInterrupted(async (interrupted): Promise<Result<Tuned>> => {
      const { result, sources } = compileFile(file, options, optionsFor(device.target));
      show(result.diagnostics, sources, context);
      if (!result.ok) return failure();
      out ||= `${options.layer ?? result.value.name}.tuned.schedule.json`;
      return tuneOn(device, result.value, { ...options, out }, interrupted, context);
    }),
  );
  if (!tuned.ok) return refuse(tuned.diagnostics, context);
  const { candidates, device } = tuned.value;
  const [best] = candidates as readonly [Candidate];
  const files = [{ path: out, content: printScheduleFile(best.schedule, device.target) }];
  if (options.table !== undefined && table.value && 'architecture' in device.target) {
    const own = { architecture: device.target.architecture, entries: [entryOf(tuned.value, options)] };
    const merged = table.value.entries.length === 0 ? own : mergeTunedTables(table.value, own);
    files.push({ path: options.table, content: printTunedTable(merged) });
  }
  const written = await writeFiles(files);
  if (!written.ok) return refuse(written.diagnostics, context);
  await io.print(
    options.json ? `${JSON.stringify(answerOf(tuned.value, out))}\n` : describe(tuned.value, out, context),
  );
  return EXIT.success;
}

const withDevice = <T>(
  target: TuneOptions['target'],
  work: (device: TuningDevice) => Promise<Result<T>>,
): Promise<Result<T>> => (target === 'cuda' ? withCuda(work) : withWebgpu(work));

const optionsFor = (device: KernelDevice): Pick<CompileOptions, 'targets' | 'device' | 'cuda'> =>
  'architecture' in device ? { targets: ['cuda'], cuda: device } : { targets: ['wgsl'], device };

/** A table to add to; an empty one where there is no file. Errors: of reading, JSON, `tuned-table`. */
function readTable(file: string): Result<TunedTable> {
  if (!existsSync(file)) return success({ architecture: '', entries: [] });
  const text = readText(file);
  if (!text.ok) return text;
  const value = parseJson(text.value, file);
  return value.ok ? parseTunedTable(value.value) : value;
}

function entryOf(tuned: Tuned, { set, dtype }: TuneOptions): TunedEntry {
  const [best] = tuned.candidates as readonly [Candidate];
  return tunedEntry(tuned.compilation.optimized, best.schedule, {
    layer: tuned.compilation.name,
    set: Object.fromEntries(set.map(([name, value]) => [name, Number(value)])),
    dtype,
    tokens: tuned.at.get('...') ?? 1,
    milliseconds: best.milliseconds,
    chosenMilliseconds: chosenTime(tuned),
  });
}

async function tuneOn(
  device: TuningDevice,
  compilation: Compilation,
  { at: given, out, seconds }: TuneOptions & { readonly out: string },
  interrupted: AbortSignal,
  context: Context,
): Promise<Result<Tuned>> {
  const at = new Map([['...', TOKENS], ...given]);
  const [emission] = compilation.emissions.values();
  const { artifact } = emission as { readonly artifact: Artifact };
  const reference = interpretSmall(compilation, artifact, at);
  if (!reference.ok) return reference;
  const random = randomTensors(artifact, at);
  if (!random.ok) return random;
  const log = openTuningLog(`${out}.progress`, { compilation, device, at });
  if (!log.ok) return log;
  const tensors = await uploadAll({ artifact }, random.value, device);
  if (!tensors.ok) return tensors;
  try {
    const bench = { compilation, device, reference: reference.value, tensors: tensors.value };
    return await tuneWith(bench, log.value, { at, seconds }, interrupted, context);
  } finally {
    release(tensors.value);
  }
}

async function tuneWith(
  bench: Bench,
  log: TuningLog,
  { at, seconds }: Pick<TuneOptions, 'at' | 'seconds'>,
  interrupted: AbortSignal,
  context: Context,
): Promise<Result<Tuned>> {
  const { compilation, device } = bench;
  const schedules = tuningSchedules(compilation, device.target);
  const progress = startProgress(context.io, schedules.length, seconds);
  const end = performance.now() + seconds * 1000;
  const problems: string[] = [];
  let candidates: Candidate[] = [];
  let isLost = false;
  const mayGoOn = (): boolean => !isLost && !interrupted.aborted;
  const fastest = (): number => Math.min(...candidates.map(({ milliseconds }) => milliseconds));
  const trySchedule = async (schedule: Schedule): Promise<Result<void>> => {
    let outcome = log.get(schedule);
    if (outcome === undefined) {
      const tried = await measure(bench, schedule, fastest());
      outcome = tried.ok ? tried.value : { problem: tried.diagnostics[0]?.message ?? '' };
      // What was uploaded is gone with the device. The next tuning knows which schedule not to try again.
      isLost = tried.diagnostics.some(({ code }) => code === 'runtime-lost');
      const added = log.add(schedule, outcome);
      if (!added.ok) return added;
    }
    if ('problem' in outcome) problems.push(outcome.problem);
    else candidates.push({ schedule, ...outcome });
    return success(undefined);
  };

  let measured = 0;
  for (const schedule of schedules) {
    // One must be measured, however little time there is.
    const isOver = performance.now() >= end && candidates.length > 0;
    if (isOver || !mayGoOn()) break;
    const tried = await trySchedule(schedule);
    if (!tried.ok) return tried;
    measured += 1;
    progress.update(measured, `best ${inMilliseconds(fastest() / 1000)} ms`);
  }
  if (mayGoOn()) {
    const mixed = mixSchedules(candidates.map(({ schedule, kernels = [] }) => ({ schedule, times: kernels })));
    if (mixed && !candidates.some(({ schedule }) => JSON.stringify(schedule) === JSON.stringify(mixed))) {
      const tried = await trySchedule(mixed);
      if (!tried.ok) return tried;
    }
  }
  candidates.sort(byTime);
  if (mayGoOn()) {
    const isFinalist = ({ schedule, milliseconds }: Candidate, at: number): boolean =>
      (at < FINALISTS && milliseconds <= fastest() * CLEARLY_SLOWER) || schedule === schedules[0];
    const rest = candidates.filter((candidate, at) => !isFinalist(candidate, at));
    candidates = [...(await measureAgain(bench, candidates.filter(isFinalist))), ...rest];
  }
  progress.clear();
  for (const problem of new Set(problems)) show([report['tune-problem']({}, problem)], new Map(), context);
  if (candidates.length === 0) return failure(report['tune-nothing']({}));
  if (measured === schedules.length) log.remove();
  return success({ compilation, device, at, schedules, candidates, measured });
}

/** Compares a schedule with the reference, then times it. */
const measure = (bench: Bench, schedule: Schedule, best: number): Promise<Result<Times>> =>
  withSchedule(bench, schedule, async (layer) => {
    const compared = await compareWithReference(bench.reference, layer);
    if (!compared.ok) return compared;
    return attempt(async () => {
      const ofKernels: (readonly number[])[] = [];
      const timed = timedOnDevice(layer, bench.tensors, bench.device, (times) => ofKernels.push(times));
      await timed();
      ofKernels.pop();
      const end = performance.now() + RUN_SECONDS * 1000;
      const found: number[] = [await timed()];
      while (found.length < RUNS && performance.now() < end && Math.min(...found) <= best * CLEARLY_SLOWER)
        found.push(await timed());
      const kernels = ofKernels[0]?.map((_, kernel) => median(ofKernels.map((times) => times[kernel] ?? NaN)));
      return { milliseconds: median(found), ...(kernels === undefined ? {} : { kernels }) };
    });
  });

/** The same schedules, each run in turn, so that whatever else the machine does meets them alike; fastest first. */
async function measureAgain(bench: Bench, finalists: readonly Candidate[]): Promise<readonly Candidate[]> {
  const times = finalists.map((): number[] => []);
  const runAll = async (at: number, timed: readonly (() => Promise<number>)[]): Promise<Result<void>> => {
    const finalist = finalists[at];
    if (finalist)
      return withSchedule(bench, finalist.schedule, (layer) =>
        runAll(at + 1, [...timed, timedOnDevice(layer, bench.tensors, bench.device)]),
      );
    return attempt(async () => {
      const end = performance.now() + FINAL_SECONDS * 1000;
      for (let round = 0; round < FINAL_RUNS && (round === 0 || performance.now() < end); round += 1)
        for (const [which, run] of timed.entries()) times[which]?.push(await run());
    });
  };
  const ran = await runAll(0, []);
  if (!ran.ok) return finalists;
  return finalists.map(({ schedule }, at) => ({ schedule, milliseconds: median(times[at] ?? []) })).sort(byTime);
}

const byTime = (one: Candidate, other: Candidate): number => one.milliseconds - other.milliseconds;

async function withSchedule<T>(
  { compilation, device }: Bench,
  schedule: Schedule,
  work: (layer: LoadedLayer) => Promise<Result<T>>,
): Promise<Result<T>> {
  const artifact = compileSchedule(compilation, schedule, device.target);
  if (!artifact.ok) return artifact;
  const layer = await openArtifact(artifact.value, device.runtime);
  if (!layer.ok) return layer;
  try {
    return await work(layer.value);
  } finally {
    await layer.value.close();
  }
}

/** How long the schedule takes that `compile` chooses by itself. */
const chosenTime = ({ candidates, schedules }: Tuned): number =>
  candidates.find(({ schedule }) => schedule === schedules[0])?.milliseconds ?? NaN;

function answerOf(tuned: Tuned, out: string): object {
  const { device, at, schedules, candidates, measured } = tuned;
  const [best] = candidates;
  return {
    device: device.name,
    at: Object.fromEntries(at),
    schedules: schedules.length,
    measured,
    milliseconds: best?.milliseconds,
    chosenMilliseconds: chosenTime(tuned),
    best: candidates.slice(0, SHOWN).map(({ schedule, milliseconds }) => ({ milliseconds, schedule })),
    file: out,
  };
}

function describe(tuned: Tuned, out: string, { stdout }: Context): string {
  const { device, schedules, candidates, measured } = tuned;
  const chosen = chosenTime(tuned);
  const table = textTable(
    [
      { title: 'ms', align: 'right' },
      { title: 'speed', align: 'right' },
      { title: 'schedule', align: 'left' },
    ],
    candidates
      .slice(0, SHOWN)
      .map(({ schedule, milliseconds }) => [
        inMilliseconds(milliseconds / 1000),
        `${(chosen / milliseconds).toFixed(2)}×`,
        `${describeSchedule(schedule)}${schedule === schedules[0] ? ' (chosen without tuning)' : ''}`,
      ]),
  );
  const rest =
    measured < schedules.length ? `; run it again to go on with the other ${schedules.length - measured}` : '';
  return [
    ...table,
    stdout.dim(`${measured} of ${schedules.length} schedules measured on ${device.name}${rest}`),
    `stored in ${out}`,
    '',
  ].join('\n');
}
