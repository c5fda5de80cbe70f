/**
 * Chains of contractions in one kernel.
 *
 * A workgroup makes a tile of the last result. For each stage it deals micro-tiles of rows and columns to its invocations;
 * each keeps its sums in registers while it runs over the summed indices. What a stage makes for the next one lies in
 * workgroup memory, complete in everything that the next one sums and no larger than the workgroup's tile in what passes
 * through, so nothing but the last result is written to global memory.
 */
import { evaluateExtent, invariant, multiplyExtents } from '@einlay/ir';
import type { Extent, Operand, TensorProgram, ValueId } from '@einlay/ir';
import { KernelBuilder, builtin, index, lessThan, plus, quotient, remainder, times } from '@einlay/ir/loop';
import type { Kernel, LoopExpression } from '@einlay/ir/loop';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { digitsOf } from './digits.ts';
import { keptLayout, resultOfStage } from './local-layout.ts';
import { MicroTile, storesWide } from './micro-tile.ts';
import { placeTiles } from './place-tiles.ts';
import type { Placement } from './place-values.ts';
import type { Destination } from './pointwise-kernel.ts';
import { bufferOf, overflows, resultIn, safeName } from './positions.ts';
import type { Coordinates, OperandAccess, Range, RangeOf } from './positions.ts';
import { ValueReader } from './read-values.ts';
import { SIDES } from './schedule.ts';
import type { ContractionKernel } from './schedule.ts';
import { StagedOperand } from './staged-operand.ts';

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
  readonly #prefetch: boolean;
  readonly #ranges = new Map<string, Range>();
  readonly #rangeOf: RangeOf = (name) => this.#ranges.get(name) as Range;
  readonly #grid: { readonly extent: Extent; readonly tile: number }[] = [];
  /** Results in workgroup memory, by value. */
  readonly #kept = new Map<ValueId, OperandAccess>();
  /** Copies of operands in workgroup memory. */
  readonly #staged = new Map<Operand, OperandAccess>();

  constructor(
    name: string,
    program: TensorProgram,
    placement: Placement,
    stages: readonly Stage[],
    destination: Destination,
    { tiles, invocations, chunk, prefetch = false }: ContractionKernel,
  ) {
    this.#kernel = new KernelBuilder(name);
    this.#reader = new ValueReader(program, placement, this.#kernel);
    this.#stages = stages;
    this.#destination = destination;
    this.#invocations = invocations;
    this.#chunk = chunk;
    this.#prefetch = prefetch;
    this.#placeTiles(tiles);
  }

  make(): Kernel {
    if (this.#chunk) this.#runInChunks(this.#chunk);
    else {
      const staged = this.#stage();
      for (const each of staged) each.copy(this.#rangeOf);
      if (staged.length > 0) this.#kernel.barrier();
      this.#runEarlierStages();
      const last = this.#stages.at(-1) as Stage;
      this.#runStage(last, this.#finalAccess(last));
    }
    return this.#kernel.build({ invocations: this.#invocations, grid: this.#grid });
  }

  /** Workgroup memory for the operands that are copied there. */
  #stage(): readonly StagedOperand[] {
    return this.#stages.flatMap((stage) =>
      SIDES.filter((side) => stage.staged.includes(side)).map((side) => {
        const operand = new StagedOperand({
          kernel: this.#kernel,
          reader: this.#reader,
          stage,
          side,
          source: bufferOf(this.#reader, stage[side]),
          rangeOf: this.#rangeOf,
          invocations: this.#invocations,
        });
        this.#staged.set(stage[side], operand.access);
        return operand;
      }),
    );
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
    const { extent } = this.#rangeOf(name);
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
    const chunks = evaluateExtent(extent) / size;
    const rangesFrom =
      (origin: LoopExpression): RangeOf =>
      (other) =>
        other === name ? { extent, tile: size, origin } : this.#rangeOf(other);
    this.#ranges.set(name, { extent, tile: size, origin: index(0) });
    const all = this.#stage();
    // What every chunk needs is copied once.
    const staged = all.filter(({ access }) => access.strides.has(name));
    for (const operand of all) if (!staged.includes(operand)) operand.copy(this.#rangeOf);
    const ahead = this.#prefetch ? staged.map((operand) => operand.prefetch()) : [];
    for (const { read } of ahead) read(this.#rangeOf);
    // What the chunk before left must have been read by all; where another barrier stands between, it has been.
    const isOverwritten = last.staged.length > 0 || (staged.length === 0 && this.#stages.length > 1);
    kernel.for('chunk', chunks, (chunk) => {
      const origin = kernel.let(`${safeName(name)}_start`, times(chunk, size));
      this.#ranges.set(name, { extent, tile: size, origin });
      if (isOverwritten) kernel.barrier();
      if (this.#prefetch) {
        for (const { write } of ahead) write();
        kernel.barrier();
        kernel.if(lessThan(plus(chunk, 1), chunks), () => {
          for (const { read } of ahead) read(rangesFrom(plus(origin, size)));
        });
      } else {
        for (const operand of staged) operand.copy(this.#rangeOf);
        if (staged.length > 0) kernel.barrier();
      }
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
    const origins = placeTiles(this.#kernel, split);
    for (const { name, extent, tile } of tiled)
      this.#ranges.set(name, { extent, tile, origin: origins.get(name) ?? index(0) });
    for (const [name, extent] of extents)
      if (!this.#ranges.has(name))
        this.#ranges.set(name, { extent, tile: typeof extent === 'number' ? extent : undefined, origin: index(0) });
  }

  /** Extents of the workgroup's part of some indices. */
  #tiles(names: readonly string[]): readonly number[] {
    return names.map((name) => {
      const { tile } = this.#rangeOf(name);
      invariant(tile !== undefined, `apply-schedule: index ${name} needs a tile`);
      return tile;
    });
  }

  /** Workgroup memory for the result of a stage, laid out for the next. */
  #keep(stage: Stage, next: Stage): OperandAccess {
    const made = resultOfStage(stage);
    const { strides, elements } = keptLayout(stage, next, (name) => this.#rangeOf(name).tile as number);
    const memory = this.#kernel.memory(`kept_${made}`, 'workgroup', 'f32', elements);
    const access: OperandAccess = { memory, strides, local: true };
    this.#kept.set(made, access);
    return access;
  }

  #finalAccess(stage: Stage): OperandAccess {
    const { buffer, type } = this.#destination;
    return resultIn(this.#kernel.bind(buffer, 'write', type, multiplyExtents(stage.einsum.shape)), stage);
  }

  #accessOf(operand: Operand): OperandAccess | undefined {
    return this.#staged.get(operand) ?? this.#kept.get(operand.value) ?? bufferOf(this.#reader, operand);
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

  /**
   * The micro-tile with number `task` of a stage; batches outermost, innermost what lies side by side in the result, mostly
   * columns. More than four of these are dealt in fours, so that neighbouring invocations have neighbouring fours.
   */
  #microTile(stage: Stage, target: OperandAccess, task: LoopExpression): MicroTile {
    const kernel = this.#kernel;
    const roles = rolesOf(stage);
    const [rows, columns] = stage.micro;
    const { rowTasks, columnTasks } = this.#tasksOf(stage);
    const rowsFirst = storesWide(stage, target, this.#rangeOf).rows;
    const inner = rowsFirst ? rowTasks : columnTasks;
    const innerTask = kernel.let(rowsFirst ? 'row_task' : 'column_task', remainder(task, inner));
    const rest = quotient(task, inner);
    const outer = rowsFirst ? columnTasks : rowTasks;
    const outerTask = kernel.let(rowsFirst ? 'column_task' : 'row_task', remainder(rest, outer));
    const batchTask = kernel.let('batch_task', quotient(rest, outer));
    const deal = (names: readonly string[], own: LoopExpression, tasks: number, size: number): Coordinates[] => {
      const together = own === innerTask && size % 4 === 0 ? 4 : size;
      return Array.from({ length: size }, (_, offset) => {
        const unit = plus(own, Math.floor(offset / together) * tasks);
        return this.#coordinates(names, unit, { size: together, offset: offset % together, every: size });
      });
    };
    return new MicroTile({
      kernel,
      reader: this.#reader,
      stage,
      target,
      accessOf: (side) => this.#accessOf(stage[side]),
      rangeOf: this.#rangeOf,
      batch: this.#coordinates(roles.batch, batchTask, { size: 1, offset: 0, every: 1 }),
      rows: deal(roles.row, rowsFirst ? innerTask : outerTask, rowTasks, rows),
      columns: deal(roles.column, rowsFirst ? outerTask : innerTask, columnTasks, columns),
    });
  }

  /** Names local digits; whether they are inside the tile and the extent is checked when they are used. */
  #coordinates(
    names: readonly string[],
    unit: LoopExpression,
    { size, offset, every }: { readonly size: number; readonly offset: number; readonly every: number },
  ): Coordinates {
    const tiles = this.#tiles(names);
    const digits = digitsOf(unit, size, offset, tiles);
    const isExact = tiles.reduce((all, each) => all * each, 1) % every === 0;
    return new Map(
      names.map((name, at) => {
        const range = this.#rangeOf(name);
        const raw = this.#kernel.let(safeName(name), digits[at] as LoopExpression);
        // Only the outermost digit can be beyond its tile, where micro-tiles do not divide the rows.
        const limit = at === 0 && !isExact ? range.tile : undefined;
        const global = plus(range.origin, raw);
        return [name, { local: raw, limit, global, extent: range.extent, overflows: overflows(range) }];
      }),
    );
  }
}
