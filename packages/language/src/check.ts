/**
 * Checks one layer without values for its parameters: names, axes, types, arguments of functions and layers. What needs
 * numbers (extents that differ, constraints) is found by `lower`.
 *
 * For every expression in index notation it notes the free indices: those the expression has before anything is summed.
 * `lower` decides with them where each sum stands.
 */
import { BATCH, DTYPES, isFloat, parseEquation } from '@einlay/ir';
import type { DType, Diagnostic, DiagnosticPlace, Result, Span } from '@einlay/ir';
import { alignAxes, axesOf, namesIn, namesOfAxis, printAxes } from './axes.ts';
import type { Axes } from './axes.ts';
import type {
  AccessAxis,
  AccessExpression,
  Argument,
  Axis,
  CallExpression,
  ConstStatement,
  EinsumExpression,
  Expression,
  FactorStatement,
  InputStatement,
  LayerCallExpression,
  Layer,
  LetStatement,
  Name,
  OutputStatement,
  RepeatStatement,
  Statement,
} from './ast.ts';
import { partsOf } from './ast.ts';
import { report } from './diagnostics.ts';
import { axesForTerm, axesOfResult, isBatched } from './equation-axes.ts';
import { FUNCTION_NAMES, SELECT, argumentCounts, foldingFunction, isComparison, isLogical } from './functions.ts';
import { batchFirst, batchMovedFirst, settingsAdded, withoutItem } from './list-fixes.ts';
import { didYouMean, replaceBy } from './suggest.ts';

/** What the elements of a value are. Whole numbers count as numbers wherever a number may stand. */
export type ValueType = 'float' | 'integer' | 'truth';

export const typeOfDType = (dtype: DType): ValueType =>
  dtype === 'i32' ? 'integer' : dtype === 'bool' ? 'truth' : 'float';

/** A tensor that a layer takes or gives. */
export interface TensorSignature {
  readonly name: string;
  readonly axes: Axes;
  readonly type: ValueType;
  readonly span: Span;
}

/** What is known of a whole tensor. */
type TensorFacts = Pick<TensorSignature, 'axes' | 'type'>;

/** What is known of an expression in index notation. `broken` when something in it has been reported. */
export interface ExpressionFacts {
  readonly free: ReadonlySet<string>;
  readonly type: ValueType;
  readonly broken: boolean;
}

/** A layer without mistakes that can be seen without values. */
export interface CheckedLayer {
  readonly name: string;
  readonly syntax: Layer;
  /** The text of its file, to quote from. */
  readonly text: string;
  readonly inputs: readonly TensorSignature[];
  readonly outputs: readonly TensorSignature[];
  /** The layers it calls, by the name it knows them by. */
  readonly callees: ReadonlyMap<string, CheckedLayer>;
  readonly facts: ReadonlyMap<Expression, ExpressionFacts>;
  /**
   * What to lower in its place for these values of its parameters. Layers made of a structure have sizes that no expression of their widths
   * gives; what stands here instead has their inputs and outputs.
   */
  readonly expand?: (parameters: ReadonlyMap<string, number>) => Result<CheckedLayer>;
}

/** How a layer finds others: undefined when there is none of the name, `broken` when that has been reported. */
export type ResolveLayer = (name: Name) => CheckedLayer | 'broken' | undefined;

export interface CheckContext {
  readonly text: string;
  readonly resolveLayer: ResolveLayer;
  /** Names of layers in sight, to suggest from. */
  readonly layerNames: readonly string[];
  readonly diagnostics: Diagnostic[];
}

type Meaning =
  | { readonly kind: 'parameter'; readonly span: Span }
  | { readonly kind: 'constant'; readonly span: Span; readonly type: ValueType }
  | { readonly kind: 'tensor'; readonly span: Span; readonly axes: Axes; readonly type: ValueType }
  | { readonly kind: 'broken'; readonly span: Span };

const BROKEN: ExpressionFacts = { free: new Set(), type: 'float', broken: true };
const NO_INDICES: ReadonlySet<string> = new Set();

const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
  float: 'a number',
  integer: 'a whole number',
  truth: 'true or false',
};

/** Checks a layer; undefined when it has errors, or needs what has: they are in `context.diagnostics` by then. */
export function checkLayer(layer: Layer, context: CheckContext): CheckedLayer | undefined {
  const before = context.diagnostics.length;
  const checked = new LayerChecker(layer, context).check();
  return context.diagnostics.slice(before).some(({ severity }) => severity !== 'warning') ? undefined : checked;
}

class LayerChecker {
  readonly #layer: Layer;
  readonly #context: CheckContext;
  readonly #facts = new Map<Expression, ExpressionFacts>();
  readonly #callees = new Map<string, CheckedLayer>();
  readonly #inputs: TensorSignature[] = [];
  readonly #outputs: TensorSignature[] = [];
  /** Meanings by name, one map for each block that is open. */
  readonly #scopes: Map<string, Meaning>[] = [new Map<string, Meaning>()];
  /** Indices whose extent an `index` statement gives. */
  readonly #declaredIndices = new Map<string, Span>();
  /** Indices that tensors of this layer are declared with. */
  readonly #knownIndices = new Set<string>();
  /** Indices that the statement at hand mentions; only their values mean something in it. */
  #statementIndices: ReadonlySet<string> = NO_INDICES;
  /** Something could not be understood; it may have been reported elsewhere, in another layer or by the parser. */
  #broken = false;

  constructor(layer: Layer, context: CheckContext) {
    this.#layer = layer;
    this.#context = context;
  }

  check(): CheckedLayer | undefined {
    const { name, parameters, constraints, body } = this.#layer;
    for (const parameter of parameters) {
      if (parameter.default) this.#number(parameter.default);
      this.#declare(parameter.name, { kind: 'parameter', span: parameter.name.span });
    }
    for (const constraint of constraints) this.#condition(constraint);
    for (const statement of body) this.#statement(statement);
    const hasOutput = body.some(({ kind }) => kind === 'output');
    if (!hasOutput) this.#say(report['no-output']({ span: name.span }, name.text));
    if (this.#broken) return undefined;
    return {
      name: name.text,
      syntax: this.#layer,
      text: this.#context.text,
      inputs: this.#inputs,
      outputs: this.#outputs,
      callees: this.#callees,
      facts: this.#facts,
    };
  }

  // Statements.

  #statement(statement: Statement): void {
    this.#statementIndices = indicesOfStatement(statement);
    switch (statement.kind) {
      case 'input':
        this.#input(statement);
        break;
      case 'factor':
        this.#factor(statement);
        break;
      case 'const':
        this.#const(statement);
        break;
      case 'index':
        this.#number(statement.extent);
        this.#declareIndex(statement.name);
        break;
      case 'let':
        this.#let(statement);
        break;
      case 'output':
        this.#output(statement);
        break;
      case 'where':
        for (const constraint of statement.constraints) this.#condition(constraint);
        break;
      case 'repeat':
        this.#repeat(statement);
        break;
      case 'unsupported':
        if (statement.name) this.#declare(statement.name, { kind: 'broken', span: statement.name.span });
    }
  }

  #input({ tensors, span }: InputStatement): void {
    if (this.#scopes.length > 1) this.#say(report['misplaced-statement']({ span }, 'input'));
    for (const { name, axes, dtype } of tensors) {
      const type = dtype ? this.#dtype(dtype) : 'float';
      const declared = this.#declareTensor(name, axes, type);
      this.#inputs.push({ name: name.text, axes: declared, type, span: name.span });
    }
  }

  #factor({ tensors, initializer, learningRate }: FactorStatement): void {
    for (const { name, axes, dtype } of tensors) {
      if (dtype && this.#dtype(dtype) !== 'float')
        this.#say(report['type-mismatch']({ span: dtype.span }, 'an element type that floats', `\`${dtype.text}\``));
      this.#declareTensor(name, axes, 'float');
    }
    if (initializer) {
      const { name, arguments: values, span } = initializer;
      const expected = INITIALIZERS.get(name.text);
      if (expected === undefined)
        this.#say(
          report['unknown-initializer'](
            { span: name.span, ...didYouMean(name.text, INITIALIZERS.keys(), name.span) },
            name.text,
          ),
        );
      else if (values.length !== expected)
        this.#say(report['argument-count']({ span }, name.text, countOf(expected, 'argument'), values.length));
      for (const value of values) this.#number(value);
    }
    if (learningRate) this.#number(learningRate);
  }

  #const(statement: ConstStatement): void {
    const { name, axes, value } = statement;
    if (!axes) {
      const { type } = this.#constant(value);
      this.#declare(name, { kind: 'constant', span: name.span, type });
      return;
    }
    const facts = this.#scalar(value);
    this.#leftSide(axes, undefined);
    const runtime = this.#runtimePart(value);
    if (runtime) this.#say(report['not-constant']({ span: runtime.span }, this.#quote(runtime.span)));
    this.#declareTensor(name, axes, facts.type);
  }

  #let({ name, axes, value }: LetStatement): void {
    const found = this.#definition(axes, value);
    const outer = this.#scopes
      .slice(0, -1)
      .findLast((scope) => scope.has(name.text))
      ?.get(name.text);
    if (outer?.kind !== 'tensor' || this.#scopes.at(-1)?.has(name.text) === true)
      this.#declare(name, found ? { kind: 'tensor', span: name.span, ...found } : { kind: 'broken', span: name.span });
    // A name from before the block: the block carries its value from one round to the next.
    else if (found) this.#rebind(name, outer, found);
  }

  #rebind(name: Name, before: TensorFacts & { readonly span: Span }, after: TensorFacts): void {
    const sameAxes =
      before.axes.length === after.axes.length &&
      before.axes.flat().length === after.axes.flat().length &&
      isBatched(before.axes) === isBatched(after.axes);
    const said = (text: string) => ({ span: name.span, labels: [{ span: before.span, text }] });
    if (!sameAxes) {
      const [old, found] = [printAxes(before.axes), printAxes(after.axes)];
      this.#say(report['rebinding-mismatch'](said(`${old} here`), name.text, old, found));
    } else if (before.type !== after.type) {
      const [old, found] = [TYPE_WORDS[before.type], TYPE_WORDS[after.type]];
      this.#say(report['type-mismatch'](said(old), old, found));
    }
  }

  #output({ name, axes, value, span }: OutputStatement): void {
    if (this.#scopes.length > 1) this.#say(report['misplaced-statement']({ span }, 'output'));
    const found = this.#definition(axes, value);
    this.#declare(name, found ? { kind: 'tensor', span: name.span, ...found } : { kind: 'broken', span: name.span });
    if (found) this.#outputs.push({ name: name.text, ...found, span: name.span });
  }

  /**
   * What `let` and `output` have in common: a value with its axes written on the left or found in the value. Undefined
   * when its axes cannot be known for what is wrong with it.
   */
  #definition(axes: readonly Axis[] | undefined, value: Expression): TensorFacts | undefined {
    const alias = value.kind === 'reference' && this.#lookUp(value.name.text)?.kind === 'tensor';
    if (isWholeTensor(value) || (alias && !axes)) {
      const tensor = this.#tensor(value);
      if (!axes) return tensor;
      this.#leftSide(axes, undefined);
      if (tensor) this.#align(axes, tensor.axes, 'the result', value.span);
      return { axes: axesOf(axes), type: tensor?.type ?? 'float' };
    }
    const facts = this.#scalar(value);
    this.#leftSide(axes ?? [], facts, value);
    return facts.broken && !axes ? undefined : { axes: axesOf(axes ?? []), type: facts.type };
  }

  #repeat({ count, counter, body }: RepeatStatement): void {
    this.#number(count);
    this.#scopes.push(new Map());
    if (counter) this.#declare(counter, { kind: 'parameter', span: counter.span });
    for (const statement of body) this.#statement(statement);
    this.#scopes.pop();
  }

  /** The axes on the left of a definition; every index must be free on the right, when the right side is given. */
  #leftSide(axes: readonly Axis[], facts: ExpressionFacts | undefined, value?: Expression): void {
    this.#axes(axes);
    const seen = new Map<string, Span>();
    for (const { text, span } of axes.flatMap(namesIn)) {
      const first = seen.get(text);
      if (first) {
        // An axis of its own can go; in a group the others would take its place.
        const at = axes.findIndex((axis) => axis.span.start === span.start && axis.span.end === span.end);
        const labels = [{ span: first, text: 'the first time' }];
        this.#say(report['duplicate-index']({ span, labels, ...withoutItem(axes, at, secondOf(text)) }, text));
      }
      seen.set(text, span);
      if (facts && !facts.broken && !facts.free.has(text))
        this.#say(report['unknown-index']({ span, ...didYouMean(text, facts.free, span) }, text, 'on the left'));
    }
    if (!facts || facts.broken) return;
    const ellipsis = axes.find(({ kind }) => kind === 'ellipsis');
    if (ellipsis && !facts.free.has(BATCH)) {
      const fix = withoutItem(axes, axes.indexOf(ellipsis), 'leave out `...`');
      this.#say(report['unknown-index']({ span: ellipsis.span, ...fix }, BATCH, 'on the left'));
    }
    if (!ellipsis && value && facts.free.has(BATCH))
      this.#say(report['batch-dropped']({ span: value.span, ...batchFirst(axes) }));
  }

  // Declarations.

  #declare(name: Name, meaning: Meaning): void {
    const known = this.#lookUp(name.text);
    if (known)
      this.#say(
        report['duplicate-name']({ span: name.span, labels: [{ span: known.span, text: 'declared here' }] }, name.text),
      );
    else this.#scopes.at(-1)?.set(name.text, meaning);
  }

  #declareIndex(name: Name): void {
    const known = this.#lookUp(name.text)?.span ?? this.#declaredIndices.get(name.text);
    if (known)
      this.#say(
        report['duplicate-name']({ span: name.span, labels: [{ span: known, text: 'declared here' }] }, name.text),
      );
    this.#declaredIndices.set(name.text, name.span);
    this.#knownIndices.add(name.text);
  }

  #declareTensor(name: Name, axes: readonly Axis[], type: ValueType): Axes {
    this.#axes(axes);
    const declared = axesOf(axes);
    this.#declare(name, { kind: 'tensor', span: name.span, axes: declared, type });
    return declared;
  }

  #axes(axes: readonly Axis[]): void {
    for (const [position, axis] of axes.entries()) {
      if (axis.kind === 'ellipsis' && position > 0)
        this.#say(
          report['batch-not-first']({ span: axis.span, ...batchMovedFirst(axes, position, this.#context.text) }),
        );
      for (const name of namesOfAxis(axis)) this.#knownIndices.add(name);
    }
  }

  #dtype({ text, span }: Name): ValueType {
    const dtype = DTYPES.find((known) => known === text);
    if (!dtype) this.#say(report['unknown-dtype']({ span, ...dtypeHint(text, span) }, text));
    return dtype ? typeOfDType(dtype) : 'float';
  }

  #lookUp(name: string): Meaning | undefined {
    return this.#scopes.findLast((scope) => scope.has(name))?.get(name);
  }

  // Compile-time expressions.

  #condition(expression: Expression): void {
    this.#expectType(expression, this.#constant(expression), 'truth');
  }

  #number(expression: Expression): void {
    const facts = this.#constant(expression);
    if (facts.type === 'truth') this.#expectType(expression, facts, 'float');
  }

  /** An expression of parameters, consts and extents of indices; their names stand for numbers here. */
  #constant(expression: Expression): ExpressionFacts {
    const runtime = this.#runtimePart(expression);
    if (runtime) {
      this.#say(report['not-constant']({ span: runtime.span }, this.#quote(runtime.span)));
      return BROKEN;
    }
    const mentioned = this.#statementIndices;
    this.#statementIndices = this.#knownIndices;
    const facts = this.#scalar(expression);
    this.#statementIndices = mentioned;
    return facts;
  }

  /** The first part of an expression that only a run can know. */
  #runtimePart(expression: Expression): Expression | undefined {
    const waiting = [expression];
    for (let part = waiting.pop(); part; part = waiting.pop()) {
      if (!['number', 'reference', 'unary', 'binary', 'call', 'missing', 'access'].includes(part.kind)) return part;
      if (part.kind === 'access') return part;
      waiting.push(...partsOf(part));
    }
    return undefined;
  }

  // Expressions in index notation.

  #scalar(expression: Expression): ExpressionFacts {
    const facts = this.#findFacts(expression);
    this.#facts.set(expression, facts);
    this.#broken ||= facts.broken;
    return facts;
  }

  #findFacts(expression: Expression): ExpressionFacts {
    switch (expression.kind) {
      case 'number':
        return { free: NO_INDICES, type: Number.isInteger(expression.value) ? 'integer' : 'float', broken: false };
      case 'missing':
        return BROKEN;
      case 'reference':
        return this.#reference(expression.name);
      case 'access':
        return this.#access(expression);
      case 'unary': {
        const operand = this.#scalar(expression.operand);
        const type = expression.operator === 'not' ? 'truth' : 'float';
        const broken = !this.#expectType(expression.operand, operand, type);
        return { free: operand.free, type: expression.operator === 'not' ? 'truth' : operand.type, broken };
      }
      case 'binary': {
        const { operator } = expression;
        const sides = [expression.left, expression.right].map((side) => [side, this.#scalar(side)] as const);
        const expected = isLogical(operator) ? 'truth' : 'float';
        const broken = sides.map(([side, facts]) => this.#expectType(side, facts, expected)).includes(false);
        const type = isLogical(operator) || isComparison(operator) ? 'truth' : joinTypes(sides.map(([, side]) => side));
        const exact = type !== 'integer' || ['+', '-', '*'].includes(operator);
        return { free: union(sides.map(([, { free }]) => free)), type: exact ? type : 'float', broken };
      }
      case 'call':
        return this.#call(expression);
      case 'reduction': {
        const operand = this.#scalar(expression.operand);
        const broken =
          !this.#bind(expression.indices, operand, 'reduced here') ||
          !this.#expectType(expression.operand, operand, 'float');
        const bound = new Set(expression.indices.map(({ text }) => text));
        return { free: new Set([...operand.free].filter((index) => !bound.has(index))), type: 'float', broken };
      }
      case 'softmax':
      case 'layer-norm': {
        if (expression.kind === 'layer-norm' && expression.epsilon) this.#number(expression.epsilon);
        const operand = this.#scalar(expression.operand);
        const broken =
          !this.#bind(expression.indices, operand, 'normalised here') ||
          !this.#expectType(expression.operand, operand, 'float');
        return { free: operand.free, type: 'float', broken };
      }
      case 'layer-call':
      case 'einsum': {
        const tensor = this.#tensor(expression);
        if (!tensor) return BROKEN;
        return {
          free: new Set(tensor.axes.flat()),
          type: tensor.type,
          broken: !this.#rankZero(expression, tensor.axes),
        };
      }
    }
  }

  #reference({ text, span }: Name): ExpressionFacts {
    const meaning = this.#lookUp(text);
    switch (meaning?.kind) {
      case 'parameter':
        return { free: NO_INDICES, type: 'integer', broken: false };
      case 'constant':
        return { free: NO_INDICES, type: meaning.type, broken: false };
      case 'broken':
        return BROKEN;
      case 'tensor':
        if (meaning.axes.length === 0) return { free: NO_INDICES, type: meaning.type, broken: false };
        this.#say(
          report['axes-missing'](
            {
              span,
              labels: [{ span: meaning.span, text: 'declared here' }],
              hint: `write \`${text}${printAxes(meaning.axes)}\``,
              fix: replaceBy(span, `${text}${printAxes(meaning.axes)}`),
            },
            text,
          ),
        );
        return BROKEN;
      case undefined:
        if (this.#statementIndices.has(text)) return { free: new Set([text]), type: 'integer', broken: false };
        this.#say(report['unknown-name']({ span, ...didYouMean(text, this.#namesInSight(), span) }, text));
        return BROKEN;
    }
  }

  #access({ tensor: { text, span }, axes, span: whole }: AccessExpression): ExpressionFacts {
    const meaning = this.#lookUp(text);
    const free = this.#writtenIndices(axes);
    if (!meaning) this.#say(report['unknown-name']({ span, ...didYouMean(text, this.#namesInSight(), span) }, text));
    else if (meaning.kind === 'parameter' || meaning.kind === 'constant')
      this.#say(
        report['not-a-tensor'](
          { span, labels: [{ span: meaning.span, text: 'declared here' }], fix: replaceBy(whole, text) },
          text,
          meaning.kind === 'parameter' ? 'a parameter' : 'a number',
        ),
      );
    if (meaning?.kind !== 'tensor') return { ...BROKEN, free: free.indices };
    const aligned = this.#align(axes, meaning.axes, text, whole, meaning.span);
    return { free: free.indices, type: meaning.type, broken: free.broken || !aligned };
  }

  /** The indices of axes written after a tensor, those of looked-up positions included. */
  #writtenIndices(axes: readonly AccessAxis[]): { readonly indices: ReadonlySet<string>; readonly broken: boolean } {
    const indices = new Set<string>();
    let broken = false;
    for (const [at, axis] of axes.entries()) {
      if (axis.kind === 'ellipsis' && at > 0) {
        this.#say(report['batch-not-first']({ span: axis.span, ...batchMovedFirst(axes, at, this.#context.text) }));
        broken = true;
      }
      if (axis.kind !== 'position') {
        for (const name of namesOfAxis(axis)) indices.add(name);
        continue;
      }
      const position = this.#scalar(axis.value);
      position.free.forEach((index) => indices.add(index));
      broken = !this.#expectType(axis.value, position, 'integer') || broken;
    }
    return { indices, broken };
  }

  #align(written: readonly AccessAxis[], declared: Axes, name: string, span: Span, declaredAt?: Span): boolean {
    const aligned = alignAxes(written, declared);
    if (!('problem' in aligned)) return true;
    const labels = declaredAt ? [{ span: declaredAt, text: `declared with ${printAxes(declared)}` }] : [];
    this.#say(
      aligned.problem === 'batch'
        ? report['batch-mismatch']({ span, labels, ...(aligned.has ? batchFirst(written) : {}) }, name, aligned.has)
        : report['axis-count']({ span, labels }, name, declared.length, written.length),
    );
    return false;
  }

  #call(expression: CallExpression): ExpressionFacts {
    const { function: name, arguments: values, span } = expression;
    const facts = values.map(({ value }) => [value, this.#scalar(value)] as const);
    const counts = argumentCounts(name.text);
    if (!counts) {
      const layer = this.#context.resolveLayer(name);
      const hint = layer
        ? { hint: `\`${name.text}\` is a layer: its inputs go in a second pair of parentheses` }
        : didYouMean(name.text, FUNCTION_NAMES, name.span);
      this.#say(report['unknown-function']({ span: name.span, ...hint }, name.text));
      return BROKEN;
    }
    if (values.length < counts.least || values.length > counts.most) {
      const expected =
        counts.most === Infinity ? `${counts.least} arguments or more` : countOf(counts.least, 'argument');
      this.#say(report['argument-count']({ span }, name.text, expected, values.length));
      return BROKEN;
    }
    const numbers = name.text === SELECT ? facts.slice(1) : facts;
    const condition = name.text === SELECT ? facts.slice(0, 1) : [];
    const truths = numbers.length > 0 && name.text === SELECT && numbers.every(([, { type }]) => type === 'truth');
    const broken = [
      ...condition.map(([value, fact]) => this.#expectType(value, fact, 'truth')),
      ...numbers.map(([value, fact]) => truths || this.#expectType(value, fact, 'float')),
    ].includes(false);
    const keepsType = name.text === SELECT || foldingFunction(name.text) !== undefined;
    return {
      free: union(facts.map(([, { free }]) => free)),
      type: keepsType ? joinTypes(numbers.map(([, fact]) => fact)) : 'float',
      broken,
    };
  }

  /** Whether an operand has all indices that are to be reduced or normalised. */
  #bind(indices: readonly Name[], { free, broken }: ExpressionFacts, where: string): boolean {
    if (broken) return false;
    const seen = new Set<string>();
    return indices
      .map(({ text, span }, at) => {
        if (seen.has(text))
          this.#say(report['duplicate-index']({ span, ...withoutItem(indices, at, secondOf(text)) }, text));
        else if (!free.has(text))
          this.#say(report['unknown-index']({ span, ...didYouMean(text, free, span) }, text, where));
        else {
          seen.add(text);
          return true;
        }
        return false;
      })
      .every(Boolean);
  }

  // Whole tensors.

  #tensor(expression: Expression): TensorFacts | undefined {
    const tensor = this.#findTensor(expression);
    this.#broken ||= tensor === undefined;
    return tensor;
  }

  #findTensor(expression: Expression): TensorFacts | undefined {
    switch (expression.kind) {
      case 'missing':
        return undefined;
      case 'reference': {
        const meaning = this.#lookUp(expression.name.text);
        if (meaning?.kind === 'tensor') return meaning;
        const { text, span } = expression.name;
        if (!meaning)
          this.#say(report['unknown-name']({ span, ...didYouMean(text, this.#namesInSight(), span) }, text));
        else if (meaning.kind !== 'broken') this.#say(report['argument-not-a-tensor']({ span }));
        return undefined;
      }
      case 'access': {
        const facts = this.#scalar(expression);
        return facts.broken ? undefined : this.#argumentAxes(expression.axes, facts.type);
      }
      case 'layer-call':
      case 'einsum': {
        const { axes: written } = expression;
        const tensor = expression.kind === 'einsum' ? this.#einsum(expression) : this.#layerCall(expression);
        if (!tensor || !written) return tensor;
        const indices = this.#writtenIndices(written);
        if (!this.#align(written, tensor.axes, 'the result', expression.span) || indices.broken) return undefined;
        return { axes: [...indices.indices].map((index) => [index]), type: tensor.type };
      }
      default:
        this.#scalar(expression);
        this.#say(
          report['argument-not-a-tensor']({ span: expression.span, hint: 'give it a name first: `let z[…] = …`' }),
        );
        return undefined;
    }
  }

  /** The axes of a tensor handed on as `x[i, j]`: as written, so none may be looked up or stand twice. */
  #argumentAxes(axes: readonly AccessAxis[], type: ValueType): TensorFacts | undefined {
    const seen = new Set<string>();
    const plain: Axis[] = [];
    for (const axis of axes) {
      if (axis.kind === 'position') {
        this.#say(report['argument-not-a-tensor']({ span: axis.span, hint: 'give it a name first: `let z[…] = …`' }));
        return undefined;
      }
      for (const name of namesIn(axis)) {
        if (seen.has(name.text)) {
          this.#say(report['duplicate-index']({ span: name.span }, name.text));
          return undefined;
        }
        seen.add(name.text);
      }
      plain.push(axis);
    }
    return { axes: axesOf(plain), type };
  }

  #layerCall(expression: LayerCallExpression): TensorFacts | undefined {
    const { layer: name, settings, inputs, span } = expression;
    for (const { value } of settings) this.#number(value);
    const given = inputs.map((input) => this.#tensor(input));
    const callee = this.#context.resolveLayer(name);
    if (!callee)
      this.#say(
        report['unknown-layer'](
          { span: name.span, ...didYouMean(name.text, this.#context.layerNames, name.span) },
          name.text,
        ),
      );
    if (!callee || callee === 'broken') return undefined;
    this.#callees.set(name.text, callee);
    this.#settings(callee, settings, span);
    if (inputs.length !== callee.inputs.length) {
      this.#say(report['argument-count']({ span }, name.text, countOf(callee.inputs.length, 'input'), inputs.length));
      return undefined;
    }
    const [output, ...others] = callee.outputs;
    if (!output || others.length > 0) {
      this.#say(report['output-count']({ span }, name.text, callee.outputs.length));
      return undefined;
    }
    let leading: Axes | undefined;
    for (const [position, argument] of given.entries()) {
      const signature = callee.inputs[position];
      const input = inputs[position];
      if (!argument || !signature || !input) return undefined;
      const fixed = signature.axes.length - (isBatched(signature.axes) ? 1 : 0);
      const extra = argument.axes.length - fixed;
      if (extra < 0 || (extra > 0 && !isBatched(signature.axes))) {
        this.#say(
          report['axis-count'](
            {
              span: input.span,
              labels: [{ span: signature.span, text: `input ${signature.name}${printAxes(signature.axes)}` }],
            },
            this.#quote(input.span),
            argument.axes.length,
            signature.axes.length,
          ),
        );
        return undefined;
      }
      if (signature.type !== argument.type && !(signature.type === 'float' && argument.type === 'integer'))
        this.#say(report['type-mismatch']({ span: input.span }, TYPE_WORDS[signature.type], TYPE_WORDS[argument.type]));
      if (isBatched(signature.axes)) leading ??= argument.axes.slice(0, extra);
    }
    return {
      axes: isBatched(output.axes) ? [...(leading ?? []), ...output.axes.slice(1)] : output.axes,
      type: output.type,
    };
  }

  /** Whether every parameter of the callee gets one value. */
  #settings(callee: CheckedLayer, settings: readonly Argument[], span: Span): void {
    const { parameters } = callee.syntax;
    const names = parameters.map(({ name }) => name.text);
    const set = new Set<string>();
    settings.forEach(({ name, value }, position) => {
      const parameter = name?.text ?? names[position];
      const place = { span: name?.span ?? value.span, labels: [{ span: callee.syntax.name.span, text: 'the layer' }] };
      if (parameter === undefined)
        this.#say(report['argument-count'](place, callee.name, countOf(names.length, 'parameter'), settings.length));
      else if (!names.includes(parameter))
        this.#say(
          report['unknown-parameter'](
            { ...place, ...didYouMean(parameter, names, name?.span) },
            callee.name,
            parameter,
          ),
        );
      else if (set.has(parameter)) this.#say(report['duplicate-name'](place, parameter));
      else set.add(parameter);
    });
    const missing = parameters.filter((each) => !each.default && !set.has(each.name.text)).map(({ name }) => name.text);
    if (missing.length > 0)
      this.#say(
        report['missing-parameter'](
          {
            span,
            labels: [{ span: callee.syntax.name.span, text: 'the layer' }],
            ...settingsAdded(span, settings, missing, this.#context.text, (name) => this.#isNumber(name)),
          },
          callee.name,
          missing,
        ),
      );
  }

  #einsum({ equation, operands, span }: EinsumExpression): TensorFacts | undefined {
    const given = operands.map((operand) => this.#tensor(operand));
    const syntax = parseEquation(equation.value, equation.span.file, equation.span.start + 1);
    if (!syntax.ok) {
      this.#context.diagnostics.push(...syntax.diagnostics);
      return undefined;
    }
    const { operands: terms } = syntax.value;
    if (terms.length !== operands.length) {
      this.#say(report['argument-count']({ span }, 'einsum', countOf(terms.length, 'operand'), operands.length));
      return undefined;
    }
    const seen: Axes[] = [];
    let broken = false;
    for (const [position, tensor] of given.entries()) {
      const [term, operand] = [terms[position], operands[position]];
      if (!tensor || !term || !operand) return undefined;
      broken = !this.#expectType(operand, { free: NO_INDICES, type: tensor.type, broken: false }, 'float') || broken;
      const axes = axesForTerm(term, tensor.axes);
      if (axes) {
        seen.push(axes);
        continue;
      }
      broken = true;
      const labels = [{ span: term.span, text: 'this term' }];
      this.#say(
        report['axis-count'](
          { span: operand.span, labels, hint: `its axes are ${printAxes(tensor.axes)}` },
          this.#quote(operand.span),
          tensor.axes.length,
          term.indices.length,
        ),
      );
    }
    return broken ? undefined : { axes: axesOfResult(syntax.value, seen), type: 'float' };
  }

  /** Whether a call without axes may stand where a number may: only when its result has none. */
  #rankZero(expression: LayerCallExpression | EinsumExpression, axes: Axes): boolean {
    if (expression.axes || axes.length === 0) return true;
    const name = expression.kind === 'einsum' ? 'einsum' : expression.layer.text;
    this.#say(
      report['axes-missing']({ span: expression.span, hint: `write \`[…]\` after it, or \`let\` first` }, name),
    );
    return false;
  }

  // Helpers.

  #expectType(expression: Expression, facts: ExpressionFacts, expected: ValueType): boolean {
    if (facts.broken) return false;
    const fits = facts.type === expected || (expected === 'float' && facts.type === 'integer');
    if (!fits) {
      const { span } = expression;
      const number = `where(${this.#context.text.slice(span.start, span.end)}, 1, 0)`;
      const hint =
        facts.type === 'truth'
          ? { hint: 'to compute with it write `where(…, 1, 0)`', fix: replaceBy(span, number, 'make it 1 or 0') }
          : {};
      this.#say(
        report['type-mismatch']({ span: expression.span, ...hint }, TYPE_WORDS[expected], TYPE_WORDS[facts.type]),
      );
    }
    return fits;
  }

  #namesInSight(): readonly string[] {
    return [...this.#scopes.flatMap((scope) => [...scope.keys()]), ...this.#statementIndices];
  }

  /** Whether a name means a number that is known before anything runs, so that a parameter can have it. */
  #isNumber(name: string): boolean {
    const kind = this.#lookUp(name)?.kind;
    return kind === 'parameter' || kind === 'constant';
  }

  #quote({ start, end }: Span): string {
    return `\`${this.#context.text.slice(start, end)}\``;
  }

  #say(diagnostic: Diagnostic): void {
    this.#context.diagnostics.push(diagnostic);
  }
}

/** How many arguments each initializer takes. */
const INITIALIZERS: ReadonlyMap<string, number> = new Map([
  ['normal', 1],
  ['zeros', 0],
  ['ones', 0],
  ['spectral', 0],
]);

const isWholeTensor = (value: Expression): boolean =>
  (value.kind === 'layer-call' || value.kind === 'einsum') && value.axes === undefined;

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((set) => [...set]));

const joinTypes = (parts: readonly ExpressionFacts[]): ValueType => {
  const types = parts.filter(({ broken }) => !broken).map(({ type }) => type);
  return types.find((type) => type !== 'integer') ?? 'integer';
};

const countOf = (count: number, word: string): string => {
  const plural = word === 'index' ? 'indices' : `${word}s`;
  return `${count} ${count === 1 ? word : plural}`;
};

/** Every index a statement mentions on its left side, in an access, or to reduce over. */
function indicesOfStatement(statement: Statement): ReadonlySet<string> {
  const indices = new Set<string>();
  const value = 'value' in statement ? statement.value : undefined;
  if ('axes' in statement) statement.axes.flatMap(namesOfAxis).forEach((name) => indices.add(name));
  const waiting = value ? [value] : [];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if ('axes' in part)
      for (const axis of part.axes)
        if (axis.kind !== 'position') namesOfAxis(axis).forEach((name) => indices.add(name));
    if ('indices' in part) part.indices.forEach(({ text }) => indices.add(text));
    waiting.push(...partsOf(part));
  }
  return indices;
}

const secondOf = (index: string): string => `leave out the second \`${index}\``;

const dtypeHint = (text: string, span: Span): Pick<DiagnosticPlace, 'hint' | 'fix'> => {
  const found = didYouMean(text, DTYPES, span);
  return found.hint === undefined ? { hint: `they are ${DTYPES.filter(isFloat).join(', ')}, i32, bool` } : found;
};
