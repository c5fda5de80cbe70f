/**
 * Decides how each memory is spelled: as an array of vectors or of scalars, or as variables.
 *
 * A register memory whose indices are all literals becomes one variable for each vector or scalar that is used. Any other
 * memory is an array, of vectors when every store writes whole ones: a store to one lane of a vector in shared memory may
 * touch its neighbours.
 */
import type { Kernel, LoopExpression, Memory, MemoryId } from '@einlay/ir/loop';
import { FRAGMENT_SHAPES, fragmentParts, literalValue, plus } from '@einlay/ir/loop';
import { forEachExpression, forEachStatement } from './rewrite.ts';
import { scopeOf } from './types-of.ts';
import { typeOf } from '@einlay/ir/loop';

/** Elements side by side in one element of an array, or in one variable. */
export type Width = 1 | 2 | 4 | 8;

export interface Place {
  readonly memory: Memory;
  readonly width: Width;
  /** Whether the language reads and writes several neighbours of an array of scalars at once. */
  readonly anyWidth?: boolean;
  /** Of a memory that becomes variables: the first elements of those that are used, in order. */
  readonly cells?: readonly number[];
}

interface Access {
  readonly lanes: number;
  readonly writes: boolean;
  readonly index: LoopExpression;
}

/**
 * How to spell every memory that `kernel` uses; memories that it does not use are not there. With `anyWidth` arrays are of
 * scalars, which the language can take several of at once.
 */
export function placeMemories(
  kernel: Kernel,
  { anyWidth = false }: Pick<Place, 'anyWidth'> = {},
): ReadonlyMap<MemoryId, Place> {
  const accesses = accessesOf(kernel);
  const places = new Map<MemoryId, Place>();
  const place = (memory: Memory): void => {
    const known = accesses.get(memory.id);
    if (!known) return;
    const literals = known.map(({ index }) => literalValue(index));
    if (anyWidth && memory.space !== 'register') {
      places.set(memory.id, { memory, width: 1, anyWidth });
      return;
    }
    const asVariables = memory.space === 'register' && literals.every((index) => index !== undefined);
    const widths = anyWidth ? ([8, 4, 2] as const) : ([4, 2] as const);
    const width = widths.find((each) => fits(memory, known, each, asVariables)) ?? 1;
    if (!asVariables) {
      places.set(memory.id, { memory, width });
      return;
    }
    const used = new Set<number>();
    known.forEach(({ lanes }, at) => {
      const first = literals[at] as number;
      for (let lane = 0; lane < lanes; lane += 1) used.add(Math.floor((first + lane) / width) * width);
    });
    places.set(memory.id, { memory, width, cells: [...used].sort((left, right) => left - right) });
  };
  for (const { memory } of kernel.bindings) place(memory);
  kernel.memories.forEach(place);
  return places;
}

function accessesOf(kernel: Kernel): ReadonlyMap<MemoryId, readonly Access[]> {
  const scope = scopeOf(kernel);
  const accesses = new Map<MemoryId, Access[]>();
  const add = (memory: MemoryId, access: Access): void => {
    const known = accesses.get(memory);
    if (known) known.push(access);
    else accesses.set(memory, [access]);
  };
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind !== 'load') return;
    add(expression.memory, { lanes: expression.lanes, writes: false, index: expression.index });
  });
  forEachStatement(kernel.body, (statement) => {
    const { kind } = statement;
    if (kind === 'store') {
      const { memory, index, value } = statement;
      add(memory, { lanes: typeOf(value, scope).lanes, writes: true, index });
    }
    if (kind === 'matrix-multiply')
      for (const writes of [false, true])
        add(statement.accumulator, {
          lanes: fragmentParts(FRAGMENT_SHAPES[statement.shape], 'accumulator'),
          writes,
          index: statement.index,
        });
    if (kind === 'staged-multiply') {
      for (let group = 0; group < statement.columns / 8; group += 1)
        for (const writes of [false, true])
          add(statement.accumulator, { lanes: 4, writes, index: plus(statement.index, 4 * group) });
      add(statement.memory, { lanes: 1, writes: false, index: statement.at });
    }
    if (kind === 'copy') {
      add(statement.memory, { lanes: 1, writes: true, index: statement.index });
      add(statement.source, { lanes: 1, writes: false, index: statement.from });
    }
    // Tiles are loaded from and stored to arrays of scalars.
    if (kind === 'tile-load' || kind === 'tile-store')
      for (const writes of [false, true]) add(statement.memory, { lanes: 1, writes, index: statement.index });
  });
  return accesses;
}

/** Whether vectors of `width` can hold the memory, and some access is as wide. */
function fits(memory: Memory, accesses: readonly Access[], width: Width, asVariables: boolean): boolean {
  const { elements, space } = memory;
  const whole = (typeof elements === 'number' ? elements : elements.coefficient) % width === 0;
  // Lanes of a private vector can be read and written one by one. In an array the last vector must be a whole one.
  const lanesApart = (writes: boolean): boolean => asVariables || (whole && (space === 'register' || !writes));
  return (
    accesses.some(({ lanes }) => lanes >= width) &&
    accesses.every(({ lanes, writes }) => {
      if (lanes === 1) return lanesApart(writes);
      return writes ? lanes === width : lanes >= width;
    })
  );
}
