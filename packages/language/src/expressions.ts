/**
 * Lowers expressions in index notation.
 *
 * An expression is lowered for a list of kept indices: those on the left side and those that a reduction or softmax
 * around it binds. Every other index is summed, at the smallest product that contains all its occurrences: a product
 * sums the indices that several of its parts have, and those of a part that is a tensor; what only one other part has
 * is summed inside that part. Terms of `+` and arguments of functions are parts of their own. All tensors of a product
 * become operands of one einsum, so that contraction order can be chosen over all of them.
 */
import type { Extent, Operand, Scalar, ValueId } from '@einlay/ir';
import { printExtent, multiplyExtents, divideExtent, extentsEqual } from '@einlay/ir';
import { alignAxes, axesOf } from './axes.ts';
import type { AxisPair, WrittenIndex } from './axes.ts';
import type {
  AccessAxis,
  Axis,
  CallExpression,
  EinsumExpression,
  Expression,
  LayerCallExpression,
  Name,
  ReductionExpression,
  SoftmaxExpression,
  LayerNormExpression,
} from './ast.ts';
import type { ValueType } from './check.ts';
import { evaluateNumber } from './compile-time.ts';
import { report } from './diagnostics.ts';
import {
  BINARY_SIGNS,
  SELECT,
  binary,
  foldingFunction,
  isComparison,
  isLogical,
  literal,
  unary,
  unaryFunction,
} from './functions.ts';
import { factorUses } from './initializers.ts';
import { lowerEquation } from './lower-equation.ts';
import {
  combine,
  fromIndex,
  fromOperand,
  fromScalar,
  inOrder,
  materialise,
  plainOperand,
  unique,
} from './pointwise.ts';
import type { Pointwise } from './pointwise.ts';
import type { BoundTensor, Scope } from './scope.ts';

/**
 * An expression with its sums, undefined after saying what is wrong. Its indices are among `kept`. `name` is a hint for
 * the node that computes all of it, if one does.
 */
export function lowerExpression(
  expression: Expression,
  kept: readonly string[],
  scope: Scope,
  name?: string,
): Pointwise | undefined {
  if (!scope.countOperation(expression.span)) return undefined;
  switch (expression.kind) {
    case 'unary':
      if (expression.operator === '-') return lowerProduct(expression, kept, scope, { name });
      return lowerParts([expression.operand], kept, scope, 'truth', ([operand = literal(0)]) => unary('not', operand));
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '*' || operator === '/') return lowerProduct(expression, kept, scope, { name });
      const truth = isLogical(operator) || isComparison(operator);
      return lowerParts([left, right], kept, scope, truth ? 'truth' : typeOf(expression, scope), ([one, other]) =>
        binary(BINARY_SIGNS[operator], one ?? literal(0), other ?? literal(0)),
      );
    }
    case 'call':
      return lowerCall(expression, kept, scope);
    case 'reduction':
      return lowerReduction(expression, kept, scope, name);
    case 'number':
    case 'reference':
    case 'access':
    case 'softmax':
    case 'layer-norm':
    case 'layer-call':
    case 'einsum':
      return lowerProduct(expression, kept, scope, { name });
    case 'missing':
      return undefined;
  }
}

const freeOf = (expression: Expression, scope: Scope): ReadonlySet<string> =>
  scope.layer.facts.get(expression)?.free ?? new Set();

const typeOf = (expression: Expression, scope: Scope): ValueType => scope.layer.facts.get(expression)?.type ?? 'float';

/** Lowers parts for the same indices and computes with their elements. */
function lowerParts(
  parts: readonly Expression[],
  kept: readonly string[],
  scope: Scope,
  type: ValueType,
  compute: (bodies: readonly Scalar[]) => Scalar,
): Pointwise | undefined {
  const values = parts.map((part) => lowerExpression(part, kept, scope)).filter((value) => value !== undefined);
  return values.length === parts.length ? combine(values, type, compute) : undefined;
}

function lowerCall(expression: CallExpression, kept: readonly string[], scope: Scope): Pointwise | undefined {
  const { text } = expression.function;
  const [one, folding] = [unaryFunction(text), foldingFunction(text)];
  const compute = (bodies: readonly Scalar[]): Scalar => {
    const [first = literal(0), second = literal(0), third = literal(0)] = bodies;
    if (one) return unary(one, first);
    if (folding) return bodies.reduce((left, right) => binary(folding, left, right));
    // Kept even when the condition is known, so that the value has the indices of both branches.
    return { kind: 'select', condition: first, whenTrue: second, whenFalse: third };
  };
  const parts = expression.arguments.map(({ value }) => value);
  return lowerParts(parts, kept, scope, text === SELECT || folding ? typeOf(expression, scope) : 'float', compute);
}

// Products.

interface ProductPart {
  readonly expression: Expression;
  /** Divides instead of multiplying. */
  readonly inverse: boolean;
}

/** What a chain of `*`, `/` and prefix `-` multiplies. A divisor is one part however it is made. */
function partsOfProduct(expression: Expression): {
  readonly parts: readonly ProductPart[];
  readonly negative: boolean;
} {
  const parts: ProductPart[] = [];
  let negative = false;
  const waiting: ProductPart[] = [{ expression, inverse: false }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { expression: part, inverse } = next;
    if (!inverse && part.kind === 'unary' && part.operator === '-') {
      negative = !negative;
      waiting.push({ expression: part.operand, inverse });
    } else if (!inverse && part.kind === 'binary' && (part.operator === '*' || part.operator === '/'))
      waiting.push({ expression: part.right, inverse: part.operator === '/' }, { expression: part.left, inverse });
    else parts.push(next);
  }
  return { parts, negative };
}

/** The indices of a part that nothing inside it can sum: those of a tensor, and those softmax runs over. */
function ownIndices({ expression, inverse }: ProductPart, scope: Scope): readonly string[] {
  if (inverse) return [];
  switch (expression.kind) {
    case 'access':
    case 'reference':
    case 'layer-call':
    case 'einsum':
      return [...freeOf(expression, scope)];
    case 'softmax':
    case 'layer-norm':
      return expression.indices.map(({ text }) => text);
    default:
      return [];
  }
}

/** A product; `bound` are indices of `kept` that it sums because a `sum[…]` in front of it says so. */
function lowerProduct(
  expression: Expression,
  kept: readonly string[],
  scope: Scope,
  { bound = [], name }: { readonly bound?: readonly string[]; readonly name?: string | undefined } = {},
): Pointwise | undefined {
  const { parts, negative } = partsOfProduct(expression);
  const counts = new Map<string, number>();
  for (const part of parts)
    for (const index of freeOf(part.expression, scope)) counts.set(index, (counts.get(index) ?? 0) + 1);
  const own = new Set(parts.flatMap((part) => ownIndices(part, scope)));
  const summed = [...counts].filter(([index, count]) => !kept.includes(index) && (count > 1 || own.has(index)));
  const inside = [...kept, ...summed.map(([index]) => index)];

  // A divisor is an expression of its own: it sums what only it has.
  const values = parts.map(({ expression: part, inverse }) =>
    inverse ? lowerExpression(part, inside, scope) : lowerPart(part, inside, scope),
  );
  const lowered = parts.flatMap(({ inverse }, at) => {
    const value = values[at];
    return value ? [{ value, inverse }] : [];
  });
  if (lowered.length < parts.length) return undefined;
  const gone = new Set([...summed.map(([index]) => index), ...bound]);
  const contracted = contract(lowered, gone, inside, scope, expression, negative ? undefined : name);
  return contracted && negative
    ? combine([contracted], contracted.type, ([body = literal(0)]) => unary('negate', body))
    : contracted;
}

/** Multiplies values and sums over the indices in `gone`. */
function contract(
  factors: readonly { readonly value: Pointwise; readonly inverse: boolean }[],
  gone: ReadonlySet<string>,
  order: readonly string[],
  scope: Scope,
  expression: Expression,
  name?: string,
): Pointwise | undefined {
  const { span } = expression;
  const { builder } = scope.program;
  const sums = factors.some(({ value }) => value.indices.some((index) => gone.has(index)));
  const operands = factors.map(({ value }) => ({
    indices: plainOperand(value)?.indices ?? value.indices,
    factor: value.factor,
  }));
  const output = inOrder(unique(operands.flatMap(({ indices }) => indices)), order).filter((index) => !gone.has(index));
  if (factors.length > 1 || sums)
    noteUses(
      factorUses(operands, output, (index) => scope.extentOf(index) ?? 1),
      scope,
    );
  if (!sums) return multiply(factors, typeOf(expression, scope));

  // Parts without summed indices that are no tensors multiply afterwards, where they fuse with what comes next.
  const stays = ({ value, inverse }: (typeof factors)[number]): boolean =>
    value.indices.some((index) => gone.has(index)) ||
    (!inverse && value.indices.length > 0 && value.type === 'float' && plainOperand(value) !== undefined);
  const inner = factors.filter(stays);
  const placed = inner.map(({ value, inverse }) => {
    const factor = inverse ? multiply([{ value, inverse }], 'float') : value;
    const plain = factor.type === 'float' ? plainOperand(factor) : undefined;
    return plain ?? place(factor, order, span, scope);
  });
  const einsumOperands = placed.filter((operand) => operand !== undefined);
  if (einsumOperands.length < inner.length) return undefined;
  const present = einsumOperands.flatMap(({ indices }) => indices);
  const result = output.filter((index) => present.includes(index));
  if (
    !scope.allowShape(
      result.map((index) => scope.extentOf(index) ?? 1),
      'the result of this product',
      span,
    )
  )
    return undefined;
  const rest = factors.filter((factor) => !stays(factor));
  const value = builder.einsum(einsumOperands, result, { name: rest.length === 0 ? name : undefined, span });
  return multiply([{ value: fromOperand({ value, indices: result }, 'float'), inverse: false }, ...rest], 'float');
}

/** The value as a tensor of numbers: with its own axes if it is one, else with axes in `order`. */
function place(
  value: Pointwise,
  order: readonly string[],
  span: BoundTensor['span'],
  scope: Scope,
): Operand | undefined {
  const own = plainOperand(value)?.indices ?? [];
  const indices = own.length === value.indices.length ? own : inOrder(value.indices, order);
  const extents = indices.map((index) => scope.extentOf(index) ?? 1);
  if (!scope.allowShape(extents, 'an intermediate result', span)) return undefined;
  return { value: materialise(value, indices, context(scope), { span, type: 'float' }), indices };
}

function multiply(
  factors: readonly { readonly value: Pointwise; readonly inverse: boolean }[],
  type: ValueType,
): Pointwise {
  const [only, ...others] = factors;
  if (only && others.length === 0 && !only.inverse) return only.value;
  const parts = factors.map(({ value }) => value);
  return combine(parts, factors.some(({ inverse }) => inverse) ? 'float' : type, (bodies) =>
    bodies.reduce(
      (product, body, at) => binary(factors[at]?.inverse === true ? 'divide' : 'multiply', product, body),
      literal(1),
    ),
  );
}

function noteUses(uses: ReturnType<typeof factorUses>, scope: Scope): void {
  for (const [factor, use] of uses) if (!scope.program.uses.has(factor)) scope.program.uses.set(factor, use);
}

/** A part of a product, for indices that hold its own ones; nothing is left to sum around it. */
function lowerPart(expression: Expression, kept: readonly string[], scope: Scope): Pointwise | undefined {
  switch (expression.kind) {
    case 'number':
      return fromScalar(literal(expression.value), Number.isInteger(expression.value) ? 'integer' : 'float');
    case 'reference':
      return lowerReference(expression.name, scope);
    case 'access': {
      const tensor = scope.tensor(expression.tensor.text);
      return tensor && readTensor(tensor, expression.tensor.text, expression.axes, expression.span, scope);
    }
    case 'softmax':
    case 'layer-norm':
      return lowerNormaliser(expression, kept, scope);
    case 'layer-call':
    case 'einsum': {
      const result = lowerResult(expression, scope);
      return result && readTensor(result, 'the result', expression.axes ?? [], expression.span, scope);
    }
    default:
      return lowerExpression(expression, kept, scope);
  }
}

function lowerReference({ text, span }: Name, scope: Scope): Pointwise | undefined {
  const meaning = scope.meaningOf(text);
  switch (meaning?.kind) {
    case 'number': {
      const whole = meaning.value.kind === 'literal' && Number.isInteger(meaning.value.value);
      return fromScalar(meaning.value, whole ? 'integer' : 'float');
    }
    case 'tensor':
      return readTensor(meaning.tensor, text, [], span, scope);
    case 'broken':
      return undefined;
    case undefined:
      return fromIndex(text);
  }
}

// Reductions and normalisers.

function lowerReduction(
  expression: ReductionExpression,
  kept: readonly string[],
  scope: Scope,
  name?: string,
): Pointwise | undefined {
  const { reducer, operand, span } = expression;
  const bound = expression.indices.map(({ text }) => text);
  const inside = unique([...kept, ...bound]);
  if (reducer === 'sum' && isProduct(operand)) return lowerProduct(operand, inside, scope, { bound, name });
  const value = lowerExpression(operand, inside, scope);
  if (!value) return undefined;
  const placed = place(value, inside, span, scope);
  if (!placed) return undefined;
  const { value: tensor, indices } = placed;
  const output = indices.filter((index) => !bound.includes(index));
  const reduced = scope.program.builder.reduce(reducer, { value: tensor, indices }, output, { name, span });
  return fromOperand({ value: reduced, indices: output }, 'float');
}

/** Whether a sum over the expression can be part of its einsum. */
const isProduct = (expression: Expression): boolean =>
  expression.kind === 'access' ||
  (expression.kind === 'unary' && expression.operator === '-') ||
  (expression.kind === 'binary' && (expression.operator === '*' || expression.operator === '/'));

function lowerNormaliser(
  expression: SoftmaxExpression | LayerNormExpression,
  kept: readonly string[],
  scope: Scope,
): Pointwise | undefined {
  const { operand, span } = expression;
  const bound = expression.indices.map(({ text }) => text);
  const inside = unique([...kept, ...bound]);
  const value = lowerExpression(operand, inside, scope);
  if (!value) return undefined;
  const placed = place(value, inside, span, scope);
  if (!placed) return undefined;
  const { value: tensor, indices } = placed;
  const axes = bound.map((index) => indices.indexOf(index));
  const { builder } = scope.program;
  if (expression.kind === 'softmax')
    return fromOperand({ value: builder.softmax(tensor, axes, { span }), indices }, 'float');
  const epsilon = expression.epsilon ? evaluateNumber(expression.epsilon, scope) : DEFAULT_EPSILON;
  if (epsilon === undefined) return undefined;
  return fromOperand({ value: builder.layerNorm(tensor, axes, epsilon, { span }), indices }, 'float');
}

/** Of `layer_norm`, when none is given. */
const DEFAULT_EPSILON = 1e-5;

// Tensors.

const context = ({ program, extentOf }: Scope) => ({ builder: program.builder, dtype: program.dtype, extentOf });

/** The elements of a tensor under the axes written after it; every index gets its extent here, or must agree. */
export function readTensor(
  tensor: BoundTensor,
  name: string,
  axes: readonly AccessAxis[],
  span: BoundTensor['span'],
  scope: Scope,
): Pointwise | undefined {
  const view = viewTensor(tensor, name, axes, span, scope);
  if (!view) return undefined;
  const positions = view.written.flatMap((index, axis) => ('position' in index ? [{ axis, ...index }] : []));
  let { value } = view;
  let indices: readonly string[] = view.written.map((index) => ('name' in index ? index.name : ''));
  // From the last axis on, so that the axes before stay where they are.
  for (const { axis, position } of positions.reverse()) {
    const row = lowerExpression(position, [...freeOf(position, scope)], scope);
    const extent = view.extents[axis];
    if (!row || extent === undefined) return undefined;
    if (
      row.body.kind === 'literal' &&
      typeof extent === 'number' &&
      !(row.body.value >= 0 && row.body.value < extent)
    ) {
      scope.say(report['position-out-of-range']({ span: position.span }, row.body.value, extent));
      return undefined;
    }
    const rows = materialise(row, row.indices, context(scope), { span: position.span, type: 'integer' });
    value = scope.program.builder.lookup(value, rows, axis, { span });
    indices = [...indices.slice(0, axis), ...row.indices, ...indices.slice(axis + 1)];
  }
  if (positions.length > 0) {
    if (tensor.factor !== undefined) noteUses([[tensor.factor, { kind: 'table' }]], scope);
    if (!scope.allowShape(scope.program.builder.shape(value), 'the result of this look-up', span)) return undefined;
    return fromOperand({ value, indices }, tensor.type);
  }
  return fromOperand({ value, indices }, tensor.type, tensor.factor);
}

interface View {
  readonly value: ValueId;
  readonly written: readonly WrittenIndex[];
  readonly extents: readonly Extent[];
}

/** The tensor reshaped to one axis for each written index. */
function viewTensor(
  tensor: BoundTensor,
  name: string,
  axes: readonly AccessAxis[],
  span: BoundTensor['span'],
  scope: Scope,
): View | undefined {
  const pairs = alignAxes(axes, tensor.axes);
  if ('problem' in pairs) return undefined;
  const declared = tensor.extents.flat();
  const places = axes.flatMap((axis) => (axis.kind === 'group' ? axis.names : [axis]).map((part) => part.span));
  const extents: Extent[] = [];
  let good = true;
  for (const pair of pairs) {
    const found = extentsOfPair(pair, declared, name, span, scope);
    if (!found) return undefined;
    for (const [at, index] of pair.written.entries()) {
      const extent = found[at] ?? 1;
      const place = places[extents.length] ?? span;
      if ('name' in index) good = scope.useIndex(index.name, extent, name, place) && good;
      extents.push(extent);
    }
  }
  if (!good) return undefined;
  const value = scope.program.builder.reshape(tensor.value, extents, { span });
  return { value, written: pairs.flatMap(({ written }) => written), extents };
}

/** The extent of every written index of a pair. */
function extentsOfPair(
  { written, declared }: AxisPair,
  extents: readonly Extent[],
  name: string,
  span: BoundTensor['span'],
  scope: Scope,
): readonly Extent[] | undefined {
  const own = declared.map((position) => extents[position] ?? 1);
  const whole = multiplyExtents(own);
  if (written.length === 1) return [whole];
  const names = written.map((index) => ('name' in index ? index.name : ''));
  const known = names.map((index) => scope.extentOf(index));
  const unknown = names.filter((_, at) => known[at] === undefined);
  // Nothing else is known: the same number of indices, so probably the same split under other names.
  if (unknown.length > 1 && names.length === own.length) return known.map((extent, at) => extent ?? own[at] ?? 1);
  if (unknown.length > 1) {
    for (const index of unknown) scope.say(report['unknown-extent']({ span, hint: declareIndexHint(index) }, index));
    return undefined;
  }
  const product = multiplyExtents(known.map((extent) => extent ?? 1));
  const missing = divideExtent(whole, product);
  if (missing !== undefined && (unknown.length === 1 || extentsEqual(missing, 1)))
    return known.map((extent) => extent ?? missing);
  scope.say(
    report['shape-mismatch'](
      { span, text: printExtent(whole) },
      `the axis \`(${names.join(' ')})\` of \`${name}\``,
      known.map((extent) => (extent === undefined ? '?' : printExtent(extent))).join(' · '),
      printExtent(whole),
    ),
  );
  return undefined;
}

export const declareIndexHint = (index: string): string =>
  `make \`${index}\` a parameter of the layer, or say \`index ${index} = …\``;

/** A whole tensor: a name, a name with axes, a call of a layer, or `einsum`. */
export function lowerTensor(expression: Expression, scope: Scope, name?: string): BoundTensor | undefined {
  switch (expression.kind) {
    case 'reference':
      return scope.tensor(expression.name.text);
    case 'access': {
      const tensor = scope.tensor(expression.tensor.text);
      return tensor && retensor(tensor, expression.tensor.text, expression.axes, expression.span, scope);
    }
    case 'layer-call':
    case 'einsum': {
      const result = lowerResult(expression, scope, name);
      if (!result || !expression.axes) return result;
      return retensor(result, 'the result', expression.axes, expression.span, scope);
    }
    default:
      return undefined;
  }
}

/** The result of a call as the call gives it, before the axes written after it. */
function lowerResult(
  expression: LayerCallExpression | EinsumExpression,
  scope: Scope,
  name?: string,
): BoundTensor | undefined {
  if (!scope.countOperation(expression.span)) return undefined;
  if (expression.kind === 'einsum') return lowerEquation(expression, scope);
  return scope.callLayer(expression, scope, name ?? expression.layer.text);
}

/** The tensor under other axes, which have no positions. */
export function retensor(
  tensor: BoundTensor,
  name: string,
  axes: readonly AccessAxis[],
  span: BoundTensor['span'],
  scope: Scope,
): BoundTensor | undefined {
  const view = viewTensor(tensor, name, axes, span, scope);
  if (!view) return undefined;
  const named = axesOf(axes.filter((axis): axis is Axis => axis.kind !== 'position'));
  const rest = [...view.extents];
  const extents = named.map((names) => rest.splice(0, names.length));
  return { ...tensor, value: view.value, axes: named, extents };
}

/** The value of a definition as a tensor with axes `axes`, each joined from indices. */
export function lowerDefinition(
  axes: readonly Axis[],
  expression: Expression,
  scope: Scope,
  name: Name,
): BoundTensor | undefined {
  const named = axesOf(axes);
  const order = named.flat();
  const hint = `${scope.path}${name.text}`;
  const value = lowerExpression(expression, order, scope, hint);
  if (!value) return undefined;
  const unknown = order.filter((index) => scope.extentOf(index) === undefined);
  for (const index of unknown)
    scope.say(report['unknown-extent']({ span: name.span, hint: declareIndexHint(index) }, index));
  if (unknown.length > 0) return undefined;
  const extents = named.map((names) => names.map((index) => scope.extentOf(index) ?? 1));
  if (!scope.allowShape(extents.flat(), `\`${name.text}\``, name.span)) return undefined;
  const tensor = materialise(value, order, context(scope), { name: hint, span: expression.span });
  return { value: tensor, axes: named, extents, type: value.type, span: name.span };
}
