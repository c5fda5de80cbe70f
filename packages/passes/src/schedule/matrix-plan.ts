/**
 * Plans a kernel on tensor cores for a chain of contractions, from its indices alone: which are tokens, which are looped
 * over, in which order columns and sums run, how factors are packed, where results in between lie.
 *
 * Not every chain has a plan: types must be half precision, right operands factors, what is summed contiguous. `planMatrices`
 * then says why in a few words, and the chain is left to other kernels.
 */
import type { Extent, NodeOfKind, Operand, TensorNode, ValueId } from '@einlay/ir';
import { STAGED_SUBGROUPS } from '@einlay/ir/loop';
import type { ScalarType } from '@einlay/ir/loop';
import { guess } from './choose-tiles.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Roles, Stage } from './contraction-stages.ts';
import { COLUMNS, columnBits, columnDigits, cutAxes, packFactor } from './matrix-layout.ts';
import type { Cut, PackedFactor } from './matrix-layout.ts';
import { isMultiple } from './positions.ts';
import { stridesOf } from './read-values.ts';
import type { MatrixKernel, MatrixStageSchedule } from './schedule.ts';

/** Rows of one product. */
const ROWS = 16;
/** Columns of one product by a staged factor. */
const MOST_STAGED_COLUMNS = 256;
/** Invocations of a subgroup. */
const SUBGROUP = 32;
/** Registers of a multiprocessor, and most of one invocation. */
export const REGISTERS = { all: 65536, most: 255 } as const;
/** Those that addresses and the like take. */
export const OTHER_REGISTERS = 50;
/** Those that an invocation can have when so many subgroups run together. */
export const registersFor = (subgroups: number): number =>
  Math.min(REGISTERS.most, REGISTERS.all / (subgroups * SUBGROUP));
/** Elements of half precision in the widest access. */
const WIDEST = 8;

/** Where a result goes. */
export interface Target {
  readonly strides: ReadonlyMap<string, Extent>;
  /** Every address is a multiple of this, but for what is known of it: 1, 2, 4 or 8. */
  readonly aligned: number;
  /** Of a result in workgroup memory. */
  readonly kept?: {
    /** Of one workgroup. */
    readonly elements: number;
    /** Of a cluster: the outermost index, and how much of it each workgroup has. */
    readonly spread?: { readonly name: string; readonly share: number };
    /** What the next stage sums beyond the extent: `width` elements from `from` on in each row of each plane. */
    readonly padding?: {
      readonly planes: number;
      readonly planePitch: number;
      readonly rows: number;
      readonly pitch: number;
      readonly from: number;
      readonly width: number;
    };
  };
}

export interface MatrixStage {
  readonly einsum: NodeOfKind<'einsum'>;
  readonly epilogue?: NodeOfKind<'map'>;
  /** The value that the stage leaves. */
  readonly made: ValueId;
  readonly type: ScalarType;
  readonly left: Operand;
  readonly right: Operand;
  readonly output: readonly string[];
  readonly summed: readonly string[];
  /** Whether the left operand is the result of the stage before, in workgroup memory. */
  readonly source: boolean;
  /** The index by which a cluster has spread the left operand. */
  readonly spread?: { readonly name: string; readonly share: number };
  readonly leftStrides: ReadonlyMap<string, Extent>;
  /** Neighbours along the sum that a lane loads at once; a block of the sum is four times as many. */
  readonly width: 4 | 8;
  /** Of the innermost sum: its extent, and its blocks. */
  readonly depth: number;
  readonly blocks: number;
  /** Sums outside the innermost. */
  readonly outerSums: readonly { readonly name: string; readonly extent: number }[];
  /** What is neither tokens nor columns: `count` steps of `step`. */
  readonly loops: readonly { readonly name: string; readonly count: number; readonly step: number }[];
  /** Matrices, rows of sixteen, groups of columns, and columns of eight that one subgroup makes at once. */
  readonly matrices: number;
  readonly rows: number;
  readonly groups: number;
  readonly columns: number;
  /** Products of a group of columns. */
  readonly tiles: number;
  readonly rowBlocks: number;
  readonly columnBlocks: number;
  /** Pieces of work that subgroups share; each workgroup of a cluster does its share of those of a spread operand. */
  readonly items: number;
  /** Neighbours that are stored at once. */
  readonly stored: number;
  /** Of a staged factor: pieces in workgroup memory, blocks of the sum in each, and its elements. */
  readonly staging?: {
    readonly slots: number;
    readonly blocks: number;
    readonly elements: number;
    /** Steps whose left fragments are in registers or on their way there. */
    readonly held: number;
  };
  readonly columnCuts: readonly Cut[];
  /** The same of the workgroup's part. */
  readonly tileCuts: readonly Cut[];
  readonly summedCuts: readonly Cut[];
  /** Worked out when it is asked for. */
  readonly packed: () => PackedFactor;
  readonly ofPair: ReadonlyMap<string, readonly number[]>;
  readonly ofHeld: ReadonlyMap<string, readonly number[]>;
  readonly target: Target;
}

export interface MatrixPlan {
  readonly token: string;
  /** Tokens of a workgroup. */
  readonly rows: number;
  readonly extents: ReadonlyMap<string, Extent>;
  readonly grid: readonly { readonly name: string; readonly extent: Extent; readonly tile: number }[];
  /** Of a workgroup, and workgroups of a cluster. */
  readonly subgroups: number;
  readonly cluster: number;
  readonly stages: readonly MatrixStage[];
  /** Elements of workgroup memory for staged factors, which one stage after the other uses. */
  readonly staged: number;
  /** Of workgroup memory, for one workgroup. */
  readonly bytes: number;
}

/** A plan, or why there is none. */
export type Planned = { readonly plan: MatrixPlan } | { readonly problem: string };

/** What planning asks of the program. */
export interface Facts {
  readonly nodeOf: (value: ValueId) => TensorNode;
  /** Whether a value lies in a buffer, and is not computed where it is read. */
  readonly isStored: (value: ValueId) => boolean;
  /** The shape under which a value lies in a buffer that a factor fills; undefined when it is no factor. */
  readonly factorShape: (value: ValueId) => readonly Extent[] | undefined;
}

class Unplanned extends Error {}

/** Results by name, each worked out once; there may be none for some reason, and that is known from then on, too. */
class Memo<Value> {
  readonly #known = new Map<string, { readonly value: Value } | { readonly unplanned: Unplanned }>();

  get(name: string, work: () => Value): Value {
    const known = this.#known.get(name) ?? this.#workOut(name, work);
    if ('unplanned' in known) throw known.unplanned;
    return known.value;
  }

  #workOut(name: string, work: () => Value): { readonly value: Value } | { readonly unplanned: Unplanned } {
    try {
      const result = { value: work() };
      this.#known.set(name, result);
      return result;
    } catch (error) {
      if (!(error instanceof Unplanned)) throw error;
      const result = { unplanned: error };
      this.#known.set(name, result);
      return result;
    }
  }
}

/** The index of the tokens: a row of every stage and of the result, of unknown extent if there is one, else the largest. */
export function tokenOf(stages: readonly Stage[], extents: ReadonlyMap<string, Extent>): string | undefined {
  const candidates = (stages.at(-1)?.output ?? []).filter((name) =>
    stages.every((stage) => rolesOf(stage).row.includes(name)),
  );
  const unknown = candidates.findLast((name) => typeof extents.get(name) !== 'number');
  return unknown ?? candidates.toSorted((one, other) => Number(extents.get(other)) - Number(extents.get(one)))[0];
}

/** The extents of all indices of a chain. */
export function extentsOf(stages: readonly Stage[], nodeOf: Facts['nodeOf']): ReadonlyMap<string, Extent> {
  const extents = new Map<string, Extent>();
  for (const { left, right } of stages)
    for (const { value, indices } of [left, right])
      indices.forEach((name, axis) => extents.set(name, nodeOf(value).shape[axis] as Extent));
  return extents;
}

/** What a subgroup makes at once in a stage. */
export type Pieces = Pick<MatrixStageSchedule, 'rows' | 'columns' | 'matrices'>;

/** Plans kernels of one chain with the same tiles; what they have in common is worked out once. */
export interface TilePlanner {
  /** A stage by itself, without a staged factor; undefined when it cannot be done in such pieces. */
  readonly stage: (at: number, pieces: Pieces) => MatrixStage | undefined;
  readonly plan: (schedule: Pick<MatrixKernel, 'stages' | 'subgroups'>) => Planned;
}

export function tilePlanner(
  stages: readonly Stage[],
  { tiles, cluster }: Pick<MatrixKernel, 'tiles' | 'cluster'>,
  facts: Facts,
): TilePlanner {
  const made = attempt(() => new Planner(stages, tiles, cluster ?? 1, facts));
  if ('problem' in made) return { stage: () => undefined, plan: () => made };
  return {
    stage: (at, pieces) => {
      const planned = attempt(() => made.value.stage(at, pieces, 1));
      return 'problem' in planned ? undefined : planned.value;
    },
    plan: (schedule) => {
      const planned = attempt(() => made.value.plan(schedule));
      return 'problem' in planned ? planned : { plan: planned.value };
    },
  };
}

export const planMatrices = (stages: readonly Stage[], schedule: MatrixKernel, facts: Facts): Planned =>
  tilePlanner(stages, schedule, facts).plan(schedule);

function attempt<Value>(work: () => Value): { readonly value: Value } | { readonly problem: string } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Unplanned) return { problem: error.message };
    throw error;
  }
}

/** What a stage is, in whatever pieces it is done. */
interface Ground {
  readonly made: ValueId;
  readonly type: ScalarType;
  readonly roles: Roles;
  readonly factorShape: readonly number[];
  readonly source: Target | undefined;
  readonly sum: Sum;
  readonly target: Target;
  /** Columns, those that neighbour each other in the result innermost. */
  readonly order: readonly string[];
}

/** How columns are dealt to pieces that have so many. */
interface ColumnPieces {
  readonly tiles: number;
  readonly groups: number;
  readonly columnBlocks: number;
  readonly columnCuts: readonly Cut[];
  readonly tileCuts: readonly Cut[];
  readonly bits: ReturnType<typeof columnBits>;
  readonly digits: ReturnType<typeof columnDigits>;
}

class Planner {
  readonly #stages: readonly Stage[];
  readonly #tiles: readonly number[];
  readonly #cluster: number;
  readonly #facts: Facts;
  readonly #extents: ReadonlyMap<string, Extent>;
  readonly #token: string;
  readonly #rows: number;
  readonly #grounds = new Memo<Ground>();
  readonly #columnPieces = new Memo<ColumnPieces>();
  readonly #loopsOf = new Memo<MatrixStage['loops']>();
  readonly #planned = new Memo<MatrixStage>();

  constructor(stages: readonly Stage[], tiles: readonly number[], cluster: number, facts: Facts) {
    this.#stages = stages;
    this.#tiles = tiles;
    this.#cluster = cluster;
    this.#facts = facts;
    this.#extents = extentsOf(stages, facts.nodeOf);
    this.#token = need(tokenOf(stages, this.#extents), 'no index runs over tokens in all stages');
    this.#rows = this.#tile(this.#token);
    demand(this.#rows % ROWS === 0, `a tile of ${this.#rows} tokens is no multiple of ${ROWS}`);
  }

  plan(schedule: Pick<MatrixKernel, 'stages' | 'subgroups'>): MatrixPlan {
    const { output } = this.#stages.at(-1) as Stage;
    const grid = output.flatMap((name) => {
      const [extent, tile] = [this.#extents.get(name) as Extent, this.#tile(name)];
      if (name === this.#token) return [{ name, extent, tile }];
      if (typeof extent !== 'number') demand(tile === 1, `index ${name} is not known before it runs`);
      else demand(extent % tile === 0, `a tile of ${tile} does not divide index ${name}`);
      return extent === tile ? [] : [{ name, extent, tile }];
    });
    const { subgroups } = schedule;
    const stages = this.#stages.map((_, at) =>
      this.stage(at, need(schedule.stages[at], 'a stage has no schedule'), subgroups),
    );
    const kept = stages.reduce((sum, { target }) => sum + (target.kept?.elements ?? 0), 0);
    const staged = Math.max(...stages.map(({ staging }) => (staging ? staging.slots * staging.elements : 0)));
    const cluster = this.#cluster;
    demand(cluster === 1 || stages.length > 1, 'a single stage has nothing to spread over a cluster');
    return {
      token: this.#token,
      rows: this.#rows,
      extents: this.#extents,
      grid,
      subgroups,
      cluster,
      stages,
      staged,
      bytes: 2 * (kept + staged),
    };
  }

  /** How much of an index a workgroup has. */
  #tile(name: string): number {
    const at = (this.#stages.at(-1) as Stage).output.indexOf(name);
    if (at >= 0) return need(this.#tiles[at], `there is no tile for index ${name}`);
    const extent = this.#extents.get(name);
    demand(typeof extent === 'number', `index ${name} is not known before it runs`);
    return Number(extent);
  }

  /** A stage in such pieces; `subgroups` matter to one whose factor is staged. */
  stage(at: number, pieces: Pieces & Pick<MatrixStageSchedule, 'slots'>, subgroups: number): MatrixStage {
    const { rows, columns, matrices, slots } = pieces;
    if (slots !== undefined) return this.#stage(at, pieces, subgroups);
    return this.#planned.get(`${at} ${rows} ${columns} ${matrices}`, () => this.#stage(at, pieces, subgroups));
  }

  #ground(at: number): Ground {
    const stage = this.#stages[at] as Stage;
    const [before, next] = [this.#stages[at - 1], this.#stages[at + 1]];
    const { einsum, epilogue, left, right } = stage;
    const made = epilogue?.id ?? einsum.id;
    const type = this.#facts.nodeOf(made).dtype;
    demand(type === 'bf16' || type === 'f16', `a result of ${type} is not in half precision`);
    for (const { value } of [left, right])
      demand(this.#facts.nodeOf(value).dtype === type, `operands are of other types than ${type}`);
    const roles = rolesOf(stage);
    const shape = need(this.#facts.factorShape(right.value), 'the right operand is no factor');
    demand(new Set(left.indices).size === left.indices.length, 'an index stands twice on one operand');
    demand(new Set(right.indices).size === right.indices.length, 'an index stands twice on one operand');
    demand(!right.indices.includes(this.#token), 'tokens stand on the right operand');

    // Where the left operand lies when it is the result of the stage before.
    const source = before && this.#keep(before, stage);
    const sum = source === undefined ? this.#sumOfBuffer(left, roles.summed) : this.#sumOfKept(roles.summed, source);
    const target = next ? this.#keep(stage, next) : this.#result(stage);
    const order = roles.column.toSorted(
      (one, other) => magnitude(target.strides.get(other)) - magnitude(target.strides.get(one)),
    );
    return { made, type, roles, factorShape: shape.map(Number), source, sum, target, order };
  }

  #dealColumns(columns: number, { order, target }: Ground): ColumnPieces {
    const counts = [4, 2, 1].filter((count) => columns % count === 0);
    const cut = firstOf(ordersOf(order), (names) => firstOf(counts, (count) => this.#cut(names, count, target)));
    const { tiles, whole: columnCuts, part: tileCuts } = need(cut, 'columns do not come in groups of eight');
    const groups = columns / tiles;
    const groupsInTile = tileCuts.reduce((all, { outer }) => all * outer, 1);
    demand(groupsInTile % groups === 0, `${columns} columns of eight do not divide those there are`);
    const bits = columnBits(tiles, runOf(columnCuts, target, 2 * tiles));
    const digits = columnDigits(columnCuts, bits, tiles);
    return { tiles, groups, columnBlocks: groupsInTile / groups, columnCuts, tileCuts, bits, digits };
  }

  #stage(
    at: number,
    { rows, columns, matrices, slots }: Pieces & Pick<MatrixStageSchedule, 'slots'>,
    subgroups: number,
  ): MatrixStage {
    const { einsum, epilogue, left, right, output } = this.#stages[at] as Stage;
    const ground = this.#grounds.get(String(at), () => this.#ground(at));
    const { made, type, roles, factorShape, source, sum, target } = ground;
    const dealt = this.#columnPieces.get(`${at} ${columns}`, () => this.#dealColumns(columns, ground));
    const { tiles, groups, columnBlocks, columnCuts, tileCuts, bits } = dealt;
    const { ofPair, ofHeld } = dealt.digits;
    const staging =
      slots === undefined
        ? undefined
        : this.#staging(slots, rows, columns, matrices, columnCuts, groups, sum, subgroups);
    let found: PackedFactor | undefined;
    const packed = (): PackedFactor => {
      found ??= packFactor(
        right.indices,
        factorShape,
        columnCuts,
        sum.cuts,
        bits,
        staging === undefined ? undefined : groups,
      );
      return found;
    };

    const spread = source?.kept?.spread;
    const outside = [...roles.batch, ...roles.row.filter((name) => name !== this.#token)];
    const loops = this.#loopsOf.get(`${at} ${matrices}`, () => this.#loops(outside, target, matrices, spread));
    const rowTiles = this.#rows / ROWS;
    demand(rowTiles % rows === 0, `${rows} rows of sixteen do not divide ${rowTiles}`);
    const rowBlocks = rowTiles / rows;
    const items = loops.reduce((all, { count }) => all * count, rowBlocks * columnBlocks);
    const aligned = alignmentOf(target, this.#token, loops, columnCuts, tileCuts, ofPair);
    const offsets = Array.from({ length: matrices * 2 * tiles }, (_, at) => {
      const held = [...ofHeld].map(([name, digits]) => [name, digits[at % (2 * tiles)] as number] as const);
      return offsetOf(loops, target, Math.floor(at / (2 * tiles)), held);
    }).sort((left, right) => left - right);
    return {
      einsum,
      ...(epilogue ? { epilogue } : {}),
      ...{ made, type, left, right, output, summed: roles.summed, source: source !== undefined },
      ...{ leftStrides: sum.strides, width: sum.width, depth: sum.depth, blocks: sum.blocks, outerSums: sum.outer },
      ...{ loops, matrices, rows, groups, columns, tiles, rowBlocks, columnBlocks, items },
      ...{ columnCuts, tileCuts, summedCuts: sum.cuts, packed, ofPair, ofHeld },
      target: { ...target, aligned },
      stored: neighboursAt(offsets, 0, aligned),
      ...(spread ? { spread } : {}),
      ...(staging ? { staging } : {}),
    };
  }

  /** Whether a factor can be staged, and in pieces of what size. */
  #staging(
    slots: number,
    rows: number,
    columns: number,
    matrices: number,
    columnCuts: readonly Cut[],
    groups: number,
    { width, blocks }: Sum,
    subgroups: number,
  ): MatrixStage['staging'] {
    const cluster = this.#cluster;
    const several = columnCuts.filter(({ outer }) => outer > 1);
    demand(matrices === 1 && cluster === 1, 'a staged factor is of one matrix at a time, in no cluster');
    demand(subgroups % STAGED_SUBGROUPS === 0, `${subgroups} subgroups are no multiple of ${STAGED_SUBGROUPS}`);
    demand(rows * ROWS * subgroups === this.#rows, 'with a staged factor each subgroup has its own rows');
    demand(columns * COLUMNS <= MOST_STAGED_COLUMNS, `${columns} columns of eight are more than are staged`);
    demand(width === WIDEST, 'a block of the sum is too short to be staged');
    demand(
      several.length <= 1 && (several[0] ?? { outer: groups }).outer % groups === 0,
      'columns do not come in blocks that could be staged',
    );
    const together = blocks % 2 === 0 ? 2 : 1;
    const ofStep = rows * 2 * together * (WIDEST / 2);
    const room = registersFor(subgroups) - rows * columns * 4 - OTHER_REGISTERS;
    demand(2 * ofStep <= room + OTHER_REGISTERS / 2, 'so many sums have no room in registers');
    return {
      slots,
      blocks: together,
      elements: together * 4 * width * columns * COLUMNS,
      held: 3 * ofStep <= room ? 3 : 2,
    };
  }

  /** Columns in groups of `tiles` products, of the factor and of the workgroup's part. */
  #cut(
    names: readonly string[],
    tiles: number,
    { kept }: Target,
  ): { readonly tiles: number; readonly whole: readonly Cut[]; readonly part: readonly Cut[] } | undefined {
    const axes = names.map((name) => ({ name, extent: Number(this.#extents.get(name)) }));
    const whole = cutAxes(axes, tiles * COLUMNS);
    const part = cutAxes(
      axes.map(({ name }) => ({ name, extent: this.#tile(name) })),
      tiles * COLUMNS,
    );
    if (!whole || !part) return undefined;
    const same = whole.every(({ inner, extent }, at) => {
      const other = part[at] as Cut;
      const share = kept?.spread?.name === other.name ? kept.spread.share : inner;
      return (
        Number.isInteger(Math.log2(inner)) &&
        share % inner === 0 &&
        other.inner === inner &&
        (other.extent % inner === 0 || other.extent === extent)
      );
    });
    return same ? { tiles, whole, part } : undefined;
  }

  /** What a stage sums of a buffer: the innermost index in blocks, the others one by one. */
  #sumOfBuffer(left: Operand, summed: readonly string[]): Sum {
    demand(this.#facts.isStored(left.value), 'the left operand is computed where it is read');
    const strides = strideMap(left.indices, this.#facts.nodeOf(left.value).shape);
    const inner = need(
      summed.find((name) => strides.get(name) === 1),
      'what is summed does not lie side by side',
    );
    const depth = Number(this.#extents.get(inner));
    const outer = summed
      .filter((name) => name !== inner)
      .map((name) => ({ name, extent: Number(this.#extents.get(name)) }));
    const others = [...strides].flatMap(([name, stride]) => (name === inner ? [] : [stride]));
    const width = ([8, 4] as const).find(
      (each) =>
        (each === 4 || depth > ROWS) && depth % each === 0 && others.every((stride) => isMultiple(stride, each)),
    );
    const cuts = width && cutAxes([{ name: inner, extent: depth }], 4 * width);
    if (!width || !cuts) throw new Unplanned('what is summed is not aligned');
    return { strides, width, depth, blocks: (cuts[0] as Cut).outer, outer, cuts };
  }

  /** What a stage sums of a result in workgroup memory: all of it in one row. */
  #sumOfKept(summed: readonly string[], { strides }: Target): Sum {
    const { width, cuts, depth } = this.#keptSum(summed);
    return { strides, width, depth, blocks: cuts.reduce((all, { outer }) => all * outer, 1), outer: [], cuts };
  }

  #keptSum(summed: readonly string[]): {
    readonly width: 4 | 8;
    readonly cuts: readonly Cut[];
    readonly depth: number;
  } {
    const axes = summed.map((name) => ({ name, extent: Number(this.#extents.get(name)) }));
    const depth = axes.reduce((all, { extent }) => all * extent, 1);
    const width = depth > ROWS ? 8 : 4;
    // Sums may run in any order: one in which blocks do not straddle.
    const cuts = firstOf(ordersOf(axes), (each) => cutAxes(each, 4 * width));
    return { width, depth, cuts: need(cuts, 'what is summed does not come in blocks') };
  }

  /** The layout of what stays between two stages: what the next sums is innermost, tokens are next. */
  #keep({ output }: Stage, next: Stage): Target {
    const { summed } = rolesOf(next);
    demand(
      next.left.indices.includes(this.#token) && summed.every((name) => output.includes(name)),
      'the next stage sums what this one does not make',
    );
    const { cuts, depth } = this.#keptSum(summed);
    const padded = cuts.reduce((all, { outer, inner }) => all * outer * inner, 1);
    // Neighbouring rows lie half of all banks apart, and neighbouring planes a quarter of that.
    const pitch = padded % 64 === 0 ? padded + 32 : padded;
    const strides = new Map<string, number>();
    let step = 1;
    for (const { name, extent } of [...cuts].reverse()) {
      strides.set(name, step);
      step *= extent;
    }
    strides.set(this.#token, pitch);
    const cluster = this.#cluster;
    const passing = output.filter((name) => !summed.includes(name) && name !== this.#token);
    // The largest that a cluster can share stands outermost.
    const [first] = passing
      .filter((name) => this.#tile(name) % cluster === 0)
      .toSorted((one, other) => this.#tile(other) - this.#tile(one));
    const outer = cluster === 1 ? passing : [need(first, 'nothing can be spread over a cluster')];
    if (cluster > 1) outer.push(...passing.filter((name) => name !== first));
    const planePitch = this.#rows * pitch + WIDEST;
    step = planePitch;
    let planes = 1;
    for (const name of [...outer].reverse()) {
      strides.set(name, step);
      step *= this.#tile(name);
      planes *= this.#tile(name);
    }
    planes /= cluster;
    const padding = { planes, planePitch, rows: this.#rows, pitch, from: depth, width: padded - depth };
    const spread = cluster > 1 && first !== undefined ? { name: first, share: this.#tile(first) / cluster } : undefined;
    const kept = { elements: planes * planePitch, ...(padded === depth ? {} : { padding }) };
    return { strides, aligned: 1, kept: { ...kept, ...(spread ? { spread } : {}) } };
  }

  #result({ einsum, output }: Stage): Target {
    return { strides: strideMap(output, einsum.shape), aligned: 1 };
  }

  /** Loops over what is neither tokens nor columns; `matrices` steps of the one with the shortest way go together. */
  #loops(
    names: readonly string[],
    { strides, kept }: Target,
    matrices: number,
    source: MatrixStage['spread'],
  ): MatrixStage['loops'] {
    const shortest = names.toSorted((one, other) => magnitude(strides.get(one)) - magnitude(strides.get(other)))[0];
    demand(matrices === 1 || shortest !== undefined, 'there are not several matrices');
    // By what a cluster has spread first, so that each workgroup has pieces that neighbour each other.
    const ordered = source ? [source.name, ...names.filter((name) => name !== source.name)] : names;
    return ordered.map((name) => {
      const step = name === shortest ? matrices : 1;
      const tile = this.#tile(name);
      const shares = [source, kept?.spread].flatMap((spread) => (spread?.name === name ? [spread.share] : []));
      demand(
        [tile, ...shares].every((extent) => extent % step === 0),
        `${step} matrices at once do not divide index ${name}`,
      );
      return { name, count: tile / step, step };
    });
  }
}

/** Longer lists are taken in the order that they have: their orders are too many to try. */
const MOST_REORDERED = 4;

/** A list in all orders, the given one first. */
function* ordersOf<Item>(list: readonly Item[]): Generator<readonly Item[]> {
  if (list.length < 2 || list.length > MOST_REORDERED) {
    yield list;
    return;
  }
  for (const [at, first] of list.entries())
    for (const rest of ordersOf(list.filter((_, other) => other !== at))) yield [first, ...rest];
}

/** The first result that is one. */
function firstOf<Item, Value>(items: Iterable<Item>, resultOf: (item: Item) => Value | undefined): Value | undefined {
  for (const item of items) {
    const result = resultOf(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

interface Sum {
  readonly strides: ReadonlyMap<string, Extent>;
  readonly width: 4 | 8;
  readonly depth: number;
  readonly blocks: number;
  readonly outer: MatrixStage['outerSums'];
  readonly cuts: readonly Cut[];
}

const strideMap = (names: readonly string[], shape: readonly Extent[]): ReadonlyMap<string, Extent> => {
  const strides = stridesOf(shape);
  return new Map(names.map((name, axis) => [name, strides[axis] as Extent]));
};

/** For comparing strides. */
const magnitude = (stride: Extent | undefined): number => (stride === undefined ? 0 : guess(stride));

/** How many columns of one lane can neighbour each other in the result, at most `most`. */
function runOf(cuts: readonly Cut[], { strides }: Target, most: number): number {
  let run = 1;
  for (const { name, inner, extent } of [...cuts].reverse()) {
    if (strides.get(name) !== run) break;
    run *= inner;
    if (inner < extent) break;
  }
  return Math.min(run, most);
}

/** What all strides of moving parts have as a common factor, up to the widest access. */
function alignmentOf(
  { strides }: Target,
  token: string,
  loops: MatrixStage['loops'],
  cuts: readonly Cut[],
  tileCuts: readonly Cut[],
  ofPair: ReadonlyMap<string, readonly number[]>,
): number {
  const moves: Extent[] = [strides.get(token) as Extent];
  const add = (name: string, by: number): void => {
    const stride = strides.get(name) as Extent;
    if (by > 0)
      moves.push(typeof stride === 'number' ? stride * by : { ...stride, coefficient: stride.coefficient * by });
  };
  for (const { name, step } of loops) add(name, step);
  cuts.forEach(({ name, inner, extent }, at) => {
    if (extent > inner || (tileCuts[at] as Cut).outer > 1) add(name, inner);
    // What is stored at once is there altogether or not at all.
    if (extent % inner !== 0) add(name, extent);
    for (const value of ofPair.get(name) ?? []) add(name, value);
  });
  return [8, 4, 2].find((width) => moves.every((move) => isMultiple(move, width))) ?? 1;
}

/** The part of the place of what a lane holds that is known now: of which matrix, and where in its columns. */
export function offsetOf(
  loops: MatrixStage['loops'],
  { strides }: Target,
  matrix: number,
  known: Iterable<readonly [name: string, digit: number]>,
): number {
  const ofMatrix = loops.reduce(
    (sum, { name, step }) => (step === 1 ? sum : sum + matrix * Number(strides.get(name))),
    0,
  );
  return [...known].reduce((sum, [name, digit]) => sum + digit * Number(strides.get(name)), ofMatrix);
}

/** Whether all matrices that go together have the same right operand. */
export const sharesRight = ({ loops, right }: Pick<MatrixStage, 'loops' | 'right'>): boolean =>
  loops.every(({ name, step }) => step === 1 || !right.indices.includes(name));

/** How many neighbours from the one at `at` on can be stored at once. */
export function neighboursAt(offsets: readonly number[], at: number, aligned: number): number {
  for (const run of [8, 4, 2])
    if (
      run <= aligned &&
      at + run <= offsets.length &&
      (offsets[at] as number) % run === 0 &&
      (offsets[at + run - 1] as number) === (offsets[at] as number) + run - 1
    )
      return run;
  return 1;
}

function need<Value>(value: Value | undefined, problem: string): Value {
  if (value === undefined) throw new Unplanned(problem);
  return value;
}

function demand(condition: boolean, problem: string): void {
  if (!condition) throw new Unplanned(problem);
}
