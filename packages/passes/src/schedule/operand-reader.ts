/** How an invocation reads an operand of its micro-tile, four elements at a time where they lie side by side. */
import type { Extent, Operand } from '@einlay/ir';
import { component, extentValue, index, load, plus, times, vector } from '@einlay/ir/loop';
import type { KernelBuilder, LoopExpression } from '@einlay/ir/loop';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { isAligned, positionOf } from './positions.ts';
import type { Coordinate, Coordinates, OperandAccess, RangeOf } from './positions.ts';
import type { ValueReader } from './read-values.ts';
import type { Side } from './schedule.ts';

export interface OperandReaderParts {
  readonly kernel: KernelBuilder;
  readonly reader: ValueReader;
  readonly stage: Stage;
  readonly side: Side;
  /** Undefined for a value that is computed where it is read. */
  readonly access: OperandAccess | undefined;
  readonly rangeOf: RangeOf;
  readonly batch: Coordinates;
  /** The rows of the left operand or columns of the right one, by position in the micro-tile. */
  readonly own: readonly Coordinates[];
}

/** Positions along the summed indices, `offset` steps from where a step of the innermost loop starts. */
export type SummedAt = (offset: number) => ReadonlyMap<string, LoopExpression>;

/** An element by row or column of the micro-tile and offset, or four neighbouring ones from there on. */
export type ElementAt = (position: number, offset: number, lanes: 1 | 4) => LoopExpression;

export class OperandReader {
  /** Whether four neighbouring rows or columns are read at once. */
  readonly isAcross: boolean;
  /** Whether four steps of the innermost summed index are. */
  readonly isAlong: boolean;
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #side: Side;
  readonly #operand: Operand;
  readonly #summed: readonly string[];
  readonly #access: OperandAccess | undefined;
  readonly #rangeOf: RangeOf;
  readonly #batch: Coordinates;
  readonly #own: readonly Coordinates[];
  /** Where the elements of a row or column start; of those read together there is only the first. */
  readonly #bases: ReadonlyMap<number, LoopExpression>;

  constructor({ kernel, reader, stage, side, access, rangeOf, batch, own }: OperandReaderParts) {
    const { row, column, summed } = rolesOf(stage);
    const across = (side === 'left' ? row : column).at(-1);
    this.#kernel = kernel;
    this.#reader = reader;
    this.#side = side;
    this.#operand = stage[side];
    this.#summed = summed;
    this.#access = access;
    this.#rangeOf = rangeOf;
    this.#batch = batch;
    this.#own = own;
    this.isAcross = access !== undefined && own.length % 4 === 0 && isAligned(access, across, rangeOf);
    this.isAlong = access !== undefined && !this.isAcross && isAligned(access, summed.at(-1), rangeOf);
    this.#bases = new Map(
      access === undefined
        ? []
        : own.flatMap((coordinates, position) =>
            this.isAcross && position % 4 !== 0
              ? []
              : [[position, this.#base(access, coordinates, this.isAcross ? across : undefined)]],
          ),
    );
  }

  /** Reads what `step` steps of the innermost summed index need. */
  read(at: SummedAt, step: number): ElementAt {
    if (this.#access !== undefined && this.isAcross) return this.#readAcross(this.#access, at, step);
    const scalars = this.#own.map((coordinates, position) =>
      this.#access === undefined
        ? this.#compute(coordinates, at, step)
        : this.#readAlong(this.#access, position, at, step),
    );
    return (position, offset, lanes) =>
      vector(
        Array.from(
          { length: lanes },
          (_, lane) => (scalars[position + lane] as LoopExpression[])[offset] as LoopExpression,
        ),
      );
  }

  #readAcross({ memory, strides }: OperandAccess, at: SummedAt, step: number): ElementAt {
    const fours = new Map<string, LoopExpression>();
    for (let offset = 0; offset < step; offset += 1)
      for (const [position, base] of this.#bases) {
        const where = plus(base, this.#summedOffset(at(offset), strides));
        fours.set(`${position} ${offset}`, this.#name(this.#number(load(memory, where, 4))));
      }
    return (position, offset, lanes) => {
      const lane = position % 4;
      const four = fours.get(`${position - lane} ${offset}`) as LoopExpression;
      return lanes === 4 ? four : component(four, lane);
    };
  }

  #readAlong({ memory, strides }: OperandAccess, position: number, at: SummedAt, step: number): LoopExpression[] {
    const base = this.#bases.get(position) as LoopExpression;
    const read = (offset: number, lanes: 1 | 4): LoopExpression =>
      this.#name(this.#number(load(memory, plus(base, this.#summedOffset(at(offset), strides)), lanes)));
    if (!this.isAlong || step !== 4) return Array.from({ length: step }, (_, offset) => read(offset, 1));
    const four = read(0, 4);
    return [0, 1, 2, 3].map((lane) => component(four, lane));
  }

  #compute(coordinates: Coordinates, at: SummedAt, step: number): LoopExpression[] {
    const { value, indices } = this.#operand;
    return Array.from({ length: step }, (_, offset) => {
      const where = indices.map((name) => {
        const summedAt = at(offset).get(name);
        return summedAt === undefined
          ? positionOf((coordinates.get(name) ?? this.#batch.get(name)) as Coordinate, false)
          : plus(this.#rangeOf(name).origin, summedAt);
      });
      return this.#name(this.#reader.element(value, where));
    });
  }

  /**
   * Where an operand's elements of one row or column start, without what the summed indices add. Of `wide`, an index, four
   * neighbours are read from there.
   */
  #base({ strides, local }: OperandAccess, own: Coordinates, wide: string | undefined): LoopExpression {
    const names = this.#operand.indices.filter((name) => !this.#summed.includes(name));
    const offset = names.reduce<LoopExpression>((sum, name) => {
      const coordinate = (own.get(name) ?? this.#batch.get(name)) as Coordinate;
      const at = positionOf(coordinate, local, name === wide ? 4 : 1);
      return plus(sum, times(at, extentValue(strides.get(name) as Extent)));
    }, index(0));
    return this.#kernel.let(this.#side, offset);
  }

  /** Summed indices are counted from where the chunk starts; buffers know nothing of chunks. */
  #summedOffset(at: ReadonlyMap<string, LoopExpression>, strides: ReadonlyMap<string, Extent>): LoopExpression {
    return [...at].reduce<LoopExpression>((sum, [name, position]) => {
      const stride = strides.get(name);
      if (stride === undefined) return sum;
      const where = this.#access?.local === true ? position : plus(this.#rangeOf(name).origin, position);
      return plus(sum, times(where, extentValue(stride)));
    }, index(0));
  }

  #name(value: LoopExpression): LoopExpression {
    return this.#kernel.let(this.#side === 'left' ? 'l' : 'r', value);
  }

  #number(element: LoopExpression): LoopExpression {
    return this.#access?.memory.type === 'f32' ? element : { kind: 'cast', type: 'f32', argument: element };
  }
}
