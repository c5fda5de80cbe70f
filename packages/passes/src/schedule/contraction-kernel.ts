/**
 * Chains of contractions in one kernel.
 *
 * A workgroup makes a tile of the last result. For each stage it deals micro-tiles of rows and columns to its invocations;
 * each keeps its sums in registers while it runs over the summed indices. What a stage makes for the next one lies in
 * workgroup memory, complete in everything that the next one sums and no larger than the workgroup's tile in what passes
 * through, so nothing but the last result is written to global memory.
 */
import { evaluateExtent, invariant, multiplyExtents } from '@einlay/ir';
import type { Extent, NodeOfKind, Operand, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import {
  KernelBuilder,
  binary,
  broadcast,
  builtin,
  component,
  extentValue,
  index,
  lessThan,
  literal,
  load,
  multiplyAdd,
  plus,
  quotient,
  remainder,
  smaller,
  times,
  vector,
} from '@einlay/ir/loop';
import type { Kernel, LoopExpression, Memory } from '@einlay/ir/loop';
import { digitsOf } from './digits.ts';
import type { Placement } from './place-values.ts';
import type { Destination } from './pointwise-kernel.ts';
import { ValueReader, asStored, stridesOf } from './read-values.ts';
import type { ContractionKernel } from './schedule.ts';

/** One contraction with the indices of the whole chain: a name means the same in every stage. */
export interface Stage {
  readonly einsum: NodeOfKind<'einsum'>;
  readonly epilogue?: NodeOfKind<'map'>;
  readonly left: Operand;
  readonly right: Operand;
  /** Indices of the result, by axis. */
  readonly output: readonly string[];
  readonly micro: readonly [number, number];
}

/** Whole extents and what a workgroup has of them. */
interface Range {
  readonly extent: Extent;
  /** How much of it the workgroup makes; undefined for a summed index of unknown extent. */
  readonly tile: number | undefined;
  /** Where the tile starts. */
  readonly origin: LoopExpression;
}

/** The roles of the indices of a stage. */
export interface Roles {
  readonly batch: readonly string[];
  readonly row: readonly string[];
  readonly column: readonly string[];
  readonly summed: readonly string[];
}

export function rolesOf({ left, right, output }: Pick<Stage, 'left' | 'right' | 'output'>): Roles {
  const both = left.indices.filter((name) => right.indices.includes(name));
  return {
    batch: output.filter((name) => both.includes(name)),
    row: output.filter((name) => left.indices.includes(name) && !both.includes(name)),
    column: output.filter((name) => right.indices.includes(name) && !both.includes(name)),
    // In the order of the right operand: weights are read in the order in which they lie.
    summed: right.indices.filter((name) => !output.includes(name)),
  };
}

/**
 * The stages of a chain with one set of index names. `values` are the results of its stages, in order; each but the last
 * is an operand of the next.
 */
export function chainStages(
  schedule: Pick<ContractionKernel, 'stages'>,
  named: ReadonlyMap<string, TensorNode>,
): readonly Stage[] {
  const stages: Stage[] = [];
  let wanted: { readonly names: readonly string[]; readonly taken: ReadonlySet<string> } | undefined;
  for (const { einsum: einsumName, epilogue: mapName, left, micro } of [...schedule.stages].reverse()) {
    const einsum = named.get(einsumName);
    const epilogue = mapName === undefined ? undefined : named.get(mapName);
    invariant(
      einsum?.kind === 'einsum' && einsum.operands.length === 2,
      `apply-schedule: ${einsumName} is no contraction`,
    );
    invariant(epilogue === undefined || epilogue.kind === 'map', `apply-schedule: ${mapName ?? ''} is no map`);
    const names = new Map<string, string>();
    const taken = new Set(wanted?.taken);
    einsum.output.forEach((name, axis) => names.set(name, wanted?.names[axis] ?? name));
    for (const name of einsum.operands.flatMap(({ indices }) => indices)) {
      if (names.has(name)) continue;
      let fresh = name;
      for (let count = 2; taken.has(fresh) || [...names.values()].includes(fresh); count += 1)
        fresh = `${name}${count}`;
      names.set(name, fresh);
    }
    const rename = ({ value, indices }: Operand): Operand => ({
      value,
      indices: indices.map((name) => names.get(name) as string),
    });
    const stage: Stage = {
      einsum,
      ...(epilogue === undefined ? {} : { epilogue }),
      left: rename(einsum.operands[left] as Operand),
      right: rename(einsum.operands[1 - left] as Operand),
      output: einsum.output.map((name) => names.get(name) as string),
      micro,
    };
    stages.unshift(stage);
    const before = schedule.stages[schedule.stages.length - stages.length - 1];
    if (before === undefined) break;
    const made = named.get(before.epilogue ?? before.einsum) as TensorNode;
    const operand = [stage.left, stage.right].find(({ value }) => value === made.id);
    invariant(operand, `apply-schedule: ${before.einsum} is no operand of ${einsumName}`);
    wanted = { names: operand.indices, taken: new Set([...taken, ...names.values()]) };
  }
  return stages;
}

/** Where the elements of an operand lie, by index name. */
interface OperandAccess {
  readonly memory: Memory;
  readonly strides: ReadonlyMap<string, Extent>;
  /** Whether positions are those in the workgroup's tile. */
  readonly local: boolean;
}

const isMultiple = (extent: Extent, of: number): boolean =>
  (typeof extent === 'number' ? extent : extent.coefficient) % of === 0;

/** A kernel for a chain of contractions. */
export function contractionKernel(
  name: string,
  program: TensorProgram,
  placement: Placement,
  stages: readonly Stage[],
  { buffer, type }: Destination,
  schedule: ContractionKernel,
): Kernel {
  return new ContractionKernelMaker(name, program, placement, stages, { buffer, type }, schedule).make();
}

class ContractionKernelMaker {
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #stages: readonly Stage[];
  readonly #destination: Destination;
  readonly #invocations: number;
  readonly #chunk: ContractionKernel['chunk'];
  readonly #ranges = new Map<string, Range>();
  readonly #grid: { readonly extent: Extent; readonly tile: number }[] = [];
  /** Results in workgroup memory, by value. */
  readonly #kept = new Map<ValueId, OperandAccess>();

  constructor(
    name: string,
    program: TensorProgram,
    placement: Placement,
    stages: readonly Stage[],
    destination: Destination,
    { tiles, invocations, chunk }: ContractionKernel,
  ) {
    this.#kernel = new KernelBuilder(name);
    this.#reader = new ValueReader(program, placement, this.#kernel);
    this.#stages = stages;
    this.#destination = destination;
    this.#invocations = invocations;
    this.#chunk = chunk;
    this.#placeTiles(tiles);
  }

  make(): Kernel {
    if (this.#chunk) this.#runInChunks(this.#chunk);
    else {
      this.#runEarlierStages();
      const last = this.#stages.at(-1) as Stage;
      this.#runStage(last, this.#finalAccess(last));
    }
    return this.#kernel.build({ invocations: this.#invocations, grid: this.#grid });
  }

  /** All stages but the last, with a barrier after each. */
  #runEarlierStages(): void {
    this.#stages.slice(0, -1).forEach((stage, at) => {
      this.#runStage(stage, this.#keep(stage, this.#stages[at + 1] as Stage));
      this.#kernel.barrier();
    });
  }

  /** The sums of the last stage stay in registers while earlier stages make one chunk after the other. */
  #runInChunks({ index: name, size }: NonNullable<ContractionKernel['chunk']>): void {
    const kernel = this.#kernel;
    const last = this.#stages.at(-1) as Stage;
    const { extent } = this.#range(name);
    const { tasks } = this.#tasksOf(last);
    const target = this.#finalAccess(last);
    const rounds = Array.from({ length: Math.ceil(tasks / this.#invocations) }, (_, round) => {
      const task = kernel.let('task', plus(round * this.#invocations, builtin('invocation')));
      const guard = (work: () => void): void => {
        if ((round + 1) * this.#invocations <= tasks) work();
        else kernel.if(lessThan(task, tasks), work);
      };
      return { micro: this.#microTile(last, target, task), guard };
    });
    for (const { micro } of rounds) micro.clear();
    kernel.for('chunk', evaluateExtent(extent) / size, (chunk) => {
      this.#ranges.set(name, { extent, tile: size, origin: kernel.let(`${safeName(name)}_start`, times(chunk, size)) });
      // What the chunk before left must have been read by all.
      kernel.barrier();
      this.#runEarlierStages();
      for (const { micro, guard } of rounds)
        guard(() => {
          micro.add();
        });
    });
    for (const { micro, guard } of rounds)
      guard(() => {
        micro.store();
      });
  }

  /** Decodes the workgroup into tiles of the last result's indices; all other indices are there as a whole. */
  #placeTiles(tiles: readonly number[]): void {
    const extents = new Map<string, Extent>();
    for (const { left, right } of this.#stages)
      for (const { value, indices } of [left, right])
        indices.forEach((name, axis) => extents.set(name, this.#reader.nodeOf(value).shape[axis] as Extent));
    const { output } = this.#stages.at(-1) as Stage;
    const tiled = output.map((name, axis) => ({
      name,
      extent: extents.get(name) as Extent,
      tile: tiles[axis] as number,
    }));
    const split = tiled.filter(({ extent, tile }) => extent !== tile);
    this.#grid.push(...split.map(({ extent, tile }) => ({ extent, tile })));
    let rest: LoopExpression = builtin('workgroup');
    for (const { name, extent, tile } of [...split].reverse()) {
      const isOutermost = name === split[0]?.name;
      const count =
        typeof extent === 'number'
          ? index(Math.ceil(extent / tile))
          : quotient(plus(extentValue(extent), tile - 1), tile);
      const digit = isOutermost ? rest : remainder(rest, count);
      if (!isOutermost) rest = this.#kernel.let('rest', quotient(rest, count));
      this.#ranges.set(name, { extent, tile, origin: this.#kernel.let(`${safeName(name)}_start`, times(digit, tile)) });
    }
    for (const { name, extent, tile } of tiled)
      if (extent === tile) this.#ranges.set(name, { extent, tile, origin: index(0) });
    for (const [name, extent] of extents)
      if (!this.#ranges.has(name))
        this.#ranges.set(name, { extent, tile: typeof extent === 'number' ? extent : undefined, origin: index(0) });
  }

  #range(name: string): Range {
    return this.#ranges.get(name) as Range;
  }

  /** Extents of the workgroup's part of some indices. */
  #tiles(names: readonly string[]): readonly number[] {
    return names.map((name) => {
      const { tile } = this.#range(name);
      invariant(tile !== undefined, `apply-schedule: index ${name} needs a tile`);
      return tile;
    });
  }

  /** Workgroup memory for the result of a stage, laid out for the next: what that sums lies innermost. */
  #keep(stage: Stage, next: Stage): OperandAccess {
    const made = stage.epilogue?.id ?? stage.einsum.id;
    const roles = rolesOf(next);
    const isLeft = next.left.value === made;
    const names = [...roles.batch, ...(isLeft ? roles.row : roles.column), ...roles.summed].filter((name) =>
      stage.output.includes(name),
    );
    const outer = names.filter((name) => !roles.summed.includes(name));
    const inner = names.filter((name) => roles.summed.includes(name));
    const innerCount = this.#tiles(inner).reduce((all, tile) => all * tile, 1);
    // Rows start in different banks.
    const pitch = innerCount % 16 === 0 ? innerCount + 4 : innerCount;
    const strides = new Map<string, number>();
    let step = 1;
    for (const name of [...inner].reverse()) {
      strides.set(name, step);
      step *= this.#range(name).tile as number;
    }
    step = pitch;
    for (const name of [...outer].reverse()) {
      strides.set(name, step);
      step *= this.#range(name).tile as number;
    }
    const memory = this.#kernel.memory(`kept_${made}`, 'workgroup', 'f32', Math.max(step, 1));
    const access: OperandAccess = { memory, strides, local: true };
    this.#kept.set(made, access);
    return access;
  }

  #finalAccess({ einsum, output }: Stage): OperandAccess {
    const { buffer, type } = this.#destination;
    const memory = this.#kernel.bind(buffer, 'write', type, multiplyExtents(einsum.shape));
    const strides = stridesOf(einsum.shape);
    return { memory, strides: new Map(output.map((name, axis) => [name, strides[axis] as Extent])), local: false };
  }

  #accessOf({ value, indices }: Operand): OperandAccess | undefined {
    const kept = this.#kept.get(value);
    if (kept) return kept;
    const access = this.#reader.accessOf(value);
    return (
      access && {
        memory: access.memory,
        strides: new Map(indices.map((name, axis) => [name, access.strides[axis] as Extent])),
        local: false,
      }
    );
  }

  #tasksOf(stage: Stage): { readonly tasks: number; readonly rowTasks: number; readonly columnTasks: number } {
    const { batch, row, column } = rolesOf(stage);
    const count = (names: readonly string[]): number => this.#tiles(names).reduce((all, tile) => all * tile, 1);
    const rowTasks = Math.ceil(count(row) / stage.micro[0]);
    const columnTasks = Math.ceil(count(column) / stage.micro[1]);
    return { tasks: count(batch) * rowTasks * columnTasks, rowTasks, columnTasks };
  }

  #runStage(stage: Stage, target: OperandAccess): void {
    const kernel = this.#kernel;
    const { tasks } = this.#tasksOf(stage);
    kernel.comment(`${[stage.einsum.name ?? `v${stage.einsum.id}`, ...stage.output].join(' ')}: ${tasks} micro-tiles`);
    kernel.for('round', Math.ceil(tasks / this.#invocations), (round) => {
      const task = kernel.let('task', plus(times(round, this.#invocations), builtin('invocation')));
      const work = (): void => {
        const micro = this.#microTile(stage, target, task);
        micro.clear();
        micro.add();
        micro.store();
      };
      if (tasks % this.#invocations === 0) work();
      else kernel.if(lessThan(task, tasks), work);
    });
  }

  /** The micro-tile with number `task` of a stage; batches outermost, columns innermost. */
  #microTile(stage: Stage, target: OperandAccess, task: LoopExpression): MicroTile {
    const kernel = this.#kernel;
    const roles = rolesOf(stage);
    const [rows, columns] = stage.micro;
    const { rowTasks, columnTasks } = this.#tasksOf(stage);
    const columnTask = kernel.let('column_task', remainder(task, columnTasks));
    const rest = quotient(task, columnTasks);
    const rowTask = kernel.let('row_task', remainder(rest, rowTasks));
    const batchTask = kernel.let('batch_task', quotient(rest, rowTasks));
    const local = (names: readonly string[], tile: LoopExpression, size: number, offset: number): Coordinates => {
      const tiles = this.#tiles(names);
      const exact = tiles.reduce((all, each) => all * each, 1) % size === 0;
      return this.#coordinates(names, digitsOf(tile, size, offset, tiles), exact);
    };
    return new MicroTile({
      kernel,
      reader: this.#reader,
      stage,
      roles,
      target,
      accessOf: (operand) => this.#accessOf(operand),
      rangeOf: (name) => this.#range(name),
      batch: local(roles.batch, batchTask, 1, 0),
      rows: Array.from({ length: rows }, (_, offset) => local(roles.row, rowTask, rows, offset)),
      columns: Array.from({ length: columns }, (_, offset) => local(roles.column, columnTask, columns, offset)),
    });
  }

  /** Names the local digits; whether they are inside the tile and the extent is checked when they are used. */
  #coordinates(names: readonly string[], digits: readonly LoopExpression[], exact: boolean): Coordinates {
    return new Map(
      names.map((name, at) => {
        const { extent, tile, origin } = this.#range(name);
        const raw = this.#kernel.let(safeName(name), digits[at] as LoopExpression);
        // Only the outermost digit can be beyond its tile, where micro-tiles do not divide the rows.
        const limit = at === 0 && !exact ? tile : undefined;
        const global = plus(origin, raw);
        const overflows =
          extent !== tile && !(tile !== undefined && isMultiple(extent, tile) && typeof extent === 'number');
        return [name, { local: raw, limit, global, extent, overflows }];
      }),
    );
  }
}

/** Where an invocation stands along an index. */
interface Coordinate {
  readonly local: LoopExpression;
  /** The first position beyond the tile, when the digit may get there. */
  readonly limit: number | undefined;
  readonly global: LoopExpression;
  readonly extent: Extent;
  /** Whether tiles reach beyond the extent. */
  readonly overflows: boolean;
}

type Coordinates = ReadonlyMap<string, Coordinate>;

const safeName = (name: string): string => (/^[a-z]\w*$/i.test(name) ? name : 'batch');

interface MicroTileParts {
  readonly kernel: KernelBuilder;
  readonly reader: ValueReader;
  readonly stage: Stage;
  readonly roles: Roles;
  readonly target: OperandAccess;
  readonly accessOf: (operand: Operand) => OperandAccess | undefined;
  readonly rangeOf: (name: string) => Range;
  readonly batch: Coordinates;
  readonly rows: readonly Coordinates[];
  readonly columns: readonly Coordinates[];
}

/** One invocation's share of a stage: `clear`, then `add` once or for each chunk, then `store`. */
class MicroTile {
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #stage: Stage;
  readonly #roles: Roles;
  readonly #target: OperandAccess;
  readonly #accessOf: MicroTileParts['accessOf'];
  readonly #rangeOf: (name: string) => Range;
  readonly #batch: Coordinates;
  readonly #rows: readonly Coordinates[];
  readonly #columns: readonly Coordinates[];
  readonly #lanes: 1 | 4;
  readonly #sums: Memory;

  constructor({ kernel, reader, stage, roles, target, accessOf, rangeOf, batch, rows, columns }: MicroTileParts) {
    this.#kernel = kernel;
    this.#reader = reader;
    this.#stage = stage;
    this.#roles = roles;
    this.#target = target;
    this.#accessOf = accessOf;
    this.#rangeOf = rangeOf;
    this.#batch = batch;
    this.#rows = rows;
    this.#columns = columns;
    this.#lanes = columns.length % 4 === 0 ? 4 : 1;
    this.#sums = kernel.memory('sums', 'register', 'f32', rows.length * columns.length);
  }

  clear(): void {
    this.#each((at) => {
      this.#kernel.store(this.#sums, at, broadcast(literal('f32', 0), this.#lanes));
    });
  }

  store(): void {
    this.#each((at, row, group) => {
      this.#store(load(this.#sums, at, this.#lanes), row, group);
    });
  }

  #each(visit: (at: number, row: number, group: number) => void): void {
    const width = this.#columns.length;
    for (let row = 0; row < this.#rows.length; row += 1)
      for (let group = 0; group < width; group += this.#lanes) visit(row * width + group, row, group);
  }

  /** Runs over the summed indices, the innermost in steps of four when something is read four at a time. */
  add(): void {
    const kernel = this.#kernel;
    const sums = this.#sums;
    const { summed } = this.#roles;
    const inner = summed.at(-1);
    const extent = inner === undefined ? 1 : this.#span(inner);
    const leftBases = this.#rows.map((row) => this.#base(0, row, undefined));
    const wide = this.#lanes === 4 && this.#access(1) && this.#isWideAcross(1, this.#columns);
    const rightBases = this.#columns.map((column) =>
      this.#base(1, column, wide ? this.#roles.column.at(-1) : undefined),
    );
    const step = typeof extent === 'number' && extent % 4 === 0 ? 4 : 1;
    const loop = (names: readonly string[], positions: ReadonlyMap<string, LoopExpression>): void => {
      const [first, ...others] = names;
      if (first !== undefined && (others.length > 0 || first !== inner)) {
        const whole = this.#span(first);
        kernel.for(safeName(first), typeof whole === 'number' ? whole : extentValue(whole), (at) => {
          loop(others, new Map([...positions, [first, at]]));
        });
        return;
      }
      const steps = typeof extent === 'number' ? extent / step : extentValue(extent);
      kernel.for(inner === undefined ? 'once' : safeName(inner), steps, (counter) => {
        const start = times(counter, step);
        const at = (offset: number): ReadonlyMap<string, LoopExpression> =>
          inner === undefined ? positions : new Map([...positions, [inner, plus(start, offset)]]);
        const lefts = this.#operandValues(0, this.#rows, leftBases, at, step, 1);
        const rights = this.#operandValues(1, this.#columns, rightBases, at, step, this.#lanes);
        for (let offset = 0; offset < step; offset += 1)
          this.#each((position, row, group) => {
            const left = broadcast(lefts(row, offset), this.#lanes);
            kernel.store(sums, position, multiplyAdd(left, rights(group, offset), load(sums, position, this.#lanes)));
          });
      });
    };
    loop(summed, new Map());
  }

  /** How much of a summed index is summed at a time. */
  #span(name: string): Extent {
    const { extent, tile } = this.#rangeOf(name);
    return tile ?? extent;
  }

  #access(side: 0 | 1): OperandAccess | undefined {
    return this.#accessOf(this.#operand(side));
  }

  #operand(side: 0 | 1): Operand {
    return side === 0 ? this.#stage.left : this.#stage.right;
  }

  /**
   * Where an operand's elements of one row or column start, without what the summed indices add. Of `wide`, an index, four
   * neighbours are read from there.
   */
  #base(side: 0 | 1, own: Coordinates, wide: string | undefined): LoopExpression | undefined {
    const access = this.#access(side);
    if (!access) return undefined;
    const names = this.#operand(side).indices.filter((name) => !this.#roles.summed.includes(name));
    const offset = names.reduce<LoopExpression>((sum, name) => {
      const at = this.#position(
        (own.get(name) ?? this.#batch.get(name)) as Coordinate,
        access.local,
        name === wide ? 4 : 1,
      );
      return plus(sum, times(at, extentValue(access.strides.get(name) as Extent)));
    }, index(0));
    return this.#kernel.let(side === 0 ? 'left' : 'right', offset);
  }

  /** A position from which `width` elements are there in any case: beyond the end the last such one. */
  #position({ local, limit, global, extent, overflows }: Coordinate, isLocal: boolean, width = 1): LoopExpression {
    if (isLocal) return limit === undefined ? local : smaller(local, limit - width);
    if (overflows) return smaller(global, plus(extentValue(extent), -width));
    return limit === undefined || typeof extent !== 'number' ? global : smaller(global, extent - width);
  }

  /**
   * Reads what one step of the innermost loop needs of an operand, and says where each element is. `group` lanes of
   * neighbouring rows or columns are wanted together.
   */
  #operandValues(
    side: 0 | 1,
    own: readonly Coordinates[],
    bases: readonly (LoopExpression | undefined)[],
    at: (offset: number) => ReadonlyMap<string, LoopExpression>,
    step: number,
    group: 1 | 4,
  ): (position: number, offset: number) => LoopExpression {
    const kernel = this.#kernel;
    const access = this.#access(side);
    const name = side === 0 ? 'l' : 'r';
    /** Summed indices are counted from where the chunk starts; buffers know nothing of chunks. */
    const inBuffer = (name_: string, position: LoopExpression): LoopExpression =>
      plus(this.#rangeOf(name_).origin, position);
    const inMemory = (name_: string, position: LoopExpression): LoopExpression =>
      access?.local === true ? position : inBuffer(name_, position);
    const summedOffset = (offset: number, strides: ReadonlyMap<string, Extent>): LoopExpression =>
      [...at(offset)].reduce<LoopExpression>((sum, [name_, position]) => {
        const stride = strides.get(name_);
        return stride === undefined ? sum : plus(sum, times(inMemory(name_, position), extentValue(stride)));
      }, index(0));
    const number = (element: LoopExpression): LoopExpression =>
      access?.memory.type === 'f32' ? element : { kind: 'cast', type: 'f32', argument: element };

    if (access && group === 4 && this.#isWideAcross(side, own)) {
      const values = new Map<string, LoopExpression>();
      for (let offset = 0; offset < step; offset += 1)
        for (let position = 0; position < own.length; position += 4) {
          const where = plus(bases[position] as LoopExpression, summedOffset(offset, access.strides));
          values.set(`${position} ${offset}`, kernel.let(name, number(load(access.memory, where, 4))));
        }
      return (position, offset) => values.get(`${position} ${offset}`) as LoopExpression;
    }
    const scalars: LoopExpression[][] = own.map((coordinates, position) => {
      if (access && step === 4 && this.#isWideAlong(side)) {
        const where = plus(bases[position] as LoopExpression, summedOffset(0, access.strides));
        const four = kernel.let(name, number(load(access.memory, where, 4)));
        return [0, 1, 2, 3].map((lane) => component(four, lane));
      }
      return Array.from({ length: step }, (_, offset) => {
        if (access) {
          const where = plus(bases[position] as LoopExpression, summedOffset(offset, access.strides));
          return kernel.let(name, number(load(access.memory, where)));
        }
        const operand = this.#operand(side);
        const where = operand.indices.map((index_) => {
          const summedAt = at(offset).get(index_);
          if (summedAt !== undefined) return inBuffer(index_, summedAt);
          return this.#position((coordinates.get(index_) ?? this.#batch.get(index_)) as Coordinate, false);
        });
        return kernel.let(name, this.#reader.element(operand.value, where));
      });
    });
    if (group === 1) return (position, offset) => (scalars[position] as LoopExpression[])[offset] as LoopExpression;
    return (position, offset) =>
      vector([0, 1, 2, 3].map((lane) => (scalars[position + lane] as LoopExpression[])[offset] as LoopExpression));
  }

  /** Whether four neighbouring columns lie side by side in an operand, aligned. */
  #isWideAcross(side: 0 | 1, own: readonly Coordinates[]): boolean {
    const names = side === 0 ? this.#roles.row : this.#roles.column;
    return own.length % 4 === 0 && this.#isAligned(this.#access(side) as OperandAccess, names.at(-1));
  }

  /** Whether four steps of the innermost summed index lie side by side in an operand, aligned. */
  #isWideAlong(side: 0 | 1): boolean {
    return this.#isAligned(this.#access(side) as OperandAccess, this.#roles.summed.at(-1));
  }

  /** Whether `name` is contiguous in memory and every four of its elements start at a multiple of four. */
  #isAligned({ strides, local }: OperandAccess, name: string | undefined): boolean {
    if (name === undefined || strides.get(name) !== 1) return false;
    const { extent, tile } = this.#rangeOf(name);
    const span = local ? tile : extent;
    if (typeof span !== 'number' || span % 4 !== 0 || (tile !== undefined && tile % 4 !== 0)) return false;
    return [...strides].every(([other, stride]) => other === name || isMultiple(stride, 4));
  }

  /** Stores sums of neighbouring columns, after the epilogue. */
  #store(sum: LoopExpression, row: number, group: number): void {
    const kernel = this.#kernel;
    const { output } = this.#stage;
    const columns = this.#columns.slice(group, group + this.#lanes);
    const coordinatesOf = (column: Coordinates): readonly Coordinate[] =>
      output.map((name) => (this.#rows[row]?.get(name) ?? column.get(name) ?? this.#batch.get(name)) as Coordinate);
    const isWide =
      this.#lanes === 4 && this.#isAligned(this.#target, this.#roles.column.at(-1)) && this.#columns.length % 4 === 0;
    const sums = kernel.let('sum', sum);
    const finished = columns.map((column, lane) =>
      this.#finish(this.#lanes === 1 ? sums : component(sums, lane), coordinatesOf(column)),
    );
    const conditionOf = (coordinates: readonly Coordinate[]): LoopExpression =>
      coordinates
        .flatMap(({ local, limit, global, extent, overflows }) => [
          ...(limit === undefined ? [] : [lessThan(local, limit)]),
          ...(overflows && !this.#target.local ? [lessThan(global, extentValue(extent))] : []),
        ])
        .reduce<LoopExpression>(
          (all, each) => (all.kind === 'literal' ? each : binary('and', all, each)),
          literal('bool', 1),
        );
    const whereOf = (coordinates: readonly Coordinate[]): LoopExpression =>
      coordinates.reduce<LoopExpression>((offset, { local, global }, axis) => {
        const stride = this.#target.strides.get(output[axis] as string) as Extent;
        return plus(offset, times(this.#target.local ? local : global, extentValue(stride)));
      }, index(0));
    const stored = (value: LoopExpression): LoopExpression => asStored(value, this.#target.memory.type);
    if (isWide) {
      const first = coordinatesOf(columns[0] as Coordinates);
      const value = this.#stage.epilogue ? vector(finished) : sums;
      kernel.if(conditionOf(first), () => {
        kernel.store(this.#target.memory, whereOf(first), stored(value));
      });
      return;
    }
    columns.forEach((column, lane) => {
      const coordinates = coordinatesOf(column);
      kernel.if(conditionOf(coordinates), () => {
        kernel.store(this.#target.memory, whereOf(coordinates), stored(finished[lane] as LoopExpression));
      });
    });
  }

  /** The epilogue applied to one sum. */
  #finish(sum: LoopExpression, coordinates: readonly Coordinate[]): LoopExpression {
    const { epilogue, einsum } = this.#stage;
    if (!epilogue) return sum;
    const position = coordinates.map((coordinate) => this.#position(coordinate, false));
    return this.#kernel.let(
      'finished',
      this.#reader.mapBody(epilogue, position, (operand, at) => {
        const { value } = epilogue.operands[operand] as Operand;
        return value === einsum.id ? sum : this.#reader.element(value, at);
      }),
    );
  }
}
