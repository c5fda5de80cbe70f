/**
 * Extents of the indices of a layer. One name has one extent in a whole layer (and in one round of a `repeat` block).
 *
 * First the extents of inputs and factors are solved for: parameters and `index` statements give some names their
 * value, the tensors handed to a called layer give others, and every access says that two products of extents are
 * equal. Later, when expressions are lowered, each use of an index must agree with the first one; `IndexTable`
 * remembers that first use so that a message can name both places.
 */
import { BATCH, divideExtent, extentsEqual, multiplyExtents } from '@einlay/ir';
import type { Extent, Span } from '@einlay/ir';
import { alignAxes, axesOf } from './axes.ts';
import type { Axes } from './axes.ts';
import { partsOf } from './ast.ts';
import type { Expression, Statement } from './ast.ts';

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

/** What the accesses of statements say about extents; blocks inside them speak for themselves. */
export function equationsOf(statements: readonly Statement[], outer: ReadonlyMap<string, Axes>): readonly Equation[] {
  const declared = new Map(outer);
  const equations: Equation[] = [];
  for (const statement of statements) {
    if (statement.kind === 'input' || statement.kind === 'factor')
      for (const { name, axes } of statement.tensors) declared.set(name.text, axesOf(axes));
    if (!('value' in statement)) continue;
    equations.push(...equationsIn(statement.value, declared));
    if (statement.kind !== 'unsupported' && statement.axes) declared.set(statement.name.text, axesOf(statement.axes));
  }
  return equations;
}

function equationsIn(expression: Expression, declared: ReadonlyMap<string, Axes>): readonly Equation[] {
  const equations: Equation[] = [];
  const waiting = [expression];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    waiting.push(...partsOf(part));
    const axes = part.kind === 'access' ? declared.get(part.tensor.text) : undefined;
    if (part.kind !== 'access' || !axes) continue;
    const pairs = alignAxes(part.axes, axes);
    if ('problem' in pairs) continue;
    const names = axes.flat();
    for (const pair of pairs) {
      const left = pair.written.flatMap((index) => ('name' in index ? [index.name] : []));
      const right = pair.declared.map((position) => names[position] ?? '');
      if (left.length === pair.written.length && left[0] !== BATCH) equations.push({ left, right, scale: 1 });
    }
  }
  return equations;
}
