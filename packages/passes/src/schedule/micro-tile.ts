/** One invocation's share of a stage: `clear`, then `add` once or for each chunk, then `store`. */
import type { Extent, Operand } from '@einlay/ir';
import {
  binary,
  broadcast,
  component,
  extentValue,
  index,
  lessThan,
  literal,
  load,
  multiplyAdd,
  plus,
  times,
  vector,
} from '@einlay/ir/loop';
import type { KernelBuilder, LoopExpression, Memory } from '@einlay/ir/loop';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { OperandReader } from './operand-reader.ts';
import type { SummedAt } from './operand-reader.ts';
import { isAligned, positionOf, safeName } from './positions.ts';
import type { Coordinate, Coordinates, OperandAccess, RangeOf } from './positions.ts';
import { asStored } from './read-values.ts';
import type { ValueReader } from './read-values.ts';
import type { Side } from './schedule.ts';

export interface MicroTileParts {
  readonly kernel: KernelBuilder;
  readonly reader: ValueReader;
  readonly stage: Stage;
  readonly target: OperandAccess;
  readonly accessOf: (side: Side) => OperandAccess | undefined;
  readonly rangeOf: RangeOf;
  readonly batch: Coordinates;
  readonly rows: readonly Coordinates[];
  readonly columns: readonly Coordinates[];
}

/** Whether a micro-tile stores four neighbouring columns, or else rows, at once. */
export function storesWide(
  stage: Stage,
  target: OperandAccess,
  rangeOf: RangeOf,
): { readonly columns: boolean; readonly rows: boolean } {
  const { row, column } = rolesOf(stage);
  const columns = stage.micro[1] % 4 === 0 && isAligned(target, column.at(-1), rangeOf);
  return { columns, rows: !columns && stage.micro[0] % 4 === 0 && isAligned(target, row.at(-1), rangeOf) };
}

export class MicroTile {
  readonly #parts: MicroTileParts;
  readonly #lanes: 1 | 4;
  readonly #sums: Memory;

  constructor(parts: MicroTileParts) {
    const { kernel, rows, columns } = parts;
    this.#parts = parts;
    this.#lanes = columns.length % 4 === 0 ? 4 : 1;
    this.#sums = kernel.memory('sums', 'register', 'f32', rows.length * columns.length);
  }

  clear(): void {
    this.#each((at) => {
      this.#parts.kernel.store(this.#sums, at, broadcast(literal('f32', 0), this.#lanes));
    });
  }

  /** Runs over the summed indices, the innermost in steps of four when something is read four at a time. */
  add(): void {
    const { kernel, stage } = this.#parts;
    const { summed } = rolesOf(stage);
    const inner = summed.at(-1);
    const extent = inner === undefined ? 1 : this.#span(inner);
    const [left, right] = [this.#operand('left'), this.#operand('right')];
    // Written out, the compiler of a device sees several steps at once in any case.
    const inFours = stage.unroll === 1 || left.isAlong || right.isAlong;
    const step = inFours && typeof extent === 'number' && extent % 4 === 0 ? 4 : 1;
    const once = (at: SummedAt): void => {
      const [lefts, rights] = [left.read(at, step), right.read(at, step)];
      for (let offset = 0; offset < step; offset += 1)
        this.#each((position, row, group) => {
          const factor = broadcast(lefts(row, offset, 1), this.#lanes);
          const sum = load(this.#sums, position, this.#lanes);
          kernel.store(this.#sums, position, multiplyAdd(factor, rights(group, offset, this.#lanes), sum));
        });
    };
    const loop = (names: readonly string[], positions: ReadonlyMap<string, LoopExpression>): void => {
      const [first, ...others] = names;
      if (first === undefined || inner === undefined) {
        once(() => positions);
        return;
      }
      if (others.length > 0) {
        kernel.for(safeName(first), extentValue(this.#span(first)), (at) => {
          loop(others, new Map([...positions, [first, at]]));
        });
        return;
      }
      const steps = typeof extent === 'number' ? extent / step : extent;
      const copies = Math.max(1, stage.unroll / step);
      const run = (counter: LoopExpression): void => {
        const start = times(counter, step);
        once((offset) => new Map([...positions, [inner, plus(start, offset)]]));
      };
      if (copies === 1 || typeof steps !== 'number') kernel.for(safeName(inner), extentValue(steps), run);
      else
        kernel.for(safeName(inner), steps / copies, (outer) => {
          const at = (copy: LoopExpression): LoopExpression => plus(times(outer, copies), copy);
          kernel.for(
            'step',
            copies,
            (copy) => {
              run(at(copy));
            },
            { unroll: true },
          );
        });
    };
    loop(summed, new Map());
  }

  store(): void {
    const { rows, columns, stage, target, rangeOf } = this.#parts;
    const wide = storesWide(stage, target, rangeOf);
    if (wide.rows) {
      for (let row = 0; row < rows.length; row += 4)
        for (const column of columns.keys()) {
          const places = [0, 1, 2, 3].map((lane) => [row + lane, column] as const);
          this.#storeTogether(places, (_, at) => load(this.#sums, this.#at(at)));
        }
      return;
    }
    this.#each((at, row, group) => {
      const sums = this.#parts.kernel.let('sum', load(this.#sums, at, this.#lanes));
      const sumOf = (lane: number): LoopExpression => (this.#lanes === 1 ? sums : component(sums, lane));
      const places = Array.from({ length: this.#lanes }, (_, lane) => [row, group + lane] as const);
      if (!wide.columns)
        places.forEach((place, lane) => {
          this.#storeTogether([place], () => sumOf(lane));
        });
      else this.#storeTogether(places, sumOf, stage.epilogue ? undefined : sums);
    });
  }

  #at([row, column]: readonly [number, number]): number {
    return row * this.#parts.columns.length + column;
  }

  /** Each vector of sums, or each sum where columns are no multiple of four. */
  #each(visit: (at: number, row: number, group: number) => void): void {
    const { rows, columns } = this.#parts;
    for (const row of rows.keys())
      for (let group = 0; group < columns.length; group += this.#lanes) visit(this.#at([row, group]), row, group);
  }

  #operand(side: Side): OperandReader {
    const { kernel, reader, stage, accessOf, rangeOf, batch, rows, columns } = this.#parts;
    const own = side === 'left' ? rows : columns;
    return new OperandReader({ kernel, reader, stage, side, access: accessOf(side), rangeOf, batch, own });
  }

  /** How much of a summed index is summed at a time. */
  #span(name: string): Extent {
    const { extent, tile } = this.#parts.rangeOf(name);
    return tile ?? extent;
  }

  /** Stores sums that lie side by side, by row and column, after the epilogue; all of them are inside or none. */
  #storeTogether(
    places: readonly (readonly [row: number, column: number])[],
    sumOf: (lane: number, place: readonly [number, number]) => LoopExpression,
    whole?: LoopExpression,
  ): void {
    const { kernel, target } = this.#parts;
    const finished = whole ?? vector(places.map((place, lane) => this.#finish(sumOf(lane, place), place)));
    const first = this.#coordinatesOf(places[0] as readonly [number, number]);
    kernel.if(this.#isInside(first), () => {
      kernel.store(target.memory, this.#whereOf(first), asStored(finished, target.memory.type));
    });
  }

  #coordinatesOf([row, column]: readonly [number, number]): readonly Coordinate[] {
    const { stage, rows, columns, batch } = this.#parts;
    return stage.output.map(
      (name) => (rows[row]?.get(name) ?? columns[column]?.get(name) ?? batch.get(name)) as Coordinate,
    );
  }

  #isInside(coordinates: readonly Coordinate[]): LoopExpression {
    return coordinates
      .flatMap(({ local, limit, global, extent, overflows }) => [
        ...(limit === undefined ? [] : [lessThan(local, limit)]),
        ...(overflows && !this.#parts.target.local ? [lessThan(global, extentValue(extent))] : []),
      ])
      .reduce<LoopExpression>(
        (all, each) => (all.kind === 'literal' ? each : binary('and', all, each)),
        literal('bool', 1),
      );
  }

  #whereOf(coordinates: readonly Coordinate[]): LoopExpression {
    const { stage, target } = this.#parts;
    return coordinates.reduce<LoopExpression>((offset, { local, global }, axis) => {
      const stride = target.strides.get(stage.output[axis] as string) as Extent;
      return plus(offset, times(target.local ? local : global, extentValue(stride)));
    }, index(0));
  }

  /** The epilogue applied to one sum. */
  #finish(sum: LoopExpression, place: readonly [number, number]): LoopExpression {
    const { kernel, reader, stage } = this.#parts;
    const { epilogue, einsum } = stage;
    if (!epilogue) return sum;
    const position = this.#coordinatesOf(place).map((coordinate) => positionOf(coordinate, false));
    return kernel.let(
      'finished',
      reader.mapBody(epilogue, position, (operand, at) => {
        const { value } = epilogue.operands[operand] as Operand;
        return value === einsum.id ? sum : reader.element(value, at);
      }),
    );
  }
}
