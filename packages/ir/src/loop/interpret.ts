/**
 * The loop interpreter: the meaning of loop IR, and its sharpest critic.
 *
 * It steps the invocations of a workgroup from barrier to barrier, one after another, and throws a `KernelError` where a
 * device would do something unspeakable: an index out of range or not aligned, a read of what was not written, two
 * invocations racing for an element, a barrier that not all reach, a variable of another control path. Numbers are float64
 * throughout, as in the tensor interpreter.
 */
import { evaluateExtent } from '../extent.ts';
import type { ExtentBindings } from '../extent.ts';
import { BINARY, UNARY } from '../tensor/interpret.ts';
import type { HostTensor } from '../tensor/interpret.ts';
import type {
  Buffer,
  Kernel,
  LoopExpression,
  LoopProgram,
  LoopStatement,
  Memory,
  Packing,
  Tile,
  TileAccess,
} from './nodes.ts';
import { FRAGMENT_SHAPES, fragmentParts, stagedPosition } from './fragments.ts';
import type { FragmentShape } from './fragments.ts';
import { printStatement } from './print.ts';

/** A kernel does what no kernel may do. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
}

/**
 * Runs all kernels of `program`. `inputs` has the parameters by name, `shapes` the shapes of the outputs with symbols
 * bound. Returns the outputs by name. Throws `KernelError`.
 */
export function interpretLoops(
  program: LoopProgram,
  inputs: ReadonlyMap<string, HostTensor>,
  outputs: ReadonlyMap<string, readonly number[]>,
  bindings: ExtentBindings,
): ReadonlyMap<string, HostTensor> {
  const buffers = new Map(program.buffers.map((buffer) => [buffer.name, fillBuffer(buffer, inputs, bindings)]));
  for (const kernel of program.kernels) launchKernel(kernel, buffers, bindings);
  const results = new Map<string, HostTensor>();
  for (const { name, content } of program.buffers) {
    if (content.kind !== 'output') continue;
    const elements = buffers.get(name) as Elements;
    const missing = elements.written.indexOf(0);
    if (missing >= 0) throw new KernelError(`no kernel writes element ${missing} of ${content.output}`);
    results.set(content.output, { shape: outputs.get(content.output) ?? [], data: elements.data });
  }
  return results;
}

/** The elements of a packed factor, zeros where padding is. */
export function packTensor({ shape: own, data }: HostTensor, { shape = own, splits, order }: Packing): Float64Array {
  const parts = splits.flatMap((extents, axis) =>
    extents.map((extent, at) => ({ axis, extent, step: extents.slice(at + 1).reduce((all, each) => all * each, 1) })),
  );
  const placed = order.map((part) => parts[part] as (typeof parts)[number]);
  const packed = new Float64Array(placed.reduce((all, { extent }) => all * extent, 1));
  for (let at = 0; at < packed.length; at += 1) {
    const position = shape.map(() => 0);
    let rest = at;
    for (const { axis, extent, step } of [...placed].reverse()) {
      position[axis] = (position[axis] as number) + (rest % extent) * step;
      rest = Math.floor(rest / extent);
    }
    if (position.some((value, axis) => value >= (shape[axis] as number))) continue;
    packed[at] = data[position.reduce((sum, value, axis) => sum * (shape[axis] as number) + value, 0)] as number;
  }
  return packed;
}

/** Who used an element: an invocation by its number, or one of these. */
const NOBODY = -1;
const SEVERAL_WORKGROUPS = -2;
const severalOf = (workgroup: number): number => -3 - workgroup;
const workgroupOf = (user: number, invocations: number): number =>
  user >= 0 ? Math.floor(user / invocations) : user === SEVERAL_WORKGROUPS ? NOBODY : -3 - user;

/** Memory with the book-keeping that shows misuse. Who is a workgroup and an invocation, as one number. */
class Elements {
  readonly data: Float64Array;
  readonly written: Uint8Array;
  readonly #name: string;
  readonly #writer: Int32Array;
  readonly #writeEpoch: Int32Array;
  readonly #reader: Int32Array;
  readonly #readEpoch: Int32Array;

  constructor(name: string, length: number, data?: ArrayLike<number>) {
    this.#name = name;
    this.data = new Float64Array(length).fill(NaN);
    this.written = new Uint8Array(length);
    if (data) {
      this.data.set(data);
      this.written.fill(1);
    }
    this.#writer = new Int32Array(length).fill(NOBODY);
    this.#writeEpoch = new Int32Array(length);
    this.#reader = new Int32Array(length).fill(NOBODY);
    this.#readEpoch = new Int32Array(length);
  }

  /** A new kernel: what others did lies behind. */
  settle(): void {
    this.#writer.fill(NOBODY);
    this.#reader.fill(NOBODY);
  }

  read(at: number, who: Who): number {
    this.#check(at);
    if (this.written[at] === 0) throw new KernelError(`${this.#name}[${at}] is read before it is written`);
    if (this.#races(this.#writer[at] as number, this.#writeEpoch[at] as number, who)) this.#race(at, 'read');
    this.#reader[at] = this.#readers(this.#reader[at] as number, this.#readEpoch[at] as number, who);
    this.#readEpoch[at] = who.epoch;
    return this.data[at] as number;
  }

  /** Nobody may use the element until it is written. */
  announce(at: number, who: Who): void {
    this.write(at, NaN, who);
    this.written[at] = 0;
  }

  write(at: number, value: number, who: Who): void {
    this.#check(at);
    if (this.#races(this.#writer[at] as number, this.#writeEpoch[at] as number, who)) this.#race(at, 'written');
    if (this.#races(this.#reader[at] as number, this.#readEpoch[at] as number, who)) this.#race(at, 'written');
    this.data[at] = value;
    this.written[at] = 1;
    this.#writer[at] = who.id;
    this.#writeEpoch[at] = who.epoch;
  }

  /** Who has read, with one more. Readers before a barrier of the same workgroup are no danger any more. */
  #readers(known: number, epoch: number, who: Who): number {
    if (known === NOBODY || known === who.id) return who.id;
    if (workgroupOf(known, who.invocations) !== who.workgroup) return SEVERAL_WORKGROUPS;
    return epoch === who.epoch ? severalOf(who.workgroup) : who.id;
  }

  #races(other: number, epoch: number, who: Who): boolean {
    if (other === NOBODY || other === who.id) return false;
    return workgroupOf(other, who.invocations) !== who.workgroup || epoch === who.epoch;
  }

  #race(at: number, what: string): never {
    throw new KernelError(`${this.#name}[${at}] is ${what} by one invocation while another uses it`);
  }

  #check(at: number): void {
    if (!Number.isInteger(at) || at < 0 || at >= this.data.length)
      throw new KernelError(`${this.#name}[${at}] is out of range: it has ${this.data.length} elements`);
  }
}

interface Who {
  readonly id: number;
  readonly workgroup: number;
  readonly invocations: number;
  /** Counts barriers of all workgroups, so that no two share one. */
  epoch: number;
}

function fillBuffer(
  { name, elements, content }: Buffer,
  inputs: ReadonlyMap<string, HostTensor>,
  bindings: ExtentBindings,
): Elements {
  const length = evaluateExtent(elements, bindings);
  switch (content.kind) {
    case 'parameter': {
      const tensor = inputs.get(content.parameter);
      if (!tensor) throw new KernelError(`there is no tensor for ${content.parameter}`);
      const data = content.packing ? packTensor(tensor, content.packing) : tensor.data;
      if (data.length !== length) throw new KernelError(`${name} has ${length} elements but gets ${data.length}`);
      return new Elements(name, length, data);
    }
    case 'constant':
      return new Elements(name, length, content.data);
    case 'output':
    case 'scratch':
      return new Elements(name, length);
  }
}

type Value = number | readonly number[];

/** One invocation on its way. */
interface Frame {
  readonly variables: Map<number, Value>;
  readonly memories: ReadonlyMap<number, Elements>;
  /** Workgroup memories of all ranks. */
  readonly ranks: readonly ReadonlyMap<number, Elements>[];
  readonly who: Who;
  /** Copies on their way: batches, the last of them still open. */
  readonly batches: Copy[][];
  /** Sums of products that may still go on. */
  readonly unfinished: Set<number>;
  readonly builtins: Readonly<Record<string, number>>;
}

/** Elements that will be there. */
interface Copy {
  readonly elements: Elements;
  readonly at: number;
  readonly values: readonly number[];
}

/** What stops an invocation until others are there. */
type Stop =
  | { readonly kind: 'barrier'; readonly statement: LoopStatement }
  | { readonly kind: 'subgroup'; readonly statement: LoopStatement; readonly value: Value }
  | { readonly kind: 'tile'; readonly statement: LoopStatement; readonly frame: Frame }
  | { readonly kind: 'matrices'; readonly statement: MatrixMultiply; readonly frame: Frame };

type MatrixMultiply = LoopStatement & { readonly kind: 'matrix-multiply' | 'staged-multiply' };

function launchKernel(kernel: Kernel, buffers: ReadonlyMap<string, Elements>, bindings: ExtentBindings): void {
  for (const elements of buffers.values()) elements.settle();
  const workgroups = kernel.grid.reduce(
    (all, { extent, tile }) => all * Math.ceil(evaluateExtent(extent, bindings) / tile),
    1,
  );
  const machine = new Machine(kernel, buffers, bindings);
  for (let workgroup = 0; workgroup < workgroups; workgroup += 1) machine.runWorkgroup(workgroup);
}

class Machine {
  readonly #kernel: Kernel;
  readonly #buffers: ReadonlyMap<string, Elements>;
  readonly #bindings: ExtentBindings;
  #epoch = 0;

  constructor(kernel: Kernel, buffers: ReadonlyMap<string, Elements>, bindings: ExtentBindings) {
    this.#kernel = kernel;
    this.#buffers = buffers;
    this.#bindings = bindings;
  }

  runWorkgroup(workgroup: number): void {
    const { cluster = 1, subgroupSize = this.#kernel.invocations, body } = this.#kernel;
    const invocations = cluster * this.#kernel.invocations;
    this.#epoch += 1;
    const ranks = Array.from({ length: cluster }, () => this.#memoriesIn('workgroup'));
    const frames = Array.from({ length: invocations }, (_, invocation) => this.#frame(workgroup, invocation, ranks));
    const running = frames.map((frame) => this.#run(body, frame));
    const tiles = new Map<string, Float64Array>();
    let stops = running.map((generator) => generator.next());
    while (stops.some(({ done }) => done !== true)) {
      const waiting = stops.map((stop) => (stop.done === true ? undefined : stop.value));
      if (waiting.every((stop) => stop?.kind === 'barrier' && stop.statement === waiting[0]?.statement)) {
        this.#epoch += 1;
        for (const frame of frames) frame.who.epoch = this.#epoch;
        stops = running.map((generator) => generator.next());
        continue;
      }
      let progress = false;
      for (let first = 0; first < invocations; first += subgroupSize) {
        const group = waiting.slice(first, first + subgroupSize);
        const leader = group[0];
        if (!leader || leader.kind === 'barrier') continue;
        if (!group.every((stop) => stop?.statement === leader.statement))
          this.#fail('not all invocations of a subgroup take part', leader.statement);
        if (leader.kind === 'tile') this.#runTile(leader.statement, leader.frame, tiles, first / subgroupSize);
        if (leader.kind === 'matrices')
          this.#multiplyMatrices(
            leader.statement,
            group.flatMap((stop) => (stop?.kind === 'matrices' ? [stop.frame] : [])),
          );
        progress = true;
        const answers = leader.kind === 'subgroup' ? combine(leader.statement, group) : [];
        for (let at = first; at < first + subgroupSize; at += 1)
          stops[at] = (running[at] as Generator<Stop, void, Value | undefined>).next(answers[at - first]);
      }
      const stuck = waiting.find((stop) => stop !== undefined);
      if (!progress && stuck) this.#fail('not all invocations reach a barrier', stuck.statement);
    }
  }

  /** `number` counts the invocations of all ranks. */
  #frame(workgroup: number, number: number, ranks: Frame['ranks']): Frame {
    const { invocations, subgroupSize = invocations, bindings } = this.#kernel;
    const all = invocations * ranks.length;
    const [rank, invocation] = [Math.floor(number / invocations), number % invocations];
    const shared = ranks[rank] as ReadonlyMap<number, Elements>;
    const globals = bindings.map(({ memory, buffer }) => [memory.id, this.#buffers.get(buffer) as Elements] as const);
    return {
      variables: new Map(),
      memories: new Map([...globals, ...shared, ...this.#memoriesIn('register')]),
      ranks,
      batches: [[]],
      unfinished: new Set(),
      who: { id: workgroup * all + number, workgroup, invocations: all, epoch: this.#epoch },
      builtins: {
        workgroup,
        rank,
        invocation,
        subgroup: Math.floor(invocation / subgroupSize),
        lane: invocation % subgroupSize,
      },
    };
  }

  #memoriesIn(space: Memory['space']): ReadonlyMap<number, Elements> {
    const memories = this.#kernel.memories.filter((memory) => memory.space === space);
    return new Map(memories.map(({ id, name, elements }) => [id, new Elements(name, Number(elements))]));
  }

  *#run(body: readonly LoopStatement[], frame: Frame): Generator<Stop, void, Value | undefined> {
    for (const statement of body) {
      switch (statement.kind) {
        case 'let': {
          const { value } = statement;
          if (value.kind === 'subgroup' || value.kind === 'exchange') {
            const answer = yield { kind: 'subgroup', statement, value: this.#evaluate(value.argument, frame) };
            frame.variables.set(statement.variable, answer as Value);
          } else {
            frame.variables.set(statement.variable, this.#evaluate(value, frame));
          }
          break;
        }
        case 'store': {
          const value = this.#evaluate(statement.value, frame);
          const lanes = typeof value === 'number' ? [value] : value;
          const at = this.#index(statement.index, frame);
          if (at % lanes.length !== 0) this.#fail(`index ${at} is not aligned to ${lanes.length} lanes`, statement);
          const rank = statement.rank ? frame.ranks[this.#index(statement.rank, frame)] : frame.memories;
          if (!rank) this.#fail('there is no such rank', statement);
          const elements = rank.get(statement.memory) as Elements;
          lanes.forEach((lane, offset) => {
            elements.write(at + offset, lane, frame.who);
          });
          break;
        }
        case 'for': {
          const extent = this.#index(statement.extent, frame);
          for (let counter = 0; counter < extent; counter += 1) {
            frame.variables.set(statement.counter, counter);
            yield* this.#run(statement.body, frame);
          }
          break;
        }
        case 'if':
          yield* this.#run(
            this.#evaluate(statement.condition, frame) === 0 ? statement.whenFalse : statement.whenTrue,
            frame,
          );
          break;
        case 'barrier':
          yield { kind: 'barrier', statement };
          break;
        case 'comment':
          break;
        case 'tile-fill':
        case 'tile-load':
        case 'tile-multiply':
        case 'tile-store':
          yield { kind: 'tile', statement, frame };
          break;
        case 'copy': {
          const { elements: count, memory, source } = statement;
          const [at, from] = [this.#index(statement.index, frame), this.#index(statement.from, frame)];
          if (at % 8 !== 0 || from % 8 !== 0) this.#fail('a copy is not aligned', statement);
          const [elements, read] = [frame.memories.get(memory), frame.memories.get(source)] as [Elements, Elements];
          const values = Array.from({ length: count }, (_, lane) => read.read(from + lane, frame.who));
          values.forEach((_, lane) => {
            elements.announce(at + lane, frame.who);
          });
          frame.batches.at(-1)?.push({ elements, at, values });
          break;
        }
        case 'await-products':
          if (statement.pending === 0) frame.unfinished.delete(statement.accumulator);
          break;
        case 'end-batch':
          frame.batches.push([]);
          break;
        case 'await-batches':
          // The last one is open.
          while (frame.batches.length - 1 > statement.pending)
            for (const { elements, at, values } of frame.batches.shift() ?? [])
              values.forEach((value, lane) => {
                elements.write(at + lane, value, frame.who);
              });
          break;
        case 'staged-multiply':
        case 'matrix-multiply':
          yield { kind: 'matrices', statement, frame };
      }
    }
  }

  #index(expression: LoopExpression, frame: Frame): number {
    return this.#evaluate(expression, frame) as number;
  }

  #evaluate(expression: LoopExpression, frame: Frame): Value {
    const evaluate = (part: LoopExpression): Value => this.#evaluate(part, frame);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'variable': {
        const value = frame.variables.get(expression.variable);
        if (value === undefined)
          throw new KernelError(`%${expression.variable} is read on a path that does not set it`);
        return value;
      }
      case 'builtin':
        return frame.builtins[expression.builtin] as number;
      case 'extent':
        return evaluateExtent(expression.extent, this.#bindings);
      case 'unary':
        return eachLane(UNARY[expression.operator], evaluate(expression.argument));
      case 'binary': {
        const { operator } = expression;
        const operate = operator === 'quotient' || operator === 'remainder' ? INTEGER[operator] : BINARY[operator];
        return eachLane(operate, evaluate(expression.left), evaluate(expression.right));
      }
      case 'multiply-add':
        return eachLane(
          (left, right, addend) => left * right + addend,
          evaluate(expression.left),
          evaluate(expression.right),
          evaluate(expression.addend),
        );
      case 'select':
        return evaluate(evaluate(expression.condition) === 0 ? expression.whenFalse : expression.whenTrue);
      case 'cast': {
        const argument = evaluate(expression.argument);
        if (expression.type === 'i32') return eachLane(Math.trunc, argument);
        return expression.type === 'bool' ? eachLane((value) => Number(value !== 0), argument) : argument;
      }
      case 'load': {
        const at = this.#index(expression.index, frame);
        const elements = frame.memories.get(expression.memory) as Elements;
        if (expression.lanes === 1) return elements.read(at, frame.who);
        if (frame.unfinished.has(expression.memory))
          throw new KernelError(`%${expression.memory} is read while products are added to it`);
        if (at % expression.lanes !== 0)
          throw new KernelError(`index ${at} is not aligned to ${expression.lanes} lanes`);
        return Array.from({ length: expression.lanes }, (_, lane) => elements.read(at + lane, frame.who));
      }
      case 'broadcast':
        return new Array<number>(expression.lanes).fill(evaluate(expression.argument) as number);
      case 'vector':
        return expression.parts.map((part) => evaluate(part) as number);
      case 'component':
        return (evaluate(expression.vector) as readonly number[])[expression.lane] as number;
      case 'subgroup':
      case 'exchange':
        throw new KernelError('a subgroup operation inside another expression');
    }
  }

  #runTile(statement: LoopStatement, frame: Frame, tiles: Map<string, Float64Array>, subgroup: number): void {
    const tileOf = (id: number): Tile => this.#kernel.tiles.find((tile) => tile.id === id) as Tile;
    const keyOf = (id: number): string => `${subgroup} ${id}`;
    const valuesOf = (id: number): Float64Array => {
      const values = tiles.get(keyOf(id));
      return values ?? this.#fail(`tile ${tileOf(id).name} is read before it is written`, statement);
    };
    switch (statement.kind) {
      case 'tile-fill': {
        const { rows, columns } = tileOf(statement.tile);
        tiles.set(keyOf(statement.tile), new Float64Array(rows * columns).fill(statement.value));
        return;
      }
      case 'tile-load': {
        const { rows, columns } = tileOf(statement.tile);
        const values = new Float64Array(rows * columns);
        this.#forEachElement(statement, frame, (at, position, elements) => {
          values[position] = elements.read(at, frame.who);
        });
        tiles.set(keyOf(statement.tile), values);
        return;
      }
      case 'tile-store': {
        const values = valuesOf(statement.tile);
        this.#forEachElement(statement, frame, (at, position, elements) => {
          elements.write(at, values[position] as number, frame.who);
        });
        return;
      }
      case 'tile-multiply': {
        const [left, right] = [valuesOf(statement.left), valuesOf(statement.right)];
        const { rows, columns } = tileOf(statement.accumulator);
        const depth = tileOf(statement.left).columns;
        const sums = Float64Array.from(valuesOf(statement.accumulator), (sum, position) => {
          const [row, column] = [Math.floor(position / columns), position % columns];
          let total = sum;
          for (let k = 0; k < depth; k += 1)
            total += (left[row * depth + k] as number) * (right[k * columns + column] as number);
          return total;
        });
        tiles.set(keyOf(statement.accumulator), sums.subarray(0, rows * columns));
        return;
      }
      default:
        this.#fail('no tile statement', statement);
    }
  }

  /** Puts the matrices together from the fragments of all lanes, and adds the product to what each lane owns of it. */
  #multiplyMatrices(statement: MatrixMultiply, lanes: readonly Frame[]): void {
    const isStaged = statement.kind === 'staged-multiply';
    const shape: FragmentShape = FRAGMENT_SHAPES[isStaged ? 'm16n8k16' : statement.shape];
    const { rows, depth } = shape;
    const columns = isStaged ? statement.columns : shape.columns;
    const [left, right] = [new Float64Array(rows * depth), new Float64Array(depth * columns)];
    lanes.forEach((frame, lane) => {
      (this.#evaluate(statement.left, frame) as readonly number[]).forEach((value, part) => {
        const [row, k] = shape.left(lane, part);
        left[row * depth + k] = value;
      });
      if (isStaged) {
        const staged = frame.memories.get(statement.memory) as Elements;
        const start = this.#index(statement.at, frame);
        // Every lane is asked where it is; the elements are read once.
        for (let k = lane; k < depth; k += lanes.length)
          for (let column = 0; column < columns; column += 1)
            right[k * columns + column] = staged.read(start + stagedPosition(k, column, columns), frame.who);
        return;
      }
      (this.#evaluate(statement.right, frame) as readonly number[]).forEach((value, part) => {
        const [k, column] = shape.right(lane, part);
        right[k * columns + column] = value;
      });
    });
    lanes.forEach((frame, lane) => {
      if (isStaged) frame.unfinished.add(statement.accumulator);
      const sums = frame.memories.get(statement.accumulator) as Elements;
      const start = this.#index(statement.index, frame);
      const parts = fragmentParts(shape, 'accumulator');
      for (let part = 0; part < (parts * columns) / shape.columns; part += 1) {
        const [row, inGroup] = shape.accumulator(lane, part % parts);
        const column = Math.floor(part / parts) * shape.columns + inGroup;
        let sum = sums.read(start + part, frame.who);
        for (let k = 0; k < depth; k += 1)
          sum += (left[row * depth + k] as number) * (right[k * columns + column] as number);
        sums.write(start + part, sum, frame.who);
      }
    });
  }

  #forEachElement(
    access: TileAccess,
    frame: Frame,
    visit: (at: number, position: number, elements: Elements) => void,
  ): void {
    const { rows, columns } = this.#kernel.tiles.find((tile) => tile.id === access.tile) as Tile;
    const [start, stride] = [this.#index(access.index, frame), this.#index(access.stride, frame)];
    const elements = frame.memories.get(access.memory) as Elements;
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        const at = access.order === 'row-major' ? row * stride + column : column * stride + row;
        visit(start + at, row * columns + column, elements);
      }
  }

  #fail(problem: string, statement: LoopStatement): never {
    throw new KernelError(`${this.#kernel.name}: ${problem}, at ${printStatement(statement)[0] ?? ''}`);
  }
}

const INTEGER = {
  quotient: (left: number, right: number): number => Math.floor(left / right),
  remainder: (left: number, right: number): number => left % right,
};

function eachLane(operate: (...values: number[]) => number, ...values: readonly Value[]): Value {
  const vector = values.find((value) => typeof value !== 'number');
  if (vector === undefined) return operate(...(values as readonly number[]));
  return vector.map((_, lane) => operate(...values.map((value) => (value as readonly number[])[lane] as number)));
}

/** What each invocation of a subgroup gets from an operation over all of them. */
function combine(statement: LoopStatement, group: readonly (Stop | undefined)[]): readonly Value[] {
  const operation = statement.kind === 'let' ? statement.value : undefined;
  const values = group.flatMap((stop) => (stop?.kind === 'subgroup' ? [stop.value] : []));
  if (operation?.kind === 'exchange') return values.map((_, lane) => values[lane ^ operation.mask] as Value);
  const operator = operation?.kind === 'subgroup' ? operation.operator : 'add';
  const all = values.slice(1).reduce<Value>((sum, value) => eachLane(BINARY[operator], sum, value), values[0] as Value);
  return values.map(() => all);
}
