/** Counts what a kernel reads, writes and multiplies, by walking its loops. */
import { BYTES, evaluateExtent } from '@einlay/ir';
import type { ExtentBindings } from '@einlay/ir';
import { BINARY, expressionsOf, operandsOfExpression, statementsOf } from '@einlay/ir/loop';
import type { Kernel, LoopExpression, LoopStatement, MemoryId, TileId, VariableId } from '@einlay/ir/loop';

/** Bytes that all invocations of a launch ask a buffer for and hand to it; caches serve most of what is asked twice. */
export interface Traffic {
  readonly read: number;
  readonly written: number;
}

export interface KernelWork {
  /** By buffer. */
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** Multiply-adds of all invocations; more than the layer has where something is computed again. */
  readonly macs: number;
}

/** Workgroups of a launch. */
export const workgroupsOf = ({ grid }: Kernel, bindings: ExtentBindings): number =>
  grid.reduce((all, { extent, tile }) => all * Math.ceil(evaluateExtent(extent, bindings) / tile), 1);

/**
 * The work of one launch. Conditions are taken to hold, which they do but at edges; a loop whose extent depends on
 * where the invocation stands makes counts infinite.
 */
export function workOf(kernel: Kernel, bindings: ExtentBindings): KernelWork {
  const { memories, invocations, subgroupSize = invocations } = kernel;
  const counts = new Map<MemoryId, { read: number; written: number }>();
  const numbers = new Map<VariableId, number>();
  const elementBytes = new Map(
    [...memories, ...kernel.bindings.map(({ memory }) => memory)].map(({ id, type }) => [
      id,
      type === 'bool' ? 4 : BYTES[type],
    ]),
  );
  const count = (memory: MemoryId, direction: keyof Traffic, elements: number): void => {
    const found = counts.get(memory) ?? { read: 0, written: 0 };
    found[direction] += elements * (elementBytes.get(memory) ?? 0);
    counts.set(memory, found);
  };
  const evaluate = (expression: LoopExpression): number => {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'extent':
        return evaluateExtent(expression.extent, bindings);
      case 'variable':
        return numbers.get(expression.variable) ?? NaN;
      case 'binary': {
        const [left, right] = [evaluate(expression.left), evaluate(expression.right)];
        if (expression.operator === 'quotient') return Math.floor(left / right);
        return expression.operator === 'remainder' ? left % right : BINARY[expression.operator](left, right);
      }
      default:
        return NaN;
    }
  };
  let macs = 0;
  const countIn = (expression: LoopExpression, times: number): void => {
    if (expression.kind === 'load') count(expression.memory, 'read', times * expression.lanes);
    if (expression.kind === 'multiply-add') macs += times * lanesOf(expression.addend);
    for (const operand of operandsOfExpression(expression)) countIn(operand, times);
  };
  /** Lanes that a store writes; a vector shows how many somewhere in it. */
  const lanesOf = (expression: LoopExpression): number => {
    switch (expression.kind) {
      case 'load':
      case 'broadcast':
        return expression.lanes;
      case 'vector':
        return expression.parts.length;
      case 'component':
        return 1;
      case 'variable':
        return lanes.get(expression.variable) ?? 1;
      default:
        return Math.max(1, ...operandsOfExpression(expression).map(lanesOf));
    }
  };
  const lanes = new Map<VariableId, number>();
  const tiles = new Map(kernel.tiles.map((tile) => [tile.id, tile]));
  const elementsOf = (tile: TileId): number => {
    const { rows = 0, columns = 0 } = tiles.get(tile) ?? {};
    return rows * columns;
  };
  const visit = (statement: LoopStatement, times: number): void => {
    for (const expression of expressionsOf(statement)) countIn(expression, times);
    let inside = times;
    switch (statement.kind) {
      case 'let':
        numbers.set(statement.variable, evaluate(statement.value));
        lanes.set(statement.variable, lanesOf(statement.value));
        break;
      case 'store':
        count(statement.memory, 'written', times * lanesOf(statement.value));
        break;
      case 'for': {
        const extent = evaluate(statement.extent);
        inside = Number.isNaN(extent) ? Infinity : times * extent;
        break;
      }
      case 'tile-load':
      case 'tile-store': {
        const direction = statement.kind === 'tile-load' ? 'read' : 'written';
        count(statement.memory, direction, (times * elementsOf(statement.tile)) / subgroupSize);
        break;
      }
      case 'if':
      case 'barrier':
      case 'comment':
      case 'tile-fill':
        break;
      case 'tile-multiply':
        macs += (times / subgroupSize) * elementsOf(statement.accumulator) * (tiles.get(statement.left)?.columns ?? 0);
        break;
    }
    if (inside > 0) for (const each of statementsOf(statement)) visit(each, inside);
  };
  const all = invocations * workgroupsOf(kernel, bindings);
  if (all > 0) for (const statement of kernel.body) visit(statement, all);
  const traffic = new Map(
    kernel.bindings.map(({ memory, buffer }) => [buffer, counts.get(memory.id) ?? { read: 0, written: 0 }]),
  );
  return { traffic, macs };
}
