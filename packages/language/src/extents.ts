/**
 * Extents of the indices of a layer. One name has one extent in a whole layer (and in one round of a `repeat` block).
 *
 * First the extents of inputs and factors are solved for: parameters and `index` statements give some names their
 * value, the tensors handed to a called layer give others, and every access says that two products of extents are
 * equal. Later, when expressions are lowered, each use of an index must agree with the first one; `IndexTable`
 * remembers that first use so that a message can name both places.
 */
import { BATCH, divideExtent, extentsEqual, multiplyExtents, symbol } from '@einlay/ir';
import type { Extent, Span } from '@einlay/ir';
import { alignAxes, axesOf, namesIn } from './axes.ts';
import type { Axes } from './axes.ts';
import { partsOf } from './ast.ts';
import type { AccessExpression, Expression, Layer, LayerCallExpression, Name, Statement } from './ast.ts';
import type { CalleeExtents } from './call-extents.ts';

/** The product of the extents of `left` equals `scale` times the product of the extents of `right`. */
export interface Equation {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly scale: Extent;
}

/** Where an index got its extent: words for a message, and the span if there is text to show. */
export interface Witness {
  readonly extent: Extent;
  readonly place: string;
  readonly span: Span | undefined;
}

export class IndexTable {
  readonly #witnesses = new Map<string, Witness>();
  readonly #solved: Map<string, Extent>;
  readonly #parent: IndexTable | undefined;

  constructor(solved: Map<string, Extent>, parent?: IndexTable) {
    this.#solved = solved;
    this.#parent = parent;
  }

  extentOf(name: string): Extent | undefined {
    return this.witnessOf(name)?.extent ?? this.#solved.get(name) ?? this.#parent?.extentOf(name);
  }

  witnessOf(name: string): Witness | undefined {
    return this.#witnesses.get(name) ?? this.#parent?.witnessOf(name);
  }

  /** Notes a use of an index. Returns the first use when that had another extent. */
  use(name: string, witness: Witness): Witness | undefined {
    const first = this.witnessOf(name);
    if (!first) this.#witnesses.set(name, witness);
    return first && !extentsEqual(first.extent, witness.extent) ? first : undefined;
  }

  solve(name: string, extent: Extent): void {
    this.#solved.set(name, extent);
  }
}

/** Works out unknown extents from equations until nothing new is found. `extentOf` and `solve` hold what is known. */
export function solveEquations(equations: readonly Equation[], table: IndexTable): void {
  let waiting = equations;
  for (let before = Infinity; waiting.length < before;) {
    before = waiting.length;
    waiting = waiting.filter(({ left, right, scale }) => {
      const unknown = [...left, ...right].filter((name) => table.extentOf(name) === undefined);
      const [name] = unknown;
      if (name === undefined) return false;
      if (unknown.length > 1) return true;
      const known = (names: readonly string[]): Extent =>
        multiplyExtents(names.filter((each) => each !== name).map((each) => table.extentOf(each) ?? 1));
      const extent = left.includes(name)
        ? divideExtent(multiplyExtents([scale, known(right)]), known(left))
        : divideExtent(known(left), multiplyExtents([scale, known(right)]));
      if (extent !== undefined) table.solve(name, extent);
      return false;
    });
  }
}

/** What accesses and calls in statements say about extents; blocks inside them speak for themselves. */
export function equationsOf(
  statements: readonly Statement[],
  outer: ReadonlyMap<string, Axes>,
  calleeExtents: CalleeExtents,
): readonly Equation[] {
  const declared = new Map(outer);
  const equations: Equation[] = [];
  for (const statement of statements) {
    if (statement.kind === 'input' || statement.kind === 'factor')
      for (const { name, axes } of statement.tensors) declared.set(name.text, axesOf(axes));
    if (!('value' in statement)) continue;
    equations.push(...equationsIn(statement.value, declared, calleeExtents));
    if (statement.kind !== 'unsupported' && statement.axes) declared.set(statement.name.text, axesOf(statement.axes));
  }
  return equations;
}

/**
 * The indices of factors whose extent nothing says, and those that only a run knows, whatever values the parameters
 * have. Blocks inside the layer are left out: their indices may depend on the round.
 */
export function undeterminedFactors(
  layer: Layer,
  calleeExtents: CalleeExtents,
): {
  readonly unknown: readonly FactorIndex[];
  readonly runtime: readonly FactorIndex[];
} {
  const known = new Map<string, Extent>();
  for (const { name } of layer.parameters) known.set(name.text, 1);
  for (const statement of layer.body) if (statement.kind === 'index') known.set(statement.name.text, 1);
  const table = new IndexTable(known);
  const equations = equationsOf(layer.body, new Map(), calleeExtents);
  solveEquations(equations, table);
  solveInputs(layer.body, equations, table);
  const indices = layer.body.flatMap((statement) =>
    statement.kind !== 'factor'
      ? []
      : statement.tensors.flatMap(({ name: factor, axes }) =>
          axes.flatMap(namesIn).map((index) => ({ index, factor: factor.text })),
        ),
  );
  return {
    unknown: indices.filter(({ index }) => table.extentOf(index.text) === undefined),
    runtime: indices.filter(({ index }) => typeof (table.extentOf(index.text) ?? 1) !== 'number'),
  };
}

/** An index a factor is declared with. */
export interface FactorIndex {
  readonly index: Name;
  readonly factor: string;
}

/** Makes every index of an input that is still unknown a symbol, known when the program runs. */
export function solveInputs(statements: readonly Statement[], equations: readonly Equation[], table: IndexTable): void {
  for (const statement of statements) {
    if (statement.kind !== 'input') continue;
    for (const index of statement.tensors.flatMap(({ axes }) => axesOf(axes).flat())) {
      if (table.extentOf(index) !== undefined) continue;
      table.solve(index, symbol(index));
      solveEquations(equations, table);
    }
  }
}

function equationsIn(
  expression: Expression,
  declared: ReadonlyMap<string, Axes>,
  calleeExtents: CalleeExtents,
): readonly Equation[] {
  const equations: Equation[] = [];
  const waiting = [expression];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    waiting.push(...partsOf(part));
    if (part.kind === 'access') equations.push(...equationsOfAccess(part, declared));
    if (part.kind === 'layer-call') equations.push(...equationsOfCall(part, declared, calleeExtents(part)));
  }
  return equations;
}

function equationsOfAccess(access: AccessExpression, declared: ReadonlyMap<string, Axes>): readonly Equation[] {
  const axes = declared.get(access.tensor.text);
  const pairs = axes && alignAxes(access.axes, axes);
  if (!pairs || 'problem' in pairs) return [];
  const names = axes.flat();
  return pairs.flatMap((pair) => {
    const left = pair.written.flatMap((index) => ('name' in index ? [index.name] : []));
    const right = pair.declared.map((position) => names[position] ?? '');
    return left.length === pair.written.length && left[0] !== BATCH ? [{ left, right, scale: 1 }] : [];
  });
}

function equationsOfCall(
  { inputs }: LayerCallExpression,
  declared: ReadonlyMap<string, Axes>,
  wanted: readonly (readonly (Extent | undefined)[])[],
): readonly Equation[] {
  return inputs.flatMap((input, position) => {
    const extents = wanted[position] ?? [];
    const axes = input.kind === 'reference' ? declared.get(input.name.text) : writtenAxes(input);
    if (!axes || axes.length < extents.length) return [];
    const fixed = axes.slice(axes.length - extents.length);
    return fixed.flatMap((left, axis) => {
      const scale = extents[axis];
      return scale === undefined || left[0] === BATCH ? [] : [{ left, right: [], scale }];
    });
  });
}

const writtenAxes = (input: Expression): Axes | undefined =>
  input.kind === 'access' ? axesOf(input.axes.filter((axis) => axis.kind !== 'position')) : undefined;
