/**
 * An operand of which a workgroup first copies its part, or that of a chunk, to its memory.
 *
 * All invocations copy together, a unit at a time, neighbours along what is contiguous in the buffer. A unit is four
 * elements, or four times four, which are transposed in registers, where that is how wide loads become wide stores and
 * there are enough of them for all.
 * Beyond the end of an index the last elements are read again: what they are multiplied with is never stored.
 */
import type { Operand } from '@einlay/ir';
import { builtin, component, extentValue, index, lessThan, load, plus, smaller, times, vector } from '@einlay/ir/loop';
import type { KernelBuilder, LoopExpression, Memory } from '@einlay/ir/loop';
import type { Stage } from './contraction-stages.ts';
import { digitsOf } from './digits.ts';
import { stagedLayout } from './local-layout.ts';
import { isAligned, overflows, safeName } from './positions.ts';
import type { OperandAccess, RangeOf } from './positions.ts';
import type { ValueReader } from './read-values.ts';
import type { Side } from './schedule.ts';

/** Copies that are written out one after the other rather than in a loop. */
const FEW_ROUNDS = 4;

/** How elements are dealt to invocations. */
export interface StagingUnits {
  /** Elements of a unit along the index that is contiguous in the buffer, and along the one that is in the workgroup. */
  readonly read: 1 | 4;
  readonly written: 1 | 4;
  /** How many there are. */
  readonly count: number;
}

export interface StagedOperandParts {
  readonly kernel: KernelBuilder;
  readonly reader: ValueReader;
  readonly stage: Stage;
  readonly side: Side;
  /** The buffer; undefined for a value that is computed where it is read. */
  readonly source: OperandAccess | undefined;
  readonly rangeOf: RangeOf;
  readonly invocations: number;
}

export class StagedOperand {
  /** Where the copy lies. */
  readonly access: OperandAccess;
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #operand: Operand;
  readonly #source: OperandAccess | undefined;
  readonly #tiles: ReadonlyMap<string, number>;
  readonly #invocations: number;
  /** Contiguous in the buffer when units are wide there, and in the workgroup's memory when they are there. */
  readonly #readAlong: string | undefined;
  readonly #writtenAlong: string | undefined;
  readonly #units: StagingUnits;
  readonly #rounds: number;

  constructor({ kernel, reader, stage, side, source, rangeOf, invocations }: StagedOperandParts) {
    this.#kernel = kernel;
    this.#reader = reader;
    this.#operand = stage[side];
    this.#source = source;
    this.#invocations = invocations;
    const tileOf = (name: string): number => rangeOf(name).tile as number;
    this.#tiles = new Map(this.#operand.indices.map((name) => [name, tileOf(name)]));
    const { strides, elements } = stagedLayout(stage, side, tileOf);
    const memory = kernel.memory(`staged_${side}`, 'workgroup', 'f32', elements);
    this.access = { memory, strides, local: true };
    const all = [...this.#tiles.values()].reduce((product, tile) => product * tile, 1);
    const innermost = this.#operand.indices.at(-1);
    this.#writtenAlong = this.#operand.indices.find((name) => isAligned(this.access, name, rangeOf));
    // Transposing four times four would leave invocations idle where there are not enough of these.
    const isDealt = innermost === this.#writtenAlong || this.#writtenAlong === undefined || all >= 16 * invocations;
    this.#readAlong = source && isDealt && isAligned(source, innermost, rangeOf) ? innermost : undefined;
    const [read, written] = [this.#readAlong ? 4 : 1, this.#writtenAlong ? 4 : 1] as const;
    this.#units = { read, written, count: all / this.#unitElementsOf(read, written) };
    this.#rounds = Math.ceil(this.#units.count / invocations);
  }

  /** Reads the part and stores it. */
  copy(rangeOf: RangeOf): void {
    const registers = this.#registers(1);
    this.#kernel.for(
      'copy',
      this.#rounds,
      (round) => {
        this.#read(round, registers, 0, rangeOf);
        this.#write(round, registers, 0, this.#units.count % this.#invocations === 0);
      },
      { unroll: this.#rounds <= FEW_ROUNDS },
    );
  }

  /** The same in two steps, with all that an invocation copies in its registers between them. */
  prefetch(): { readonly read: (rangeOf: RangeOf) => void; readonly write: () => void } {
    const registers = this.#registers(this.#rounds);
    const rounds = Array.from({ length: this.#rounds }, (_, round) => round);
    return {
      read: (rangeOf) => {
        for (const round of rounds) this.#read(index(round), registers, round, rangeOf);
      },
      write: () => {
        for (const round of rounds)
          this.#write(index(round), registers, round, (round + 1) * this.#invocations <= this.#units.count);
      },
    };
  }

  /** Whether units lie side by side on both sides. */
  get #isStraight(): boolean {
    return this.#readAlong !== undefined && this.#readAlong === this.#writtenAlong;
  }

  get #unitElements(): number {
    return this.#unitElementsOf(this.#units.read, this.#units.written);
  }

  #unitElementsOf(read: number, written: number): number {
    return this.#isStraight ? 4 : read * written;
  }

  #registers(rounds: number): Memory {
    return this.#kernel.memory('ahead', 'register', 'f32', rounds * this.#unitElements);
  }

  #unitOf(round: LoopExpression): LoopExpression {
    return this.#kernel.let('unit', plus(times(round, this.#invocations), builtin('invocation')));
  }

  /** Where a unit starts in the part of the workgroup, by index. */
  #starts(unit: LoopExpression): ReadonlyMap<string, LoopExpression> {
    const { indices } = this.#operand;
    const widths = indices.map((name) => (name === this.#readAlong || name === this.#writtenAlong ? 4 : 1));
    const counts = indices.map((name, axis) => (this.#tiles.get(name) as number) / (widths[axis] as number));
    const digits = digitsOf(unit, 1, 0, counts);
    return new Map(
      indices.map((name, axis) => [
        name,
        this.#kernel.let(safeName(name), times(digits[axis] as LoopExpression, widths[axis] as number)),
      ]),
    );
  }

  /** Registers of a unit: those along what is written together outermost, where the unit has two directions. */
  #read(round: LoopExpression, registers: Memory, at: number, rangeOf: RangeOf): void {
    const kernel = this.#kernel;
    const { count, written } = this.#units;
    const unit = this.#unitOf(round);
    // Invocations without work read what is there, too, so that nothing depends on a branch.
    const starts = this.#starts(count % this.#invocations === 0 ? unit : kernel.let('unit', smaller(unit, count - 1)));
    const first = at * this.#unitElements;
    if (this.#isStraight) {
      kernel.store(registers, first, this.#element(starts, undefined, 0, 4, rangeOf));
      return;
    }
    for (let line = 0; line < written; line += 1) {
      const lanes = this.#readAlong ? 4 : 1;
      const element = this.#element(starts, this.#writtenAlong, line, lanes, rangeOf);
      kernel.store(registers, first + line * lanes, element);
    }
  }

  /** One element, or four along what is contiguous in the buffer; `along` an index `line` further. */
  #element(
    starts: ReadonlyMap<string, LoopExpression>,
    along: string | undefined,
    line: number,
    lanes: 1 | 4,
    rangeOf: RangeOf,
  ): LoopExpression {
    const { value, indices } = this.#operand;
    const position = indices.map((name) => {
      const range = rangeOf(name);
      const local = plus(starts.get(name) as LoopExpression, name === along ? line : 0);
      const global = plus(range.origin, local);
      if (!overflows(range)) return global;
      return smaller(global, plus(extentValue(range.extent), name === this.#readAlong ? -lanes : -1));
    });
    const { memory, strides } = this.#source ?? {};
    if (memory === undefined || strides === undefined) return this.#reader.element(value, position);
    const where = indices.reduce<LoopExpression>(
      (sum, name, axis) => plus(sum, times(position[axis] as LoopExpression, extentValue(strides.get(name) ?? 0))),
      index(0),
    );
    const loaded = load(memory, where, lanes);
    return memory.type === 'f32' ? loaded : { kind: 'cast', type: 'f32', argument: loaded };
  }

  #write(round: LoopExpression, registers: Memory, at: number, isWhole: boolean): void {
    const kernel = this.#kernel;
    const { count, read, written } = this.#units;
    const unit = this.#unitOf(round);
    const first = at * this.#unitElements;
    const store = (): void => {
      const starts = this.#starts(unit);
      const where = [...starts].reduce<LoopExpression>(
        (sum, [name, start]) => plus(sum, times(start, extentValue(this.access.strides.get(name) ?? 0))),
        index(0),
      );
      if (this.#isStraight) {
        kernel.store(this.access.memory, where, load(registers, first, 4));
        return;
      }
      const step = extentValue(this.access.strides.get(this.#readAlong ?? '') ?? 0);
      const lines = Array.from({ length: written }, (_, line) =>
        read === 4 ? kernel.let('line', load(registers, first + line * read, 4)) : load(registers, first + line),
      );
      for (let lane = 0; lane < read; lane += 1)
        kernel.store(
          this.access.memory,
          plus(where, times(step, lane)),
          vector(lines.map((line) => (read === 4 ? component(line, lane) : line))),
        );
    };
    if (isWhole) store();
    else kernel.if(lessThan(unit, count), store);
  }
}
