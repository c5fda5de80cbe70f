/**
 * Chains of contractions whose factors stay in registers.
 *
 * A few workgroups go from tile to tile of the rows (tokens, mostly). Before the first one, every invocation reads its part of each
 * factor, and keeps it. Then a tile of the input is copied to workgroup memory, the next one being read meanwhile, and the
 * stages follow each other, with a barrier between them; what lies between them is in workgroup memory. So factors are read once
 * for each workgroup, not once for each tile.
 *
 * Of a stage, an invocation holds `columns` columns of one matrix, for a part of what is summed: as many invocations of a subgroup
 * share the sum. Then they exchange their sums, and each ends with one column of four rows at a time. What an invocation holds in
 * slot s is column s xor its part, so that all give away and keep the same slots.
 */
import { invariant, multiplyExtents } from '@einlay/ir';
import type { Operand, TensorProgram } from '@einlay/ir';
import {
  KernelBuilder,
  binary,
  broadcast,
  builtin,
  component,
  exchange,
  extentValue,
  index,
  lessThan,
  literal,
  load,
  minus,
  multiplyAdd,
  plus,
  quotient,
  remainder,
  select,
  smaller,
  times,
  vector,
} from '@einlay/ir/loop';
import type { Kernel, LoopExpression, Memory } from '@einlay/ir/loop';
import { digitsOf } from './digits.ts';
import type { HeldPlan, HeldStage } from './held-plan.ts';
import type { Placement } from './place-values.ts';
import type { Destination } from './pointwise-kernel.ts';
import { safeName } from './positions.ts';
import { ValueReader, asNumber, asStored, offsetAt, stridesOf } from './read-values.ts';

/** Rows that are summed at once, side by side in a vector. */
const ROWS = 4;

type Digits = ReadonlyMap<string, LoopExpression>;

/** What an invocation does of a stage in one round. */
interface Work {
  readonly plan: HeldStage;
  readonly factors: Memory;
  /** The matrix, counted and by index. */
  readonly batch: LoopExpression;
  readonly batchDigits: Digits;
  /** The column that the invocation ends with. */
  readonly columnDigits: Digits;
}

/** Rows that are done together. */
interface Tile {
  readonly at: LoopExpression;
  /** Whether all of them are there. */
  readonly isWhole: boolean;
}

/** A kernel for a chain that `planHeld` has found to fit. */
export function heldKernel(
  name: string,
  program: TensorProgram,
  placement: Placement,
  plan: HeldPlan,
  destination: Destination,
): Kernel {
  return new HeldKernelMaker(name, program, placement, plan, destination).make();
}

class HeldKernelMaker {
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #plan: HeldPlan;
  readonly #destination: Destination;
  readonly #input: Memory;
  /** Rows of the input: as many in each memory as all invocations copy at once. */
  readonly #staged: readonly Memory[];
  readonly #rowsTogether: number;
  /** Where the result of each stage but the last lies, four rows in each memory. */
  readonly #kept: readonly (readonly Memory[])[];
  /** Where the workgroup's part of an index begins. */
  readonly #origins = new Map<string, LoopExpression>();

  constructor(name: string, program: TensorProgram, placement: Placement, plan: HeldPlan, destination: Destination) {
    this.#kernel = new KernelBuilder(name);
    this.#reader = new ValueReader(program, placement, this.#kernel);
    this.#plan = plan;
    this.#destination = destination;
    this.#input = this.#memoryOf(plan.stages[0]?.stage.left as Operand);
    const { tile, rowElements, invocations } = plan;
    // With memories of their own, positions are the same for all and need not be added up again and again.
    const together = (ROWS * invocations) / rowElements;
    this.#rowsTogether = Number.isInteger(together) && tile % together === 0 ? together : tile;
    this.#staged = Array.from({ length: tile / this.#rowsTogether }, () =>
      this.#kernel.memory('staged', 'workgroup', 'f32', this.#rowsTogether * rowElements),
    );
    this.#kept = plan.stages
      .slice(1)
      .map(({ stage, batches, summed }) =>
        Array.from({ length: tile / ROWS }, () =>
          this.#kernel.memory(`kept_${stage.left.value}`, 'workgroup', 'f32', ROWS * batches * summed),
        ),
      );
  }

  make(): Kernel {
    const { workgroups, invocations, subgroup, others, tile, rows, stages } = this.#plan;
    const kernel = this.#kernel;
    const count = others.reduce((all, { extent, tile: size }) => all * (extent / size), 1);
    const first = kernel.let('first', quotient(builtin('workgroup'), count));
    this.#placeOthers(remainder(builtin('workgroup'), count));
    const tiles = kernel.let('tiles', quotient(plus(extentValue(rows), tile - 1), tile));
    kernel.if(lessThan(first, tiles), () => {
      const copies = this.#copies();
      copies.read(first);
      const works = stages.map((each) => this.#holdFactors(each));
      copies.write();
      copies.read(plus(first, workgroups));
      kernel.barrier();
      const whole = minus(quotient(extentValue(rows), tile), first);
      const steps = kernel.let('steps', quotient(plus(whole, workgroups - 1), workgroups));
      kernel.for('step', steps, (step) => {
        const at = kernel.let('tile', plus(first, times(step, workgroups)));
        works.forEach((rounds, stage) => {
          for (const work of rounds) this.#run(work, stage, { at, isWhole: true });
          kernel.barrier();
          if (stage > 0) return;
          copies.write();
          copies.read(plus(at, 2 * workgroups));
          if (works.length === 1) kernel.barrier();
        });
      });
      // Only one workgroup has a tile that is not whole, and only there it is asked which rows are there.
      const rest = kernel.let('rest', plus(first, times(steps, workgroups)));
      kernel.if(lessThan(rest, tiles), () => {
        works.forEach((rounds, stage) => {
          if (stage > 0) kernel.barrier();
          for (const work of rounds) this.#run(work, stage, { at: rest, isWhole: false });
        });
      });
    });
    return kernel.build({
      invocations,
      subgroupSize: subgroup,
      grid: [{ extent: workgroups, tile: 1 }, ...others.map(({ extent, tile: size }) => ({ extent, tile: size }))],
    });
  }

  /** Of what is no row, each workgroup has a part. */
  #placeOthers(number: LoopExpression): void {
    const { others } = this.#plan;
    const digits = digitsOf(
      number,
      1,
      0,
      others.map(({ extent, tile }) => extent / tile),
    );
    others.forEach(({ name, tile }, at) => {
      const origin = times(digits[at] as LoopExpression, tile);
      this.#origins.set(name, this.#kernel.let(`${safeName(name)}_start`, origin));
    });
  }

  #memoryOf({ value }: Operand): Memory {
    const access = this.#reader.accessOf(value);
    invariant(access, `held-kernel: %${value} has no buffer`);
    return access.memory;
  }

  /** The input of a tile in two steps, with all that an invocation copies in its registers between them. */
  #copies(): { readonly read: (tile: LoopExpression) => void; readonly write: () => void } {
    const { tile, rowElements, invocations, stages } = this.#plan;
    const kernel = this.#kernel;
    const elements = tile * rowElements;
    const count = Math.ceil(elements / (4 * invocations));
    const ahead = kernel.memory('ahead', 'register', 'f32', 4 * count);
    const input = this.#input;
    const shape = this.#reader.nodeOf((stages[0]?.stage.left as Operand).value).shape;
    const end = kernel.let('last', plus(extentValue(multiplyExtents(shape)), -4));
    const places = Array.from({ length: count }, (_, round) =>
      kernel.let('place', times(plus(round * invocations, builtin('invocation')), 4)),
    );
    return {
      read: (at) => {
        const start = kernel.let('start', times(at, elements));
        // Beyond the end the last elements are read again: what they give is never stored.
        places.forEach((place, round) => {
          kernel.store(ahead, 4 * round, asNumber(load(input, smaller(plus(start, place), end), 4), input.type));
        });
      },
      write: () => {
        places.forEach((place, round) => {
          const store = (): void => {
            const [memory, at] = this.#staged.length > 1 ? [round, places[0] as LoopExpression] : [0, place];
            kernel.store(this.#staged[memory] as Memory, at, load(ahead, 4 * round, 4));
          };
          if ((round + 1) * invocations * 4 <= elements) store();
          else kernel.if(lessThan(place, elements), store);
        });
      },
    };
  }

  /** The part of its factor that an invocation needs in each round of a stage: `columns` at a time, for each step of the sum. */
  #holdFactors(plan: HeldStage): readonly Work[] {
    const { columns, columnCount, summed, roles, stage, rounds } = plan;
    const { invocations } = this.#plan;
    const kernel = this.#kernel;
    const part = this.#partOf(plan);
    const apart = this.#plan.subgroup / columns;
    return Array.from({ length: rounds }, (_, round) => {
      const perRound = invocations / columns;
      const own = plus(times(builtin('subgroup'), apart), remainder(builtin('lane'), apart));
      const unit = kernel.let('unit', plus(own, round * perRound));
      const groups = columnCount / columns;
      const batch = kernel.let('matrix', quotient(unit, groups));
      const group = kernel.let('group', remainder(unit, groups));
      const batchDigits = this.#digits(roles.batch, batch, 1);
      const factors = kernel.memory('factors', 'register', 'f32', summed);
      const steps = summed / columns;
      for (let step = 0; step < steps; step += 1) {
        const summedDigits = this.#summedAt(plan, batch, part, step);
        const loadAt = (column: LoopExpression, lanes: 1 | 4): LoopExpression => {
          const digits = new Map([...batchDigits, ...summedDigits, ...this.#digits(roles.column, column, lanes)]);
          return this.#factorAt(stage.right, digits, lanes);
        };
        if (plan.isWide) {
          const loaded = kernel.let('loaded', loadAt(group, 4));
          kernel.store(factors, step * columns, this.#swapped(loaded, part));
        } else
          for (let slot = 0; slot < columns; slot += 1) {
            const column = plus(times(group, columns), slotColumn(slot, part, columns));
            kernel.store(factors, step * columns + slot, loadAt(column, 1));
          }
      }
      const columnDigits = this.#digits(roles.column, plus(times(group, columns), part), 1);
      return { plan, factors, batch, batchDigits, columnDigits };
    });
  }

  /**
   * Which part of a sum an invocation has. Those that share one are as far apart as a subgroup allows: then neighbours read the same
   * from workgroup memory.
   */
  #partOf({ columns }: HeldStage): LoopExpression {
    const { subgroup } = this.#plan;
    return this.#kernel.let('part', quotient(builtin('lane'), subgroup / columns));
  }

  /** Four columns in the order of their slots. */
  #swapped(loaded: LoopExpression, part: LoopExpression): LoopExpression {
    const ordered = (from: LoopExpression, order: readonly number[]): LoopExpression =>
      vector(order.map((lane) => component(from, lane)));
    const isOdd = lessThan(0, remainder(part, 2));
    const once = this.#kernel.let('once', select(isOdd, ordered(loaded, [1, 0, 3, 2]), loaded));
    return select(lessThan(1, part), ordered(once, [2, 3, 0, 1]), once);
  }

  #factorAt(operand: Operand, digits: Digits, lanes: 1 | 4): LoopExpression {
    const memory = this.#memoryOf(operand);
    const strides = stridesOf(this.#reader.nodeOf(operand.value).shape);
    const position = operand.indices.map((name) =>
      plus(this.#origins.get(name) ?? 0, digits.get(name) as LoopExpression),
    );
    return asNumber(load(memory, offsetAt(position, strides), lanes), memory.type);
  }

  /** The digits of one position in the workgroup's part of some indices. */
  #digits(names: readonly string[], position: LoopExpression, size: number, offset = 0): Digits {
    const digits = digitsOf(
      position,
      size,
      offset,
      names.map((name) => this.#plan.tileOf(name)),
    );
    return new Map(names.map((name, at) => [name, digits[at] as LoopExpression]));
  }

  /**
   * What an invocation sums at one of its steps. Of the input it takes every `columns`-th four neighbours, of what lies in between
   * every `columns`-th element; both begin elsewhere for each matrix, so that subgroups read from all banks.
   */
  #summedAt(plan: HeldStage, batch: LoopExpression, part: LoopExpression, step: number): Digits {
    const { columns, summed, summedNames, isFirst } = plan;
    if (!isFirst) {
      const turned = plus(step * columns + summed, minus(part, remainder(batch, summed)));
      return this.#digits(summedNames, this.#kernel.let('summed', remainder(turned, summed)), 1);
    }
    return this.#digits(summedNames, this.#four(plan, batch, part, Math.floor(step / 4)), 4, step % 4);
  }

  /** The four neighbours in the input that an invocation reads as its `at`-th. */
  #four({ columns, summed }: HeldStage, batch: LoopExpression, part: LoopExpression, at: number): LoopExpression {
    const fours = summed / 4 / columns;
    return plus(times(remainder(plus(batch, at), fours), columns), part);
  }

  /** A stage for one tile: sums, exchanges them and keeps or stores what comes of it. */
  #run(work: Work, at: number, tile: Tile): void {
    const kernel = this.#kernel;
    const { plan } = work;
    const groups = this.#plan.tile / ROWS;
    const sums = Array.from({ length: groups }, () => kernel.memory('sums', 'register', 'f32', ROWS * plan.columns));
    for (const each of sums)
      for (let slot = 0; slot < plan.columns; slot += 1)
        kernel.store(each, slot * ROWS, broadcast(literal('f32', 0), ROWS));
    const add = (group: number, step: number, rows: LoopExpression): void => {
      const each = sums[group] as Memory;
      for (let slot = 0; slot < plan.columns; slot += 1) {
        const factor = plan.isWide
          ? component(load(work.factors, step * plan.columns, 4), slot)
          : load(work.factors, step * plan.columns + slot);
        const sum = load(each, slot * ROWS, ROWS);
        kernel.store(each, slot * ROWS, multiplyAdd(rows, broadcast(factor, ROWS), sum));
      }
    };
    const part = this.#partOf(plan);
    if (plan.isFirst) this.#addInput(work, part, groups, add);
    else this.#addKept(work, part, at - 1, groups, add);
    const apart = this.#plan.subgroup / plan.columns;
    sums.forEach((each) => {
      for (let width = plan.columns / 2; width >= 1; width /= 2)
        for (let slot = 0; slot < width; slot += 1) {
          const received = kernel.let('received', exchange(load(each, (slot + width) * ROWS, ROWS), width * apart));
          kernel.store(each, slot * ROWS, binary('add', load(each, slot * ROWS, ROWS), received));
        }
    });
    const results = sums.map((each) => load(each, 0, ROWS));
    const last = at === this.#plan.stages.length - 1;
    if (last) this.#store(work, tile, results);
    else this.#keep(work, at, tile, results);
  }

  #addInput(
    { plan, batch, batchDigits }: Work,
    part: LoopExpression,
    groups: number,
    add: (group: number, step: number, rows: LoopExpression) => void,
  ): void {
    const kernel = this.#kernel;
    const { stage, summed, columns, summedNames } = plan;
    const strides = stridesOf(stage.left.indices.slice(1).map((name) => this.#plan.tileOf(name)));
    for (let four = 0; four < summed / 4 / columns; four += 1) {
      const digits = new Map([...batchDigits, ...this.#digits(summedNames, this.#four(plan, batch, part, four), 4)]);
      const position = stage.left.indices.slice(1).map((name) => digits.get(name) as LoopExpression);
      const place = kernel.let('place', offsetAt(position, strides));
      const rows = Array.from({ length: groups * ROWS }, (_, row) =>
        kernel.let(
          'row',
          load(
            this.#staged[Math.floor(row / this.#rowsTogether)] as Memory,
            plus(place, (row % this.#rowsTogether) * this.#plan.rowElements),
            4,
          ),
        ),
      );
      for (let offset = 0; offset < 4; offset += 1)
        for (let group = 0; group < groups; group += 1) {
          const own = rows.slice(group * ROWS, (group + 1) * ROWS);
          add(group, four * 4 + offset, kernel.let('rows', vector(own.map((row) => component(row, offset)))));
        }
    }
  }

  #addKept(
    { plan, batch }: Work,
    part: LoopExpression,
    before: number,
    groups: number,
    add: (group: number, step: number, rows: LoopExpression) => void,
  ): void {
    const kernel = this.#kernel;
    const { summed, columns } = plan;
    const memories = this.#kept[before] as readonly Memory[];
    const start = kernel.let('start', times(plus(times(batch, summed), part), ROWS));
    for (let step = 0; step < summed / columns; step += 1)
      for (let group = 0; group < groups; group += 1)
        add(group, step, kernel.let('rows', load(memories[group] as Memory, plus(start, step * columns * ROWS), ROWS)));
  }

  /** Leaves four rows of each group for the next stage. */
  #keep(work: Work, at: number, tile: Tile, results: readonly LoopExpression[]): void {
    const kernel = this.#kernel;
    const next = this.#plan.stages[at + 1] as HeldStage;
    const digits = new Map([...work.batchDigits, ...work.columnDigits]);
    const flat = (names: readonly string[]): LoopExpression =>
      names.reduce<LoopExpression>(
        (sum, name) => plus(times(sum, this.#plan.tileOf(name)), digits.get(name) as LoopExpression),
        index(0),
      );
    const batch = kernel.let('next_matrix', flat(next.roles.batch));
    const slot = remainder(plus(flat(next.summedNames), batch), next.summed);
    const place = kernel.let('place', times(plus(times(batch, next.summed), slot), ROWS));
    results.forEach((result, group) => {
      const finished = work.plan.stage.epilogue
        ? vector(
            Array.from({ length: ROWS }, (_, row) =>
              this.#finish(work, tile, group * ROWS + row, component(kernel.let('sum', result), row)),
            ),
          )
        : result;
      kernel.store(this.#kept[at]?.[group] as Memory, place, finished);
    });
  }

  /** Rows that are there; all of them but in the last tile. */
  #store(work: Work, tile: Tile, results: readonly LoopExpression[]): void {
    const kernel = this.#kernel;
    const { tile: size, rows } = this.#plan;
    const { stage } = work.plan;
    const { buffer, type } = this.#destination;
    const memory = kernel.bind(buffer, 'write', type, multiplyExtents(stage.einsum.shape));
    const strides = stridesOf(stage.einsum.shape);
    const sums = results.map((result) => kernel.let('sum', result));
    const start = kernel.let('row_start', times(tile.at, size));
    const storeRow = (row: number): void => {
      const where = offsetAt(this.#position(work, plus(start, row)), strides);
      const sum = component(sums[Math.floor(row / ROWS)] as LoopExpression, row % ROWS);
      kernel.store(memory, where, asStored(this.#finish(work, tile, row, sum), type));
    };
    for (let row = 0; row < size; row += 1)
      kernel.if(tile.isWhole ? literal('bool', 1) : lessThan(plus(start, row), extentValue(rows)), () => {
        storeRow(row);
      });
  }

  /** Of an element of the result of a stage, by axis. */
  #position({ plan, batchDigits, columnDigits }: Work, row: LoopExpression): readonly LoopExpression[] {
    return plan.stage.output.map((name) => {
      const digit = batchDigits.get(name) ?? columnDigits.get(name);
      return digit === undefined ? row : plus(this.#origins.get(name) ?? 0, digit);
    });
  }

  /** The epilogue applied to one sum; of a row beyond the end, that of the last one. */
  #finish(work: Work, tile: Tile, row: number, sum: LoopExpression): LoopExpression {
    const { einsum, epilogue } = work.plan.stage;
    if (!epilogue) return sum;
    const { tile: size, rows } = this.#plan;
    const place = plus(times(tile.at, size), row);
    const at = tile.isWhole ? place : smaller(place, plus(extentValue(rows), -1));
    return this.#kernel.let(
      'finished',
      this.#reader.mapBody(epilogue, this.#position(work, at), (operand, position) => {
        const { value } = epilogue.operands[operand] as Operand;
        return value === einsum.id ? sum : this.#reader.element(value, position);
      }),
    );
  }
}

/** `slot` xor `part`, below `columns`, a power of two. */
function slotColumn(slot: number, part: LoopExpression, columns: number): LoopExpression {
  let column: LoopExpression = index(0);
  for (let bit = 1; bit < columns; bit *= 2) {
    const own = remainder(quotient(part, bit), 2);
    column = plus(column, times((slot & bit) === 0 ? own : minus(1, own), bit));
  }
  return column;
}
