/**
 * The canonical layout of a file: two spaces, one statement a line, one blank line between layers.
 *
 * The formatter walks the tree and takes the tokens of the text one by one, in order, so it can change nothing but white
 * space, and every comment comes out between the same two tokens it stood between.
 */
import type { IToken } from 'chevrotain';
import { failure, invariant, success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import type {
  AccessAxis,
  Argument,
  BinaryExpression,
  BinarySign,
  Comment,
  Document,
  ExportItem,
  Expression,
  FactorStatement,
  ImportItem,
  Item,
  Layer,
  Name,
  Statement,
  TensorDeclaration,
} from './ast.ts';
import { group, indent, join, line, lineEnd, printLayout, softLine, space } from './layout.ts';
import type { Layout } from './layout.ts';
import { parseTokens } from './parse.ts';

/** Characters of a line, where lines can be broken. */
const WIDTH = 120;

/**
 * The text in canonical layout; formatting that again changes nothing.
 *
 * Text with errors is not formatted: the diagnostics come back instead. Reserved words that are not supported yet are no
 * hindrance.
 */
export function formatSource(text: string, file: string): Result<string> {
  const { document, diagnostics, tokens } = parseTokens(text, file);
  if (diagnostics.some(({ severity }) => severity === 'error')) return failure(...diagnostics);
  return success(printLayout(new Formatter(text, document, tokens).document(), WIDTH));
}

/** How loosely operators bind; a chain of equal ones is broken together. */
const LOOSENESS: Readonly<Record<BinarySign, number>> = {
  or: 6,
  and: 5,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 3,
  '-': 3,
  '*': 2,
  '/': 2,
  '^': 1,
};

class Formatter {
  readonly #text: string;
  readonly #document: Document;
  readonly #tokens: readonly IToken[];
  #nextToken = 0;
  #nextComment = 0;
  /** End of the token or comment taken last. */
  #end = 0;
  /** Whether that was a `{`. */
  #opened = false;

  constructor(text: string, document: Document, tokens: readonly IToken[]) {
    this.#text = text;
    this.#document = document;
    this.#tokens = tokens;
  }

  document(): Layout {
    const { items } = this.#document;
    const layouts = items.map((item, position) => {
      const before = items[position - 1];
      const apart = before !== undefined && (before.kind === 'layer' || item.kind === 'layer');
      return [this.#start(apart), this.#item(item)];
    });
    const rest = this.#comments();
    invariant(this.#nextToken === this.#tokens.length, 'format: tokens are left over');
    return [...layouts, rest];
  }

  #item(item: Item): Layout {
    switch (item.kind) {
      case 'import':
      case 'export':
        return this.#imports(item);
      case 'layer':
        return this.#layer(item);
      case 'structure':
      case 'structured-layer': {
        const word = item.kind === 'structure' ? 'structure' : 'layer';
        const definition = this.#definition(word, item.name, undefined, item.value);
        const conditions = item.constraints.length > 0 ? [space, group(this.#conditions(item.constraints))] : '';
        return [definition, conditions];
      }
    }
  }

  #imports({ kind, names, source }: ImportItem | ExportItem): Layout {
    const head = [this.#take(kind), space, this.#take('{')];
    const list = this.#list(names, ({ name, alias }) =>
      alias ? [this.#name(name), space, this.#take('as'), space, this.#name(alias)] : this.#name(name),
    );
    const close = this.#closing('}');
    const tail = [space, this.#take('from'), space, this.#take(`"${source.value}"`)];
    const content = names.length === 0 ? close.comments : [line, list, close.comments];
    const last = names.length > 0 ? line : close.comments.length > 0 ? lineEnd() : '';
    return [head, group(indent(content), last, close.sign), tail];
  }

  #layer({ name, parameters, constraints, body }: Layer): Layout {
    const head = [this.#take('layer'), space, this.#name(name)];
    const list = this.#bracketed('(', parameters, ')', (parameter) =>
      parameter.default
        ? [this.#name(parameter.name), space, this.#take('='), space, this.#expression(parameter.default)]
        : this.#name(parameter.name),
    );
    const conditions = constraints.length > 0 ? [space, group(this.#conditions(constraints))] : '';
    return [head, list, conditions, space, this.#block(body)];
  }

  #conditions(constraints: readonly Expression[]): Layout {
    return [this.#take('where'), space, indent(this.#list(constraints, (constraint) => this.#expression(constraint)))];
  }

  #block(body: readonly Statement[]): Layout {
    const open = this.#take('{');
    const statements = body.map((statement) => [this.#start(false), this.#statement(statement)]);
    const close = this.#closing('}');
    const empty = body.length === 0 && close.comments.length === 0;
    return [open, indent(...statements, close.comments), empty ? '' : lineEnd(), close.sign];
  }

  #statement(statement: Statement): Layout {
    switch (statement.kind) {
      case 'input':
        return [this.#take('input'), space, this.#tensors(statement.tensors)];
      case 'factor':
        return this.#factor(statement);
      case 'const':
      case 'let':
      case 'output':
        return this.#definition(statement.kind, statement.name, statement.axes, statement.value);
      case 'index':
        return this.#definition('index', statement.name, undefined, statement.extent);
      case 'where':
        return group(this.#conditions(statement.constraints));
      case 'repeat': {
        const head = [this.#take('repeat'), space, this.#expression(statement.count)];
        const counter = statement.counter ? [space, this.#take('as'), space, this.#name(statement.counter)] : '';
        return [head, counter, space, this.#block(statement.body)];
      }
      case 'unsupported':
        return statement.name
          ? this.#definition(statement.word, statement.name, statement.axes, statement.value)
          : [this.#take(statement.word), space, this.#expression(statement.value)];
    }
  }

  #definition(word: string, name: Name, axes: readonly AccessAxis[] | undefined, value: Expression): Layout {
    const head = [this.#take(word), space, this.#name(name), axes ? this.#axes(axes) : ''];
    return [head, space, this.#take('='), space, this.#expression(value)];
  }

  #factor({ tensors, initializer, learningRate }: FactorStatement): Layout {
    const head = [this.#take('factor'), space, this.#tensors(tensors)];
    const drawn = initializer
      ? [
          [space, this.#take('~'), space, this.#name(initializer.name)],
          this.#next()?.image === '('
            ? this.#bracketed('(', initializer.arguments, ')', (value) => this.#expression(value))
            : '',
        ]
      : '';
    const rate = learningRate ? [space, this.#take('lr'), space, this.#expression(learningRate)] : '';
    return [head, drawn, rate];
  }

  #tensors(tensors: readonly TensorDeclaration[]): Layout {
    return group(
      indent(
        this.#list(tensors, ({ name, axes, dtype }) => [
          [this.#name(name), this.#axes(axes)],
          dtype ? [this.#take(':'), space, this.#name(dtype)] : '',
        ]),
      ),
    );
  }

  #axes(axes: readonly AccessAxis[]): Layout {
    return this.#bracketed('[', axes, ']', (axis) => this.#axis(axis));
  }

  #axis(axis: AccessAxis): Layout {
    switch (axis.kind) {
      case 'ellipsis':
        return this.#take('...');
      case 'index':
        return this.#parenthesized(axis.span.start, () => this.#name(axis.name));
      case 'group': {
        const open = this.#take('(');
        const names = axis.names.map((name) => this.#name(name));
        return [open, join(names, space), this.#take(')')];
      }
      case 'position':
        return this.#expression(axis.value);
    }
  }

  /** An expression with the parentheses around it. */
  #expression(expression: Expression): Layout {
    return this.#parenthesized(expression.span.start, () => this.#bare(expression));
  }

  /** Tokens before where a piece starts can only be parentheses around it, since spans leave those out. */
  #parenthesized(start: number, inside: () => Layout): Layout {
    if (!this.#parenthesisBefore(start)) return inside();
    const open = this.#take('(');
    const content = this.#parenthesized(start, inside);
    const close = this.#closing(')');
    return group(open, indent(softLine, content, close.comments), softLine, close.sign);
  }

  #parenthesisBefore(start: number): boolean {
    return (this.#next()?.startOffset ?? start) < start;
  }

  #bare(expression: Expression): Layout {
    switch (expression.kind) {
      case 'number': {
        const number = this.#next();
        invariant(number, 'format: a number without a token');
        return this.#take(number.image);
      }
      case 'reference':
        return this.#name(expression.name);
      case 'access':
        return [this.#name(expression.tensor), this.#axes(expression.axes)];
      case 'unary': {
        const sign = this.#take(expression.operator);
        return [sign, expression.operator === 'not' ? space : '', this.#expression(expression.operand)];
      }
      case 'binary':
        return expression.operator === '^' ? this.#power(expression) : this.#chain(expression);
      case 'call':
        return [this.#name(expression.function), this.#arguments(expression.arguments)];
      case 'reduction':
        return [
          [this.#take(expression.reducer), this.#indices(expression.indices)],
          [space, this.#expression(expression.operand)],
        ];
      case 'softmax':
        return [this.#take('softmax'), this.#indices(expression.indices), this.#operand(expression.operand)];
      case 'layer-norm':
        return [
          [this.#take('layer_norm'), this.#indices(expression.indices, expression.epsilon)],
          this.#operand(expression.operand),
        ];
      case 'layer-call':
        return [
          [this.#name(expression.layer), this.#arguments(expression.settings)],
          this.#bracketed('(', expression.inputs, ')', (input) => this.#expression(input)),
          expression.axes ? this.#axes(expression.axes) : '',
        ];
      case 'einsum':
        return [
          this.#take('einsum'),
          this.#bracketed('(', [expression.equation, ...expression.operands], ')', (argument) =>
            argument.kind === 'text' ? this.#take(`"${argument.value}"`) : this.#expression(argument),
          ),
          expression.axes ? this.#axes(expression.axes) : '',
        ];
      case 'missing':
        invariant(false, 'format: a missing expression in a text without errors');
    }
  }

  #power({ left, right }: BinaryExpression): Layout {
    return [this.#expression(left), this.#take('^'), this.#expression(right)];
  }

  /** Operands of operators that bind alike, broken before every operator or before none. */
  #chain(expression: BinaryExpression): Layout {
    const [first, ...rest] = this.#links(expression);
    return group(first ?? '', indent(...rest));
  }

  /** The first operand of a chain, then every operator with the operand after it. */
  #links({ operator, left, right }: BinaryExpression): readonly Layout[] {
    const continues =
      left.kind === 'binary' &&
      LOOSENESS[left.operator] === LOOSENESS[operator] &&
      !this.#parenthesisBefore(left.span.start);
    const before = continues ? this.#links(left) : [this.#expression(left)];
    return [...before, [line, this.#take(operator), space, this.#expression(right)]];
  }

  #arguments(list: readonly Argument[]): Layout {
    return this.#bracketed('(', list, ')', ({ name, value }) =>
      name ? [this.#name(name), space, this.#take('='), space, this.#expression(value)] : this.#expression(value),
    );
  }

  /** Indices of a reduction, softmax or layer_norm, with the `eps` of the latter where it was written. */
  #indices(indices: readonly Name[], epsilon?: Expression): Layout {
    const parts = epsilon ? [...indices, epsilon] : indices;
    const inOrder = [...parts].sort((one, other) => one.span.start - other.span.start);
    return this.#bracketed('[', inOrder, ']', (part) =>
      part.kind === 'name'
        ? this.#parenthesized(part.span.start, () => this.#name(part))
        : [this.#take('eps'), space, this.#take('='), space, this.#expression(part)],
    );
  }

  #operand(operand: Expression): Layout {
    return this.#bracketed('(', [operand], ')', (inner) => this.#expression(inner));
  }

  /** A list that, when it is too long for its line, has a line for each element. */
  #bracketed<Element>(
    open: string,
    list: readonly Element[],
    close: string,
    print: (element: Element) => Layout,
  ): Layout {
    const start = this.#take(open);
    const content = this.#list(list, print);
    const end = this.#closing(close);
    if (list.length === 0) return [start, indent(end.comments), end.comments.length > 0 ? lineEnd() : '', end.sign];
    return group(start, indent(softLine, content, end.comments), softLine, end.sign);
  }

  #list<Element>(list: readonly Element[], print: (element: Element) => Layout): Layout {
    return list.map((element, position) => (position === 0 ? print(element) : [this.#take(','), line, print(element)]));
  }

  #name({ text }: Name): Layout {
    return this.#take(text);
  }

  #next(): IToken | undefined {
    return this.#tokens[this.#nextToken];
  }

  /** The next token, which must be `image`, after the comments before it. */
  #take(image: string): Layout {
    const comments = this.#comments();
    const taken = this.#next();
    invariant(taken?.image === image, () => `format: expected ${image}, found ${taken?.image ?? 'the end'}`);
    this.#nextToken += 1;
    this.#end = taken.startOffset + image.length;
    this.#opened = image === '{';
    return [comments, image];
  }

  /** A closing bracket, and the comments before it, which belong to what it closes. */
  #closing(image: string): { readonly comments: readonly Layout[]; readonly sign: Layout } {
    return { comments: this.#comments(), sign: this.#take(image) };
  }

  /** What stands before a statement or item: the rest of the line before, a line end, comments of its own. */
  #start(apart: boolean): Layout {
    const trailing: Layout[] = [];
    for (let comment = this.#comment(); comment && this.#isTrailing(comment); comment = this.#comment())
      trailing.push(this.#takeComment(comment));
    const first = lineEnd(apart || this.#blankBefore(this.#comment()?.span.start ?? this.#next()?.startOffset));
    const comments = this.#comments();
    return [trailing, first, comments, lineEnd(this.#blankBefore(this.#next()?.startOffset))];
  }

  /** The comments before the next token. */
  #comments(): readonly Layout[] {
    const comments: Layout[] = [];
    for (let comment = this.#comment(); comment; comment = this.#comment()) comments.push(this.#takeComment(comment));
    return comments;
  }

  /** The next comment, if it stands before the next token. */
  #comment(): Comment | undefined {
    const comment = this.#document.comments[this.#nextComment];
    const limit = this.#next()?.startOffset ?? this.#text.length;
    return comment && comment.span.start < limit ? comment : undefined;
  }

  #takeComment(comment: Comment): Layout {
    const trailing = this.#isTrailing(comment);
    const blank = this.#blankBefore(comment.span.start);
    this.#nextComment += 1;
    this.#end = comment.span.end;
    this.#opened = false;
    return { kind: 'comment', text: comment.text.trimEnd(), trailing, blank };
  }

  /** Whether a comment follows other text on its line. */
  #isTrailing({ span }: Comment): boolean {
    return this.#nextToken > 0 && !/[\n\r]/.test(this.#text.slice(this.#end, span.start));
  }

  /** Whether an empty line, to be kept, stands before what comes next; directly after `{` none is. */
  #blankBefore(next = this.#text.length): boolean {
    return !this.#opened && (this.#text.slice(this.#end, next).match(/\r\n|\n|\r/g) ?? []).length > 1;
  }
}
