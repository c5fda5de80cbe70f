/**
 * The syntax tree of a `.ein` file: what was written, before anyone asks what it means.
 *
 * Nodes are readonly plain objects told apart by `kind`; each has the span of its text. The span of an expression leaves
 * out parentheses around it, and the tree has no node for them: grouping shows in its shape. The tree of a wrong file is
 * still a tree: an expression that is not there is a `missing` node, which later stages skip without a word because it
 * has been reported, and a statement too broken to have a name is left out.
 *
 * Comments are kept in `Document.comments`, in order, for the formatter. A `///` comment is also the `doc` of the
 * layer or statement that follows it.
 */
import type { Span } from '@einlay/ir';

/** A word as written, such as an index, a tensor or a layer. */
export interface Name {
  readonly kind: 'name';
  readonly text: string;
  readonly span: Span;
}

/** Text in double quotes: an equation or the path of a file. `value` is without the quotes. */
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly span: Span;
}

/** A `//` or `///` comment up to the end of its line; `text` includes the slashes. */
export interface Comment {
  readonly kind: 'comment';
  readonly text: string;
  readonly span: Span;
}

/** A file as it is written. */
export interface Document {
  readonly kind: 'document';
  readonly file: string;
  readonly items: readonly Item[];
  readonly comments: readonly Comment[];
  readonly span: Span;
}

/** What a file consists of. */
export type Item = ImportItem | ExportItem | Layer | StructureItem | StructuredLayer;

/** `import { a, b as c } from "./x.ein"` */
export interface ImportItem {
  readonly kind: 'import';
  readonly names: readonly ImportedName[];
  readonly source: Text;
  readonly span: Span;
}

/** `export { a, b as c } from "./x.ein"`: passes layers of another file on. A file's own layers need no export. */
export interface ExportItem {
  readonly kind: 'export';
  readonly names: readonly ImportedName[];
  readonly source: Text;
  readonly span: Span;
}

/** `a`, or `a as b`, in an import or export */
export interface ImportedName {
  readonly kind: 'imported-name';
  /** What it is called in the other file. */
  readonly name: Name;
  /** What it is called here, when that differs. */
  readonly alias?: Name;
  readonly span: Span;
}

/** `layer name(parameters) where constraints { body }` */
export interface Layer {
  readonly kind: 'layer';
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly constraints: readonly Expression[];
  readonly body: readonly Statement[];
  /** Lines of the doc comment without `///`, joined by line feeds. */
  readonly doc?: string;
  readonly span: Span;
}

/** `structure s = theta(1/2, 0, 1/2, 0, 1/2, 1/2, 0) where omega == 0`: a name for a point of the continuous space. */
export interface StructureItem {
  readonly kind: 'structure';
  readonly name: Name;
  readonly value: Expression;
  readonly constraints: readonly Expression[];
  readonly doc?: string;
  readonly span: Span;
}

/** `layer m = s(d_in = 1024, d_out = 4096, sizes = divisors) where rank == d_in`: a structure of certain widths. */
export interface StructuredLayer {
  readonly kind: 'structured-layer';
  readonly name: Name;
  readonly value: Expression;
  readonly constraints: readonly Expression[];
  readonly doc?: string;
  readonly span: Span;
}

/** A compile-time integer of a layer. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly name: Name;
  readonly default?: Expression;
  readonly span: Span;
}

/** Words reserved for later: `gate w[…] = …` and `loss …`. */
export interface UnsupportedItem {
  readonly kind: 'unsupported';
  readonly word: 'gate' | 'loss';
  /** What it declares, so that its uses are not reported as unknown names. */
  readonly name?: Name;
  readonly axes?: readonly Axis[];
  readonly value: Expression;
  readonly doc?: string;
  readonly span: Span;
}

/** What a layer consists of. */
export type Statement =
  | InputStatement
  | FactorStatement
  | ConstStatement
  | IndexStatement
  | LetStatement
  | OutputStatement
  | WhereStatement
  | RepeatStatement
  | UnsupportedItem;

interface StatementBase {
  readonly doc?: string;
  readonly span: Span;
}

/** `input x[..., (g a)], token[b, t]: i32` */
export interface InputStatement extends StatementBase {
  readonly kind: 'input';
  readonly tensors: readonly TensorDeclaration[];
}

/** `factor A[g, a], B[a, e] ~ normal(0.02) lr 2`: initializer and learning rate hold for every tensor of the statement. */
export interface FactorStatement extends StatementBase {
  readonly kind: 'factor';
  readonly tensors: readonly TensorDeclaration[];
  readonly initializer?: InitializerClause;
  readonly learningRate?: Expression;
}

/** `x[..., (g a)]: f32` */
export interface TensorDeclaration {
  readonly kind: 'tensor-declaration';
  readonly name: Name;
  readonly axes: readonly Axis[];
  /** The word after the colon, not yet checked to be an element type. */
  readonly dtype?: Name;
  readonly span: Span;
}

/** `normal(0.02)`, `zeros`, `ones`, `spectral`; the word is not yet checked. */
export interface InitializerClause {
  readonly kind: 'initializer';
  readonly name: Name;
  readonly arguments: readonly Expression[];
  readonly span: Span;
}

/** `const scale = 1 / sqrt(c)`, or with axes a tensor made of indices and numbers: `const T[i, j] = i - j`. */
export interface ConstStatement extends StatementBase {
  readonly kind: 'const';
  readonly name: Name;
  readonly axes?: readonly Axis[];
  readonly value: Expression;
}

/** `index j = 2 * n`: the extent of an index that no input or factor carries. */
export interface IndexStatement extends StatementBase {
  readonly kind: 'index';
  readonly name: Name;
  readonly extent: Expression;
}

/** `let z[b, i] = …`, or without axes `let z = btt(g, a, p, e)(x)`. */
export interface LetStatement extends StatementBase {
  readonly kind: 'let';
  readonly name: Name;
  readonly axes?: readonly Axis[];
  readonly value: Expression;
}

/** `output y[b, i] = …`, or without axes `output y = einsum("…", x)`. */
export interface OutputStatement extends StatementBase {
  readonly kind: 'output';
  readonly name: Name;
  readonly axes?: readonly Axis[];
  readonly value: Expression;
}

/** `where g * a == d, g > 1` inside a body. */
export interface WhereStatement extends StatementBase {
  readonly kind: 'where';
  readonly constraints: readonly Expression[];
}

/** `repeat n as l { … }`: factors of the body exist once for each value 0 … n − 1 of `counter`. */
export interface RepeatStatement extends StatementBase {
  readonly kind: 'repeat';
  readonly count: Expression;
  readonly counter?: Name;
  readonly body: readonly Statement[];
}

/** An axis in brackets: all leading batch axes, one index, or several indices joined row-major into one axis. */
export type Axis = EllipsisAxis | IndexAxis | GroupAxis;

/** `...`, any number of leading axes */
export interface EllipsisAxis {
  readonly kind: 'ellipsis';
  readonly span: Span;
}

/** `i`, an axis of one index */
export interface IndexAxis {
  readonly kind: 'index';
  readonly name: Name;
  readonly span: Span;
}

/** `(g a)`, several indices as one axis */
export interface GroupAxis {
  readonly kind: 'group';
  readonly names: readonly Name[];
  readonly span: Span;
}

/** In an access an axis can also be looked up: `E[token[b, t], c]`. */
export type AccessAxis = Axis | PositionAxis;

/** An axis that is looked up at a position, as that of E in `E[token[b, t], c]` */
export interface PositionAxis {
  readonly kind: 'position';
  readonly value: Expression;
  readonly span: Span;
}

/** Whatever has a value. */
export type Expression =
  | NumberExpression
  | NameExpression
  | AccessExpression
  | UnaryExpression
  | BinaryExpression
  | CallExpression
  | ReductionExpression
  | SoftmaxExpression
  | LayerNormExpression
  | LayerCallExpression
  | EinsumExpression
  | MissingExpression;

/** `2`, `1e-5`, `inf`. */
export interface NumberExpression {
  readonly kind: 'number';
  readonly value: number;
  readonly span: Span;
}

/** A bare name: a parameter, a const, the value of an index, a tensor without axes, or a tensor handed to a layer. */
export interface NameExpression {
  readonly kind: 'reference';
  readonly name: Name;
  readonly span: Span;
}

/** `x[..., g, a]` */
export interface AccessExpression {
  readonly kind: 'access';
  readonly tensor: Name;
  readonly axes: readonly AccessAxis[];
  readonly span: Span;
}

/** A sign before one value. */
export type UnarySign = '-' | 'not';

/** `-a`, `not a` */
export interface UnaryExpression {
  readonly kind: 'unary';
  readonly operator: UnarySign;
  readonly operand: Expression;
  readonly span: Span;
}

/** A sign between two values. */
export type BinarySign = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

/** `a * b`, `a < b`, `a and b` */
export interface BinaryExpression {
  readonly kind: 'binary';
  readonly operator: BinarySign;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** A name with one pair of parentheses, a function: `gelu(x[i])`, `where(c, a, b)`, `max(a, b)`. */
export interface CallExpression {
  readonly kind: 'call';
  readonly function: Name;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

/** `x` or `eps = 1e-5`. */
export interface Argument {
  readonly kind: 'argument';
  readonly name?: Name;
  readonly value: Expression;
  readonly span: Span;
}

/** How the language calls the ways of making elements one. */
export const REDUCER_WORDS = ['sum', 'mean', 'max', 'min', 'product'] as const;

/** How the language calls one of them. */
export type ReducerWord = (typeof REDUCER_WORDS)[number];

/** `max[j] s[i, j]`: applies to the whole product that follows. */
export interface ReductionExpression {
  readonly kind: 'reduction';
  readonly reducer: ReducerWord;
  readonly indices: readonly Name[];
  readonly operand: Expression;
  readonly span: Span;
}

/** `softmax[j](…)` */
export interface SoftmaxExpression {
  readonly kind: 'softmax';
  readonly indices: readonly Name[];
  readonly operand: Expression;
  readonly span: Span;
}

/** `layer_norm[c, eps = 1e-5](…)` */
export interface LayerNormExpression {
  readonly kind: 'layer-norm';
  readonly indices: readonly Name[];
  readonly epsilon?: Expression;
  readonly operand: Expression;
  readonly span: Span;
}

/** A name with two pairs of parentheses, a layer: `btt(g, a, p, e)(x)`. Indices name the axes of its result. */
export interface LayerCallExpression {
  readonly kind: 'layer-call';
  readonly layer: Name;
  /** Values of parameters, by position or by name. */
  readonly settings: readonly Argument[];
  /** The inputs, in order. */
  readonly inputs: readonly Expression[];
  readonly axes?: readonly AccessAxis[];
  readonly span: Span;
}

/** `einsum("ij,jk->ik", x, A)`. Indices name the axes of its result. */
export interface EinsumExpression {
  readonly kind: 'einsum';
  readonly equation: Text;
  readonly operands: readonly Expression[];
  readonly axes?: readonly AccessAxis[];
  readonly span: Span;
}

/** Where an expression should be; already reported. */
export interface MissingExpression {
  readonly kind: 'missing';
  readonly span: Span;
}

const positionsIn = (axes: readonly AccessAxis[] = []): readonly Expression[] =>
  axes.flatMap((axis) => (axis.kind === 'position' ? [axis.value] : []));

/** The expressions directly inside an expression, as written from left to right. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'reference':
    case 'missing':
      return [];
    case 'access':
      return positionsIn(expression.axes);
    case 'unary':
    case 'reduction':
    case 'softmax':
      return [expression.operand];
    case 'layer-norm':
      return expression.epsilon ? [expression.epsilon, expression.operand] : [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.arguments.map(({ value }) => value);
    case 'layer-call':
      return [...expression.settings.map(({ value }) => value), ...expression.inputs, ...positionsIn(expression.axes)];
    case 'einsum':
      return [...expression.operands, ...positionsIn(expression.axes)];
  }
}
