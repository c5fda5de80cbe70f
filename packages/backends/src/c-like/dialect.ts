/** What differs between languages that look like C, as far as the body of a kernel goes. */
import type { BinaryOperator, UnaryOperator } from '@einlay/ir';
import type {
  Builtin,
  ExpressionType,
  FragmentShapeName,
  IntegerOperator,
  Lanes,
  ScalarType,
  Tile,
  TileAccess,
} from '@einlay/ir/loop';
import type { Phrase } from './precedence.ts';

/** A tile access with everything in it printed. */
export interface PrintedTileAccess {
  readonly tile: Tile;
  /** Names of the tile and of the array. */
  readonly name: string;
  readonly memory: string;
  readonly index: Phrase;
  readonly stride: Phrase;
  readonly order: TileAccess['order'];
}

/** A product by a staged matrix with everything in it printed. */
export interface PrintedProduct {
  readonly type: ScalarType;
  readonly columns: number;
  /** A variable for each 8 columns. */
  readonly accumulators: readonly Phrase[];
  /** Pairs of the fragment. */
  readonly left: readonly Phrase[];
  /** Where the right matrix starts. */
  readonly right: Phrase;
}

/** How a language spells expressions and statements. Operands come printed; types are those of the operands. */
export interface Dialect {
  /**
   * Whether the compiler checks positions in workgroup memory, and leaves that out where it can follow them from the invocation's
   * own number on: it follows divisions, but no shifts.
   */
  readonly followsDivisions: boolean;
  readonly builtin: (builtin: Builtin) => Phrase;
  /** The value of a symbol at launch. */
  readonly symbol: (name: string) => Phrase;
  readonly literal: (type: ScalarType, value: number) => Phrase;
  readonly unary: (operator: UnaryOperator, type: ExpressionType, argument: Phrase) => Phrase;
  readonly binary: (
    operator: BinaryOperator | IntegerOperator,
    type: ExpressionType,
    left: Phrase,
    right: Phrase,
  ) => Phrase;
  readonly multiplyAdd: (type: ExpressionType, left: Phrase, right: Phrase, addend: Phrase) => Phrase;
  readonly select: (condition: Phrase, whenTrue: Phrase, whenFalse: Phrase) => Phrase;
  readonly cast: (to: ScalarType, type: ExpressionType, argument: Phrase) => Phrase;
  /** A vector of parts that together have its lanes; one scalar fills all lanes. */
  readonly vector: (type: ScalarType, lanes: Lanes, parts: readonly Phrase[]) => Phrase;
  readonly component: (vector: Phrase, lane: number) => Phrase;
  /** One lane of a vector in memory, the lane known only when the kernel runs. */
  readonly componentAt: (vector: Phrase, lane: Phrase) => Phrase;
  readonly exchange: (argument: Phrase, mask: number) => Phrase;
  readonly subgroup: (operator: 'add' | 'max' | 'min', type: ExpressionType, argument: Phrase) => Phrase;

  /** Neighbours from an element of an array of scalars on, as one value to read or to assign to. */
  readonly neighbours: (type: ExpressionType, array: string, index: Phrase, access: 'read' | 'write') => Phrase;

  /** An array of another workgroup of the cluster. */
  readonly atRank: (array: string, rank: Phrase) => string;

  /** Between values and what buffers hold, for types that buffers cannot hold. */
  readonly fromBuffer: (type: ExpressionType, stored: Phrase) => Phrase;
  readonly toBuffer: (type: ExpressionType, value: Phrase) => Phrase;

  readonly define: (name: string, type: ExpressionType, value: Phrase) => string;
  readonly declare: (name: string, type: ExpressionType) => string;
  readonly declareArray: (name: string, type: ExpressionType, length: number) => string;
  readonly forHeader: (counter: string, extent: Phrase) => string;
  readonly barrier: readonly string[];

  readonly declareTile: (name: string, tile: Tile) => string;
  readonly fillTile: (name: string, tile: Tile, value: number) => string;
  readonly loadTile: (access: PrintedTileAccess) => string;
  readonly storeTile: (access: PrintedTileAccess) => string;
  /** Two neighbours of a vector in half precision, the first of which is even, as 32 bits; and two numbers. */
  readonly pairOf: (vector: Phrase, pair: number) => Phrase;
  readonly packPair: (low: Phrase, high: Phrase) => Phrase;
  /** Adds the product of two fragments, as pairs, to a variable of as many lanes as the accumulator has parts. */
  readonly multiplyMatrices: (
    shape: FragmentShapeName,
    type: ScalarType,
    accumulator: Phrase,
    left: readonly Phrase[],
    right: readonly Phrase[],
  ) => string;
  /** Products by staged matrices, one after another: the target may do them at once. */
  readonly multiplyStaged: (products: readonly PrintedProduct[]) => readonly string[];
  readonly awaitProducts: (pending: number, accumulators: readonly Phrase[]) => readonly string[];
  readonly copy: (to: Phrase, from: Phrase, elements: number) => string;
  readonly endBatch: string;
  readonly awaitBatches: (pending: number) => string;
  readonly multiplyTiles: (accumulator: string, left: string, right: string) => string;
}
