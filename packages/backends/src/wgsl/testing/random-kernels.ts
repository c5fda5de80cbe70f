/**
 * Random kernels that keep the rules of loop IR: every index is in range, nothing is read before it is written, and
 * invocations meet only in workgroup memory, between barriers.
 *
 * Numbers stay small: what is kept passes through `tanh`. Conditions compare integers and elements of parameters only,
 * which no device rounds, so that both sides of a comparison agree with the interpreter.
 */
import fc from 'fast-check';
import { symbol } from '@einlay/ir';
import type { HostTensor } from '@einlay/ir';
import {
  KernelBuilder,
  binary,
  broadcast,
  builtin,
  cast,
  component,
  extentValue,
  literal,
  load,
  multiplyAdd,
  plus,
  quotient,
  remainder,
  select,
  times,
  unary,
  vector,
} from '@einlay/ir/loop';
import type { Kernel, Lanes, LoopExpression, Memory } from '@einlay/ir/loop';

/** A kernel with tensors to run it on. */
export interface RandomKernel {
  readonly kernel: Kernel;
  readonly inputs: ReadonlyMap<string, HostTensor>;
  readonly outputs: ReadonlyMap<string, readonly number[]>;
  readonly extents: ReadonlyMap<string, number>;
}

const ELEMENTS = 64;
/** Elements of the result that each invocation writes. */
const SLICE = 8;
const WORKGROUPS = 'w';
const LANES: readonly Lanes[] = [1, 4, 8, 2];

/** Kernels made of what fast-check chooses; fewer choices, plainer kernels. */
export const randomKernels = (): fc.Arbitrary<RandomKernel> =>
  fc.array(fc.nat(), { maxLength: 120, size: 'max' }).map((numbers) => new Maker(numbers).make());

class Maker {
  readonly #numbers: readonly number[];
  #next = 0;
  readonly #kernel = new KernelBuilder('random');
  readonly #invocations: number;
  readonly #x: Memory;
  readonly #positions: Memory;
  readonly #mask: Memory;
  readonly #kept: Memory;
  readonly #array: Memory;
  readonly #shared: Memory;
  #sharedIsWritten = false;
  /** What may be used in expressions: non-negative integers, and floats by their lanes. */
  #integers: readonly LoopExpression[];
  #floats: readonly { readonly lanes: Lanes; readonly value: LoopExpression }[] = [];

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
    this.#invocations = this.#from([4, 1, 8]);
    this.#x = this.#kernel.bind('x', 'read', 'f32', ELEMENTS);
    this.#positions = this.#kernel.bind('positions', 'read', 'i32', ELEMENTS);
    this.#mask = this.#kernel.bind('mask', 'read', 'bool', ELEMENTS);
    this.#kept = this.#kernel.memory('kept', 'register', 'f32', SLICE);
    this.#array = this.#kernel.memory('array', 'register', 'f32', SLICE);
    this.#shared = this.#kernel.memory('shared', 'workgroup', 'f32', this.#invocations * SLICE);
    this.#integers = [builtin('invocation'), builtin('workgroup'), extentValue(symbol(WORKGROUPS))];
  }

  make(): RandomKernel {
    const workgroups = 1 + this.#below(3);
    const y = this.#kernel.bind('y', 'write', 'f32', {
      coefficient: this.#invocations * SLICE,
      symbols: [WORKGROUPS],
    });
    this.#fill(this.#kept);
    this.#fill(this.#array);
    this.#statements(4);
    if (this.#oneIn(2)) {
      this.#share();
      this.#statements(4);
    }
    const first = times(plus(times(builtin('workgroup'), this.#invocations), builtin('invocation')), SLICE);
    const lanes = this.#from(LANES);
    for (let at = 0; at < SLICE; at += lanes) this.#kernel.store(y, plus(first, at), this.#bounded(lanes));
    const data = Float64Array.from({ length: ELEMENTS }, (_, at) => ((at * 37) % 29) / 16 - 0.875);
    const positions = Float64Array.from({ length: ELEMENTS }, (_, at) => (at * 13 + 5) % ELEMENTS);
    return {
      kernel: this.#kernel.build({
        invocations: this.#invocations,
        grid: [{ extent: symbol(WORKGROUPS), tile: 1 }],
      }),
      inputs: new Map([
        ['x', { shape: [ELEMENTS], data }],
        ['positions', { shape: [ELEMENTS], data: positions }],
        ['mask', { shape: [ELEMENTS], data: positions.map((each) => each % 2) }],
      ]),
      outputs: new Map([['y', [workgroups * this.#invocations * SLICE]]]),
      extents: new Map([[WORKGROUPS, workgroups]]),
    };
  }

  #below(count: number): number {
    const number = this.#numbers[this.#next] ?? 0;
    this.#next += 1;
    return number % count;
  }

  #oneIn(count: number): boolean {
    return this.#below(count) === count - 1;
  }

  #from<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)] as Item;
  }

  #fill(memory: Memory): void {
    const lanes = this.#from(LANES);
    for (let at = 0; at < SLICE; at += lanes) this.#kernel.store(memory, at, this.#wide(literal('f32', at / 8), lanes));
  }

  #wide(value: LoopExpression, lanes: Lanes): LoopExpression {
    return lanes === 1 ? value : broadcast(value, lanes);
  }

  /** Every invocation writes its slice of workgroup memory, and may then read those of all. */
  #share(): void {
    const lanes = this.#from(LANES);
    const first = times(builtin('invocation'), SLICE);
    for (let at = 0; at < SLICE; at += lanes) this.#kernel.store(this.#shared, plus(first, at), this.#bounded(lanes));
    this.#kernel.barrier();
    this.#sharedIsWritten = true;
  }

  #statements(depth: number): void {
    const count = this.#below(4);
    for (let at = 0; at < count; at += 1) this.#statement(depth);
  }

  #statement(depth: number): void {
    const [integers, floats] = [this.#integers, this.#floats];
    const restore = (): void => {
      this.#integers = integers;
      this.#floats = floats;
    };
    switch (this.#below(depth > 0 ? 6 : 3)) {
      case 0: {
        const lanes = this.#from(LANES);
        const value = this.#kernel.let('value', this.#bounded(lanes));
        this.#floats = [...this.#floats, { lanes, value }];
        return;
      }
      case 1: {
        const at = this.#kernel.let('at', this.#integer(2));
        this.#integers = [...this.#integers, at];
        return;
      }
      case 2: {
        const lanes = this.#from(LANES);
        const memory = this.#from([this.#kept, this.#array]);
        const at =
          memory === this.#array ? this.#aligned(SLICE, lanes) : literal('i32', this.#below(SLICE / lanes) * lanes);
        this.#kernel.store(memory, at, this.#bounded(lanes));
        return;
      }
      case 3: {
        const unroll = this.#oneIn(2);
        const extent = 2 + this.#below(2);
        this.#kernel.for(
          'turn',
          extent,
          (turn) => {
            this.#integers = [...this.#integers, turn];
            this.#statements(depth - 1);
            const at = plus(times(remainder(turn, 2), 4), this.#below(4));
            this.#kernel.store(this.#kept, at, this.#bounded(1));
          },
          { unroll },
        );
        restore();
        return;
      }
      case 4:
        this.#kernel.for('turn', remainder(this.#integer(1), 3), (turn) => {
          this.#integers = [...this.#integers, turn];
          this.#statements(depth - 1);
        });
        restore();
        return;
      default:
        this.#kernel.if(
          this.#condition(),
          () => {
            this.#statements(depth - 1);
            restore();
          },
          () => {
            this.#statements(depth - 1);
            restore();
          },
        );
    }
  }

  /** A non-negative integer. */
  #integer(depth: number): LoopExpression {
    const leaf = (): LoopExpression => (this.#oneIn(3) ? literal('i32', this.#below(9)) : this.#from(this.#integers));
    if (depth === 0) return leaf();
    const inner = (): LoopExpression => this.#integer(depth - 1);
    switch (this.#below(7)) {
      case 0:
        return leaf();
      case 1:
        return plus(inner(), inner());
      case 2:
        return remainder(times(inner(), inner()), 1000);
      case 3:
        return quotient(inner(), 1 + this.#below(9));
      case 4:
        return remainder(inner(), 1 + this.#below(9));
      case 5:
        return load(this.#positions, remainder(inner(), ELEMENTS));
      default:
        return binary(this.#from(['max', 'min']), inner(), inner());
    }
  }

  /** An index that leaves room for `lanes` of `elements`, and is a multiple of them. */
  #aligned(elements: number, lanes: Lanes): LoopExpression {
    return times(remainder(this.#integer(1), elements / lanes), lanes);
  }

  #condition(): LoopExpression {
    switch (this.#below(4)) {
      case 0:
        return binary(this.#from(['less', 'equal', 'greater-equal']), this.#integer(1), this.#integer(1));
      case 1:
        return load(this.#mask, this.#aligned(ELEMENTS, 1));
      case 2: {
        const element = load(this.#x, this.#aligned(ELEMENTS, 1));
        return binary('greater', element, literal('f32', 0.1));
      }
      default:
        return binary(this.#from(['and', 'or']), unary('not', this.#condition()), this.#condition());
    }
  }

  #bounded(lanes: Lanes): LoopExpression {
    return unary('tanh', this.#float(3, lanes));
  }

  #float(depth: number, lanes: Lanes): LoopExpression {
    const inner = (): LoopExpression => this.#float(depth - 1, lanes);
    if (depth === 0) return this.#leaf(lanes);
    switch (this.#below(10)) {
      case 0:
        return this.#leaf(lanes);
      case 1:
        return binary(this.#from(['add', 'subtract', 'multiply', 'max', 'min']), inner(), inner());
      case 2:
        return unary(this.#from(['negate', 'abs', 'sin', 'sigmoid', 'relu', 'gelu', 'erf']), inner());
      case 3:
        return multiplyAdd(inner(), inner(), inner());
      case 4:
        return select(this.#condition(), inner(), inner());
      case 5:
        return this.#wide(component(this.#float(depth - 1, 8), this.#below(8)), lanes);
      case 6:
        return vector(Array.from({ length: lanes }, () => this.#float(0, 1)));
      case 7:
        return this.#wide(cast('f32', this.#integer(1)), lanes);
      case 8:
        return binary('power', inner(), this.#wide(literal('f32', 2 + this.#below(2)), lanes));
      default:
        return this.#wide(cast('f32', this.#condition()), lanes);
    }
  }

  #leaf(lanes: Lanes): LoopExpression {
    const known = this.#floats.filter((each) => each.lanes === lanes);
    switch (this.#below(5)) {
      case 0:
        return this.#wide(literal('f32', this.#below(7) / 2 - 1), lanes);
      case 1:
        return load(this.#x, this.#aligned(ELEMENTS, lanes), lanes);
      case 2:
        return load(this.#kept, this.#below(SLICE / lanes) * lanes, lanes);
      case 3:
        if (!this.#sharedIsWritten) return load(this.#array, this.#aligned(SLICE, lanes), lanes);
        return load(this.#shared, this.#aligned(this.#invocations * SLICE, lanes), lanes);
      default:
        return known.length === 0 ? this.#leafOfInput(lanes) : this.#from(known).value;
    }
  }

  #leafOfInput(lanes: Lanes): LoopExpression {
    return load(this.#x, this.#below(ELEMENTS / lanes) * lanes, lanes);
  }
}
