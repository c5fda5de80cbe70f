/**
 * How long a kernel of contractions takes, roughly: for choosing between schedules, not for telling times. A workgroup does its
 * multiply-adds and its loads, of which what it keeps under way is too little to hide one behind the other; a kernel does that for
 * all its workgroups, and moves data to and from memory meanwhile. The rates of a graphics processor are fitted to 1032 kernels of
 * 17 layers and products on an H100 (`docs/performance.md`): on average, what the model likes best takes 1.1 times as long as the
 * fastest. Those of a processor are rounded until the order of a dozen measured kernels came out right.
 */
import { BYTES } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import { MANY_TOKENS, guess } from './choose-tiles.ts';
import type { Extents, Tiling } from './choose-tiles.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import type { HeldPlan } from './held-plan.ts';
import { resultOfStage } from './local-layout.ts';
import { SIDES } from './schedule.ts';
import type { Side } from './schedule.ts';
import type { SubgroupPlan } from './subgroup-plan.ts';

/**
 * What runs a kernel: a graphics processor, or a processor that does as one would. Schedules that are fast on one are slow on
 * the other.
 */
export type DeviceKind = 'graphics' | 'processor';

/** Elements that the invocations of a multiprocessor load in a cycle. */
interface LoadRates {
  /** Four at a time, from where neighbouring invocations read neighbours or the same. */
  readonly wide: number;
  readonly narrow: number;
  /** Four at a time, but neighbouring invocations far from each other. */
  readonly scattered: number;
  /** From workgroup memory, four at a time and one by one. */
  readonly local: number;
  readonly localNarrow: number;
}

/** One multiprocessor, per cycle of its clock. */
interface Model {
  readonly multiprocessors: number;
  readonly multiplyAdds: number;
  readonly loads: LoadRates;
  /** Of work and what goes to and from memory, how much of the shorter is hidden behind the longer. */
  readonly hidden: number;
  /** To and from memory, in rows as layers have them, when all multiprocessors ask. */
  readonly memoryBytes: number;
  readonly registers: number;
  readonly invocations: number;
  readonly workgroupBytes: number;
  /**
   * Invocations with one sum each that must be under way to hide how long a load takes. With more sums it is their root that
   * counts.
   */
  readonly enoughInvocations: number;
  /** Until all invocations of a workgroup have met, and until memory answers. */
  readonly barrierCycles: number;
  readonly latencyCycles: number;
  /** Until a kernel has started on all multiprocessors, and until the last of them is done. */
  readonly launchCycles: number;
}

/** Beyond these an invocation has no registers, on any graphics processor. */
const MOST_REGISTERS = 255;

const MODELS: Readonly<Record<DeviceKind, Model>> = {
  graphics: {
    multiprocessors: 132,
    multiplyAdds: 128,
    loads: { wide: 37, narrow: 14, scattered: 5, local: 175, localNarrow: 22 },
    hidden: 0.5,
    memoryBytes: 11.5,
    registers: 65536,
    invocations: 2048,
    workgroupBytes: 84 * 1024,
    enoughInvocations: 3600,
    barrierCycles: 0,
    latencyCycles: 500,
    launchCycles: 12000,
  },
  // A core that runs eight invocations in the lanes of its vectors, whose every load is a gather.
  processor: {
    multiprocessors: 2,
    multiplyAdds: 16,
    loads: { wide: 2, narrow: 1, scattered: 2, local: 3, localNarrow: 3 },
    hidden: 1,
    memoryBytes: 8,
    registers: 65536,
    invocations: 256,
    workgroupBytes: 2 ** 20,
    enoughInvocations: 0,
    barrierCycles: 800,
    latencyCycles: 0,
    launchCycles: 20000,
  },
};

/** Of workgroup memory, what a device keeps for itself for each workgroup. */
const RESERVED_BYTES = 1024;

/** Registers of an invocation beside its sums, and what it loads for a step of four. */
const OTHER_REGISTERS = 24;

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

/** Cycles of the whole device. */
export function estimateCycles(
  stages: readonly Stage[],
  { tiles, bytes, invocations, chunk, prefetched }: Tiling,
  extents: Extents,
  kind: DeviceKind,
): number {
  const model = MODELS[kind];
  const last = stages.at(-1) as Stage;
  const whole = (name: string): number => guess(extents.get(name) as Extent);
  const made = new Set(stages.map(resultOfStage));
  /** Of an index, what a workgroup has to do with. */
  const part = (name: string): number => {
    const at = last.output.indexOf(name);
    return at >= 0 ? (tiles[at] as number) : whole(name);
  };
  const count = (names: readonly string[]): number => product(names.map(part));
  const chunks = chunk === undefined ? 1 : whole(chunk.index) / chunk.size;

  let [multiplyAdds, loads, registers, answers] = [0, 0, 0, 0];
  for (const stage of stages) {
    const roles = rolesOf(stage);
    const [rows, columns] = stage.micro;
    const perChunk = stage === last ? 1 : chunks;
    const tasks =
      (count(roles.batch) / perChunk) * Math.ceil(count(roles.row) / rows) * Math.ceil(count(roles.column) / columns);
    // The last round has idle invocations, and so has every chunk.
    const taken = Math.ceil(tasks / invocations) * invocations * perChunk;
    const depth = count(roles.summed);
    multiplyAdds += taken * rows * columns * depth;
    for (const side of SIDES) {
      const { value, indices } = stage[side];
      const isStaged = stage.staged.includes(side);
      const isLocal = isStaged || made.has(value);
      loads += (taken * depth * (side === 'left' ? rows : columns)) / loadRate(model.loads, stage, side, isLocal, part);
      if (isStaged) loads += count(indices) * (1 / model.loads.wide + 1 / model.loads.local);
    }
    // Where stages take turns, each waits for the first of what it reads from afar, unless that was read ahead.
    if (stage === stages[0] && (stages.length > 1 || stage.staged.length > 0)) answers = prefetched > 0 ? 1 : chunks;
    const rounds = stage === last && chunk !== undefined ? Math.ceil(tasks / invocations) : 1;
    registers = Math.max(registers, OTHER_REGISTERS + prefetched + rounds * rows * columns + 2 * (rows + columns));
  }
  const mostRegisters = Math.min(MOST_REGISTERS, Math.floor(model.registers / invocations));
  const resident = Math.max(
    1,
    Math.min(
      Math.floor(model.invocations / invocations),
      Math.floor(model.registers / (Math.min(registers, mostRegisters) * invocations)),
      Math.floor(model.workgroupBytes / (bytes + RESERVED_BYTES)),
    ),
  );
  // Registers beyond those there are go to memory and back.
  const spills = Math.max(1, registers / mostRegisters);
  const sums = Math.max(...stages.map(({ micro }) => micro[0] * micro[1]));
  const slow = Math.max(1, model.enoughInvocations / (resident * invocations * Math.sqrt(sums))) * spills;
  const work = multiplyAdds / model.multiplyAdds + loads;
  const barriers = bytes > 0 ? model.barrierCycles * 2 * chunks : 0;
  const cycles = work * slow + (barriers + model.latencyCycles * answers) / resident;
  const workgroups = product(last.output.map((name, at) => Math.ceil(whole(name) / (tiles[at] as number))));
  const rounds = Math.max(1, workgroups / model.multiprocessors);

  const elements = (names: readonly string[]): number => product(names.map(whole));
  const inputs = stages
    .flatMap(({ left, right }) => [left, right])
    .filter(({ value }) => !made.has(value))
    .reduce((sum, { indices }) => sum + elements(indices), 0);
  const memory = (4 * (elements(last.output) + inputs)) / (model.memoryBytes * model.multiprocessors);
  const [shorter, longer] = [Math.min(rounds * cycles, memory), Math.max(rounds * cycles, memory)];
  return longer + (1 - model.hidden) * shorter + model.launchCycles;
}

/** Of a multiply-add a cycle, what kernels that hold their factors come to: sums are exchanged and wait for each other. */
const HELD_SHARE = 0.65;

/** How much longer they take in half precision, which is widened and rounded number by number. */
const HALF_HELD = 1.3;

/** The same for a kernel that holds its factors: a multiprocessor has one workgroup, or a few small ones, from begin to end. */
export function estimateHeldCycles({ stages, rows, rowElements, others }: HeldPlan): number {
  const model = MODELS.graphics;
  const parts = product(others.map(({ extent, tile }) => extent / tile));
  const multiplyAdds = stages.reduce(
    (all, { batches, columnCount, summed }) => all + batches * columnCount * summed,
    0,
  );
  const { stage, batches, columnCount } = stages.at(-1) as HeldPlan['stages'][number];
  const bytes = BYTES[stage.einsum.dtype];
  const slow = bytes < 4 ? HALF_HELD : 1;
  const work = (slow * guess(rows) * parts * multiplyAdds) / (model.multiprocessors * model.multiplyAdds * HELD_SHARE);
  // What is read again by workgroups for other parts of the result comes from the shared cache.
  const read = rowElements * (1 + (parts - 1) / SHARED_CACHE);
  const memory =
    (bytes * guess(rows) * (read + parts * batches * columnCount)) / (model.memoryBytes * model.multiprocessors);
  return Math.max(work, memory) + (1 - model.hidden) * Math.min(work, memory) + model.launchCycles;
}

/** How many times as fast as memory the cache is that multiprocessors share. */
const SHARED_CACHE = 4;

/** Multiply-adds of a multiprocessor in a cycle by matrix units, when a subgroup makes so many elements at once or more. */
const MATRIX_RATES: readonly (readonly [elements: number, rate: number])[] = [
  [4096, 550],
  [2048, 385],
  [1024, 315],
  [0, 150],
];

/** The same for a product of subgroup matrices: what its tiles reach beyond the end of indices is work, too. */
export function estimateSubgroupCycles(plan: SubgroupPlan): number {
  const model = MODELS.graphics;
  const { stage, roles, extents, partOf, rows, columns, shape } = plan;
  const made = rows * shape.rows * columns * shape.columns;
  const whole = (name: string): number => guess(extents.get(name) as Extent);
  const done = [...roles.batch, ...roles.row, ...roles.column, ...roles.summed].map(
    (name) => Math.ceil(whole(name) / partOf(name)) * partOf(name),
  );
  const rate = MATRIX_RATES.find(([elements]) => made >= elements)?.[1] ?? 1;
  const many = (name: string): number =>
    typeof extents.get(name) === 'number' ? whole(name) : Math.max(whole(name), MANY_TOKENS);
  const workgroups = product(stage.output.map((name) => Math.ceil(many(name) / partOf(name))));
  // With fewer than two workgroups nobody works while a multiprocessor waits for memory.
  const slow = Math.max(1, (2 * model.multiprocessors) / workgroups);
  const work = (slow * product(done)) / (model.multiprocessors * rate);
  const wasteIn = (names: readonly string[]): number => wasteOf(names, whole, partOf);
  // What others have read for themselves is in the shared cache.
  const read = [stage.left.indices, stage.right.indices].reduce(
    (sum, names) => sum + product(names.map(whole)) * (1 + (wasteIn(names) - 1) / SHARED_CACHE),
    0,
  );
  const written = product(stage.output.map(whole)) * (1 + (wasteIn(stage.output) - 1) / MERGED);
  const elements = read + written;
  const memory = (2 * elements) / (model.memoryBytes * model.multiprocessors);
  return Math.max(work, memory) + (1 - model.hidden) * Math.min(work, memory) + model.launchCycles;
}

/** Of what is written piece by piece, the shared cache makes whole pieces of some before they go to memory. */
const MERGED = 1.5;

/** Elements of half precision that memory moves at least. */
const SECTOR = 16;

/** How much more memory moves than there is where a workgroup's part of a tensor does not lie side by side. */
function wasteOf(names: readonly string[], whole: (name: string) => number, partOf: (name: string) => number): number {
  let [span, used] = [1, 1];
  for (const name of [...names].reverse()) {
    if (span >= SECTOR) break;
    used *= Math.min(partOf(name), whole(name));
    span *= whole(name);
  }
  return Math.min(SECTOR, span) / Math.min(SECTOR, span, used);
}

/** Elements of an operand that are loaded in a cycle: faster four at a time, where neighbours lie side by side. */
function loadRate(
  rates: LoadRates,
  stage: Stage,
  side: Side,
  isLocal: boolean,
  part: (name: string) => number,
): number {
  const roles = rolesOf(stage);
  const [own, size] = side === 'left' ? [roles.row, stage.micro[0]] : [roles.column, stage.micro[1]];
  if (isLocal) return size % 4 === 0 ? rates.local : rates.localNarrow;
  const innermost = stage[side].indices.at(-1);
  if (innermost === undefined || part(innermost) % 4 !== 0) return rates.narrow;
  if (innermost === own.at(-1) && size % 4 === 0) return rates.wide;
  if (innermost !== roles.summed.at(-1)) return rates.narrow;
  // Invocations beside each other have other columns and the same rows.
  return side === 'left' ? rates.wide : rates.scattered;
}
