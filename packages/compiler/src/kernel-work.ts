/** Counts what a kernel reads, writes and multiplies, by walking its loops. */
import { BYTES, evaluateExtent } from '@einlay/ir';
import type { ExtentBindings } from '@einlay/ir';
import { BINARY, FRAGMENT_SHAPES, expressionsOf, operandsOfExpression, statementsOf } from '@einlay/ir/loop';
import type { Builtin, Kernel, LoopExpression, LoopStatement, MemoryId, TileId, VariableId } from '@einlay/ir/loop';

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
export const workgroupsOf = ({ grid, cluster = 1 }: Kernel, bindings: ExtentBindings): number =>
  grid.reduce((all, { extent, tile }) => all * Math.ceil(evaluateExtent(extent, bindings) / tile), cluster);

/**
 * The work of one launch: that of the first workgroup, in which tiles are whole, times their number. What a condition
 * depends on is tried out, evenly spaced; the rest is multiplied. A loop whose extent nobody knows makes counts infinite.
 */
export function workOf(kernel: Kernel, bindings: ExtentBindings): KernelWork {
  const workgroups = workgroupsOf(kernel, bindings);
  const counter = new Counter(kernel, bindings);
  if (workgroups > 0) counter.countWorkgroup();
  const traffic = kernel.bindings.map(({ memory, buffer }): [string, Traffic] => {
    const { read, written } = counter.bytes.get(memory.id) ?? NOTHING;
    return [buffer, { read: read * workgroups, written: written * workgroups }];
  });
  return { traffic: new Map(traffic), macs: counter.macs * workgroups };
}

const NOTHING: Traffic = { read: 0, written: 0 };

/** Invocations, and steps of one loop, that are tried out at most; and steps of loops inside each other. */
const MOST_INVOCATIONS = 64;
const MOST_STEPS = 32;
const MOST_NESTED_STEPS = 256;

/** Numbers from 0 on, evenly spaced, each standing for as many others. */
function* spaced(count: number, most: number): Generator<{ readonly value: number; readonly weight: number }> {
  const tried = Math.min(count, most);
  for (let at = 0; at < tried; at += 1)
    yield { value: Math.floor(((at + 0.5) * count) / tried), weight: count / tried };
}

class Counter {
  readonly bytes = new Map<MemoryId, { read: number; written: number }>();
  macs = 0;
  readonly #kernel: Kernel;
  readonly #bindings: ExtentBindings;
  readonly #elementBytes: ReadonlyMap<MemoryId, number>;
  /** Counters and variables that a condition or the extent of a loop depends on. */
  readonly #deciding = new Set<VariableId>();
  readonly #numbers = new Map<VariableId, number>();
  readonly #lanes = new Map<VariableId, number>();
  readonly #subgroupSize: number;
  #invocation = 0;

  constructor(kernel: Kernel, bindings: ExtentBindings) {
    this.#kernel = kernel;
    this.#bindings = bindings;
    this.#subgroupSize = kernel.subgroupSize ?? kernel.invocations;
    const memories = [...kernel.memories, ...kernel.bindings.map(({ memory }) => memory)];
    this.#elementBytes = new Map(memories.map(({ id, type }) => [id, type === 'bool' ? 4 : BYTES[type]]));
    this.#findDeciding();
  }

  countWorkgroup(): void {
    for (const { value, weight } of spaced(this.#kernel.invocations, MOST_INVOCATIONS)) {
      this.#invocation = value;
      for (const statement of this.#kernel.body) this.#count(statement, weight, MOST_NESTED_STEPS);
    }
  }

  #findDeciding(): void {
    const made = new Map<VariableId, LoopExpression>();
    const see = (expression: LoopExpression): void => {
      if (expression.kind === 'variable' && !this.#deciding.has(expression.variable)) {
        this.#deciding.add(expression.variable);
        const value = made.get(expression.variable);
        if (value) see(value);
      }
      operandsOfExpression(expression).forEach(see);
    };
    const visit = (statement: LoopStatement): void => {
      if (statement.kind === 'let') made.set(statement.variable, statement.value);
      if (statement.kind === 'if') see(statement.condition);
      if (statement.kind === 'for') see(statement.extent);
      statementsOf(statement).forEach(visit);
    };
    this.#kernel.body.forEach(visit);
  }

  #count(statement: LoopStatement, times: number, steps: number): void {
    for (const expression of expressionsOf(statement)) this.#countIn(expression, times);
    const countAll = (body: readonly LoopStatement[], howOften: number, left = steps): void => {
      for (const each of body) this.#count(each, howOften, left);
    };
    switch (statement.kind) {
      case 'let':
        if (this.#deciding.has(statement.variable))
          this.#numbers.set(statement.variable, this.#evaluate(statement.value));
        this.#lanes.set(statement.variable, this.#lanesOf(statement.value));
        break;
      case 'store':
        this.#move(statement.memory, 'written', times * this.#lanesOf(statement.value));
        break;
      case 'for': {
        const extent = this.#evaluate(statement.extent);
        if (Number.isNaN(extent)) countAll(statement.body, Infinity);
        else if (!this.#deciding.has(statement.counter)) countAll(statement.body, times * extent);
        else {
          const most = Math.min(MOST_STEPS, steps);
          for (const { value, weight } of spaced(extent, most)) {
            this.#numbers.set(statement.counter, value);
            countAll(statement.body, times * weight, Math.max(1, Math.floor(steps / Math.min(extent, most))));
          }
        }
        break;
      }
      case 'if':
        countAll(this.#evaluate(statement.condition) === 0 ? statement.whenFalse : statement.whenTrue, times);
        break;
      case 'tile-load':
      case 'tile-store': {
        const direction = statement.kind === 'tile-load' ? 'read' : 'written';
        this.#move(statement.memory, direction, (times * this.#elementsOf(statement.tile)) / this.#subgroupSize);
        break;
      }
      case 'tile-multiply': {
        const depth = this.#kernel.tiles.find(({ id }) => id === statement.left)?.columns ?? 0;
        this.macs += (times * this.#elementsOf(statement.accumulator) * depth) / this.#subgroupSize;
        break;
      }
      case 'matrix-multiply': {
        const { rows, columns, depth, lanes } = FRAGMENT_SHAPES[statement.shape];
        this.macs += (times * rows * columns * depth) / lanes;
        break;
      }
      case 'staged-multiply': {
        const { rows, depth, lanes } = FRAGMENT_SHAPES.m16n8k16;
        this.macs += (times * rows * statement.columns * depth) / lanes;
        break;
      }
      case 'copy':
        this.#move(statement.source, 'read', times * statement.elements);
        break;
      case 'barrier':
      case 'comment':
      case 'end-batch':
      case 'await-batches':
      case 'await-products':
      case 'tile-fill':
        break;
    }
  }

  #move(memory: MemoryId, direction: keyof Traffic, elements: number): void {
    const found = this.bytes.get(memory) ?? { ...NOTHING };
    found[direction] += elements * (this.#elementBytes.get(memory) ?? 0);
    this.bytes.set(memory, found);
  }

  #countIn(expression: LoopExpression, times: number): void {
    if (expression.kind === 'load') this.#move(expression.memory, 'read', times * expression.lanes);
    if (expression.kind === 'multiply-add') this.macs += times * this.#lanesOf(expression.addend);
    for (const operand of operandsOfExpression(expression)) this.#countIn(operand, times);
  }

  #elementsOf(tile: TileId): number {
    const { rows = 0, columns = 0 } = this.#kernel.tiles.find(({ id }) => id === tile) ?? {};
    return rows * columns;
  }

  /** Lanes of a value; a vector shows how many somewhere in it. */
  #lanesOf(expression: LoopExpression): number {
    switch (expression.kind) {
      case 'load':
      case 'broadcast':
        return expression.lanes;
      case 'vector':
        return expression.parts.length;
      case 'component':
        return 1;
      case 'variable':
        return this.#lanes.get(expression.variable) ?? 1;
      default:
        return Math.max(1, ...operandsOfExpression(expression).map((operand) => this.#lanesOf(operand)));
    }
  }

  /** The number that an expression is in the first workgroup, truth as 1; NaN when that depends on tensors. */
  #evaluate(expression: LoopExpression): number {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'extent':
        return evaluateExtent(expression.extent, this.#bindings);
      case 'variable':
        return this.#numbers.get(expression.variable) ?? NaN;
      case 'builtin':
        return this.#builtin(expression.builtin);
      case 'binary': {
        const [left, right] = [this.#evaluate(expression.left), this.#evaluate(expression.right)];
        if (Number.isNaN(left) || Number.isNaN(right)) return NaN;
        if (expression.operator === 'quotient') return Math.floor(left / right);
        return expression.operator === 'remainder' ? left % right : BINARY[expression.operator](left, right);
      }
      default:
        return NaN;
    }
  }

  #builtin(builtin: Builtin): number {
    switch (builtin) {
      case 'workgroup':
      case 'rank':
        return 0;
      case 'invocation':
        return this.#invocation;
      case 'subgroup':
        return Math.floor(this.#invocation / this.#subgroupSize);
      case 'lane':
        return this.#invocation % this.#subgroupSize;
    }
  }
}
