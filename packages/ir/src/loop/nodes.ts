/**
 * Loop IR: how a program is computed.
 *
 * A loop program is a list of kernels launched one after another; each sees what those before it wrote. A kernel is one
 * body run by every invocation of every workgroup of its grid. Words are WebGPU's: an invocation is one thread of
 * execution, a workgroup is a fixed number of them that share workgroup memory and can wait for each other at a barrier,
 * a subgroup is a part of a workgroup whose invocations work in step.
 *
 * The body is a list of statements, run in order. An expression is evaluated where it stands, each time anew, and has a
 * type: a scalar type and a number of lanes. Indices, counters and extents are `i32` and never negative unless a
 * subtraction makes them so. `let` names a value once and for all; what changes lives in memory.
 *
 * Memory is an array of scalars in one of three spaces. `global` memories are bindings: buffers that outlive the
 * kernel. `workgroup` memory exists once for each workgroup, `register` memory once for each invocation; both start
 * uninitialised, and reading what was not written is an error. Every index must be within its memory, also in lanes of a
 * vector that go unused. Two invocations may not touch one element, one of them writing, unless a barrier of their
 * workgroup lies between; invocations of different workgroups never.
 *
 * A barrier must be reached by all invocations of a workgroup or none: it stands where control flow depends only on
 * values that are equal throughout the workgroup. Tiles belong to a subgroup: all its invocations take part in every
 * tile statement, with equal operands. A `matrix-multiply` is the other way to multiply matrices: each lane hands in its own
 * fragments of them, by the tables of `fragments.ts`, so that loads, stores and all other work are ordinary statements.
 *
 * Workgroups may come in clusters of a fixed number that run at the same time on neighbouring parts of a device. The grid then
 * counts clusters, and so does `workgroup`; `rank` tells the workgroups of a cluster apart. What is said above of barriers
 * and of races holds for the whole cluster. Each workgroup reads its own workgroup memory only, but may store to the same
 * memory of another rank.
 *
 * A `copy` from global to workgroup memory only starts there: its elements may be read after the invocation that started it has
 * waited for the batch it belongs to, and by others after a barrier that follows. Until then nobody reads or writes them.
 *
 * Variables, memories and tiles are told apart by id; names are hints, made unique when printed. `interpret.ts` is the
 * meaning; it objects to everything this page forbids.
 */
import type { Extent } from '../extent.ts';
import type { BinaryOperator, UnaryOperator } from '../tensor/nodes.ts';
import type { FragmentShapeName } from './fragments.ts';

/** Types of elements and of expressions; `i32` for indices. */
export const SCALAR_TYPES = ['f64', 'f32', 'f16', 'bf16', 'i32', 'bool'] as const;

/** The type of one number in a kernel. */
export type ScalarType = (typeof SCALAR_TYPES)[number];

/** A vector has as many lanes as a wide access moves; 1 is a scalar. */
export type Lanes = 1 | 2 | 4 | 8;

/** Of a variable, unique in its kernel. */
export type VariableId = number;
/** Of a memory, unique in its kernel. */
export type MemoryId = number;
/** Of a tile of matrix units, unique in its kernel. */
export type TileId = number;

/** An array of scalars. */
export interface Memory {
  readonly id: MemoryId;
  readonly name: string;
  readonly space: 'global' | 'workgroup' | 'register';
  readonly type: ScalarType;
  /** How many; a number in `workgroup` and `register` space. */
  readonly elements: Extent;
}

/** A global memory of a kernel and the buffer of the program that stands there. */
export interface Binding {
  readonly memory: Memory;
  readonly access: 'read' | 'write' | 'read-write';
  /** Name of the buffer. */
  readonly buffer: string;
}

/** Values that are there without being computed. */
export const BUILTINS = ['workgroup', 'rank', 'invocation', 'subgroup', 'lane'] as const;

/**
 * `workgroup` counts the workgroups of the grid, or its clusters, in row-major order, `rank` the workgroups of a cluster and
 * is 0 where there are none, `invocation` those of the workgroup, `subgroup` the
 * subgroups of the workgroup, and `lane` the invocations of the subgroup.
 */
export type Builtin = (typeof BUILTINS)[number];

/** Operators of integers that tensor IR has no need of. `quotient` and `remainder` are of non-negative numbers. */
export type IntegerOperator = 'quotient' | 'remainder';

/** A value that an invocation computes. */
export type LoopExpression =
  | { readonly kind: 'literal'; readonly type: ScalarType; readonly value: number }
  | { readonly kind: 'variable'; readonly variable: VariableId }
  | { readonly kind: 'builtin'; readonly builtin: Builtin }
  /** The value of an extent at launch, an `i32`. */
  | { readonly kind: 'extent'; readonly extent: Extent }
  /** Lane by lane, in the type of the argument. */
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly argument: LoopExpression }
  /** Lane by lane, both sides of one type; comparisons give `bool`. */
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator | IntegerOperator;
      readonly left: LoopExpression;
      readonly right: LoopExpression;
    }
  /** `left * right + addend`, rounded once or twice. */
  | {
      readonly kind: 'multiply-add';
      readonly left: LoopExpression;
      readonly right: LoopExpression;
      readonly addend: LoopExpression;
    }
  /** Only the chosen side is evaluated. The condition has one lane. */
  | {
      readonly kind: 'select';
      readonly condition: LoopExpression;
      readonly whenTrue: LoopExpression;
      readonly whenFalse: LoopExpression;
    }
  | { readonly kind: 'cast'; readonly type: ScalarType; readonly argument: LoopExpression }
  /** `lanes` consecutive elements from `index` on, which must be a multiple of `lanes`. */
  | { readonly kind: 'load'; readonly memory: MemoryId; readonly index: LoopExpression; readonly lanes: Lanes }
  /** One scalar in every lane. */
  | { readonly kind: 'broadcast'; readonly argument: LoopExpression; readonly lanes: Lanes }
  /** Scalars of one type, as many as a vector has lanes. */
  | { readonly kind: 'vector'; readonly parts: readonly LoopExpression[] }
  | { readonly kind: 'component'; readonly vector: LoopExpression; readonly lane: number }
  /** The same operation over one value of each invocation of the subgroup; every one gets the result. */
  | { readonly kind: 'subgroup'; readonly operator: 'add' | 'max' | 'min'; readonly argument: LoopExpression }
  /** The value of the invocation of the subgroup whose lane differs in the bits of `mask`, a power of two. */
  | { readonly kind: 'exchange'; readonly argument: LoopExpression; readonly mask: number };

/** A matrix held by a subgroup, spread over its registers in a way only the target knows. */
export interface Tile {
  readonly id: TileId;
  readonly name: string;
  readonly role: 'left' | 'right' | 'accumulator';
  readonly type: ScalarType;
  readonly rows: number;
  readonly columns: number;
}

/** Where the elements of a tile lie: element (row, column) is at `index` + row · stride + column, or transposed. */
export interface TileAccess {
  readonly tile: TileId;
  readonly memory: MemoryId;
  readonly index: LoopExpression;
  readonly stride: LoopExpression;
  readonly order: 'row-major' | 'column-major';
}

/** What an invocation does. */
export type LoopStatement =
  | {
      readonly kind: 'let';
      readonly variable: VariableId;
      readonly name: string;
      readonly value: LoopExpression;
    }
  /** Writes the lanes of `value` to consecutive elements; `index` is a multiple of their number. */
  | {
      readonly kind: 'store';
      readonly memory: MemoryId;
      readonly index: LoopExpression;
      readonly value: LoopExpression;
      /** Of a cluster: whose workgroup memory it is, one's own when left out. */
      readonly rank?: LoopExpression;
    }
  /** For 0 … extent − 1. `unroll` asks the target for copies of the body; the extent is then a literal. */
  | {
      readonly kind: 'for';
      readonly counter: VariableId;
      readonly name: string;
      readonly extent: LoopExpression;
      readonly unroll: boolean;
      readonly body: readonly LoopStatement[];
    }
  | {
      readonly kind: 'if';
      readonly condition: LoopExpression;
      readonly whenTrue: readonly LoopStatement[];
      readonly whenFalse: readonly LoopStatement[];
    }
  /** Waits for the whole workgroup; writes before it to workgroup and global memory are seen after it. */
  | { readonly kind: 'barrier' }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'tile-fill'; readonly tile: TileId; readonly value: number }
  | ({ readonly kind: 'tile-load' } & TileAccess)
  /** accumulator += left · right */
  | {
      readonly kind: 'tile-multiply';
      readonly accumulator: TileId;
      readonly left: TileId;
      readonly right: TileId;
    }
  | ({ readonly kind: 'tile-store' } & TileAccess)
  /**
   * accumulator += left · right, by all lanes of a subgroup together. `left` and `right` are vectors of a lane's parts, in
   * half precision; the accumulator's are consecutive elements of an f32 register memory from `index` on.
   */
  | {
      readonly kind: 'matrix-multiply';
      readonly shape: FragmentShapeName;
      readonly accumulator: MemoryId;
      readonly index: LoopExpression;
      readonly left: LoopExpression;
      readonly right: LoopExpression;
    }
  /**
   * The same for 16 rows and `columns` columns, a multiple of 8, at once: the right matrix lies in workgroup memory from `at`
   * on, as `stagedPosition` says, and each four neighbouring subgroups do this together for one right matrix. The accumulator
   * has 4 elements for each 8 columns, owned like those of m16n8k16. Neighbouring statements are a run, and its products may
   * go on by themselves: accumulators are used by nothing else, and what is multiplied stays as it is, until an
   * `await-products` has waited for the run.
   */
  | {
      readonly kind: 'staged-multiply';
      readonly columns: number;
      readonly accumulator: MemoryId;
      readonly index: LoopExpression;
      readonly left: LoopExpression;
      readonly memory: MemoryId;
      readonly at: LoopExpression;
    }
  /** Waits until all runs of products but the last `pending` are done; for none, `accumulator` may be read then. */
  | {
      readonly kind: 'await-products';
      readonly pending: 0 | 1;
      readonly accumulator: MemoryId;
      readonly columns: number;
    }
  /** Starts copying consecutive elements of global memory `source` to workgroup memory; all three are multiples of 16 bytes. */
  | {
      readonly kind: 'copy';
      readonly memory: MemoryId;
      readonly index: LoopExpression;
      readonly source: MemoryId;
      readonly from: LoopExpression;
      readonly elements: number;
    }
  /** What an invocation has begun to copy since its last `end-batch` is a batch. */
  | { readonly kind: 'end-batch' }
  /** Waits until all batches of the invocation but the last `pending` are there. */
  | { readonly kind: 'await-batches'; readonly pending: number };

/** One direction of the grid: as many workgroups as tiles of `tile` cover `extent`. */
export interface GridExtent {
  readonly extent: Extent;
  readonly tile: number;
}

/** What every invocation of a grid does, with the memories it uses. */
export interface Kernel {
  readonly name: string;
  readonly doc?: string;
  readonly bindings: readonly Binding[];
  /** Workgroup and register memories. */
  readonly memories: readonly Memory[];
  readonly tiles: readonly Tile[];
  /** Invocations of a workgroup. */
  readonly invocations: number;
  /** Invocations of a subgroup, when the body depends on it; a divisor of `invocations`. */
  readonly subgroupSize?: number;
  /** Workgroups of a cluster, more than one; left out where there are no clusters. */
  readonly cluster?: number;
  /** The product of all is the number of workgroups, or of clusters; 1 for none. */
  readonly grid: readonly GridExtent[];
  readonly body: readonly LoopStatement[];
}

/**
 * How a factor lies in its buffer: its axes are split into `splits`, each padded with zeros to a multiple of the split,
 * and the parts permuted. `[[32], [8, 4]]` splits a second axis into parts of which the last has 4.
 */
export interface Packing {
  /** The factor is read, row-major, as a tensor of this shape; as it is when left out. */
  readonly shape?: readonly number[];
  /** For each axis of the factor, the extents it is split into, outermost first; their product is at least its extent. */
  readonly splits: readonly (readonly number[])[];
  /** Positions in the list of all parts, in the order in which they lie in memory, outermost first. */
  readonly order: readonly number[];
}

/** A buffer that kernels of a program share. */
export interface Buffer {
  readonly name: string;
  readonly type: ScalarType;
  readonly elements: Extent;
  /** What stands there: a parameter or output of the program, numbers known at compile time, or nothing yet. */
  readonly content:
    | { readonly kind: 'parameter'; readonly parameter: string; readonly packing?: Packing }
    | { readonly kind: 'output'; readonly output: string }
    | { readonly kind: 'constant'; readonly data: readonly number[] }
    | { readonly kind: 'scratch' };
}

/** Kernels in the order of their launches, and the buffers that they share. */
export interface LoopProgram {
  readonly name: string;
  readonly buffers: readonly Buffer[];
  /** In the order in which they are launched. */
  readonly kernels: readonly Kernel[];
}
