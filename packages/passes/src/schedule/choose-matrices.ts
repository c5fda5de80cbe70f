/** Chooses kernels on tensor cores: how many tokens a workgroup takes, what is split over workgroups, what subgroups share. */
import type { Extent } from '@einlay/ir';
import { guess } from './choose-tiles.ts';
import { rolesOf } from './contraction-kernel.ts';
import type { Stage } from './contraction-kernel.ts';
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
    for (const parts of shared ? [1, 2, 4, 8] : [1])
      for (const subgroups of [4, 8, 16]) {
        if (subgroups * SUBGROUP > target.invocations) continue;
        const tiles = last.output.map((name) => {
          if (name === token) return rows;
          const extent = extents.get(name) as Extent;
          return typeof extent === 'number' ? (name === shared ? extent / parts : extent) : 1;
        });
        if (!tiles.every(Number.isInteger)) continue;
        const kernel = shareWork(stages, names, facts, { tiles, subgroups, rows });
        if (!kernel) continue;
        const planned = planMatrices(stages, kernel, facts);
        if (!('plan' in planned) || planned.plan.bytes > target.workgroupBytes) continue;
        found.push({ kernel, plan: planned.plan, seconds: estimateSeconds(planned.plan, target) });
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

/** Gives each stage as much at once as registers hold while there is work for all subgroups. */
function shareWork(
  stages: readonly Stage[],
  names: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
  facts: Facts,
  { tiles, subgroups, rows }: { readonly tiles: readonly number[]; readonly subgroups: number; readonly rows: number },
): MatrixKernel | undefined {
  const single = { rows: 1, columns: 1, matrices: 1 };
  let kernel: MatrixKernel = {
    kind: 'matrices',
    stages: names.map((name) => ({ ...name, ...single })),
    tiles,
    subgroups,
  };
  if (!('plan' in planMatrices(stages, kernel, facts))) return undefined;
  stages.forEach((_, at) => {
    const isLast = at === stages.length - 1;
    const choices = (isLast ? [1] : [8, 4, 2, 1]).flatMap((matrices) =>
      [8, 4, 2, 1].flatMap((columns) =>
        [4, 2, 1].flatMap((each) =>
          (rows / ROWS) % each === 0 && matrices * columns * each <= MOST_PRODUCTS
            ? [{ rows: each, columns, matrices }]
            : [],
        ),
      ),
    );
    let best: { readonly kernel: MatrixKernel; readonly worth: number } | undefined;
    for (const choice of choices) {
      const tried: MatrixKernel = {
        ...kernel,
        stages: kernel.stages.map((stage, position) => (position === at ? { ...stage, ...choice } : stage)),
      };
      const planned = planMatrices(stages, tried, facts);
      if (!('plan' in planned)) continue;
      const stage = planned.plan.stages[at];
      if (!stage) continue;
      // Fragments that are used more often, stores that are wider, and rounds without idle subgroups.
      const reuse = (choice.rows * choice.columns) / (choice.rows + choice.columns);
      const rounds = Math.ceil(stage.items / subgroups);
      const busy = stage.items / (rounds * subgroups);
      const wide = stage.target.kept ? Math.min(8, stage.matrices * (stage.columnCuts.at(-1)?.inner ?? 1)) : 8;
      const worth = busy * (reuse + 0.5) * Math.sqrt(isLast ? Math.min(stage.tiles, 4) : wide);
      if (best === undefined || worth > best.worth) best = { kernel: tried, worth };
    }
    if (best) kernel = best.kernel;
  });
  return kernel;
}

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
