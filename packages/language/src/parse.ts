/**
 * From text to a syntax tree: always one, however wrong the text.
 *
 * The lexer and the recovering grammar make a concrete syntax tree; what follows picks the AST out of it. A piece that
 * is missing has been reported by the grammar already, so nothing here complains about it again.
 */
import { tokenMatcher } from 'chevrotain';
import type { CstNode, ILexingError, IRecognitionException, IToken, TokenType } from 'chevrotain';
import type { Diagnostic, DiagnosticPlace, Span } from '@einlay/ir';
import { REDUCER_WORDS, partsOf } from './ast.ts';
import type {
  AccessAxis,
  Argument,
  Axis,
  BinarySign,
  Comment,
  Document,
  Expression,
  ImportedName,
  InitializerClause,
  Item,
  Layer,
  Name,
  Parameter,
  ReducerWord,
  Statement,
  TensorDeclaration,
  Text,
} from './ast.ts';
import { report } from './diagnostics.ts';
import { limitDiagnostics } from './limit-diagnostics.ts';
import { grammar } from './grammar.ts';
import { didYouMean, insertAfter, replaceBy } from './suggest.ts';
import * as token from './tokens.ts';

/** What `parse` returns: a document even of a wrong text, and what is wrong with it, in the order of the text. */
export interface Parsed {
  readonly document: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** A parsed text with its tokens, for the formatter. */
export interface ParsedTokens extends Parsed {
  readonly tokens: readonly IToken[];
}

/** Characters of a file. Layers are short; the limit keeps a wrong file from taking all memory. */
export const MAX_LENGTH = 2 ** 18;
/** Brackets inside brackets. */
export const MAX_NESTING = 64;
/** Expressions inside expressions, a chain of n operators counting as n: what visitors of the tree recur on. */
export const MAX_DEPTH = 500;

/**
 * Parses the text of a `.ein` file. `file` is its path, or a name in angle brackets, for spans.
 *
 * Never throws: wrong text gives diagnostics, and a document with everything that could be understood.
 */
export function parse(text: string, file: string): Parsed {
  const { document, diagnostics } = parseTokens(text, file);
  return { document, diagnostics };
}

/** `parse` with the tokens. */
export function parseTokens(text: string, file: string): ParsedTokens {
  const parsed = parseEverything(text, file);
  return { ...parsed, diagnostics: limitDiagnostics(parsed.diagnostics) };
}

/** `parseTokens` with all diagnostics, however many. */
export function parseEverything(text: string, file: string): ParsedTokens {
  const refused = refuse(text, file);
  if (refused) return { document: emptyDocument(file, text), diagnostics: [refused], tokens: [] };
  const lexed = token.lexer.tokenize(text);
  const diagnostics = lexed.errors.map((error) => lexingDiagnostic(error, text, file));
  const comments = (lexed.groups['comments'] ?? []).map((comment): Comment => ({
    kind: 'comment',
    text: comment.image,
    span: spanOf(comment, file),
  }));
  const deep = deepBracket(lexed.tokens);
  if (deep) {
    diagnostics.push(report['nested-too-deeply']({ span: spanOf(deep, file) }, MAX_NESTING));
    return {
      document: { ...emptyDocument(file, text), comments },
      diagnostics,
      tokens: [],
    };
  }
  grammar.input = lexed.tokens;
  const tree = grammar.document();
  const errors = grammar.errors.map((error) => ({ error, previous: tokenBefore(error.token, lexed.tokens) }));
  const stuck = errors
    .map(({ error, previous }) => (previous ?? error.token).startOffset)
    .sort((one, other) => one - other);
  const builder = new Builder(text, file, comments, stuck);
  const document = builder.document(tree);
  diagnostics.push(
    ...errors.map(({ error, previous }) => syntaxDiagnostic(error, previous, text, file)),
    ...builder.diagnostics,
  );
  return { document, diagnostics, tokens: lexed.tokens };
}

export const emptyDocument = (file: string, text: string): Document => ({
  kind: 'document',
  file,
  items: [],
  comments: [],
  span: { file, start: 0, end: text.length },
});

/** Texts not worth a look. */
export function refuse(text: string, file: string): Diagnostic | undefined {
  const zero = text.slice(0, MAX_LENGTH).indexOf('\0');
  if (zero >= 0) return report['not-text']({ span: { file, start: zero, end: zero + 1 } });
  if (text.length > MAX_LENGTH)
    return report['file-too-large']({ span: { file, start: 0, end: 0 } }, text.length, MAX_LENGTH);
  return undefined;
}

/** The first bracket that is one too deep. */
function deepBracket(tokens: readonly IToken[]): IToken | undefined {
  const opening: readonly TokenType[] = [token.LeftParenthesis, token.LeftBracket, token.LeftBrace];
  const closing: readonly TokenType[] = [token.RightParenthesis, token.RightBracket, token.RightBrace];
  let depth = 0;
  return tokens.find(({ tokenType }) => {
    if (opening.includes(tokenType)) depth += 1;
    else if (closing.includes(tokenType)) depth = Math.max(depth - 1, 0);
    return depth > MAX_NESTING;
  });
}

const spanOf = (at: IToken, file: string): Span => ({
  file,
  start: at.startOffset,
  end: at.startOffset + at.image.length,
});

/** Signs of other languages that people type out of habit, and what to write instead. */
const HABITS: readonly (readonly [pattern: RegExp, hint: string, replacement?: string])[] = [
  [/^[\u00A0\u2000-\u200B\u3000]/u, 'this is an unusual kind of space; write an ordinary one', ' '],
  [/^;/, 'statements need nothing at their end', ''],
  [/^&&?/, 'write `and`', 'and'],
  [/^\|\|?/, 'write `or`', 'or'],
  [/^!/, 'write `not`', 'not '],
  [/^#/, 'comments start with `//`', '//'],
  [/^'/, 'text stands in double quotes'],
  [/^[×·∙⋅]/u, 'write `*`', '*'],
  [/^[−–—]/u, 'write `-`', '-'],
  [/^≤/u, 'write `<=`', '<='],
  [/^≥/u, 'write `>=`', '>='],
  [/^≠/u, 'write `!=`', '!='],
  [/^∞/u, 'write `inf`', 'inf'],
];

function lexingDiagnostic({ offset, length }: ILexingError, text: string, file: string): Diagnostic {
  // A long run of junk is one mistake; a few characters of it show which.
  const characters = Array.from(text.slice(offset, offset + Math.min(length, 24)))
    .slice(0, 12)
    .join('');
  const span = { file, start: offset, end: offset + length };
  const habit = HABITS.find(([pattern]) => pattern.test(characters));
  if (!habit) return report['unexpected-character']({ span }, characters);
  const [pattern, hint, replacement] = habit;
  const whole = pattern.exec(characters)?.[0].length === length;
  // A run of signs may mean several things; only one sign is sure to be this one.
  const fix = replacement !== undefined && whole ? { fix: replaceBy(span, replacement, hint) } : {};
  return report['unexpected-character']({ span, hint, ...fix }, characters);
}

/** The token before `found`; the last one when the text ended too early. */
function tokenBefore(found: IToken, tokens: readonly IToken[]): IToken | undefined {
  if (found.tokenType.name === 'EOF') return tokens.at(-1);
  return tokens[countBefore(tokens, (at) => at.startOffset < found.startOffset) - 1];
}

/** How many elements of a sorted list come before a point in it. */
function countBefore<Element>(sorted: readonly Element[], isBefore: (element: Element) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle] as Element)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function syntaxDiagnostic(
  { token: found, message: expected }: IRecognitionException,
  previous: IToken | undefined,
  text: string,
  file: string,
): Diagnostic {
  if (tokenMatcher(found, token.TextLiteral) && expected !== 'text in quotes')
    return report['misplaced-text']({ span: spanOf(found, file) });
  const ended = found.tokenType.name === 'EOF';
  const end = text.trimEnd().length;
  const span = ended ? { file, start: Math.max(end - 1, 0), end } : spanOf(found, file);
  const hint = syntaxHint(expected, found, previous, file);
  // Where the line before lacks something, the reader wants to see that line too.
  const labels =
    previous && text.slice(previous.startOffset, span.start).includes('\n')
      ? [{ span: spanOf(previous, file), text: 'after this' }]
      : [];
  return report['unexpected-token'](
    { span, labels, ...hint },
    expected,
    ended ? 'the end of the file' : `\`${shortened(found.image)}\``,
  );
}

const shortened = (image: string): string => (image.length > 24 ? `${image.slice(0, 24)}…` : image);

function syntaxHint(
  expected: string,
  found: IToken,
  previous: IToken | undefined,
  file: string,
): Pick<DiagnosticPlace, 'hint' | 'fix'> {
  const words = (types: readonly TokenType[]): readonly string[] => types.map(({ name }) => name);
  const span = spanOf(found, file);
  const meant =
    expected === '`}`'
      ? didYouMean(found.image, words(token.STATEMENT_WORDS), span)
      : expected === 'a layer or an import'
        ? didYouMean(found.image, words(token.ITEM_WORDS), span)
        : {};
  if (meant.hint) return meant;
  if (expected === 'a name' && token.KEYWORDS.includes(found.tokenType))
    return { hint: `\`${found.image}\` is a word of the language; choose another name` };
  if (found.tokenType === token.Equals && expected !== '`=`')
    return { hint: 'to compare, write `==`', fix: replaceBy(span, '==') };
  if (found.image === '*' && previous?.image === '*')
    return { hint: 'a power is written `^`', fix: replaceBy({ ...span, start: previous.startOffset }, '^') };
  if (expected === '`}`' && [token.Tilde, token.Rate, token.Comma].includes(found.tokenType))
    return { hint: '`~` and `lr` belong to a factor statement, after its last tensor, in this order' };
  const before = previous?.tokenType;
  if (
    previous &&
    (before === token.NumberLiteral || before === token.RightBracket || before === token.RightParenthesis)
  )
    if (tokenMatcher(found, token.Identifier) || found.tokenType === token.LeftParenthesis)
      return {
        hint: 'a product is written with `*`',
        fix: insertAfter(spanOf(previous, file), ' *', 'write a product with `*`'),
      };
  return {};
}

/** A prefix that waits for its operand: everything before it in its product, and the reduction itself. */
interface OpenReduction {
  readonly left: Expression | undefined;
  readonly operator: IToken | undefined;
  readonly minuses: readonly IToken[];
  readonly reducer: IToken;
  readonly indices: readonly Name[];
}

/** Picks the AST out of a concrete syntax tree in which, after a recovery, any child may be missing. */
class Builder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: string;
  readonly #file: string;
  readonly #comments: readonly Comment[];
  /** Where the parser got stuck, in order. */
  readonly #stuck: readonly number[];
  readonly #depths = new WeakMap<Expression, number>();
  readonly #outer = new WeakMap<Expression, Span>();
  /** Whether that has been reported; beyond the limit it would be again and again. */
  #tooDeep = false;
  /** Where to point when a piece is missing: the end of what came before. */
  #last = 0;

  constructor(text: string, file: string, comments: readonly Comment[], stuck: readonly number[]) {
    this.#text = text;
    this.#file = file;
    this.#comments = comments;
    this.#stuck = stuck;
  }

  document(node: CstNode): Document {
    return {
      ...emptyDocument(this.#file, this.#text),
      items: nodesOf(node, 'item').flatMap((item) => this.#item(item)),
      comments: this.#comments,
    };
  }

  #item(node: CstNode): readonly Item[] {
    const imports = nodeOf(node, 'importItem');
    if (imports) return this.#imports(imports);
    const layer = nodeOf(node, 'layerItem');
    if (layer) return this.#layer(layer);
    const structure = nodeOf(node, 'structureItem');
    return structure ? this.#structured(structure, 'structure') : [];
  }

  #imports(node: CstNode): readonly Item[] {
    const kind = tokenOf(node, 'import') ? 'import' : 'export';
    const source = this.#textOf(tokenOf(node, 'text'));
    const names = nodesOf(node, 'importedName').flatMap((entry): readonly ImportedName[] => {
      const name = this.#name(tokenOf(entry, 'imported'));
      const alias = this.#declared(tokenOf(entry, 'alias'));
      return name ? [{ kind: 'imported-name', name, ...(alias && { alias }), span: this.#span(entry) }] : [];
    });
    return source ? [{ kind, names, source, span: this.#span(node) }] : [];
  }

  #layer(node: CstNode): readonly Item[] {
    if (tokenOf(node, '=')) return this.#structured(node, 'structured-layer');
    const name = this.#declared(tokenOf(node, 'name'));
    if (!name) return [];
    const parameters = nodesOf(node, 'parameter').flatMap((entry) => this.#parameter(entry));
    const constraints = nodeOf(node, 'whereClause');
    const layer: Layer = {
      kind: 'layer',
      name,
      parameters,
      constraints: constraints ? this.#expressions(constraints) : [],
      body: this.#block(nodeOf(node, 'block')),
      ...this.#doc(node),
      span: this.#span(node),
    };
    return [layer];
  }

  /** A structure, or a layer made of one. */
  #structured(node: CstNode, kind: 'structure' | 'structured-layer'): readonly Item[] {
    const name = this.#declared(tokenOf(node, 'name'));
    const value = this.#wholeValue(node);
    const conditions = nodeOf(node, 'whereClause');
    const constraints = conditions ? this.#expressions(conditions) : [];
    return name ? [{ kind, name, value, constraints, ...this.#doc(node), span: this.#span(node) }] : [];
  }

  #parameter(node: CstNode): readonly Parameter[] {
    const name = this.#declared(tokenOf(node, 'name'));
    if (!name) return [];
    const value = tokenOf(node, '=') && this.#expression(nodeOf(node, 'expression'));
    return [{ kind: 'parameter', name, ...(value && { default: value }), span: this.#span(node) }];
  }

  /** A construct of which only the word is reserved. Its name is kept so that its uses are not reported too. */
  #unsupported(node: CstNode, word: 'gate' | 'loss'): readonly Statement[] {
    const name = this.#declared(tokenOf(node, 'name'));
    const axesNode = nodeOf(node, 'axes');
    const axes = axesNode && this.#declaredAxes(axesNode);
    const value = this.#expression(nodeOf(node, 'expression'));
    const span = this.#span(node);
    const wordSpan = { file: this.#file, start: span.start, end: span.start + word.length };
    this.diagnostics.push(report['not-yet-supported']({ span: wordSpan }, word));
    return [
      { kind: 'unsupported', word, ...(name && { name }), ...(axes && { axes }), value, ...this.#doc(node), span },
    ];
  }

  #block(node: CstNode | undefined): readonly Statement[] {
    return nodesOf(node, 'statement').flatMap((statement) => this.#statement(statement));
  }

  #statement(statement: CstNode): readonly Statement[] {
    const [node] = Object.values(statement.children).flat();
    if (!node || !('children' in node)) return [];
    const common = { ...this.#doc(node), span: this.#span(node) };
    switch (node.name) {
      case 'inputStatement': {
        const tensors = this.#tensors(node);
        return tensors.length > 0 ? [{ kind: 'input', tensors, ...common }] : [];
      }
      case 'factorStatement':
        return this.#factor(node, common);
      case 'definitionStatement':
        return this.#definition(node, common);
      case 'indexStatement': {
        const name = this.#name(tokenOf(node, 'name'));
        const extent = this.#expression(nodeOf(node, 'expression'));
        return name ? [{ kind: 'index', name, extent, ...common }] : [];
      }
      case 'whereClause':
        return [{ kind: 'where', constraints: this.#expressions(node), ...common }];
      case 'repeatStatement': {
        const count = this.#expression(nodeOf(node, 'expression'));
        const counter = this.#declared(tokenOf(node, 'name'));
        const body = this.#block(nodeOf(node, 'block'));
        return [{ kind: 'repeat', count, ...(counter && { counter }), body, ...common }];
      }
      case 'lossStatement':
        return this.#unsupported(node, 'loss');
      default:
        return [];
    }
  }

  #factor(node: CstNode, common: { readonly doc?: string; readonly span: Span }): readonly Statement[] {
    const tensors = this.#tensors(node);
    if (tensors.length === 0) return [];
    const initializer = this.#initializer(node);
    const learningRate = tokenOf(node, 'lr') && this.#expression(nodeOf(node, 'expression'));
    return [
      {
        kind: 'factor',
        tensors,
        ...(initializer && { initializer }),
        ...(learningRate && { learningRate }),
        ...common,
      },
    ];
  }

  #initializer(node: CstNode): InitializerClause | undefined {
    const name = this.#name(tokenOf(node, 'name'));
    if (!name) return undefined;
    const list = nodeOf(node, 'arguments');
    const values = this.#positional(list, `\`${name.text}\``);
    const end = list ? this.#span(list).end : name.span.end;
    return { kind: 'initializer', name, arguments: values, span: { ...name.span, end } };
  }

  #definition(node: CstNode, common: { readonly doc?: string; readonly span: Span }): readonly Statement[] {
    if (tokenOf(node, 'gate')) return this.#unsupported(node, 'gate');
    const name = this.#declared(tokenOf(node, 'name'));
    const axesNode = nodeOf(node, 'axes');
    const axes = axesNode && this.#declaredAxes(axesNode);
    const value = this.#wholeValue(node);
    const kind = tokenOf(node, 'const') ? 'const' : tokenOf(node, 'let') ? 'let' : 'output';
    return name ? [{ kind, name, ...(axes && { axes }), value, ...common }] : [];
  }

  /** The value of a statement, unless only a part of it could be read: what that means was not meant. */
  #wholeValue(node: CstNode): Expression {
    const { start, end } = this.#span(node);
    const value = this.#expression(nodeOf(node, 'expression'));
    const stuckBefore = (limit: number): number => countBefore(this.#stuck, (at) => at < limit);
    return stuckBefore(start) < stuckBefore(end) ? this.#missing(value.span) : value;
  }

  #tensors(node: CstNode): readonly TensorDeclaration[] {
    return nodesOf(node, 'tensor').flatMap((entry) => {
      const name = this.#declared(tokenOf(entry, 'tensor'));
      const axes = this.#declaredAxes(nodeOf(entry, 'axes'));
      const dtype = this.#name(tokenOf(entry, 'dtype'));
      return name ? [{ kind: 'tensor-declaration', name, axes, ...(dtype && { dtype }), span: this.#span(entry) }] : [];
    });
  }

  #declaredAxes(node: CstNode | undefined): readonly Axis[] {
    return this.#axes(node).map((axis): Axis => {
      if (axis.kind !== 'position') return axis;
      const { span, value } = axis;
      if (value.kind !== 'missing')
        this.diagnostics.push(
          report['axis-not-a-name']({
            span,
            hint: 'name the index; a parameter or an `index` statement gives it an extent',
          }),
        );
      // An axis all the same, so that the number of axes is not reported as wrong wherever the tensor is used.
      return { kind: 'index', name: { kind: 'name', text: this.#textAt(span), span }, span };
    });
  }

  #axes(node: CstNode | undefined): readonly AccessAxis[] {
    return nodesOf(node, 'axis').map((axis): AccessAxis => {
      const ellipsis = tokenOf(axis, '...');
      if (ellipsis) return this.#ellipsis(ellipsis);
      const group = nodeOf(axis, 'group');
      if (group) {
        const names = tokensOf(group, 'name').flatMap((name) => this.#name(name) ?? []);
        return { kind: 'group', names, span: this.#span(group) };
      }
      const value = this.#expression(nodeOf(axis, 'expression'));
      return axisOf(value);
    });
  }

  #ellipsis(dots: IToken): AccessAxis {
    const span = spanOf(dots, this.#file);
    if (dots.tokenType === token.ShortEllipsis)
      this.diagnostics.push(
        report['unexpected-character']({ span, hint: 'leading axes are written `...`' }, dots.image),
      );
    return { kind: 'ellipsis', span };
  }

  /** Index names in the brackets of a reduction. */
  #indexNames(axes: readonly AccessAxis[], around: Span): readonly Name[] {
    if (axes.length === 0)
      this.diagnostics.push(report['axis-not-a-name']({ span: around, hint: 'write at least one index' }));
    return axes.flatMap((axis) => {
      if (axis.kind === 'index') return [axis.name];
      if (axis.kind !== 'position' || axis.value.kind !== 'missing')
        this.diagnostics.push(report['axis-not-a-name']({ span: axis.span, hint: 'write the names of indices' }));
      return [];
    });
  }

  #arguments(node: CstNode | undefined): readonly Argument[] {
    return nodesOf(node, 'argument').map((entry) => {
      const named = this.#name(tokenOf(entry, 'name'));
      const text = tokenOf(entry, 'text');
      if (text) this.diagnostics.push(report['misplaced-text']({ span: spanOf(text, this.#file) }));
      const value = this.#expression(nodeOf(entry, 'expression'));
      return { kind: 'argument', ...(named && { name: named }), value, span: this.#span(entry) };
    });
  }

  /** Arguments that cannot be named. */
  #positional(node: CstNode | undefined, what: string): readonly Expression[] {
    return this.#arguments(node).map(({ name, value }) => {
      if (name) {
        const fix = replaceBy({ ...name.span, end: value.span.start }, '', `leave out \`${name.text} =\``);
        this.diagnostics.push(report['misplaced-argument-name']({ span: name.span, fix }, what));
      }
      return value;
    });
  }

  #expressions(node: CstNode): readonly Expression[] {
    return nodesOf(node, 'expression').map((expression) => this.#expression(expression));
  }

  #expression(node: CstNode | undefined): Expression {
    const parts = nodesOf(node, 'conjunction').map((part) => this.#conjunction(part));
    return this.#chain(parts, tokensOf(node, 'or'));
  }

  #conjunction(node: CstNode): Expression {
    const parts = nodesOf(node, 'negation').map((part) => this.#negation(part));
    return this.#chain(parts, tokensOf(node, 'and'));
  }

  #negation(node: CstNode): Expression {
    const comparison = nodeOf(node, 'comparison');
    return this.#prefixed(tokensOf(node, 'not'), comparison ? this.#comparison(comparison) : this.#missing());
  }

  #comparison(node: CstNode): Expression {
    const parts = nodesOf(node, 'operand').map((part) => this.#sum(part));
    const operators = tokensOf(node, 'operator');
    const second = operators[1];
    if (!second) return this.#chain(parts, operators);
    const [middle] = parts.slice(1);
    const isPair = operators.length === 2 && middle && middle.kind !== 'missing';
    const fix = isPair
      ? { fix: insertAfter(middle.span, ` and ${this.#textAt(middle.span)}`, 'join two comparisons with `and`') }
      : {};
    this.diagnostics.push(
      report['chained-comparison']({
        span: spanOf(second, this.#file),
        hint: 'join two comparisons with `and`',
        ...fix,
      }),
    );
    return this.#missing(this.#span(node));
  }

  #sum(node: CstNode): Expression {
    const parts = nodesOf(node, 'operand').map((part) => this.#product(part));
    return this.#chain(parts, tokensOf(node, 'operator'));
  }

  /** Operators from left to right; a reduction takes the whole rest of the product. */
  #product(node: CstNode): Expression {
    const operators = tokensOf(node, 'operator');
    const open: OpenReduction[] = [];
    let left: Expression | undefined;
    let operator: IToken | undefined;
    nodesOf(node, 'operand').forEach((part, position) => {
      operator = operators[position - 1];
      let minuses: IToken[] = [];
      for (const prefix of nodesOf(part, 'prefix')) {
        const minus = tokenOf(prefix, '-');
        if (minus) minuses.push(minus);
        const reducer = tokenOf(prefix, 'reducer word');
        if (!reducer) continue;
        const indices = this.#indexNames(this.#axes(nodeOf(prefix, 'axes')), spanOf(reducer, this.#file));
        open.push({ left, operator, minuses, reducer, indices });
        [left, operator, minuses] = [undefined, undefined, []];
      }
      const operand = this.#prefixed(minuses, this.#power(nodeOf(part, 'power')));
      left = left ? this.#binary(operator, left, operand) : operand;
    });
    let value = left ?? this.#missing();
    for (const { left: before, operator: sign, minuses, reducer, indices } of open.reverse()) {
      const reduction = this.#made({
        kind: 'reduction',
        reducer: reducer.image as ReducerWord,
        indices,
        operand: value,
        span: this.#between(reducer.startOffset, this.#outside(value).end),
      });
      const signed = this.#prefixed(minuses, reduction);
      value = before ? this.#binary(sign, before, signed) : signed;
    }
    return value;
  }

  /** `a ^ b ^ c` is `a ^ (b ^ c)`, and `-` before an exponent belongs to it alone. */
  #power(node: CstNode | undefined): Expression {
    const base = nodeOf(node, 'primary');
    const exponents = nodesOf(node, 'exponent');
    const signs = tokensOf(node, '^');
    const values = [base ? this.#primary(base) : this.#missing()];
    for (const exponent of exponents) values.push(this.#primary(nodeOf(exponent, 'primary')));
    return values.reduceRight((right, left, position) =>
      this.#binary(signs[position], left, this.#prefixed(tokensOf(exponents[position], '-'), right)),
    );
  }

  #primary(node: CstNode | undefined): Expression {
    if (!node) return this.#missing();
    const number = tokenOf(node, 'number');
    if (number) return this.#number(number);
    const infinite = tokenOf(node, 'inf');
    if (infinite) return this.#made({ kind: 'number', value: Infinity, span: spanOf(infinite, this.#file) });
    const normalizer = nodeOf(node, 'normalizer');
    if (normalizer) return this.#normalizer(node, normalizer);
    const named = this.#name(tokenOf(node, 'name') ?? tokenOf(node, 'where'));
    if (named) return this.#named(node, named);
    const inner = this.#expression(nodeOf(node, 'expression'));
    this.#outer.set(inner, this.#span(node));
    return inner;
  }

  #number(literal: IToken): Expression {
    const span = spanOf(literal, this.#file);
    const value = Number(literal.image);
    if (Number.isFinite(value)) return this.#made({ kind: 'number', value, span });
    this.diagnostics.push(report['number-too-large']({ span, fix: replaceBy(span, 'inf') }, shortened(literal.image)));
    return this.#missing(span);
  }

  /** A name, or what a name, parentheses and brackets after it say together. */
  #named(node: CstNode, name: Name): Expression {
    const span = this.#span(node);
    const [first, second] = nodesOf(node, 'arguments');
    const axesNode = nodeOf(node, 'axes');
    const axes = axesNode && this.#axes(axesNode);
    if (!first)
      return this.#made(axes ? { kind: 'access', tensor: name, axes, span } : { kind: 'reference', name, span });
    if (second) {
      const settings = this.#arguments(first);
      const inputs = this.#positional(second, 'a layer');
      return this.#made({ kind: 'layer-call', layer: name, settings, inputs, ...(axes && { axes }), span });
    }
    if (name.text === 'einsum') return this.#einsum(first, axes, span);
    if (axesNode)
      this.diagnostics.push(
        report['unexpected-token'](
          { span: this.#span(axesNode), hint: 'only tensors, layers and `einsum` have axes to name' },
          'an operator',
          '`[`',
        ),
      );
    return this.#made({ kind: 'call', function: name, arguments: this.#arguments(first), span });
  }

  #einsum(list: CstNode, axes: readonly AccessAxis[] | undefined, span: Span): Expression {
    const [first, ...rest] = nodesOf(list, 'argument');
    const equation = this.#textOf(first && tokenOf(first, 'text'));
    const operands = this.#positional({ ...list, children: { argument: rest } }, '`einsum`');
    if (equation) return this.#made({ kind: 'einsum', equation, operands, ...(axes && { axes }), span });
    const at = first ? this.#span(first) : this.#span(list);
    if (!first || !tokenOf(first, 'text'))
      this.diagnostics.push(
        report['unexpected-token']({ span: at }, 'an equation in quotes', `\`${shortened(this.#textAt(at))}\``),
      );
    return this.#missing(span);
  }

  /** `softmax[j](…)` or `layer_norm[c, eps = 1e-5](…)` */
  #normalizer(node: CstNode, rest: CstNode): Expression {
    const span = this.#span(node);
    const word = tokenOf(node, 'normalizer word')?.image ?? '';
    const settings = this.#arguments({ ...rest, children: { argument: rest.children['argument'] ?? [] } });
    const axes = settings.filter(({ name }) => !name).map(({ value }) => axisOf(value));
    const indices = this.#indexNames(axes, span);
    const operand = this.#expression(nodeOf(rest, 'expression'));
    let epsilon: Expression | undefined;
    for (const { name, value } of settings) {
      if (!name) continue;
      if (word === 'layer_norm' && name.text === 'eps' && !epsilon) epsilon = value;
      else
        this.diagnostics.push(
          report['unexpected-token'](
            { span: name.span, ...(word === 'layer_norm' && { hint: 'the only option is one `eps`' }) },
            'an index',
            `\`${name.text} =\``,
          ),
        );
    }
    return this.#made(
      word === 'softmax'
        ? { kind: 'softmax', indices, operand, span }
        : { kind: 'layer-norm', indices, ...(epsilon && { epsilon }), operand, span },
    );
  }

  /** Joins parts by operators that associate to the left. */
  #chain(parts: readonly Expression[], operators: readonly IToken[]): Expression {
    const [first = this.#missing(), ...rest] = parts;
    return rest.reduce((left, right, position) => this.#binary(operators[position], left, right), first);
  }

  #binary(operator: IToken | undefined, left: Expression, right: Expression): Expression {
    const span = this.#between(this.#outside(left).start, this.#outside(right).end);
    if (!operator?.image) return this.#missing(span);
    return this.#made({ kind: 'binary', operator: operator.image as BinarySign, left, right, span });
  }

  #prefixed(signs: readonly IToken[], operand: Expression): Expression {
    return signs.reduceRight((inner, sign): Expression => {
      const span = this.#between(sign.startOffset, this.#outside(inner).end);
      return this.#made({ kind: 'unary', operator: sign.image === 'not' ? 'not' : '-', operand: inner, span });
    }, operand);
  }

  /** Every expression passes here, so that none is deeper than visitors of the tree can stand. */
  #made(expression: Expression): Expression {
    const depth = 1 + partsOf(expression).reduce((deepest, part) => Math.max(deepest, this.#depths.get(part) ?? 0), 0);
    if (depth > MAX_DEPTH) {
      if (!this.#tooDeep) this.diagnostics.push(report['nested-too-deeply']({ span: expression.span }, MAX_DEPTH));
      this.#tooDeep = true;
      return this.#missing(expression.span);
    }
    this.#depths.set(expression, depth);
    return expression;
  }

  #missing(span: Span = { file: this.#file, start: this.#last, end: this.#last }): Expression {
    return { kind: 'missing', span };
  }

  /** The span of an expression with the parentheses around it. */
  #outside(expression: Expression): Span {
    return this.#outer.get(expression) ?? expression.span;
  }

  /** A span whose last piece may be missing, and then lie before the first. */
  #between(start: number, end: number): Span {
    return { file: this.#file, start, end: Math.max(start, end) };
  }

  /** A name unless the parser made the token up to go on. */
  #name(name: IToken | undefined): Name | undefined {
    if (!name || name.isInsertedInRecovery) return undefined;
    this.#last = name.startOffset + name.image.length;
    return { kind: 'name', text: name.image, span: spanOf(name, this.#file) };
  }

  /** A name that is declared here, which words with brackets of their own cannot be. */
  #declared(declared: IToken | undefined): Name | undefined {
    const name = this.#name(declared);
    if (name && RESERVED_NAMES.has(name.text))
      this.diagnostics.push(report['reserved-name']({ span: name.span }, name.text));
    return name;
  }

  #textOf(literal: IToken | undefined): Text | undefined {
    if (!literal || literal.isInsertedInRecovery) return undefined;
    const span = spanOf(literal, this.#file);
    if (literal.tokenType !== token.UnclosedText) return { kind: 'text', value: literal.image.slice(1, -1), span };
    this.diagnostics.push(report['unclosed-text']({ span, fix: insertAfter(span, '"', 'close the text') }));
    return undefined;
  }

  #textAt({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  #span({ location }: CstNode): Span {
    const start = location?.startOffset ?? NaN;
    const end = location?.endOffset ?? NaN;
    if (!Number.isFinite(start) || !Number.isFinite(end))
      return { file: this.#file, start: this.#last, end: this.#last };
    this.#last = end + 1;
    return { file: this.#file, start, end: end + 1 };
  }

  /** The `///` lines that stand directly before a node. */
  #doc(node: CstNode): { readonly doc?: string } {
    let before = this.#span(node).start;
    let position = countBefore(this.#comments, ({ span }) => span.start < before) - 1;
    const lines: string[] = [];
    for (let comment = this.#comments[position]; comment; comment = this.#comments[position]) {
      const between = this.#text.slice(comment.span.end, before);
      if (
        !comment.text.startsWith('///') ||
        !this.#startsLine(comment) ||
        !/^(?:\r\n|\n|\r)[ \t\uFEFF]*$/.test(between)
      )
        break;
      lines.push(comment.text.slice(3).replace(/^ /, '').trimEnd());
      before = comment.span.start;
      position -= 1;
    }
    return lines.length > 0 ? { doc: lines.reverse().join('\n') } : {};
  }

  /** Whether nothing but space stands before a comment on its line. */
  #startsLine({ span }: Comment): boolean {
    let at = span.start - 1;
    while (' \t\uFEFF'.includes(this.#text[at] ?? '\n')) at -= 1;
    return at < 0 || '\n\r'.includes(this.#text[at] ?? '');
  }
}

/** Names with brackets of their own, which a tensor of that name could not be told from. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([...REDUCER_WORDS, 'softmax', 'layer_norm', 'einsum']);

/** An expression in brackets: a bare name is an index. */
const axisOf = (value: Expression): AccessAxis =>
  value.kind === 'reference'
    ? { kind: 'index', name: value.name, span: value.span }
    : { kind: 'position', value, span: value.span };

const elementsOf = (node: CstNode | undefined, name: string): readonly (CstNode | IToken)[] =>
  node?.children[name] ?? [];

/** Children of a node that are nodes themselves, by rule or label. */
const nodesOf = (node: CstNode | undefined, name: string): readonly CstNode[] =>
  elementsOf(node, name).filter((child) => 'children' in child);

const nodeOf = (node: CstNode | undefined, name: string): CstNode | undefined => nodesOf(node, name)[0];

/** Children of a node that are tokens, by token name or label. */
const tokensOf = (node: CstNode | undefined, name: string): readonly IToken[] =>
  elementsOf(node, name).filter((child) => 'image' in child);

const tokenOf = (node: CstNode | undefined, name: string): IToken | undefined => tokensOf(node, name)[0];
