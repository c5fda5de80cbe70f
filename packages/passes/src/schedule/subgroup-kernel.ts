/**
 * One contraction on the matrix units of a device, as WebGPU has them: a subgroup loads matrices from memory, multiplies them and
 * stores sums, and nobody knows which invocation has which element.
 *
 * A workgroup makes a block of rows and columns. Of what it sums it takes one chunk after the other: all invocations copy the
 * chunk of both operands to workgroup memory, in half precision, the next one being read meanwhile; then each subgroup multiplies
 * its matrices of rows by its matrices of columns, with sums in f32. Results go through workgroup memory, a matrix of each
 * subgroup at a time, where invocations pick elements up, finish and store them.
 *
 * Rows, columns and sums may each have several indices: they are numbered in the order of the result, sums in that of the right
 * operand. Beyond the end of rows and columns the last elements are read again, and what comes of them is not stored. Beyond the
 * end of a sum there are zeros.
 */
import { multiplyExtents } from '@einlay/ir';
import type { Extent, Operand, TensorProgram } from '@einlay/ir';
import {
  KernelBuilder,
  both,
  broadcast,
  builtin,
  cast,
  component,
  extentValue,
  index,
  lessThan,
  literal,
  literalValue,
  load,
  plus,
  quotient,
  remainder,
  select,
  smaller,
  times,
  vector,
} from '@einlay/ir/loop';
import type { Kernel, LoopExpression, Memory, Tile } from '@einlay/ir/loop';
import { digitsOf } from './digits.ts';
import { placeTiles } from './place-tiles.ts';
import type { Placement } from './place-values.ts';
import type { Destination } from './pointwise-kernel.ts';
import { bufferOf, isAligned, overflows, resultIn } from './positions.ts';
import type { OperandAccess, Range } from './positions.ts';
import { ValueReader, asStored, offsetAt, stridesOf } from './read-values.ts';
import { SIDES } from './schedule.ts';
import type { Side } from './schedule.ts';
import type { SubgroupPlan } from './subgroup-plan.ts';

/** Elements between lines of workgroup memory, so that a matrix is not read from the same banks again and again. */
const PADDING = 8;

/** Bytes of workgroup memory of a kernel: chunks of both operands, and results of each subgroup. */
export function workgroupBytesOf({ tileRows, tileColumns, chunk, shape, invocations, subgroup }: SubgroupPlan): number {
  // Whichever way the lines of a chunk go, those that are more are padded.
  const chunkOf = (tile: number): number => (tile + PADDING) * (chunk + PADDING);
  const results = (invocations / subgroup) * shape.rows * shape.columns;
  return 2 * (chunkOf(tileRows) + chunkOf(tileColumns)) + 4 * results;
}

/** A kernel for what `planSubgroupMatrices` has planned. */
export function subgroupKernel(
  name: string,
  program: TensorProgram,
  placement: Placement,
  plan: SubgroupPlan,
  destination: Destination,
): Kernel {
  return new SubgroupKernelMaker(name, program, placement, plan, destination).make();
}

/** Where the chunk of an operand lies in workgroup memory. */
interface Chunk {
  readonly memory: Memory;
  /** From one line to the next; lines go along the sum, or else along rows or columns. */
  readonly pitch: number;
  readonly isAlongSum: boolean;
  /** Starts reading the chunk with this number, and writes what was read. */
  readonly read: (chunk: LoopExpression) => void;
  readonly write: () => void;
}

/** Where an invocation copies a unit from and to. */
interface UnitPlace {
  /** Positions inside of the chunk, by axis of the operand. */
  readonly local: readonly LoopExpression[];
  /** The same as offsets: in workgroup memory, and in the buffer but for where the chunk starts. */
  readonly stored: LoopExpression;
  readonly read: LoopExpression | undefined;
  /** How much further the unit is, along an axis. */
  readonly axis: number;
  readonly further: number;
}

const stridesIn = ({ indices }: Operand, { strides }: OperandAccess): readonly Extent[] =>
  indices.map((name) => strides.get(name) as Extent);

type Digits = ReadonlyMap<string, LoopExpression>;

class SubgroupKernelMaker {
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #plan: SubgroupPlan;
  readonly #destination: Destination;
  readonly #origins: Digits;
  /** Where the subgroup's rows and columns begin in those of the workgroup. */
  readonly #firstRow: LoopExpression;
  readonly #firstColumn: LoopExpression;

  constructor(
    name: string,
    program: TensorProgram,
    placement: Placement,
    plan: SubgroupPlan,
    destination: Destination,
  ) {
    const kernel = new KernelBuilder(name);
    this.#kernel = kernel;
    this.#reader = new ValueReader(program, placement, kernel);
    this.#plan = plan;
    this.#destination = destination;
    const { shape, rows, columns, across } = plan;
    this.#origins = placeTiles(kernel, this.#grid);
    this.#firstRow = kernel.let('first_row', times(quotient(builtin('subgroup'), across), rows * shape.rows));
    this.#firstColumn = kernel.let(
      'first_column',
      times(remainder(builtin('subgroup'), across), columns * shape.columns),
    );
  }

  make(): Kernel {
    const kernel = this.#kernel;
    const { invocations, subgroup, shape, rows, columns, roles, extents, partOf } = this.#plan;
    const chunks = roles.summed.map((name) => Math.ceil((extents.get(name) as number) / partOf(name)));
    const count = chunks.reduce((all, each) => all * each, 1);
    const [left, right] = SIDES.map((side) => this.#chunkOf(side, chunks)) as [Chunk, Chunk];
    const sums = Array.from({ length: rows * columns }, () =>
      kernel.tile('sums', 'accumulator', 'f32', shape.rows, shape.columns),
    );
    for (const { id } of sums) kernel.append({ kind: 'tile-fill', tile: id, value: 0 });
    for (const { read } of [left, right]) read(index(0));
    kernel.for('chunk', count, (chunk) => {
      // What the chunk before left must have been read by all.
      if (count > 1) kernel.barrier();
      for (const { write } of [left, right]) write();
      kernel.barrier();
      const next = plus(chunk, 1);
      if (count > 1)
        kernel.if(lessThan(next, count), () => {
          for (const { read } of [left, right]) read(next);
        });
      this.#multiply(left, right, sums);
    });
    this.#store(sums);
    return kernel.build({
      invocations,
      subgroupSize: subgroup,
      grid: this.#grid.map(({ extent, tile }) => ({ extent, tile })),
    });
  }

  /** The indices of the result of which a workgroup has a part, outermost first. */
  get #grid() {
    const { stage, extents, partOf } = this.#plan;
    return stage.output
      .map((name) => ({ name, extent: extents.get(name) as Extent, tile: partOf(name) }))
      .filter(({ extent, tile }) => extent !== tile);
  }

  #rangeOf(name: string): Range {
    const { extents, partOf } = this.#plan;
    return { extent: extents.get(name) as Extent, tile: partOf(name), origin: this.#origins.get(name) ?? index(0) };
  }

  /** Workgroup memory for an operand, in lines along what lies side by side in its buffer. */
  #chunkOf(side: Side, chunks: readonly number[]): Chunk {
    const kernel = this.#kernel;
    const { stage, roles, partOf, invocations, tileRows, tileColumns, chunk } = this.#plan;
    const operand = stage[side];
    const access = bufferOf(this.#reader, operand);
    const innermost = operand.indices.at(-1);
    const isAlongSum = innermost !== undefined && roles.summed.includes(innermost);
    const own = side === 'left' ? roles.row : roles.column;
    const [lines, length] = isAlongSum ? [own, chunk] : [roles.summed, side === 'left' ? tileRows : tileColumns];
    const pitch = length + PADDING;
    const strides = new Map<string, number>();
    for (const [names, first] of [
      [isAlongSum ? roles.summed : own, 1],
      [lines, pitch],
    ] as const) {
      let step = first;
      for (const name of [...names].reverse()) {
        strides.set(name, step);
        step *= partOf(name);
      }
    }
    const elements = (side === 'left' ? tileRows : tileColumns) * chunk;
    const memory = kernel.memory(`staged_${side}`, 'workgroup', 'f16', (elements / length) * pitch);
    const isWide = access !== undefined && isAligned(access, innermost, (name) => this.#rangeOf(name));
    const lanes = isWide ? 4 : 1;
    const units = elements / lanes;
    const rounds = Array.from({ length: Math.ceil(units / invocations) }, (_, round) => round);
    const ahead = kernel.memory('ahead', 'register', 'f16', lanes * rounds.length);
    const counts = operand.indices.map((name) => partOf(name) / (name === innermost ? lanes : 1));
    const unitOf = (round: number): LoopExpression =>
      kernel.let('unit', plus(round * invocations, builtin('invocation')));
    const startOf = (unit: LoopExpression): UnitPlace => {
      const digits = digitsOf(unit, 1, 0, counts).map((digit, axis) =>
        kernel.let('digit', times(digit, operand.indices[axis] === innermost ? lanes : 1)),
      );
      return {
        local: digits,
        stored: this.#let(
          'where',
          digits,
          operand.indices.map((name) => strides.get(name) ?? 0),
        ),
        read: access && this.#let('base', this.#global(operand, digits), stridesIn(operand, access)),
        axis: 0,
        further: 0,
      };
    };
    // Where all invocations together copy whole lines, rounds differ by a number along the outermost index.
    const outermost = counts.findIndex((each) => each > 1);
    const line = counts.slice(outermost + 1).reduce((all, each) => all * each, 1);
    const first = startOf(builtin('invocation'));
    const placeOf = (round: number, unit: () => LoopExpression): UnitPlace =>
      invocations % line === 0 && (round + 1) * invocations <= units
        ? { ...first, axis: outermost, further: (round * invocations) / line }
        : startOf(unit());
    return {
      ...{ memory, pitch, isAlongSum },
      read: (at) => {
        const numbers = digitsOf(at, 1, 0, chunks);
        const starts = new Map(
          roles.summed.map((name, axis) => [
            name,
            kernel.let('start', times(numbers[axis] as LoopExpression, partOf(name))),
          ]),
        );
        for (const round of rounds) {
          // Invocations without work read what is there, too, so that nothing depends on a branch.
          const place = placeOf(round, () => kernel.let('unit', smaller(unitOf(round), units - 1)));
          kernel.store(ahead, lanes * round, this.#element(operand, access, place, starts, lanes));
        }
      },
      write: () => {
        const step = strides.get(innermost ?? '') ?? 0;
        for (const round of rounds) {
          const store = (): void => {
            const { stored, axis, further } = placeOf(round, () => unitOf(round));
            const start = further * (strides.get(operand.indices[axis] as string) ?? 0);
            for (let lane = 0; lane < lanes; lane += 1)
              kernel.store(memory, plus(stored, start + lane * step), load(ahead, lanes * round + lane));
          };
          if ((round + 1) * invocations <= units) store();
          else kernel.if(lessThan(unitOf(round), units), store);
        }
      },
    };
  }

  /** Positions of an operand, but for where the chunk starts. */
  #global({ indices }: Operand, local: readonly LoopExpression[]): readonly LoopExpression[] {
    return indices.map((name, axis) => plus(this.#rangeOf(name).origin, local[axis] as LoopExpression));
  }

  #let(name: string, position: readonly LoopExpression[], strides: readonly Extent[]): LoopExpression {
    return this.#kernel.let(name, offsetAt(position, strides));
  }

  /**
   * Neighbours of an operand in half precision, in the chunk that `starts`. Beyond the end of the sum they are zeros; beyond that of
   * rows and columns there is something or other, which nobody stores.
   */
  #element(
    operand: Operand,
    access: OperandAccess | undefined,
    { local, read, axis: outermost, further }: UnitPlace,
    starts: Digits,
    lanes: 1 | 4,
  ): LoopExpression {
    const { value, indices } = operand;
    const position = this.#global(operand, local).map((at, axis) =>
      plus(plus(starts.get(indices[axis] as string) ?? 0, at), axis === outermost ? further : 0),
    );
    const beyond = indices.map((name) => overflows(this.#rangeOf(name)));
    const limits = indices.flatMap((name, axis) =>
      beyond[axis] && starts.has(name)
        ? [lessThan(position[axis] as LoopExpression, extentValue(this.#rangeOf(name).extent))]
        : [],
    );
    const computed = (): LoopExpression => {
      const clamped = position.map((at, axis) => {
        const { extent } = this.#rangeOf(indices[axis] as string);
        return beyond[axis] ? smaller(at, plus(extentValue(extent), -1)) : at;
      });
      return cast('f16', this.#reader.element(value, clamped));
    };
    const loaded = (buffer: OperandAccess, from: LoopExpression): LoopExpression => {
      const strides = stridesIn(operand, buffer);
      const start = offsetAt(
        indices.map((name) => starts.get(name) ?? index(0)),
        strides,
      );
      const where = plus(plus(start, from), times(extentValue(strides[outermost] ?? 0), further));
      const last = plus(extentValue(multiplyExtents(this.#reader.nodeOf(value).shape)), -lanes);
      return load(buffer.memory, beyond.includes(true) ? smaller(where, last) : where, lanes);
    };
    const element = access && read ? loaded(access, read) : computed();
    return limits.length === 0 ? element : select(limits.reduce(both), element, broadcast(literal('f16', 0), lanes));
  }

  /** The products of one chunk. */
  #multiply(left: Chunk, right: Chunk, sums: readonly Tile[]): void {
    const kernel = this.#kernel;
    const { rows, columns, shape, chunk } = this.#plan;
    const lefts = Array.from({ length: rows }, () => kernel.tile('left', 'left', 'f16', shape.rows, shape.depth));
    const other = kernel.tile('right', 'right', 'f16', shape.depth, shape.columns);
    const baseOf = ({ pitch, isAlongSum }: Chunk, own: LoopExpression): LoopExpression =>
      kernel.let('base', isAlongSum ? times(own, pitch) : own);
    const loadTile = (tile: Tile, source: Chunk, base: LoopExpression, own: number, depth: number): void => {
      const { memory, pitch, isAlongSum } = source;
      const at = plus(base, isAlongSum ? own * pitch + depth : depth * pitch + own);
      const order = (tile.role === 'left') === isAlongSum ? 'row-major' : 'column-major';
      kernel.append({ kind: 'tile-load', tile: tile.id, memory: memory.id, index: at, stride: index(pitch), order });
    };
    const [leftBase, rightBase] = [baseOf(left, this.#firstRow), baseOf(right, this.#firstColumn)];
    for (let depth = 0; depth < chunk; depth += shape.depth) {
      lefts.forEach((tile, row) => {
        loadTile(tile, left, leftBase, row * shape.rows, depth);
      });
      for (let column = 0; column < columns; column += 1) {
        loadTile(other, right, rightBase, column * shape.columns, depth);
        lefts.forEach((tile, row) => {
          const accumulator = (sums[row * columns + column] as Tile).id;
          kernel.append({ kind: 'tile-multiply', accumulator, left: tile.id, right: other.id });
        });
      }
    }
  }

  /** Stores one matrix of each subgroup after the other, where possible four neighbours at once. */
  #store(sums: readonly Tile[]): void {
    const kernel = this.#kernel;
    const { stage, roles, columns, shape, invocations, subgroup } = this.#plan;
    const { buffer, type } = this.#destination;
    const memory = kernel.bind(buffer, 'write', type, multiplyExtents(stage.einsum.shape));
    const target = resultIn(memory, stage);
    const isWide = (names: readonly string[]): boolean =>
      isAligned(target, names.at(-1), (name) => this.#rangeOf(name));
    const order = isWide(roles.row) && shape.rows % 4 === 0 ? 'column-major' : 'row-major';
    const isLine = order === 'column-major' || (isWide(roles.column) && shape.columns % 4 === 0);
    const lanes = isLine ? 4 : 1;
    const length = order === 'row-major' ? shape.columns : shape.rows;
    const elements = shape.rows * shape.columns;
    const results = kernel.memory('results', 'workgroup', 'f32', (invocations / subgroup) * elements);
    const first = kernel.let('first', times(builtin('subgroup'), elements));
    sums.forEach((tile, at) => {
      // What was there before must have been read.
      if (at > 0) kernel.barrier();
      kernel.append({
        kind: 'tile-store',
        tile: tile.id,
        memory: results.id,
        index: first,
        stride: index(length),
        order,
      });
      kernel.barrier();
      const [row, column] = [Math.floor(at / columns) * shape.rows, (at % columns) * shape.columns];
      for (let round = 0; round < Math.ceil(elements / lanes / subgroup); round += 1) {
        const unit = kernel.let('unit', plus(round * subgroup, builtin('lane')));
        const store = (): void => {
          const line = quotient(unit, length / lanes);
          const along = times(remainder(unit, length / lanes), lanes);
          const [ownRow, ownColumn] = order === 'row-major' ? [line, along] : [along, line];
          this.#storeElements(
            load(results, plus(first, times(unit, lanes)), lanes),
            plus(plus(this.#firstRow, row), ownRow),
            plus(plus(this.#firstColumn, column), ownColumn),
            { memory, lanes, along: order === 'row-major' ? roles.column.at(-1) : roles.row.at(-1) },
          );
        };
        if ((round + 1) * subgroup * lanes <= elements) store();
        else kernel.if(lessThan(unit, elements / lanes), store);
      }
    });
  }

  /** Finishes and stores neighbouring sums: all of them are there or none. */
  #storeElements(
    sums: LoopExpression,
    row: LoopExpression,
    column: LoopExpression,
    { memory, lanes, along }: { readonly memory: Memory; readonly lanes: 1 | 4; readonly along: string | undefined },
  ): void {
    const kernel = this.#kernel;
    const { stage, roles } = this.#plan;
    const { einsum, epilogue, output } = stage;
    const digits = new Map([...this.#digits(roles.row, row), ...this.#digits(roles.column, column)]);
    const position = output.map((name) => kernel.let('at', plus(this.#rangeOf(name).origin, digits.get(name) ?? 0)));
    const inside = output.flatMap((name, axis) => {
      const range = this.#rangeOf(name);
      return overflows(range) ? [lessThan(position[axis] as LoopExpression, extentValue(range.extent))] : [];
    });
    // Some matrices are beyond the end as a whole.
    const isNowhere = position.some((at, axis) => {
      const [known, extent] = [literalValue(at), einsum.shape[axis]];
      return known !== undefined && typeof extent === 'number' && known >= extent;
    });
    if (isNowhere) return;
    kernel.if(inside.length === 0 ? literal('bool', 1) : inside.reduce(both), () => {
      const loaded = kernel.let('sum', sums);
      const finished = (lane: number): LoopExpression => {
        const sum = lanes === 1 ? loaded : component(loaded, lane);
        if (!epilogue) return sum;
        const where = position.map((at, axis) => (output[axis] === along ? plus(at, lane) : at));
        return kernel.let(
          'finished',
          this.#reader.mapBody(epilogue, where, (operand, inner) => {
            const { value } = epilogue.operands[operand] as Operand;
            return value === einsum.id ? sum : this.#reader.element(value, inner);
          }),
        );
      };
      const value = epilogue ? vector(Array.from({ length: lanes }, (_, lane) => finished(lane))) : loaded;
      kernel.store(memory, offsetAt(position, stridesOf(einsum.shape)), asStored(value, memory.type));
    });
  }

  #digits(names: readonly string[], number: LoopExpression): Digits {
    const digits = digitsOf(
      number,
      1,
      0,
      names.map((name) => this.#plan.partOf(name)),
    );
    return new Map(names.map((name, at) => [name, digits[at] as LoopExpression]));
  }
}
