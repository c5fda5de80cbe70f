/**
 * Tensor IR: what is computed.
 *
 * A program is a list of nodes in an order of evaluation. Each node makes one tensor, called its value, and refers to
 * values of earlier nodes by id; so the list is acyclic by construction, and a value is made once (single assignment).
 * Names are hints for people: the printer makes them unique, passes may drop them. Only parameters and outputs have
 * names that matter, since callers bind tensors to them.
 *
 * Every node states the shape and element type of its value. Extents are numbers, or products with symbols that are
 * known only when the program runs (`../extent.ts`). One symbol is special: `BATCH` stands for all leading batch axes
 * of a caller's tensor at once. Inside a program they are always flattened to a single axis; a runtime flattens them on
 * the way in and restores them on the way out, so one program serves any number of leading axes.
 *
 * Nodes that combine axes use index notation: an operand is a value with one index name per axis. Names are local to
 * their node. An index that several axes carry has one extent, and all those axes must have exactly it: broadcasting is
 * never implied here. (An axis of extent 1 that numpy would broadcast has an index of its own, summed away.)
 *
 * All nodes are pure. Element types: the operands of an einsum, softmax or layer-norm and its value share one floating
 * type; a map may mix types and states its own. Meaning is given by `interpret.ts`, in float64; a target may round every
 * value to its element type and may sum in any order.
 */
import type { DType } from '../dtype.ts';
import type { Extent } from '../extent.ts';
import type { Span } from '../diagnostic.ts';

/** The symbol that stands for all leading batch axes, flattened: `...` in the language. */
export const BATCH = '...';

/** Identifies a node of a program and the tensor it makes. Ids are unique in a program and mean nothing else. */
export type ValueId = number;

/** A value with one index name per axis. A name that stands twice takes the diagonal. */
export interface Operand {
  readonly value: ValueId;
  readonly indices: readonly string[];
}

interface NodeBase {
  readonly id: ValueId;
  readonly shape: readonly Extent[];
  readonly dtype: DType;
  /** A hint for printing. */
  readonly name?: string;
  readonly span?: Span;
}

/**
 * How a factor's values are drawn before training (paper section 4.2). `spectral` is the structure-aware rule with
 * `fanIn` and `fanOut` of this factor: normal with deviation √min(fanIn, fanOut) / fanIn.
 */
export type Initializer =
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'spectral'; readonly fanIn: number; readonly fanOut: number };

/**
 * A tensor the caller hands in. An `input` changes from run to run; a `factor` is learnable and stays. `name` is unique
 * among parameters and outputs. `axes` are names for people and messages, one per axis (`[..., 'g·a']`).
 */
export interface ParameterNode extends NodeBase {
  readonly kind: 'parameter';
  readonly role: 'input' | 'factor';
  readonly name: string;
  readonly axes: readonly string[];
  readonly doc?: string;
  readonly initializer?: Initializer;
  /** Learning-rate multiplier κ of a factor (paper section 4.3). */
  readonly learningRate?: number;
}

/** A tensor known at compile time; `data` is row-major and as long as the product of the (known) extents. */
export interface ConstantNode extends NodeBase {
  readonly kind: 'constant';
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The product of the operands, summed over every index that is missing from `output`. `output` has no index twice. */
export interface EinsumNode extends NodeBase {
  readonly kind: 'einsum';
  readonly operands: readonly Operand[];
  readonly output: readonly string[];
}

/** An index of a map with its extent; a map may have indices that no operand carries. */
export interface IndexDeclaration {
  readonly name: string;
  readonly extent: Extent;
}

/** Pointwise work: for every combination of `indices`, in this order, the value of `body`. */
export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly indices: readonly IndexDeclaration[];
  /** Every index name is one of `indices`. */
  readonly operands: readonly Operand[];
  readonly body: Scalar;
}

/** How elements become one. */
export const REDUCERS = ['sum', 'mean', 'max', 'min', 'product'] as const;

/** `max` and `min` of nothing are -∞ and ∞, `mean` of nothing is NaN. NaN among the elements gives NaN. */
export type Reducer = (typeof REDUCERS)[number];

/** Combines over every index of the operand that is missing from `output`. */
export interface ReduceNode extends NodeBase {
  readonly kind: 'reduce';
  readonly reducer: Reducer;
  readonly operand: Operand;
  readonly output: readonly string[];
}

/** exp(x − max) / Σ exp(x − max) over `axes` together; same shape as the operand. A row of only -∞ gives NaN. */
export interface SoftmaxNode extends NodeBase {
  readonly kind: 'softmax';
  readonly operand: ValueId;
  readonly axes: readonly number[];
}

/** (x − mean) / √(variance + epsilon) over `axes` together, the variance dividing by the count; same shape. */
export interface LayerNormNode extends NodeBase {
  readonly kind: 'layer-norm';
  readonly operand: ValueId;
  readonly axes: readonly number[];
  readonly epsilon: number;
}

/**
 * Rows of a table: `axis` of `table` is replaced by the axes of `positions` (an i32 tensor). A position outside
 * 0 … extent − 1 is an error of the caller that runtimes refuse; kernels may clamp it.
 */
export interface LookupNode extends NodeBase {
  readonly kind: 'lookup';
  readonly table: ValueId;
  readonly positions: ValueId;
  readonly axis: number;
}

/** The same elements in row-major order under another shape. */
export interface ReshapeNode extends NodeBase {
  readonly kind: 'reshape';
  readonly operand: ValueId;
}

/** The same elements rounded to another element type. */
export interface CastNode extends NodeBase {
  readonly kind: 'cast';
  readonly operand: ValueId;
}

/** One value of a program and how it is computed. */
export type TensorNode =
  | ParameterNode
  | ConstantNode
  | EinsumNode
  | MapNode
  | ReduceNode
  | SoftmaxNode
  | LayerNormNode
  | LookupNode
  | ReshapeNode
  | CastNode;

/** The node of a kind. */
export type NodeOfKind<Kind extends TensorNode['kind']> = Extract<TensorNode, { readonly kind: Kind }>;

/** What a scalar expression can do with one number. */
export const UNARY_OPERATORS = [
  'negate',
  'exp',
  'log',
  'sqrt',
  'rsqrt',
  'abs',
  'sin',
  'cos',
  'tanh',
  'erf',
  'sigmoid',
  'relu',
  'gelu',
  'gelu_tanh',
  'silu',
  'not',
] as const;

/** `gelu` is the exact x·Φ(x), `gelu_tanh` its usual approximation; `not` is for truth values. */
export type UnaryOperator = (typeof UNARY_OPERATORS)[number];

/** What a scalar expression can do with two numbers. */
export const BINARY_OPERATORS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'power',
  'max',
  'min',
  'less',
  'less-equal',
  'greater',
  'greater-equal',
  'equal',
  'not-equal',
  'and',
  'or',
] as const;

/** Comparisons make truth values, `and` and `or` combine them; `max` and `min` give NaN when either side is NaN. */
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

/** The body of a map: an expression over elements of its operands and values of its indices. */
export type Scalar =
  | { readonly kind: 'literal'; readonly value: number }
  /** The element of the map's operand at `position` in its operand list. */
  | { readonly kind: 'element'; readonly position: number }
  /** The value of an index, 0 … extent − 1, as a number. */
  | { readonly kind: 'index'; readonly name: string }
  /** The value of an extent, as a number; for scales such as 1/√t. */
  | { readonly kind: 'extent'; readonly extent: Extent }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly argument: Scalar }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Scalar; readonly right: Scalar }
  | {
      readonly kind: 'select';
      readonly condition: Scalar;
      readonly whenTrue: Scalar;
      readonly whenFalse: Scalar;
    };

/** A result the caller gets back under `name`. `axes` are names for people, one per axis. */
export interface Output {
  readonly name: string;
  readonly value: ValueId;
  readonly axes: readonly string[];
}

/** What a layer computes: nodes, each after those that it reads, and which of them are results. */
export interface TensorProgram {
  readonly name: string;
  readonly doc?: string;
  readonly nodes: readonly TensorNode[];
  readonly outputs: readonly Output[];
}

/** The ids of the values a node reads, in order, repeats included. */
export function operandsOf(node: TensorNode): readonly ValueId[] {
  switch (node.kind) {
    case 'parameter':
    case 'constant':
      return [];
    case 'einsum':
    case 'map':
      return node.operands.map(({ value }) => value);
    case 'reduce':
      return [node.operand.value];
    case 'lookup':
      return [node.table, node.positions];
    case 'softmax':
    case 'layer-norm':
    case 'reshape':
    case 'cast':
      return [node.operand];
  }
}

/** The nodes of a program by id. */
export const nodesById = (program: TensorProgram): ReadonlyMap<ValueId, TensorNode> =>
  new Map(program.nodes.map((node) => [node.id, node]));

/** The parameters of a program, in order. */
export const parametersOf = (program: TensorProgram): readonly ParameterNode[] =>
  program.nodes.filter((node) => node.kind === 'parameter');

/** The symbols in the shapes of a program, in order of first appearance. */
export function symbolsOfProgram(program: TensorProgram): readonly string[] {
  const found = new Set<string>();
  for (const node of program.nodes)
    for (const extent of node.shape) if (typeof extent !== 'number') extent.symbols.forEach((name) => found.add(name));
  return [...found];
}
