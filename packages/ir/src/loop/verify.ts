/**
 * Checks what `nodes.ts` says of loop programs and can be seen without running them: types, ids, bounds of literals, where
 * collective statements stand. The interpreter sees the rest.
 */
import { invariant } from '../diagnostic.ts';
import { BYTES } from '../dtype.ts';
import { FRAGMENT_SHAPES, STAGED_SUBGROUPS, fragmentParts } from './fragments.ts';
import type {
  Kernel,
  LoopExpression,
  LoopProgram,
  LoopStatement,
  Memory,
  ScalarType,
  Tile,
  VariableId,
} from './nodes.ts';
import { printStatement } from './print.ts';
import { checkIndex, expressionsOf, isCollective, operandsOfExpression, typeOf } from './types.ts';
import type { ExpressionType, TypeScope } from './types.ts';

/** What copies go by. */
const COPIED_BYTES = 16;

/** What matrices are multiplied in. */
const HALVES: readonly ScalarType[] = ['f16', 'bf16'];

/** Throws an `InvariantError` unless `program` is well formed; `passName` is who made it. */
export function verifyLoopProgram(program: LoopProgram, passName: string): void {
  const buffers = new Map(program.buffers.map((buffer) => [buffer.name, buffer]));
  invariant(buffers.size === program.buffers.length, `${passName}: two buffers of one name`);
  for (const { name, content } of program.buffers)
    if (content.kind === 'parameter' && content.packing) {
      const parts = content.packing.splits.flat();
      const order = [...content.packing.order].sort((left, right) => left - right);
      invariant(
        order.length === parts.length && order.every((part, at) => part === at),
        `${passName}: the packing of ${name} is no order of its parts`,
      );
    }
  const names = new Set(program.kernels.map(({ name }) => name));
  invariant(names.size === program.kernels.length, `${passName}: two kernels of one name`);
  for (const kernel of program.kernels) {
    for (const { buffer, memory } of kernel.bindings) {
      const known = buffers.get(buffer);
      invariant(known, `${passName}: ${kernel.name} binds ${buffer}, which is no buffer`);
      invariant(known.type === memory.type, `${passName}: ${kernel.name} binds ${buffer} as ${memory.type}`);
    }
    verifyKernel(kernel, passName);
  }
}

/** Breaks an invariant when a kernel is not well formed; `passName` says who made it. */
export function verifyKernel(kernel: Kernel, passName: string): void {
  const memories = new Map<number, Memory>();
  const writable = new Set<number>();
  const readable = new Set<number>();
  for (const { memory, access } of kernel.bindings) {
    memories.set(memory.id, memory);
    if (access !== 'read') writable.add(memory.id);
    if (access !== 'write') readable.add(memory.id);
  }
  for (const memory of kernel.memories) {
    invariant(
      typeof memory.elements === 'number' && memory.elements > 0 && memory.space !== 'global',
      `${passName}: ${kernel.name}: memory ${memory.name} must have a known extent and no buffer`,
    );
    memories.set(memory.id, memory);
    writable.add(memory.id);
    readable.add(memory.id);
  }
  invariant(
    memories.size === kernel.bindings.length + kernel.memories.length,
    `${passName}: ${kernel.name}: two memories of one id`,
  );
  invariant(
    kernel.subgroupSize === undefined || kernel.invocations % kernel.subgroupSize === 0,
    `${passName}: ${kernel.name}: ${kernel.invocations} invocations are no whole subgroups`,
  );
  invariant(
    kernel.cluster === undefined || (Number.isInteger(kernel.cluster) && kernel.cluster > 1),
    `${passName}: ${kernel.name}: a cluster of ${kernel.cluster}`,
  );
  const tiles = new Map(kernel.tiles.map((tile) => [tile.id, tile]));
  const variables = new Map<VariableId, ExpressionType>();
  const scope: TypeScope = {
    place: `${passName}: ${kernel.name}`,
    typeOfVariable: (variable) => variables.get(variable),
    memoryOf: (memory) => memories.get(memory),
  };

  const verifyStatement = (statement: LoopStatement): void => {
    const check = (condition: boolean, problem: string): void => {
      invariant(condition, () => `${passName}: ${kernel.name}: ${problem}, in ${printStatement(statement).join('\n')}`);
    };
    for (const expression of expressionsOf(statement)) {
      const isWhole = statement.kind === 'let' && isCollective(expression);
      for (const part of isWhole ? operandsOfExpression(expression) : [expression]) checkExpression(part, check);
      if (expression.kind === 'exchange') {
        const { mask } = expression;
        // A subgroup need not be a power of two: whole pairs of groups of `mask` lanes leave none without a partner.
        const isPaired =
          mask >= 1 && Number.isInteger(Math.log2(mask)) && (kernel.subgroupSize ?? 1) % (2 * mask) === 0;
        check(isPaired, `an exchange across ${mask} lanes in subgroups of ${kernel.subgroupSize ?? 'no size'}`);
      }
    }
    switch (statement.kind) {
      case 'let':
        check(!variables.has(statement.variable), 'a variable is set twice');
        variables.set(statement.variable, typeOf(statement.value, scope));
        return;
      case 'store': {
        const memory = memories.get(statement.memory);
        check(memory !== undefined && writable.has(statement.memory), 'a store to memory that is not written');
        checkIndex(statement.index, scope);
        const { type } = typeOf(statement.value, scope);
        check(type === memory?.type, `a ${type} is stored as ${memory?.type ?? 'nothing'}`);
        if (!statement.rank) return;
        checkIndex(statement.rank, scope);
        check(kernel.cluster !== undefined && memory?.space === 'workgroup', 'a rank of memory that no cluster shares');
        return;
      }
      case 'for':
        checkIndex(statement.extent, scope);
        check(!statement.unroll || statement.extent.kind === 'literal', 'a loop of unknown extent is unrolled');
        check(!variables.has(statement.counter), 'a variable is set twice');
        variables.set(statement.counter, { type: 'i32', lanes: 1 });
        statement.body.forEach(verifyStatement);
        variables.delete(statement.counter);
        return;
      case 'if': {
        const { type, lanes } = typeOf(statement.condition, scope);
        check(type === 'bool' && lanes === 1, 'a condition that is no truth value');
        statement.whenTrue.forEach(verifyStatement);
        statement.whenFalse.forEach(verifyStatement);
        return;
      }
      case 'barrier':
      case 'comment':
        return;
      case 'tile-fill':
        check(tiles.get(statement.tile)?.role === 'accumulator', 'a fill of a tile that is no accumulator');
        return;
      case 'tile-load':
      case 'tile-store': {
        const tile = tiles.get(statement.tile);
        const memory = memories.get(statement.memory);
        const allowed = statement.kind === 'tile-load' ? readable : writable;
        check(kernel.subgroupSize !== undefined, 'a tile in a kernel without subgroups');
        check(tile !== undefined && memory?.type === tile.type, 'a tile of another type than its memory');
        check(allowed.has(statement.memory), 'a tile in memory of another access');
        checkIndex(statement.index, scope);
        checkIndex(statement.stride, scope);
        return;
      }
      case 'matrix-multiply': {
        const shape = FRAGMENT_SHAPES[statement.shape];
        const sums = memories.get(statement.accumulator);
        check(kernel.subgroupSize === shape.lanes, `a product of matrices without subgroups of ${shape.lanes}`);
        check(sums?.space === 'register' && sums.type === 'f32', 'sums that are no f32 registers');
        checkIndex(statement.index, scope);
        const [left, right] = [typeOf(statement.left, scope), typeOf(statement.right, scope)];
        check(
          left.lanes === fragmentParts(shape, 'left') && right.lanes === fragmentParts(shape, 'right'),
          `fragments of ${left.lanes} and ${right.lanes} parts`,
        );
        check(left.type === right.type && HALVES.includes(left.type), 'fragments that are not in one half precision');
        return;
      }
      case 'staged-multiply': {
        const { columns, accumulator, left, memory } = statement;
        const shape = FRAGMENT_SHAPES.m16n8k16;
        const [sums, staged] = [memories.get(accumulator), memories.get(memory)];
        const { type, lanes } = typeOf(left, scope);
        check(kernel.subgroupSize === shape.lanes, `a product of matrices without subgroups of ${shape.lanes}`);
        check(
          kernel.invocations % (shape.lanes * STAGED_SUBGROUPS) === 0,
          `subgroups that are no multiple of ${STAGED_SUBGROUPS}`,
        );
        check(columns > 0 && columns % shape.columns === 0 && columns <= 256, `a product of ${columns} columns`);
        check(sums?.space === 'register' && sums.type === 'f32', 'sums that are no f32 registers');
        check(staged?.space === 'workgroup' && staged.type === type, 'a right matrix that is not staged');
        check(
          lanes === fragmentParts(shape, 'left') && HALVES.includes(type),
          'fragments that are not in half precision',
        );
        checkIndex(statement.index, scope);
        checkIndex(statement.at, scope);
        return;
      }
      case 'copy': {
        const [to, from] = [memories.get(statement.memory), memories.get(statement.source)];
        check(
          to?.space === 'workgroup' && from?.space === 'global',
          'a copy that is not from global to workgroup memory',
        );
        check(to?.type === from?.type && readable.has(statement.source), 'a copy of what is not read');
        check((statement.elements * BYTES[to?.type ?? 'bool']) % COPIED_BYTES === 0, 'a copy of no whole 16 bytes');
        checkIndex(statement.index, scope);
        checkIndex(statement.from, scope);
        return;
      }
      case 'await-products':
      case 'end-batch':
      case 'await-batches':
        return;
      case 'tile-multiply':
        checkProduct(tiles.get(statement.accumulator), tiles.get(statement.left), tiles.get(statement.right), check);
    }
  };

  const checkExpression = (expression: LoopExpression, check: (condition: boolean, problem: string) => void): void => {
    check(!isCollective(expression), 'a subgroup operation inside another expression');
    if (expression.kind === 'load') {
      check(readable.has(expression.memory), 'a load from memory that is not read');
      const { elements } = memories.get(expression.memory) as Memory;
      check(
        expression.index.kind !== 'literal' ||
          typeof elements !== 'number' ||
          expression.index.value + expression.lanes <= elements,
        'a load beyond the end',
      );
    }
    operandsOfExpression(expression).forEach((part) => {
      checkExpression(part, check);
    });
  };

  kernel.body.forEach(verifyStatement);
}

function checkProduct(
  accumulator: Tile | undefined,
  left: Tile | undefined,
  right: Tile | undefined,
  check: (condition: boolean, problem: string) => void,
): void {
  check(
    accumulator?.role === 'accumulator' && left?.role === 'left' && right?.role === 'right',
    'a product of tiles in other roles',
  );
  check(
    accumulator?.rows === left?.rows && accumulator?.columns === right?.columns && left?.columns === right?.rows,
    'a product of tiles that do not fit',
  );
  check(left?.type === right?.type, 'a product of tiles of two types');
}
