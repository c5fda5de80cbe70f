/**
 * Kernels on tensor cores: a chain of contractions whose products are done by subgroups, in half precision with sums in f32.
 *
 * Rows are tokens, sixteen at a time; columns come from a factor, eight at a time. What a stage reads from a buffer goes
 * straight to registers, `width` neighbours of the summed index for each lane; factors are packed to match; results that the
 * next stage sums stay in workgroup memory in half precision, what it sums innermost. `matrix-layout.ts` says which lane
 * holds what.
 */
import { invariant, multiplyExtents } from '@einlay/ir';
import type { Extent, Operand, TensorProgram, ValueId } from '@einlay/ir';
import {
  FRAGMENT_SHAPES,
  KernelBuilder,
  broadcast,
  builtin,
  cast,
  component,
  extentValue,
  index,
  lessThan,
  literal,
  load,
  minus,
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
import { COLUMNS } from './matrix-layout.ts';
import type { Cut } from './matrix-layout.ts';
import { neighboursAt, offsetOf, sharesRight } from './matrix-plan.ts';
import type { MatrixPlan, MatrixStage } from './matrix-plan.ts';
import { placeTiles } from './place-tiles.ts';
import type { Placement } from './place-values.ts';
import type { Destination } from './pointwise-kernel.ts';
import { ValueReader } from './read-values.ts';

const { rows: ROWS, depth: DEPTH } = FRAGMENT_SHAPES.m16n8k16;
const SUBGROUP = FRAGMENT_SHAPES.m16n8k16.lanes;
/** Elements of half precision in the widest access. */
const WIDEST = 8;
/** Parts of the sums of one product in a lane. */
const SUMS = 4;

/** A kernel for what `planMatrices` has planned. */
export function matrixKernel(
  name: string,
  program: TensorProgram,
  placement: Placement,
  plan: MatrixPlan,
  destination: Destination,
): Kernel {
  return new MatrixKernelMaker(name, program, placement, plan, destination).make();
}

/** An address: what is known now, and the rest. */
interface Address {
  readonly dynamic: LoopExpression;
  readonly known: number;
}

/** Where a step of a staged stage is: outer indices, a block of columns, outer sums, the first block of the innermost sum. */
interface StagedPlace {
  readonly position: ReadonlyMap<string, LoopExpression>;
  readonly columnBlock: LoopExpression;
  readonly outer: ReadonlyMap<string, LoopExpression>;
  readonly block: LoopExpression;
}

/** Two neighbours of the four that a product takes of what a lane holds along the sum. */
const partsOf = (held: LoopExpression, product: number, from: number): readonly LoopExpression[] =>
  [0, 1].map((part) => component(held, product * 4 + from + part));

/** The left fragment of a product, from what a lane holds of its two rows. */
const fragment = (upper: LoopExpression, lower: LoopExpression, product: number): LoopExpression =>
  vector([0, 2].flatMap((from) => [...partsOf(upper, product, from), ...partsOf(lower, product, from)]));

class MatrixKernelMaker {
  readonly #kernel: KernelBuilder;
  readonly #reader: ValueReader;
  readonly #placement: Placement;
  readonly #plan: MatrixPlan;
  readonly #destination: Destination;
  readonly #kept = new Map<ValueId, Memory>();
  /** For staged factors. */
  #staged: Memory | undefined;
  /** Where the workgroup's part of each index starts. */
  readonly #origins: ReadonlyMap<string, LoopExpression>;
  readonly #pair: LoopExpression;
  readonly #row: LoopExpression;
  readonly #tokens: Extent;

  constructor(name: string, program: TensorProgram, placement: Placement, plan: MatrixPlan, destination: Destination) {
    this.#kernel = new KernelBuilder(name);
    this.#reader = new ValueReader(program, placement, this.#kernel);
    this.#placement = placement;
    this.#plan = plan;
    this.#destination = destination;
    this.#origins = placeTiles(this.#kernel, plan.grid, () => 'start');
    this.#pair = this.#kernel.let('pair', remainder(builtin('lane'), 4));
    this.#row = this.#kernel.let('row', quotient(builtin('lane'), 4));
    this.#tokens = plan.extents.get(plan.token) as Extent;
  }

  make(): Kernel {
    const kernel = this.#kernel;
    const { stages, subgroups, cluster } = this.#plan;
    stages.forEach((stage, at) => {
      const isLast = at === stages.length - 1;
      const memory = isLast ? this.#output(stage) : this.#keep(stage);
      this.#runStage(stage, memory);
      if (!isLast) kernel.barrier();
    });
    return kernel.build({
      invocations: subgroups * SUBGROUP,
      subgroupSize: SUBGROUP,
      ...(cluster === 1 ? {} : { cluster }),
      grid: this.#plan.grid.map(({ extent, tile }) => ({ extent, tile })),
    });
  }

  #origin(name: string): LoopExpression {
    return this.#origins.get(name) ?? index(0);
  }

  #output({ einsum }: MatrixStage): Memory {
    const { buffer, type } = this.#destination;
    return this.#kernel.bind(buffer, 'write', type, multiplyExtents(einsum.shape));
  }

  /** Workgroup memory for a result; the padding of what the next stage sums is zero. */
  #keep(stage: MatrixStage): Memory {
    const kernel = this.#kernel;
    const { target, type, made } = stage;
    invariant(target.kept, 'matrix-kernel: a result in between has no place');
    const { elements, padding } = target.kept;
    const memory = kernel.memory(`kept_${made}`, 'workgroup', type, elements);
    this.#kept.set(made, memory);
    if (padding) {
      const { planes, planePitch, rows, pitch, from, width } = padding;
      const invocations = this.#plan.subgroups * SUBGROUP;
      const count = planes * rows * width;
      kernel.for('round', Math.ceil(count / invocations), (round) => {
        const at = kernel.let('pad', plus(times(round, invocations), builtin('invocation')));
        kernel.if(lessThan(at, count), () => {
          const [plane, row, position] = digitsOf(at, 1, 0, [planes, rows, width]) as [
            LoopExpression,
            LoopExpression,
            LoopExpression,
          ];
          const where = plus(plus(times(plane, planePitch), times(row, pitch)), plus(position, from));
          kernel.store(memory, where, literal(type, 0));
        });
      });
    }
    return memory;
  }

  #runStage(stage: MatrixStage, memory: Memory): void {
    const kernel = this.#kernel;
    const { subgroups, cluster } = this.#plan;
    const { loops, rowBlocks, columnBlocks, spread } = stage;
    if (stage.staging) {
      this.#runStaged(stage, stage.staging, memory);
      return;
    }
    const items = spread ? stage.items / cluster : stage.items;
    // Of a spread operand each workgroup has its own pieces, of others the cluster shares all.
    const workers = spread ? subgroups : subgroups * cluster;
    const worker =
      spread || cluster === 1 ? builtin('subgroup') : plus(times(builtin('rank'), subgroups), builtin('subgroup'));
    kernel.comment(`${[stage.einsum.name ?? `v${stage.einsum.id}`, ...stage.output].join(' ')}: ${items} pieces`);
    const sums = kernel.memory(
      `sums_${stage.made}`,
      'register',
      'f32',
      stage.matrices * stage.rows * stage.columns * SUMS,
    );
    kernel.for('round', Math.ceil(items / workers), (round) => {
      const item = kernel.let('item', plus(times(round, workers), worker));
      const work = (): void => {
        const extents = [...loops.map(({ count }) => count), rowBlocks, columnBlocks];
        const all = spread ? plus(times(builtin('rank'), items), item) : item;
        const digits = digitsOf(all, 1, 0, extents).map((digit) => kernel.let('digit', digit));
        this.#runItem(stage, memory, sums, digits);
      };
      if (items % workers === 0) work();
      else kernel.if(lessThan(item, items), work);
    });
  }

  #runItem(stage: MatrixStage, memory: Memory, sums: Memory, digits: readonly LoopExpression[]): void {
    const { loops } = stage;
    /** Positions of outer indices, for each of the matrices that go together. */
    const positions = Array.from(
      { length: stage.matrices },
      (_, matrix): ReadonlyMap<string, LoopExpression> =>
        new Map(
          loops.map(({ name, step }, at) => {
            const digit = digits[at] as LoopExpression;
            return [name, step === 1 ? digit : plus(times(digit, step), matrix)];
          }),
        ),
    );
    const rowBlock = digits[loops.length] as LoopExpression;
    const columnBlock = digits[loops.length + 1] as LoopExpression;
    const firstRow = this.#kernel.let('first_row', plus(times(rowBlock, stage.rows * ROWS), this.#row));
    this.#clear(stage, sums);
    this.#multiply(stage, sums, positions, firstRow, columnBlock);
    this.#store(stage, memory, sums, positions, firstRow, columnBlock);
  }

  #clear({ matrices, rows, columns }: MatrixStage, sums: Memory): void {
    for (let at = 0; at < matrices * rows * columns; at += 1)
      this.#kernel.store(sums, at * SUMS, broadcast(literal('f32', 0), 4));
  }

  /** Runs over blocks of the sum: fragments of the left operand, then of the right, then their products. */
  #multiply(
    stage: MatrixStage,
    sums: Memory,
    positions: readonly ReadonlyMap<string, LoopExpression>[],
    firstRow: LoopExpression,
    columnBlock: LoopExpression,
  ): void {
    const kernel = this.#kernel;
    const { width, blocks, outerSums, matrices, rows, columns } = stage;
    const count = outerSums.reduce((all, { extent }) => all * extent, blocks);
    const leftBases = positions.map((position) =>
      Array.from({ length: rows }, (_, row) =>
        [0, 8].map((offset) => this.#leftBase(stage, position, plus(firstRow, row * ROWS + offset))),
      ),
    );
    const rightBases = positions
      .slice(0, sharesRight(stage) ? 1 : positions.length)
      .map((position) =>
        Array.from({ length: stage.groups }, (_, group) => this.#rightBase(stage, position, columnBlock, group)),
      );
    const unrolled = count <= 4 || count * matrices * rows * columns <= 64;
    kernel.for(
      'block',
      count,
      (counter) => {
        const digits = digitsOf(counter, 1, 0, [...outerSums.map(({ extent }) => extent), blocks]);
        const outer = new Map(outerSums.map(({ name }, at) => [name, digits[at] as LoopExpression]));
        const block = digits.at(-1) as LoopExpression;
        const lefts = leftBases.map((ofMatrix) =>
          ofMatrix.map((bases) => bases.map((base) => this.#loadLeft(stage, base, outer, block))),
        );
        for (let column = 0; column < columns; column += 1) {
          const rights = rightBases.map((bases) =>
            this.#loadRight(
              stage,
              bases[Math.floor(column / stage.tiles)] as LoopExpression,
              column % stage.tiles,
              outer,
              block,
            ),
          );
          positions.forEach((_, matrix) => {
            const right = rights[matrix % rights.length] as LoopExpression;
            for (let row = 0; row < rows; row += 1) {
              const [upper, lower] = (lefts[matrix] as LoopExpression[][])[row] as [LoopExpression, LoopExpression];
              for (let step = 0; step < (4 * width) / DEPTH; step += 1) {
                kernel.append({
                  kind: 'matrix-multiply',
                  shape: 'm16n8k16',
                  accumulator: sums.id,
                  index: index(((matrix * rows + row) * columns + column) * SUMS),
                  left: fragment(upper, lower, step),
                  right: vector([...partsOf(right, step, 0), ...partsOf(right, step, 2)]),
                });
              }
            }
          });
        }
      },
      { unroll: unrolled },
    );
  }

  /**
   * All subgroups do the same columns, one block after the other, and go through the sum in steps. A step's piece of the factor
   * has been copied to workgroup memory while steps before it were computed, and the left operand's fragments of the next step
   * are loaded while this one's are multiplied.
   */
  #runStaged(stage: MatrixStage, staging: NonNullable<MatrixStage['staging']>, memory: Memory): void {
    const kernel = this.#kernel;
    const { loops, rows, columns, columnBlocks, blocks, outerSums, type, items, rowBlocks } = stage;
    const { slots, elements } = staging;
    const work = items / rowBlocks;
    const steps = outerSums.reduce((all, { extent }) => all * extent, blocks / staging.blocks);
    kernel.comment(
      `${[stage.einsum.name ?? `v${stage.einsum.id}`, ...stage.output].join(' ')}: ${work} pieces of ${steps} steps`,
    );
    this.#staged ??= kernel.memory('staged', 'workgroup', type, this.#plan.staged);
    const staged = this.#staged;
    const sums = kernel.memory(`sums_${stage.made}`, 'register', 'f32', rows * columns * SUMS);
    const firstRow = kernel.let('first_row', plus(times(builtin('subgroup'), rows * ROWS), this.#row));
    // One invocation copies for all.
    const isFirst = lessThan(builtin('invocation'), 1);
    /** Where a step is, counted through all pieces. */
    const placeOf = (step: LoopExpression): StagedPlace => {
      const extents = [
        ...loops.map(({ count }) => count),
        columnBlocks,
        ...outerSums.map(({ extent }) => extent),
        blocks / staging.blocks,
      ];
      const digits = digitsOf(step, 1, 0, extents).map((digit) => kernel.let('digit', digit));
      return {
        position: new Map(loops.map(({ name }, at) => [name, digits[at] as LoopExpression])),
        columnBlock: digits[loops.length] as LoopExpression,
        outer: new Map(outerSums.map(({ name }, at) => [name, digits[loops.length + 1 + at] as LoopExpression])),
        block: times(digits.at(-1) as LoopExpression, staging.blocks),
      };
    };
    const copy = (step: LoopExpression): void => {
      kernel.if(isFirst, () => {
        kernel.if(lessThan(step, work * steps), () => {
          this.#copyPiece(stage, staging, staged, placeOf(step), remainder(step, slots));
        });
        kernel.append({ kind: 'end-batch' });
      });
    };
    const loadLefts = (step: LoopExpression): readonly LoopExpression[] => {
      const { position, outer, block } = placeOf(step);
      return Array.from({ length: rows }, (_, row) =>
        [0, 8].flatMap((offset) => {
          const base = this.#leftBase(stage, position, plus(firstRow, row * ROWS + offset));
          return Array.from({ length: staging.blocks }, (_, at) => this.#loadLeft(stage, base, outer, plus(block, at)));
        }),
      ).flat();
    };
    for (let step = 0; step < slots - 2; step += 1) copy(index(step));
    const count = rows * 2 * staging.blocks;
    const { held } = staging;
    const lefts = Array.from({ length: held }, (_, at) =>
      kernel.memory(`left_${at}_${stage.made}`, 'register', type, count * WIDEST),
    );
    const leftsOf = (step: number): Memory => lefts[step % held] as Memory;
    const heldIn = (memory: Memory): readonly LoopExpression[] =>
      Array.from({ length: count }, (_, at) => kernel.let('l', load(memory, at * WIDEST, WIDEST)));
    const hold = (memory: Memory, values: readonly LoopExpression[]): void => {
      values.forEach((value, at) => {
        kernel.store(memory, at * WIDEST, value);
      });
    };
    /** Multiplies, and once the step before is done with its fragments, loads those that come `held` - 1 steps later. */
    const runStep = (step: LoopExpression, number: number): void => {
      kernel.if(isFirst, () => {
        kernel.append({ kind: 'await-batches', pending: slots - 3 });
      });
      kernel.barrier();
      const slot = kernel.let('slot', times(remainder(step, slots), elements));
      this.#multiplyStaged(stage, staging, staged, sums, slot, heldIn(leftsOf(number)));
      kernel.append({ kind: 'await-products', pending: 1, accumulator: sums.id, columns: rows * columns * COLUMNS });
      // All subgroups are done with the step before the last one, so its slot is free.
      copy(plus(step, slots - 2));
      // Of steps after the last one there is nothing, and the last one's are as good as any.
      const later = kernel.let('later', smaller(plus(step, held - 1), work * steps - 1));
      hold(leftsOf(number + held - 1), loadLefts(later));
    };
    for (let step = 0; step < held - 1; step += 1)
      hold(leftsOf(step), loadLefts(index(Math.min(step, work * steps - 1))));
    kernel.for('piece', work, (piece) => {
      this.#clear(stage, sums);
      const first = kernel.let('first', times(piece, steps));
      const rounds = Math.floor(steps / held);
      kernel.for('round', rounds, (round) => {
        for (let number = 0; number < held; number += 1)
          runStep(kernel.let('at_step', plus(first, plus(times(round, held), number))), number);
      });
      const rest = steps % held;
      for (let number = 0; number < rest; number += 1) runStep(plus(first, rounds * held + number), number);
      kernel.append({ kind: 'await-products', pending: 0, accumulator: sums.id, columns: rows * columns * COLUMNS });
      // The next piece begins with what is held now.
      if (rest > 0) {
        const values = Array.from({ length: held - 1 }, (_, at) => heldIn(leftsOf(rest + at)));
        values.forEach((each, at) => {
          hold(leftsOf(at), each);
        });
      }
      const { position, columnBlock } = placeOf(times(piece, steps));
      this.#store(stage, memory, sums, [position], firstRow, columnBlock);
    });
  }

  /** Starts copying a piece of the factor. */
  #copyPiece(
    stage: MatrixStage,
    { elements }: NonNullable<MatrixStage['staging']>,
    staged: Memory,
    { position, columnBlock, outer, block }: StagedPlace,
    slot: LoopExpression,
  ): void {
    const kernel = this.#kernel;
    const { columnCuts, groups, width } = stage;
    const packed = stage.packed();
    const blocked = columnCuts.find((cut) => cut.outer > 1) ?? columnCuts[0];
    invariant(blocked, 'matrix-kernel: a staged factor without columns');
    const firstBlock = quotient(this.#origin(blocked.name), blocked.inner * groups);
    const own = [...packed.strides].reduce<LoopExpression>(
      (sum, [name, stride]) => {
        const at = position.get(name);
        if (at) return plus(sum, times(plus(this.#origin(name), at), stride));
        const digit = outer.get(name);
        return digit ? plus(sum, times(digit, stride)) : sum;
      },
      times(plus(firstBlock, columnBlock), packed.blockStride),
    );
    const blockElements = 4 * width * stage.columns * COLUMNS;
    const start = kernel.let('from', plus(own, times(block, blockElements)));
    kernel.copy(staged, times(slot, elements), this.#factor(stage), start, elements);
  }

  /** One step: for each block of the sum two products of depth 16, for each of the subgroup's rows of sixteen. */
  #multiplyStaged(
    { rows, columns, width }: MatrixStage,
    staging: NonNullable<MatrixStage['staging']>,
    staged: Memory,
    sums: Memory,
    slot: LoopExpression,
    lefts: readonly LoopExpression[],
  ): void {
    const products = (4 * width) / DEPTH;
    const ofProduct = DEPTH * columns * COLUMNS;
    for (let block = 0; block < staging.blocks; block += 1)
      for (let product = 0; product < products; product += 1)
        for (let row = 0; row < rows; row += 1) {
          const [upper, lower] = [0, 1].map((half) => lefts[(2 * row + half) * staging.blocks + block]) as [
            LoopExpression,
            LoopExpression,
          ];
          this.#kernel.append({
            kind: 'staged-multiply',
            columns: columns * COLUMNS,
            accumulator: sums.id,
            index: index(row * columns * SUMS),
            left: fragment(upper, lower, product),
            memory: staged.id,
            at: plus(slot, (block * products + product) * ofProduct),
          });
        }
  }

  /** Where the elements of one row of the left operand start, for this lane. */
  #leftBase(stage: MatrixStage, position: ReadonlyMap<string, LoopExpression>, row: LoopExpression): LoopExpression {
    const { left, width } = stage;
    const kept = stage.source;
    const offset = left.indices.reduce<LoopExpression>(
      (sum, name) => {
        const stride = stage.leftStrides.get(name);
        if (stride === undefined || stage.summed.includes(name)) return sum;
        const own = name === stage.spread?.name ? times(builtin('rank'), stage.spread.share) : index(0);
        const local = name === this.#plan.token ? row : minus(position.get(name) as LoopExpression, own);
        return plus(sum, times(kept ? local : this.#global(name, local), extentValue(stride)));
      },
      times(this.#pair, width),
    );
    return this.#kernel.let('left_base', offset);
  }

  /** A position in a buffer, within it in any case. */
  #global(name: string, local: LoopExpression): LoopExpression {
    const position = plus(this.#origin(name), local);
    if (name !== this.#plan.token || !this.#overflows) return position;
    return this.#kernel.let('token', smaller(position, plus(extentValue(this.#tokens), -1)));
  }

  /** Whether tiles reach beyond the tokens there are. */
  get #overflows(): boolean {
    return typeof this.#tokens !== 'number' || this.#tokens % this.#plan.rows !== 0;
  }

  #loadLeft(
    stage: MatrixStage,
    base: LoopExpression,
    outer: ReadonlyMap<string, LoopExpression>,
    block: LoopExpression,
  ): LoopExpression {
    const { width, blocks, depth, left, type } = stage;
    const memory = stage.source ? (this.#kept.get(left.value) as Memory) : this.#bufferOf(left);
    const start = [...outer].reduce<LoopExpression>(
      (sum, [name, at]) => plus(sum, times(at, extentValue(stage.leftStrides.get(name) as Extent))),
      times(block, 4 * width),
    );
    const loaded = load(memory, plus(base, start), width);
    if (stage.source || blocks * 4 * width === depth) return this.#kernel.let('l', loaded);
    // Beyond the end of the sum there is something else, or nothing.
    const inside = lessThan(plus(times(this.#pair, width), times(block, 4 * width)), depth);
    return this.#kernel.let('l', select(inside, loaded, broadcast(literal(type, 0), width)));
  }

  #bufferOf(operand: Operand): Memory {
    const access = this.#reader.accessOf(operand.value);
    invariant(access, `matrix-kernel: %${operand.value} has no buffer`);
    return access.memory;
  }

  #rightBase(
    stage: MatrixStage,
    position: ReadonlyMap<string, LoopExpression>,
    columnBlock: LoopExpression,
    group: number,
  ): LoopExpression {
    const { columnCuts } = stage;
    const packed = stage.packed();
    const digits = this.#groupDigits(stage, columnBlock, group);
    const offset = [...packed.strides].reduce<LoopExpression>(
      (sum, [name, stride]) => {
        const digit = digits.get(name);
        const at = position.get(name);
        if (digit) {
          const { inner } = columnCuts.find((cut) => cut.name === name) as Cut;
          return plus(sum, times(plus(quotient(this.#origin(name), inner), digit), stride));
        }
        return at ? plus(sum, times(plus(this.#origin(name), at), stride)) : sum;
      },
      times(builtin('lane'), stage.width),
    );
    return this.#kernel.let('right_base', offset);
  }

  /** The outer parts of the column indices of a group, counted from where the workgroup's part starts. */
  #groupDigits(stage: MatrixStage, columnBlock: LoopExpression, group: number): ReadonlyMap<string, LoopExpression> {
    const { tileCuts, groups } = stage;
    const digits = digitsOf(
      columnBlock,
      groups,
      group,
      tileCuts.map(({ outer }) => outer),
    );
    return new Map(tileCuts.map(({ name }, at) => [name, digits[at] as LoopExpression]));
  }

  #loadRight(
    stage: MatrixStage,
    base: LoopExpression,
    tile: number,
    outer: ReadonlyMap<string, LoopExpression>,
    block: LoopExpression,
  ): LoopExpression {
    const { width, summedCuts } = stage;
    const packed = stage.packed();
    const ofBlock = digitsOf(
      block,
      1,
      0,
      summedCuts.map((cut) => cut.outer),
    );
    const start = [
      ...[...outer].map(([name, at]) => times(at, packed.strides.get(name) as number)),
      ...summedCuts.map(({ name }, at) => times(ofBlock[at] as LoopExpression, packed.strides.get(name) as number)),
    ].reduce<LoopExpression>((sum, each) => plus(sum, each), index(tile * packed.tileStride));
    return this.#kernel.let('r', load(this.#factor(stage), plus(base, start), width));
  }

  #factor({ right, packed, type }: MatrixStage): Memory {
    const { packing, elements } = packed();
    return this.#kernel.bind(this.#placement.packed(right.value, packing), 'read', type, elements);
  }

  /** Applies the epilogue and stores what the lane holds, as many neighbours at once as there are. */
  #store(
    stage: MatrixStage,
    memory: Memory,
    sums: Memory,
    positions: readonly ReadonlyMap<string, LoopExpression>[],
    firstRow: LoopExpression,
    columnBlock: LoopExpression,
  ): void {
    const kernel = this.#kernel;
    const { rows, groups, tiles, columns, target, columnCuts, ofPair, ofHeld } = stage;
    const pairs = new Map(columnCuts.map(({ name }) => [name, this.#ofPair(ofPair.get(name) as readonly number[])]));
    for (let group = 0; group < groups; group += 1) {
      const digits = this.#groupDigits(stage, columnBlock, group);
      const rank = this.#rankOf(stage, digits, positions[0] as ReadonlyMap<string, LoopExpression>);
      /** A column index at what the lane holds as x. */
      const columnAt = (name: string, inner: number, x: number): Address => ({
        dynamic: plus(times(digits.get(name) as LoopExpression, inner), pairs.get(name) as LoopExpression),
        known: (ofHeld.get(name) as readonly number[])[x] as number,
      });
      for (let row = 0; row < rows; row += 1)
        for (const half of [0, 1]) {
          const local = plus(firstRow, row * ROWS + 8 * half);
          const token = plus(this.#origin(this.#plan.token), local);
          const elements = positions.flatMap((position, matrix) =>
            Array.from({ length: 2 * tiles }, (_, x) => {
              const at = new Map<string, Address>(
                columnCuts.map(({ name, inner }) => [name, columnAt(name, inner, x)]),
              );
              const product = (matrix * rows + row) * columns + group * tiles + (x >> 1);
              const sum = load(sums, product * SUMS + 2 * half + (x & 1));
              return { matrix, position, at, sum };
            }),
          );
          const work = (): void => {
            const first = positions[0] as ReadonlyMap<string, LoopExpression>;
            this.#storeRow(stage, memory, elements, local, token, first, rank);
          };
          if (target.kept || !this.#overflows) work();
          else kernel.if(lessThan(token, extentValue(this.#tokens)), work);
        }
    }
  }

  /** Of a cluster: who reads a group of columns. */
  #rankOf(
    { target, columnCuts }: MatrixStage,
    digits: ReadonlyMap<string, LoopExpression>,
    position: ReadonlyMap<string, LoopExpression>,
  ): LoopExpression | undefined {
    const spread = target.kept?.spread;
    if (!spread) return undefined;
    const cut = columnCuts.find(({ name }) => name === spread.name);
    const at = cut ? times(digits.get(cut.name) as LoopExpression, cut.inner) : position.get(spread.name);
    return this.#kernel.let('reader', quotient(at as LoopExpression, spread.share));
  }

  /** A table over the four lanes of a row as an expression. */
  #ofPair(table: readonly number[]): LoopExpression {
    const [, one = 0] = table;
    if (table.every((value, pair) => value === one * pair)) return times(this.#pair, one);
    const two = table[2] as number;
    // Two bits, each on its own.
    return plus(times(remainder(this.#pair, 2), one), times(quotient(this.#pair, 2), two));
  }

  #storeRow(
    stage: MatrixStage,
    memory: Memory,
    elements: readonly {
      readonly matrix: number;
      readonly position: ReadonlyMap<string, LoopExpression>;
      readonly at: ReadonlyMap<string, Address>;
      readonly sum: LoopExpression;
    }[],
    local: LoopExpression,
    token: LoopExpression,
    first: ReadonlyMap<string, LoopExpression>,
    rank: LoopExpression | undefined,
  ): void {
    const kernel = this.#kernel;
    const { target, type, output } = stage;
    const isKept = target.kept !== undefined;
    const [head] = elements;
    if (!head) return;
    // What all elements have in common, once.
    const others = rank && target.kept ? times(rank, target.kept.elements) : index(0);
    const base = kernel.let(
      'at',
      minus(
        output.reduce<LoopExpression>((sum, name) => {
          const stride = extentValue(target.strides.get(name) as Extent);
          if (name === this.#plan.token) return plus(sum, times(isKept ? local : token, stride));
          const inTile = head.at.get(name)?.dynamic ?? first.get(name) ?? index(0);
          return plus(sum, times(isKept ? inTile : plus(this.#origin(name), inTile), stride));
        }, index(0)),
        others,
      ),
    );
    const placed = elements
      .map((element) => ({ ...element, offset: offsetOf(stage.loops, target, element.matrix, knownOf(element.at)) }))
      .sort((left, right) => left.offset - right.offset);
    const offsets = placed.map(({ offset }) => offset);
    for (let at = 0; at < placed.length;) {
      const run = neighboursAt(offsets, at, target.aligned);
      const members = placed.slice(at, at + run);
      const inside = members.map((member) => this.#insideColumns(stage, member.at));
      const values = (): readonly LoopExpression[] =>
        members.map(({ sum, at: columns, position }) => cast(type, this.#finish(stage, sum, columns, position, token)));
      const [one] = members;
      const where = plus(base, (one as (typeof members)[number]).offset);
      const store = (): void => {
        kernel.store(memory, where, vector(values()), rank);
      };
      const limits = inside.at(-1) as readonly LoopExpression[];
      if (limits.length === 0) store();
      else
        kernel.if(
          limits.reduce((all, each) => ({ kind: 'binary', operator: 'and', left: all, right: each })),
          store,
        );
      at += run;
    }
  }

  /** What must hold for a column to be there: groups may reach beyond the outermost index. */
  #insideColumns(stage: MatrixStage, at: ReadonlyMap<string, Address>): readonly LoopExpression[] {
    return stage.columnCuts.flatMap(({ name, extent, outer, inner }) => {
      if (outer * inner === extent) return [];
      const { dynamic, known } = at.get(name) as Address;
      return [lessThan(plus(plus(this.#origin(name), dynamic), known), extent)];
    });
  }

  #finish(
    stage: MatrixStage,
    sum: LoopExpression,
    at: ReadonlyMap<string, Address>,
    position: ReadonlyMap<string, LoopExpression>,
    token: LoopExpression,
  ): LoopExpression {
    const { epilogue, einsum, output } = stage;
    if (!epilogue) return sum;
    const where = output.map((name) => {
      if (name === this.#plan.token)
        return this.#overflows ? smaller(token, plus(extentValue(this.#tokens), -1)) : token;
      const column = at.get(name);
      if (!column) return plus(this.#origin(name), position.get(name) as LoopExpression);
      const cut = stage.columnCuts.find((each) => each.name === name);
      const exact = plus(plus(this.#origin(name), column.dynamic), column.known);
      return cut && cut.outer * cut.inner !== cut.extent ? smaller(exact, cut.extent - 1) : exact;
    });
    const named = where.map((each) => this.#kernel.let('i', each));
    return this.#kernel.let(
      'finished',
      this.#reader.mapBody(epilogue, named, (operand, inner) => {
        const { value } = epilogue.operands[operand] as Operand;
        return value === einsum.id ? sum : this.#reader.element(value, inner);
      }),
    );
  }
}

const knownOf = (at: ReadonlyMap<string, Address>): readonly (readonly [name: string, digit: number])[] =>
  [...at].map(([name, { known }]) => [name, known]);
