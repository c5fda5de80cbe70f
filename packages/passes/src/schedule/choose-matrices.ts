/** Chooses kernels on tensor cores: how many tokens a workgroup takes, what is split over workgroups, what subgroups share. */
import type { Extent } from '@einlay/ir';
import { MANY_TOKENS, guess } from './choose-tiles.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import {
  OTHER_REGISTERS,
  REGISTERS,
  extentsOf,
  planMatrices,
  registersFor,
  sharesRight,
  tilePlanner,
  tokenOf,
} from './matrix-plan.ts';
import type { Facts, MatrixPlan, MatrixStage, TilePlanner } from './matrix-plan.ts';
import type { MatrixKernel, MatrixStageSchedule } from './schedule.ts';

/** What is known of a device with tensor cores. */
export interface MatrixTarget {
  /** Of workgroup memory, for one workgroup, and for all that run together on a multiprocessor. */
  readonly workgroupBytes: number;
  readonly residentBytes: number;
  /** Most invocations of a workgroup. */
  readonly invocations: number;
  /** Whether tensor cores read a staged factor by themselves. */
  readonly staged: boolean;
}

export interface WeighedMatrices {
  readonly kernel: MatrixKernel;
  readonly plan: MatrixPlan;
  /** Seconds by the model: they order choices and promise nothing. */
  readonly seconds: number;
}

/**
 * What a kernel costs, fitted to 3234 kernels of 17 layers on an H100 (`docs/performance.md`): of every layer the best of
 * five that these numbers prefer is within a tenth of the fastest that was measured. Cycles are of one multiprocessor.
 */
const COSTS = {
  /** Bytes a second of memory. It hides behind other work so well that it counts little. */
  memory: 3e12 / 0.28,
  multiprocessors: 132,
  cyclesPerSecond: 1.75e9,
  /** Cycles in which nothing else is loaded or stored, for each wide load of a subgroup, by where from. */
  ...{ fromBuffer: 5.3, fromKept: 4, fromFactor: 2.4 },
  /** The same for each store to workgroup memory, and for each 16 bytes that a lane stores of the result. */
  ...{ toKept: 1, toBuffer: 16.5 },
  /** Cycles that a subgroup waits for each load, and for each piece of work. */
  ...{ wait: 20, piece: 32 },
  launch: 3e-6,
} as const;

/** Costs of staged factors, fitted to 159 kernels on the same device. In cycles, but memory in bytes a second. */
const STAGED = {
  memory: 3e12,
  /** Of a step, and more the fewer pieces are on their way. */
  ...{ step: 260, copied: 920 },
  /** Of eight columns and sixteen of depth for four subgroups, and of storing as many columns for each sixteen rows. */
  ...{ ofProduct: 4, stored: 82 },
} as const;

/** Rows of four subgroups. */
const STAGED_ROWS = 64;

/** How what takes time at once adds up: less than 1, since each delays the others. */
const NORM = 0.63;

/** What memory moves at least, whatever it is asked for, in bytes. */
const SECTOR = 32;

/** Invocations and workgroups that a multiprocessor runs at once. */
const RESIDENT = { invocations: 2048, workgroups: 32 } as const;

/** Workgroups that share an index which passes through from stage to stage; more than `MOST_PARTS` where nothing else fits. */
const PARTS = [1, 2, 4, 8, 16, 32, 64];
const MOST_PARTS = 8;

/** Products whose sums a subgroup keeps in registers at once, most of all. */
const MOST_PRODUCTS = 16;

const SUBGROUP = 32;
/** Sums of one product in a lane. */
const SUMS = 4;
const ROWS = 16;
/** Elements of the widest access. */
const WIDEST = 8;
/** Bytes of workgroup memory that the device keeps for itself, for each workgroup. */
const OWN_BYTES = 1024;

/** All kernels worth weighing for a chain, none when tensor cores cannot take it. */
export function matrixKernels(
  stages: readonly Stage[],
  names: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
  facts: Facts,
  target: MatrixTarget,
): readonly WeighedMatrices[] {
  const last = stages.at(-1) as Stage;
  const extents = extentsOf(stages, facts.nodeOf);
  const token = tokenOf(stages, extents);
  if (token === undefined) return [];
  const shared = sharedIndex(stages, extents);
  const found: WeighedMatrices[] = [];
  for (const rows of [16, 32, 48, 64, 96, 128]) {
    const known = extents.get(token);
    if (rows > ROWS && typeof known === 'number' && known <= rows / 2) continue;
    for (const parts of shared === undefined ? [1] : PARTS) {
      if (parts > MOST_PARTS && found.length > 0) break;
      const tiles = last.output.map((name) => {
        if (name === token) return rows;
        const extent = extents.get(name) as Extent;
        return typeof extent === 'number' ? (name === shared ? extent / parts : extent) : 1;
      });
      if (!tiles.every(Number.isInteger)) continue;
      const planner = tilePlanner(stages, { tiles }, facts);
      const choices = choicesOf(stages.length, planner, rows);
      if (!choices) continue;
      for (const subgroups of [4, 8, 12, 16]) {
        if (subgroups * SUBGROUP > target.invocations) continue;
        const kernel = shareWork(names, choices, tiles, subgroups);
        const planned = planner.plan(kernel);
        if (!('plan' in planned) || planned.plan.bytes > target.workgroupBytes) continue;
        found.push({ kernel, plan: planned.plan, seconds: estimateSeconds(planned.plan, target) });
      }
    }
  }
  if (target.staged) found.push(...stagedKernels(stages, names, facts, target, extents, token));
  return found.sort((one, other) => one.seconds - other.seconds);
}

/** Kernels whose factors are staged; what a workgroup makes of a single product is a block of columns or all of them. */
function stagedKernels(
  stages: readonly Stage[],
  names: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
  facts: Facts,
  target: MatrixTarget,
  extents: ReadonlyMap<string, Extent>,
  token: string,
): readonly WeighedMatrices[] {
  const last = stages.at(-1) as Stage;
  const shared = stages.length === 1 ? sharedIndex(stages, extents) : undefined;
  const found: WeighedMatrices[] = [];
  for (const subgroups of [4, 8, 16])
    for (const rows of [1, 2])
      for (const columns of [32, 16, 8, 4])
        for (const isBlock of shared === undefined ? [false] : [true, false])
          for (const slots of [3, 4, 6]) {
            // Sums of more than half of the registers leave too few for the rest.
            if (rows * columns * SUMS > 0.55 * registersFor(subgroups)) continue;
            const tiles = last.output.map((name) => {
              if (name === token) return rows * ROWS * subgroups;
              const extent = extents.get(name) as Extent;
              return typeof extent !== 'number' ? 1 : name === shared && isBlock ? 8 * columns : extent;
            });
            const kernel: MatrixKernel = {
              kind: 'matrices',
              stages: names.map((name, at) => {
                const most = stages[at] ? columnsOf(stages[at], extents) / 8 : columns;
                return { ...name, rows, columns: Math.min(columns, most), matrices: 1, slots };
              }),
              tiles,
              subgroups,
            };
            if (!kernel.stages.every((stage) => Number.isInteger(stage.columns))) break;
            const planned = planMatrices(stages, kernel, facts);
            // More slots do not make it better.
            if (!('plan' in planned) || planned.plan.bytes + OWN_BYTES > target.workgroupBytes) break;
            found.push({ kernel, plan: planned.plan, seconds: estimateStaged(planned.plan, target) });
          }
  return found;
}

const columnsOf = (stage: Stage, extents: ReadonlyMap<string, Extent>): number =>
  rolesOf(stage).column.reduce((all, name) => all * Number(extents.get(name)), 1);

/** What one workgroup after the other takes, what tensor cores of a multiprocessor do for all of it, and memory. */
function estimateStaged(plan: MatrixPlan, { residentBytes }: MatrixTarget): number {
  const { workgroups, bytes } = sizesOf(plan);
  let [single, products] = [0, 0];
  for (const stage of plan.stages) {
    const { staging, rows, columns, blocks, outerSums, items, rowBlocks } = stage;
    if (!staging) continue;
    const pieces = items / rowBlocks;
    const steps = pieces * outerSums.reduce((all, { extent }) => all * extent, blocks / staging.blocks);
    const cycles = steps * (staging.elements / (ROWS * 8)) * (plan.rows / STAGED_ROWS) * STAGED.ofProduct;
    single +=
      steps * (STAGED.step + STAGED.copied / (staging.slots - 2)) + cycles + pieces * rows * columns * STAGED.stored;
    products += cycles;
  }
  const registers = Math.max(
    ...plan.stages.map(({ rows, columns, staging }) =>
      staging ? rows * (columns * SUMS + staging.held * staging.blocks * WIDEST) + OTHER_REGISTERS : 0,
    ),
  );
  const resident = residentOf(plan, registers, residentBytes);
  const rounds = Math.ceil(workgroups / (COSTS.multiprocessors * resident));
  const times = [
    (rounds * single) / COSTS.cyclesPerSecond,
    (rounds * resident * products) / COSTS.cyclesPerSecond,
    bytes / STAGED.memory,
  ];
  return Math.sqrt(times.reduce((sum, time) => sum + time ** 2, 0)) + COSTS.launch;
}

/** The largest index of known extent that passes through from stage to stage, or columns of a single one. */
function sharedIndex(stages: readonly Stage[], extents: ReadonlyMap<string, Extent>): string | undefined {
  const { output } = stages.at(-1) as Stage;
  const roles = rolesOf(stages.at(-1) as Stage);
  const candidates = output.filter(
    (name) =>
      typeof extents.get(name) === 'number' &&
      (stages.length === 1
        ? roles.column.includes(name)
        : stages.slice(0, -1).some((stage) => stage.output.includes(name))),
  );
  return candidates.toSorted((one, other) => Number(extents.get(other)) - Number(extents.get(one)))[0];
}

/** A way for a subgroup to work on a stage. */
interface Choice {
  readonly rows: number;
  readonly columns: number;
  readonly matrices: number;
  readonly cost: StageCost;
}

/** All ways to work on each stage with such tiles; undefined when there is no plan at all. */
function choicesOf(stages: number, planner: TilePlanner, rows: number): readonly (readonly Choice[])[] | undefined {
  const choices = Array.from({ length: stages }, (_, at) => {
    const found: Choice[] = [];
    for (const matrices of [8, 4, 2, 1])
      for (const columns of [8, 4, 2, 1]) {
        if (matrices * columns > MOST_PRODUCTS) continue;
        const stage = planner.stage(at, { rows: 1, columns, matrices });
        if (!stage) continue;
        for (const each of [4, 3, 2, 1]) {
          if ((rows / ROWS) % each !== 0 || matrices * columns * each > MOST_PRODUCTS) continue;
          const cost = costOf({ ...stage, rows: each, items: stage.items / each });
          found.push({ rows: each, columns, matrices, cost });
        }
      }
    return found;
  });
  return choices.every((ofStage) => ofStage.length > 0) ? choices : undefined;
}

/** Gives each stage the way that costs least with so many subgroups. */
const shareWork = (
  names: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
  choices: readonly (readonly Choice[])[],
  tiles: readonly number[],
  subgroups: number,
): MatrixKernel => ({
  kind: 'matrices',
  stages: names.map((name, at) => {
    const timeOf = ({ cost }: Choice): number =>
      together([cost.busy, cost.waiting(subgroups)]) * tightness(cost, subgroups);
    const best = (choices[at] as readonly Choice[]).reduce((one, other) => (timeOf(other) < timeOf(one) ? other : one));
    return { ...name, rows: best.rows, columns: best.columns, matrices: best.matrices };
  }),
  tiles,
  subgroups,
});

/** What one workgroup does in a stage, in cycles. */
interface StageCost {
  /** Of loading and storing, by whoever does it. */
  readonly busy: number;
  /** Of one of so many subgroups, for what it loads. */
  readonly waiting: (subgroups: number) => number;
  /** Registers of an invocation. */
  readonly registers: number;
}

function costOf(stage: MatrixStage): StageCost {
  const { matrices, rows, columns, blocks, outerSums, width, items, source, target } = stage;
  const steps = blocks * outerSums.reduce((all, { extent }) => all * extent, 1);
  const lefts = matrices * rows * 2 * steps;
  const rights = columns * steps * (sharesRight(stage) ? 1 : matrices);
  const stores = (rows * 2 * matrices * 2 * columns) / stage.stored;
  const stored = target.kept
    ? COSTS.toKept * stores
    : COSTS.toBuffer * stores * (stage.stored / WIDEST) * wasteOf(stage);
  const loaded = ((source ? COSTS.fromKept : COSTS.fromBuffer) * lefts + COSTS.fromFactor * rights) * (width / WIDEST);
  const wide = 4 * (width / WIDEST);
  return {
    busy: items * (loaded + stored),
    waiting: (subgroups) => Math.ceil(items / subgroups) * (COSTS.piece + COSTS.wait * (lefts + rights)),
    // Sums, and of fragments as many as compilers keep: fitted, too.
    registers:
      26 + 4.8 * matrices * rows * columns + 0.16 * Math.min(wide * lefts, 256) + 0.44 * Math.min(wide * rights, 53),
  };
}

/** How much longer it takes when registers are too few. */
const tightness = ({ registers }: StageCost, subgroups: number): number =>
  1 + Math.max(0, registers / registersFor(subgroups) - 1);

/** Times of what happens at once. */
const together = (times: readonly number[]): number => times.reduce((sum, time) => sum + time ** NORM, 0) ** (1 / NORM);

/** Workgroups that a multiprocessor runs at once, by memory, registers and invocations. */
function residentOf({ subgroups, bytes }: MatrixPlan, registers: number, residentBytes: number): number {
  const invocations = subgroups * SUBGROUP;
  const most = Math.min(
    Math.floor(residentBytes / (bytes + OWN_BYTES)),
    Math.floor(REGISTERS.all / (registers * invocations)),
    Math.floor(RESIDENT.invocations / invocations),
    RESIDENT.workgroups,
  );
  return Math.max(1, most);
}

/** Workgroups, and bytes of memory for x and the result. */
function sizesOf(plan: MatrixPlan): { readonly workgroups: number; readonly bytes: number } {
  const size = (name: string): number => {
    const extent = plan.extents.get(name) as Extent;
    return typeof extent === 'number' ? extent : Math.max(guess(extent), name === plan.token ? MANY_TOKENS : 1);
  };
  const elements = (names: readonly string[]): number => names.reduce((all, name) => all * size(name), 1);
  return {
    workgroups: plan.grid.reduce((all, { name, tile }) => all * Math.ceil(size(name) / tile), 1),
    bytes: plan.stages.reduce(
      (sum, { source, left }) => sum + (source ? 0 : 2 * elements(left.indices)),
      2 * elements(plan.stages.at(-1)?.output ?? []),
    ),
  };
}

function estimateSeconds(plan: MatrixPlan, { residentBytes }: MatrixTarget): number {
  const { workgroups, bytes } = sizesOf(plan);
  const costs = plan.stages.map(costOf);
  const registers = Math.min(registersFor(plan.subgroups), Math.max(...costs.map((cost) => cost.registers)));
  const resident = residentOf(plan, registers, residentBytes);
  const rounds = Math.ceil(workgroups / COSTS.multiprocessors / resident);
  const busy = costs.reduce((sum, cost) => sum + cost.busy, 0) * Math.max(1, workgroups / COSTS.multiprocessors);
  const waiting = costs.reduce((sum, cost) => sum + cost.waiting(plan.subgroups), 0) * rounds;
  const work = together([bytes / COSTS.memory, busy / COSTS.cyclesPerSecond, waiting / COSTS.cyclesPerSecond]);
  return work * Math.max(...costs.map((cost) => tightness(cost, plan.subgroups))) + COSTS.launch;
}

/** How many bytes memory moves for each that is stored: lanes that share a row may store side by side. */
function wasteOf({ stored, columnCuts, ofPair, target }: MatrixStage): number {
  const isSideBySide = columnCuts.some(
    ({ name }) => target.strides.get(name) === 1 && (ofPair.get(name) as readonly number[])[1] === stored,
  );
  return Math.max(1, SECTOR / (2 * stored * (isSideBySide ? 4 : 1)));
}
