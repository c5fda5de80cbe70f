/** Makes kernels: expressions by functions that fold what is known, statements by a builder that keeps track of bodies. */
import { invariant } from '../diagnostic.ts';
import type { Extent } from '../extent.ts';
import type { BinaryOperator, UnaryOperator } from '../tensor/nodes.ts';
import type {
  Binding,
  Builtin,
  GridExtent,
  IntegerOperator,
  Kernel,
  Lanes,
  LoopExpression,
  LoopStatement,
  Memory,
  ScalarType,
  Tile,
} from './nodes.ts';

/** Whole numbers stand for themselves where an index is expected. */
export type IndexLike = LoopExpression | number;

/** A fixed number. */
export const literal = (type: ScalarType, value: number): LoopExpression => ({ kind: 'literal', type, value });

/** An index as an expression. */
export const index = (value: IndexLike): LoopExpression => (typeof value === 'number' ? literal('i32', value) : value);

/** What an invocation knows of itself. */
export const builtin = (name: Builtin): LoopExpression => ({ kind: 'builtin', builtin: name });

/** The value of an extent at launch. */
export const extentValue = (extent: Extent): LoopExpression =>
  typeof extent === 'number' ? literal('i32', extent) : { kind: 'extent', extent };

/** The value of a literal, else undefined. */
export const literalValue = (expression: LoopExpression): number | undefined =>
  expression.kind === 'literal' ? expression.value : undefined;

/** An operator on one value. */
export const unary = (operator: UnaryOperator, argument: LoopExpression): LoopExpression => ({
  kind: 'unary',
  operator,
  argument,
});

/** An operator on two values, as it is: nothing is folded. */
export const binary = (
  operator: BinaryOperator | IntegerOperator,
  left: LoopExpression,
  right: LoopExpression,
): LoopExpression => ({ kind: 'binary', operator, left, right });

/** `left * right + addend`. */
export const multiplyAdd = (left: LoopExpression, right: LoopExpression, addend: LoopExpression): LoopExpression => ({
  kind: 'multiply-add',
  left,
  right,
  addend,
});

/** One of two values, as a condition says. */
export const select = (
  condition: LoopExpression,
  whenTrue: LoopExpression,
  whenFalse: LoopExpression,
): LoopExpression => ({ kind: 'select', condition, whenTrue, whenFalse });

/** A value in another type. */
export const cast = (type: ScalarType, argument: LoopExpression): LoopExpression => ({ kind: 'cast', type, argument });

/** A scalar in every lane; one lane is the scalar itself. */
export const broadcast = (argument: LoopExpression, lanes: Lanes): LoopExpression =>
  lanes === 1 ? argument : { kind: 'broadcast', argument, lanes };

/** One scalar is itself. */
export const vector = (parts: readonly LoopExpression[]): LoopExpression =>
  parts.length === 1 ? (parts[0] as LoopExpression) : { kind: 'vector', parts };

/** One lane of a vector. */
export const component = (vector: LoopExpression, lane: number): LoopExpression => ({
  kind: 'component',
  vector,
  lane,
});

/** What the invocation of the subgroup has whose lane differs in the bits of `mask`; only as the value of a `let`. */
export const exchange = (argument: LoopExpression, mask: number): LoopExpression => ({
  kind: 'exchange',
  argument,
  mask,
});

/** Elements of a memory from a position on. */
export const load = (memory: Memory, at: IndexLike, lanes: Lanes = 1): LoopExpression => ({
  kind: 'load',
  memory: memory.id,
  index: index(at),
  lanes,
});

/** left + right, of indices. */
export function plus(left: IndexLike, right: IndexLike): LoopExpression {
  const [a, b] = [index(left), index(right)];
  const [x, y] = [literalValue(a), literalValue(b)];
  if (x !== undefined && y !== undefined) return index(x + y);
  if (x === 0) return b;
  return y === 0 ? a : binary('add', a, b);
}

/** left − right, of indices. */
export function minus(left: IndexLike, right: IndexLike): LoopExpression {
  const [a, b] = [index(left), index(right)];
  const [x, y] = [literalValue(a), literalValue(b)];
  if (x !== undefined && y !== undefined) return index(x - y);
  return y === 0 ? a : binary('subtract', a, b);
}

/** left · right, of indices. */
export function times(left: IndexLike, right: IndexLike): LoopExpression {
  const [a, b] = [index(left), index(right)];
  const [x, y] = [literalValue(a), literalValue(b)];
  if (x !== undefined && y !== undefined) return index(x * y);
  if (x === 0 || y === 0) return index(0);
  if (x === 1) return b;
  return y === 1 ? a : binary('multiply', a, b);
}

/** ⌊left / right⌋ of non-negative indices. */
export function quotient(left: IndexLike, right: IndexLike): LoopExpression {
  const [a, b] = [index(left), index(right)];
  const [x, y] = [literalValue(a), literalValue(b)];
  if (x !== undefined && y !== undefined && y !== 0) return index(Math.floor(x / y));
  return y === 1 ? a : binary('quotient', a, b);
}

/** The remainder of non-negative indices. */
export function remainder(left: IndexLike, right: IndexLike): LoopExpression {
  const [a, b] = [index(left), index(right)];
  const [x, y] = [literalValue(a), literalValue(b)];
  if (x !== undefined && y !== undefined && y !== 0) return index(x % y);
  return y === 1 ? index(0) : binary('remainder', a, b);
}

/** The smaller of two indices. */
export function smaller(left: IndexLike, right: IndexLike): LoopExpression {
  const [a, b] = [index(left), index(right)];
  const [x, y] = [literalValue(a), literalValue(b)];
  return x !== undefined && y !== undefined ? index(Math.min(x, y)) : binary('min', a, b);
}

/** Whether an index is below another. */
export const lessThan = (left: IndexLike, right: IndexLike): LoopExpression =>
  binary('less', index(left), index(right));

/** Whether both are true. */
export const both = (left: LoopExpression, right: LoopExpression): LoopExpression => binary('and', left, right);

/** Appends statements to the body of one kernel. */
export class KernelBuilder {
  readonly #name: string;
  readonly #doc: string | undefined;
  readonly #bindings: Binding[] = [];
  readonly #memories: Memory[] = [];
  readonly #tiles: Tile[] = [];
  #bodies: LoopStatement[][] = [[]];
  #next = 0;

  constructor(name: string, doc?: string) {
    this.#name = name;
    this.#doc = doc;
  }

  /** The binding of a buffer; the same memory when asked again. Reading and writing makes it both. */
  bind(buffer: string, access: Binding['access'], type: ScalarType, elements: Extent): Memory {
    const at = this.#bindings.findIndex((binding) => binding.buffer === buffer);
    const known = this.#bindings[at];
    if (known) {
      if (known.access !== access) this.#bindings[at] = { ...known, access: 'read-write' };
      return known.memory;
    }
    const memory: Memory = { id: this.#fresh(), name: buffer, space: 'global', type, elements };
    this.#bindings.push({ memory, access, buffer });
    return memory;
  }

  /** Adds memory that a workgroup shares, or an invocation has for itself. */
  memory(name: string, space: 'workgroup' | 'register', type: ScalarType, elements: number): Memory {
    const memory: Memory = { id: this.#fresh(), name, space, type, elements };
    this.#memories.push(memory);
    return memory;
  }

  /** Adds a tile of matrix units. */
  tile(name: string, role: Tile['role'], type: ScalarType, rows: number, columns: number): Tile {
    const tile: Tile = { id: this.#fresh(), name, role, type, rows, columns };
    this.#tiles.push(tile);
    return tile;
  }

  /** Names a value; literals and variables are themselves. */
  let(name: string, value: LoopExpression): LoopExpression {
    if (value.kind === 'literal' || value.kind === 'variable') return value;
    const variable = this.#fresh();
    this.append({ kind: 'let', variable, name, value });
    return { kind: 'variable', variable };
  }

  /** `rank` says whose workgroup memory it is, when it is not one's own. */
  store(memory: Memory, at: IndexLike, value: LoopExpression, rank?: LoopExpression): void {
    this.append({ kind: 'store', memory: memory.id, index: index(at), value, ...(rank ? { rank } : {}) });
  }

  /** For 0 … extent − 1; nothing for none, and without a loop for one. */
  for(
    name: string,
    extent: IndexLike,
    body: (counter: LoopExpression) => void,
    { unroll = false }: { readonly unroll?: boolean } = {},
  ): void {
    const known = literalValue(index(extent));
    if (known === 0) return;
    if (known === 1) {
      body(index(0));
      return;
    }
    const counter = this.#fresh();
    const statements = this.#inside(() => {
      body({ kind: 'variable', variable: counter });
    });
    this.append({ kind: 'for', counter, name, extent: index(extent), unroll, body: statements });
  }

  /** When `condition` is a literal only the side it chooses is there. */
  if(condition: LoopExpression, whenTrue: () => void, whenFalse: () => void = () => undefined): void {
    const known = literalValue(condition);
    if (known !== undefined) {
      (known === 0 ? whenFalse : whenTrue)();
      return;
    }
    const [yes, no] = [this.#inside(whenTrue), this.#inside(whenFalse)];
    this.append({ kind: 'if', condition, whenTrue: yes, whenFalse: no });
  }

  /** Starts copying from global to workgroup memory. */
  copy(memory: Memory, at: IndexLike, source: Memory, from: IndexLike, elements: number): void {
    const places = { memory: memory.id, index: index(at), source: source.id, from: index(from) };
    this.append({ kind: 'copy', ...places, elements });
  }

  /** All invocations of a workgroup wait for each other here. */
  barrier(): void {
    this.append({ kind: 'barrier' });
  }

  /** A line for whoever reads the kernel. */
  comment(text: string): void {
    this.append({ kind: 'comment', text });
  }

  /** Adds a statement to the innermost body that is open. */
  append(statement: LoopStatement): void {
    const body = this.#bodies.at(-1);
    invariant(body, `build ${this.#name}: no body`);
    body.push(statement);
  }

  /** The kernel of all that was added. */
  build(shape: {
    readonly invocations: number;
    readonly grid: readonly GridExtent[];
    readonly subgroupSize?: number;
    readonly cluster?: number;
  }): Kernel {
    invariant(this.#bodies.length === 1, `build ${this.#name}: a body is still open`);
    return {
      name: this.#name,
      ...(this.#doc === undefined ? {} : { doc: this.#doc }),
      bindings: [...this.#bindings],
      memories: [...this.#memories],
      tiles: [...this.#tiles],
      invocations: shape.invocations,
      ...(shape.subgroupSize === undefined ? {} : { subgroupSize: shape.subgroupSize }),
      ...(shape.cluster === undefined ? {} : { cluster: shape.cluster }),
      grid: shape.grid,
      body: this.#bodies[0] as LoopStatement[],
    };
  }

  #inside(fill: () => void): readonly LoopStatement[] {
    const body: LoopStatement[] = [];
    this.#bodies.push(body);
    fill();
    this.#bodies = this.#bodies.slice(0, -1);
    return body;
  }

  #fresh(): number {
    this.#next += 1;
    return this.#next - 1;
  }
}
