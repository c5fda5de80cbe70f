/** Prints the body of a kernel in a dialect. Nothing is decided here: passes have settled what is said and in which order. */
import { invariant } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import type {
  ExpressionType,
  Kernel,
  Lanes,
  LoopExpression,
  LoopStatement,
  Memory,
  Tile,
  VariableId,
} from '@einlay/ir/loop';
import { index, literal, literalValue, plus, quotient, remainder, times, typeOf } from '@einlay/ir/loop';
import type { TypeScope } from '@einlay/ir/loop';
import { boundedVariables, isBounded, positionVariables } from './bounded.ts';
import { commentText } from './namer.ts';
import type { Namer } from './namer.ts';
import type { Dialect, PrintedProduct, PrintedTileAccess } from './dialect.ts';
import type { Place } from './place-memories.ts';
import { alone, infix, postfix } from './precedence.ts';
import type { Phrase } from './precedence.ts';
import { forEachStatement } from './rewrite.ts';
import { memoryOf, scopeOf } from './types-of.ts';

/** Names of everything in a kernel. */
export interface Names {
  readonly of: (id: number) => string;
  /** The variable that holds the elements of a register memory from `cell` on. */
  readonly ofCell: (memory: number, cell: number) => string;
}

/** Names memories, tiles and variables of a kernel, in order of appearance. */
export function nameKernel(kernel: Kernel, places: ReadonlyMap<number, Place>, namer: Namer): Names {
  const names = new Map<number, string>();
  const cells = new Map<string, string>();
  for (const { memory, width, cells: starts } of places.values()) {
    if (!starts) names.set(memory.id, namer.name(memory.name));
    else if (starts.length === 1 && memory.elements === width) cells.set(`${memory.id} 0`, namer.name(memory.name));
    else for (const cell of starts) cells.set(`${memory.id} ${cell}`, namer.name(`${memory.name}_${cell}`));
  }
  for (const { id, name } of kernel.tiles) names.set(id, namer.name(name));
  forEachStatement(kernel.body, (statement) => {
    if (statement.kind === 'let') names.set(statement.variable, namer.name(statement.name));
    if (statement.kind === 'for') names.set(statement.counter, namer.name(statement.name));
  });
  const find = (name: string | undefined, what: string): string => {
    invariant(name !== undefined, () => `print ${kernel.name}: ${what} has no name`);
    return name;
  };
  return {
    of: (id) => find(names.get(id), `%${id}`),
    ofCell: (memory, cell) => find(cells.get(`${memory} ${cell}`), `%${memory}[${cell}]`),
  };
}

/** What the printer of a body needs to know. */
export interface Printing {
  readonly kernel: Kernel;
  readonly places: ReadonlyMap<number, Place>;
  readonly names: Names;
  readonly dialect: Dialect;
}

type Store = LoopStatement & { readonly kind: 'store' };
type Product = LoopStatement & { readonly kind: 'staged-multiply' };

/** Prints expressions, and the statements of a kernel as lines. */
export class BodyPrinter {
  readonly #places: ReadonlyMap<number, Place>;
  readonly #names: Names;
  readonly #dialect: Dialect;
  readonly #tiles: ReadonlyMap<number, Tile>;
  readonly #scope: TypeScope;
  readonly #kernel: Kernel;
  readonly #bounded: ReadonlySet<VariableId>;
  /** What positions in workgroup memory are made of, where compilers follow that. */
  readonly #positions: ReadonlySet<VariableId>;
  /** Whether what is printed leads to such a position. */
  #isPosition = false;

  constructor({ kernel, places, names, dialect }: Printing) {
    this.#kernel = kernel;
    this.#places = places;
    this.#names = names;
    this.#dialect = dialect;
    this.#tiles = new Map(kernel.tiles.map((tile) => [tile.id, tile]));
    this.#scope = scopeOf(kernel);
    this.#bounded = boundedVariables(kernel);
    this.#positions = dialect.followsDivisions ? positionVariables(kernel) : new Set();
  }

  /** Declarations of registers and tiles, then the statements. */
  lines(): readonly string[] {
    const registers = this.#kernel.memories.filter(({ space }) => space === 'register').flatMap(this.#declare);
    const tiles = this.#kernel.tiles.map((tile) => this.#dialect.declareTile(this.#names.of(tile.id), tile));
    return [...registers, ...tiles, ...this.#body(this.#kernel.body)];
  }

  /** The value of an extent at launch. */
  extent(extent: Extent): Phrase {
    if (typeof extent === 'number') return this.#dialect.literal('i32', extent);
    const symbols = extent.symbols.map(this.#dialect.symbol);
    const factors = extent.coefficient === 1 ? symbols : [...symbols, this.#dialect.literal('i32', extent.coefficient)];
    return factors.reduce((left, right) => infix('*', 'multiply', left, right));
  }

  print(expression: LoopExpression): Phrase {
    const dialect = this.#dialect;
    const print = (part: LoopExpression): Phrase => this.print(part);
    const type = (part: LoopExpression): ExpressionType => typeOf(part, this.#scope);
    switch (expression.kind) {
      case 'literal':
        return dialect.literal(expression.type, expression.value);
      case 'variable':
        return alone(this.#names.of(expression.variable));
      case 'builtin':
        return dialect.builtin(expression.builtin);
      case 'extent':
        return this.extent(expression.extent);
      case 'unary':
        return dialect.unary(expression.operator, type(expression.argument), print(expression.argument));
      case 'binary': {
        const { operator, left, right } = expression;
        const shift = Math.log2(literalValue(right) ?? 0);
        // Both are of non-negative numbers, where shifts and masks do the same and cost less.
        const isFollowed = this.#isPosition && isBounded(left, this.#bounded);
        if (shift > 0 && Number.isInteger(shift) && !isFollowed) {
          if (operator === 'quotient') return infix('>>', 'bitwise', print(left), dialect.literal('i32', shift));
          if (operator === 'remainder')
            return infix('&', 'bitwise', print(left), dialect.literal('i32', 2 ** shift - 1));
        }
        if (operator === 'add' && right.kind === 'literal' && right.type === 'i32' && right.value < 0)
          return dialect.binary('subtract', type(left), print(left), dialect.literal('i32', -right.value));
        return dialect.binary(operator, type(left), print(left), print(right));
      }
      case 'multiply-add': {
        const { left, right, addend } = expression;
        return dialect.multiplyAdd(type(left), print(left), print(right), print(addend));
      }
      case 'select':
        return dialect.select(print(expression.condition), print(expression.whenTrue), print(expression.whenFalse));
      case 'cast':
        return dialect.cast(expression.type, type(expression.argument), print(expression.argument));
      case 'load':
        return this.#load(expression.memory, expression.index, expression.lanes);
      case 'broadcast':
        return dialect.vector(type(expression).type, expression.lanes, [print(expression.argument)]);
      case 'vector': {
        const { type: scalar, lanes } = type(expression);
        return dialect.vector(scalar, lanes, expression.parts.map(print));
      }
      case 'component':
        return dialect.component(print(expression.vector), expression.lane);
      case 'subgroup':
        return dialect.subgroup(expression.operator, type(expression.argument), print(expression.argument));
      case 'exchange':
        return dialect.exchange(print(expression.argument), expression.mask);
    }
  }

  #place(memory: number): Place {
    const place = this.#places.get(memory);
    invariant(place, () => `print ${this.#kernel.name}: %${memory} has no place`);
    return place;
  }

  #load(id: number, at: LoopExpression, lanes: Lanes): Phrase {
    const { memory, width, anyWidth = false } = this.#place(id);
    const { type } = memory;
    if (anyWidth && lanes > 1) {
      const stored = this.#dialect.neighbours({ type, lanes }, this.#names.of(id), this.#printPosition(id, at), 'read');
      return this.#fromMemory(memory, { type, lanes }, stored);
    }
    if (lanes < width) {
      const lane = remainder(at, width);
      const known = literalValue(lane);
      const vector = this.#element(id, at);
      if (known === undefined) {
        const stored = this.#dialect.componentAt(vector, this.print(lane));
        return this.#fromMemory(memory, { type, lanes: 1 }, stored);
      }
      return this.#fromMemory(memory, { type, lanes: 1 }, this.#dialect.component(vector, known));
    }
    const parts = Array.from({ length: lanes / width }, (_, part) => {
      const element = this.#element(id, plus(at, part * width));
      return this.#fromMemory(memory, { type, lanes: width }, element);
    });
    return parts.length === 1 ? (parts[0] as Phrase) : this.#dialect.vector(type, lanes, parts);
  }

  /** The element of an array, or the variable, that holds element `at` of a memory. */
  #element(id: number, at: LoopExpression): Phrase {
    const { width, cells } = this.#place(id);
    if (!cells) return postfix(alone(this.#names.of(id)), `[${this.#printPosition(id, divideIndex(at, width)).text}]`);
    const first = literalValue(at);
    invariant(first !== undefined, () => `print ${this.#kernel.name}: an unknown index of variables`);
    return alone(this.#names.ofCell(id, Math.floor(first / width) * width));
  }

  #printPosition(memory: number, at: LoopExpression): Phrase {
    const before = this.#isPosition;
    this.#isPosition = this.#dialect.followsDivisions && memoryOf(this.#scope, memory).space === 'workgroup';
    const printed = this.print(at);
    this.#isPosition = before;
    return printed;
  }

  #fromMemory(memory: Memory, type: ExpressionType, stored: Phrase): Phrase {
    return memory.space === 'global' ? this.#dialect.fromBuffer(type, stored) : stored;
  }

  #declare = ({ id, type, elements }: Memory): readonly string[] => {
    const { width, cells } = this.#place(id);
    const name = (cell: number): string => this.#dialect.declare(this.#names.ofCell(id, cell), { type, lanes: width });
    if (cells) return cells.map(name);
    const length = Math.ceil(Number(elements) / width);
    return [this.#dialect.declareArray(this.#names.of(id), { type, lanes: width }, length)];
  };

  #body(body: readonly LoopStatement[]): readonly string[] {
    const lines: string[] = [];
    for (let at = 0; at < body.length;) {
      const run: Product[] = [];
      for (let statement = body[at]; statement?.kind === 'staged-multiply'; statement = body[at + run.length])
        run.push(statement);
      lines.push(
        ...(run.length > 0
          ? this.#dialect.multiplyStaged(run.map((product) => this.#product(product)))
          : this.#statement(body[at] as LoopStatement)),
      );
      at += Math.max(1, run.length);
    }
    return lines;
  }

  #product({ columns, accumulator, index: first, left, memory, at }: Product): PrintedProduct {
    return {
      type: typeOf(left, this.#scope).type,
      columns,
      accumulators: Array.from({ length: columns / 8 }, (_, group) =>
        this.#element(accumulator, plus(first, 4 * group)),
      ),
      left: this.#pairs(left),
      right: infix('+', 'add', alone(this.#names.of(memory)), this.print(at)),
    };
  }

  #block(head: string, body: readonly LoopStatement[]): readonly string[] {
    return [`${head} {`, ...this.#body(body).map(indent), '}'];
  }

  #statement(statement: LoopStatement): readonly string[] {
    const dialect = this.#dialect;
    switch (statement.kind) {
      case 'let': {
        const type = typeOf(statement.value, this.#scope);
        this.#isPosition = this.#positions.has(statement.variable);
        const value = this.print(statement.value);
        this.#isPosition = false;
        return [dialect.define(this.#names.of(statement.variable), type, value)];
      }
      case 'store': {
        const { memory, width } = this.#place(statement.memory);
        const type = typeOf(statement.value, this.#scope);
        const value = this.print(statement.value);
        const stored = memory.space === 'global' ? dialect.toBuffer(type, value) : value;
        return [`${this.#target(statement, type.lanes, width).text} = ${stored.text};`];
      }
      case 'for': {
        const head = dialect.forHeader(this.#names.of(statement.counter), this.print(statement.extent));
        return this.#block(head, statement.body);
      }
      case 'if': {
        const whenTrue = this.#block(`if (${this.print(statement.condition).text})`, statement.whenTrue);
        if (statement.whenFalse.length === 0) return whenTrue;
        return [...whenTrue.slice(0, -1), ...this.#block('} else', statement.whenFalse)];
      }
      case 'barrier':
        return dialect.barrier;
      case 'comment':
        return [`// ${commentText(statement.text)}`];
      case 'tile-fill':
        return [dialect.fillTile(this.#names.of(statement.tile), this.#tile(statement.tile), statement.value)];
      case 'tile-load':
        return [dialect.loadTile(this.#tileAccess(statement))];
      case 'tile-store':
        return [dialect.storeTile(this.#tileAccess(statement))];
      case 'matrix-multiply': {
        const { shape, accumulator, index: at, left, right } = statement;
        const { type } = typeOf(left, this.#scope);
        return [
          dialect.multiplyMatrices(shape, type, this.#element(accumulator, at), this.#pairs(left), this.#pairs(right)),
        ];
      }
      case 'staged-multiply':
        return dialect.multiplyStaged([this.#product(statement)]);
      case 'copy': {
        const to = infix('+', 'add', alone(this.#names.of(statement.memory)), this.print(statement.index));
        const from = infix('+', 'add', alone(this.#names.of(statement.source)), this.print(statement.from));
        return [dialect.copy(to, from, statement.elements)];
      }
      case 'await-products': {
        const { accumulator, columns, pending } = statement;
        const groups = Array.from({ length: columns / 8 }, (_, at) =>
          this.#element(accumulator, literal('i32', 4 * at)),
        );
        return dialect.awaitProducts(pending, groups);
      }
      case 'end-batch':
        return [dialect.endBatch];
      case 'await-batches':
        return [dialect.awaitBatches(statement.pending)];
      case 'tile-multiply': {
        const { accumulator, left, right } = statement;
        return [dialect.multiplyTiles(this.#names.of(accumulator), this.#names.of(left), this.#names.of(right))];
      }
    }
  }

  /** A vector in half precision as pairs: where two parts are neighbours already, they stay together. */
  #pairs(vector: LoopExpression): readonly Phrase[] {
    invariant(vector.kind === 'vector', () => `print ${this.#kernel.name}: a fragment that is not made of parts`);
    const { parts } = vector;
    return Array.from({ length: parts.length / 2 }, (_, pair) => {
      const [low, high] = [parts[2 * pair], parts[2 * pair + 1]] as [LoopExpression, LoopExpression];
      const together =
        low.kind === 'component' &&
        high.kind === 'component' &&
        low.vector === high.vector &&
        low.lane % 2 === 0 &&
        high.lane === low.lane + 1;
      if (together) return this.#dialect.pairOf(this.print(low.vector), low.lane / 2);
      return this.#dialect.packPair(this.print(low), this.print(high));
    });
  }

  /** What a store assigns to: an element, or one lane of a private vector. */
  #target({ memory: id, index: at, rank }: Store, lanes: Lanes, width: number): Phrase {
    const { memory, anyWidth = false } = this.#place(id);
    const arrayName = (): string =>
      rank ? this.#dialect.atRank(this.#names.of(id), this.print(rank)) : this.#names.of(id);
    if (anyWidth && lanes > 1)
      return this.#dialect.neighbours({ type: memory.type, lanes }, arrayName(), this.print(at), 'write');
    if (rank) return postfix(alone(arrayName()), `[${this.print(at).text}]`);
    const element = this.#element(id, at);
    if (lanes === width) return element;
    const lane = remainder(at, width);
    const known = literalValue(lane);
    return known === undefined
      ? this.#dialect.componentAt(element, this.print(lane))
      : this.#dialect.component(element, known);
  }

  #tile(id: number): Tile {
    const tile = this.#tiles.get(id);
    invariant(tile, () => `print ${this.#kernel.name}: there is no tile ${id}`);
    return tile;
  }

  #tileAccess(statement: LoopStatement & { readonly kind: 'tile-load' | 'tile-store' }): PrintedTileAccess {
    return {
      tile: this.#tile(statement.tile),
      name: this.#names.of(statement.tile),
      memory: this.#names.of(memoryOf(this.#scope, statement.memory).id),
      index: this.#printPosition(statement.memory, statement.index),
      stride: this.print(statement.stride),
      order: statement.order,
    };
  }
}

export const indent = (line: string): string => (line === '' ? line : `  ${line}`);

/** An index that is a multiple of `width`, divided by it; the division is done while printing where that is possible. */
export function divideIndex(at: LoopExpression, width: number): LoopExpression {
  if (width === 1) return at;
  const exact = divideExactly(at, width);
  if (exact || at.kind !== 'binary' || at.operator !== 'add') return exact ?? quotient(at, width);
  // The sum is a multiple: where one side is, so is the other. What is added last stays a number, which addresses take for nothing.
  const [left, right] = [divideExactly(at.left, width), divideExactly(at.right, width)];
  if (!left && !right) return quotient(at, width);
  return plus(left ?? divideIndex(at.left, width), right ?? divideIndex(at.right, width));
}

function divideExactly(at: LoopExpression, width: number): LoopExpression | undefined {
  if (at.kind === 'literal') return at.value % width === 0 ? index(at.value / width) : undefined;
  if (at.kind !== 'binary') return undefined;
  const { operator, left, right } = at;
  switch (operator) {
    case 'add':
    case 'subtract': {
      const [a, b] = [divideExactly(left, width), divideExactly(right, width)];
      if (a === undefined || b === undefined) return undefined;
      return operator === 'add' ? plus(a, b) : { ...at, left: a, right: b };
    }
    case 'multiply': {
      const a = divideExactly(left, width);
      if (a) return times(a, right);
      const b = divideExactly(right, width);
      return b && times(left, b);
    }
    default:
      return undefined;
  }
}
