/** Chooses kernels on tensor cores: how many tokens a workgroup takes, what is split over workgroups, what subgroups share. */
import type { Extent } from '@einlay/ir';
import { guess } from './choose-tiles.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { extentsOf, planMatrices, tokenOf } from './matrix-plan.ts';
import type { Facts, MatrixPlan } from './matrix-plan.ts';
import type { MatrixKernel, MatrixStageSchedule } from './schedule.ts';

/** What is known of a device with tensor cores. */
export interface MatrixTarget {
  /** Of workgroup memory, for one workgroup, and for all that run together on a multiprocessor. */
  readonly workgroupBytes: number;
  readonly residentBytes: number;
  /** Most invocations of a workgroup. */
  readonly invocations: number;
}

export interface WeighedMatrices {
  readonly kernel: MatrixKernel;
  readonly plan: MatrixPlan;
  /** Seconds by the model: they order choices and promise nothing. */
  readonly seconds: number;
}

/** Rates of a large graphics processor: bytes a second of memory and of the shared cache, multiply-adds of its tensor cores. */
const RATES = { memory: 3e12, cache: 5.5e12, multiplyAdds: 3e14, multiprocessors: 132, launch: 3e-6 } as const;

/** Tokens where nothing is known: a batch that fills a large device. */
const MANY_TOKENS = 32768;

/** Products whose sums a subgroup keeps in registers at once, most of all. */
const MOST_PRODUCTS = 16;

const SUBGROUP = 32;
const ROWS = 16;

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
  for (const rows of [16, 32, 64, 128]) {
    const known = extents.get(token);
    if (rows > ROWS && typeof known === 'number' && known <= rows / 2) continue;
    for (const parts of shared ? [1, 2, 4, 8] : [1]) {
      const tiles = last.output.map((name) => {
        if (name === token) return rows;
        const extent = extents.get(name) as Extent;
        return typeof extent === 'number' ? (name === shared ? extent / parts : extent) : 1;
      });
      if (!tiles.every(Number.isInteger)) continue;
      const choices = choicesOf(stages, names, facts, tiles, rows);
      if (!choices) continue;
      for (const subgroups of [4, 8, 16]) {
        if (subgroups * SUBGROUP > target.invocations) continue;
        const kernel = shareWork(names, choices, tiles, subgroups);
        const planned = planMatrices(stages, kernel, facts);
        if (!('plan' in planned) || planned.plan.bytes > target.workgroupBytes) continue;
        found.push({ kernel, plan: planned.plan, seconds: estimateSeconds(planned.plan, target) });
      }
    }
  }
  return found.sort((one, other) => one.seconds - other.seconds);
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

/** A way for a subgroup to work on a stage, with what makes it better or worse. */
interface Choice {
  readonly rows: number;
  readonly columns: number;
  readonly matrices: number;
  readonly items: number;
  readonly worth: number;
}

/** All ways to work on each stage with such tiles; undefined when there is no plan at all. */
function choicesOf(
  stages: readonly Stage[],
  names: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
  facts: Facts,
  tiles: readonly number[],
  rows: number,
): readonly (readonly Choice[])[] | undefined {
  const single = { rows: 1, columns: 1, matrices: 1 };
  const kernel: MatrixKernel = {
    kind: 'matrices',
    stages: names.map((name) => ({ ...name, ...single })),
    tiles,
    subgroups: 1,
  };
  const whole = planMatrices(stages, kernel, facts);
  if (!('plan' in whole)) return undefined;
  return stages.map((_, at) => {
    const isLast = at === stages.length - 1;
    const found: Choice[] = [];
    for (const matrices of isLast ? [1] : [8, 4, 2, 1])
      for (const columns of [8, 4, 2, 1]) {
        if (matrices * columns > MOST_PRODUCTS) continue;
        const tried: MatrixKernel = {
          ...kernel,
          stages: kernel.stages.map((stage, position) =>
            position === at ? { ...stage, rows: 1, columns, matrices } : stage,
          ),
        };
        const planned = planMatrices(stages, tried, facts);
        const stage = 'plan' in planned ? planned.plan.stages[at] : undefined;
        if (!stage) continue;
        const wide = stage.target.kept ? Math.min(8, matrices * (stage.columnCuts.at(-1)?.inner ?? 1)) : stage.tiles;
        for (const each of [4, 2, 1]) {
          if ((rows / ROWS) % each !== 0 || matrices * columns * each > MOST_PRODUCTS) continue;
          // Fragments that are used more often, and stores that are wider.
          const worth = ((each * columns) / (each + columns) + 0.5) * Math.sqrt(isLast ? Math.min(wide, 4) : wide);
          found.push({ rows: each, columns, matrices, items: stage.items / each, worth });
        }
      }
    return found;
  });
}

/** Gives each stage as much at once as registers hold while there is work for all subgroups. */
const shareWork = (
  names: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
  choices: readonly (readonly Choice[])[],
  tiles: readonly number[],
  subgroups: number,
): MatrixKernel => ({
  kind: 'matrices',
  stages: names.map((name, at) => {
    // Rounds in which subgroups idle cost as much as all others.
    const worthOf = ({ items, worth }: Choice): number => (worth * items) / (Math.ceil(items / subgroups) * subgroups);
    const best = (choices[at] as readonly Choice[]).reduce((one, other) =>
      worthOf(other) > worthOf(one) ? other : one,
    );
    return { ...name, rows: best.rows, columns: best.columns, matrices: best.matrices };
  }),
  tiles,
  subgroups,
});

/** The longest of what memory, the shared cache and tensor cores take, more where few subgroups run together. */
function estimateSeconds(plan: MatrixPlan, { residentBytes, invocations }: MatrixTarget): number {
  const size = (name: string): number => {
    const extent = plan.extents.get(name) as Extent;
    return typeof extent === 'number' ? extent : Math.max(guess(extent), name === plan.token ? MANY_TOKENS : 1);
  };
  const workgroups = plan.grid.reduce((all, { name, tile }) => all * Math.ceil(size(name) / tile), 1);
  const tileOf = (name: string): number => plan.grid.find((each) => each.name === name)?.tile ?? size(name);
  const elements = (names: readonly string[], of: (name: string) => number): number =>
    names.reduce((all, name) => all * of(name), 1);
  let [cache, memory, products] = [0, 0, 0];
  plan.stages.forEach((stage, at) => {
    const rowBlocks = plan.rows / (ROWS * stage.rows);
    // Factors are read once for each block of rows that a subgroup takes; caches of a multiprocessor serve some of it.
    cache +=
      (2 *
        stage.packed.elements *
        (elements(stage.right.indices, tileOf) / elements(stage.right.indices, size)) *
        (1 + rowBlocks)) /
      2;
    if (!stage.source) {
      cache += 2 * elements(stage.left.indices, tileOf);
      memory += 2 * elements(stage.left.indices, size);
    }
    if (at === plan.stages.length - 1) {
      cache += 2 * elements(stage.output, tileOf);
      memory += 2 * elements(stage.output, size);
    }
    const depth = stage.blocks * 4 * stage.width * stage.outerSums.reduce((all, { extent }) => all * extent, 1);
    products += stage.items * stage.matrices * stage.rows * stage.columns * ROWS * 8 * depth;
  });
  const resident = Math.max(
    1,
    Math.min(
      Math.floor(residentBytes / Math.max(plan.bytes, 1)),
      Math.floor((2 * invocations) / (plan.subgroups * SUBGROUP)),
      16,
    ),
  );
  const running = resident * plan.subgroups;
  const busy = Math.min(1, workgroups / (RATES.multiprocessors * resident));
  const slow = Math.max(1, Math.sqrt(16 / running)) / Math.sqrt(Math.max(busy, 0.01));
  const work = Math.max(
    memory / RATES.memory,
    (cache * workgroups) / RATES.cache,
    (products * workgroups) / RATES.multiplyAdds,
  );
  return work * slow + RATES.launch;
}
