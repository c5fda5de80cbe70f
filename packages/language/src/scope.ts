/** What lowering knows at one place of a layer: the meaning of names there, and where nodes and messages go. */
import { MAX_ELEMENTS, multiplyExtents, printExtent } from '@einlay/ir';
import type { Diagnostic, Extent, FloatDType, ProgramBuilder, Scalar, Span, ValueId } from '@einlay/ir';
import type { LayerCallExpression } from './ast.ts';
import type { Axes } from './axes.ts';
import type { CheckedLayer, ValueType } from './check.ts';
import { extentScalar } from './compile-time.ts';
import type { CompileTimeScope } from './compile-time.ts';
import { report } from './diagnostics.ts';
import type { IndexTable } from './extents.ts';
import type { FactorUse } from './initializers.ts';

/** A tensor of the language: a value whose axes may be joined from several indices, each with its extent. */
export interface BoundTensor {
  readonly value: ValueId;
  readonly axes: Axes;
  /** Of every index of every axis. */
  readonly extents: readonly (readonly Extent[])[];
  readonly type: ValueType;
  readonly span: Span;
  /** The parameter of the program, when the tensor is a factor. */
  readonly factor?: ValueId;
}

/** `broken` stands for what has been reported. */
export type NameMeaning =
  | { readonly kind: 'number'; readonly value: Scalar }
  | { readonly kind: 'tensor'; readonly tensor: BoundTensor }
  | { readonly kind: 'broken' };

/** One program being made, whatever layers it takes in. */
export interface Program {
  readonly builder: ProgramBuilder;
  readonly dtype: FloatDType;
  readonly diagnostics: Diagnostic[];
  /** What names of factors start with, for every call and block so far. */
  readonly paths: Set<string>;
  readonly uses: Map<ValueId, FactorUse>;
  /** Operations lowered so far. */
  operations: number;
}

/** A program written out may have this many operations. */
export const MAX_OPERATIONS = 30_000;

/** A layer at one call, or one round of a `repeat` block in it. */
export class Scope implements CompileTimeScope {
  readonly program: Program;
  readonly layer: CheckedLayer;
  readonly indices: IndexTable;
  /** What names of factors start with. */
  readonly path: string;
  /** Makes the result of a call of another layer; undefined after saying what is wrong. */
  readonly callLayer: (call: LayerCallExpression, scope: Scope, name: string) => BoundTensor | undefined;
  readonly #names = new Map<string, NameMeaning>();
  readonly #parent: Scope | undefined;

  constructor(parts: Pick<Scope, 'program' | 'layer' | 'indices' | 'path' | 'callLayer'>, parent?: Scope) {
    this.program = parts.program;
    this.layer = parts.layer;
    this.indices = parts.indices;
    this.path = parts.path;
    this.callLayer = parts.callLayer;
    this.#parent = parent;
  }

  meaningOf(name: string): NameMeaning | undefined {
    return this.#names.get(name) ?? this.#parent?.meaningOf(name);
  }

  declare(name: string, meaning: NameMeaning): void {
    this.#names.set(name, meaning);
  }

  /** Gives a name from before this block a new value; false when there is none. */
  rebind(name: string, meaning: NameMeaning): boolean {
    if (this.#parent?.meaningOf(name) === undefined) return false;
    if (!this.#parent.rebind(name, meaning)) this.#parent.declare(name, meaning);
    return true;
  }

  /** The tensor of a name, undefined when making it failed. */
  tensor(name: string): BoundTensor | undefined {
    const meaning = this.meaningOf(name);
    return meaning?.kind === 'tensor' ? meaning.tensor : undefined;
  }

  tensorAxes(): ReadonlyMap<string, Axes> {
    const own = [...this.#names].flatMap(([name, meaning]) =>
      meaning.kind === 'tensor' ? [[name, meaning.tensor.axes] as const] : [],
    );
    return new Map([...(this.#parent?.tensorAxes() ?? []), ...own]);
  }

  // Compile-time values.

  readonly constant = (name: string): Scalar | undefined => {
    const meaning = this.meaningOf(name);
    if (meaning) return meaning.kind === 'number' ? meaning.value : undefined;
    const extent = this.indices.extentOf(name);
    return extent === undefined ? undefined : extentScalar(extent);
  };

  readonly isBroken = (name: string): boolean => this.meaningOf(name)?.kind === 'broken';

  readonly quote = ({ start, end }: Span): string => `\`${this.layer.text.slice(start, end)}\``;

  readonly say = (diagnostic: Diagnostic): void => {
    this.program.diagnostics.push(diagnostic);
  };

  // Extents.

  readonly extentOf = (index: string): Extent | undefined => this.indices.extentOf(index);

  /** Notes that an index has an extent in a tensor; false after saying that it had another before. */
  useIndex(index: string, extent: Extent, tensor: string, span: Span): boolean {
    const place = `\`${tensor}\``;
    const first = this.indices.use(index, { extent, place, span });
    if (!first) return true;
    const [before, now] = [printExtent(first.extent), printExtent(extent)];
    const labels = first.span ? [{ span: first.span, text: before }] : [];
    this.say(report['extent-mismatch']({ span, text: now, labels }, index, before, first.place, now, place));
    return false;
  }

  /** Counts one operation; false, and a word the first time, when there are too many. */
  countOperation(span: Span): boolean {
    this.program.operations += 1;
    if (this.program.operations === MAX_OPERATIONS + 1) this.say(report['program-too-large']({ span }, MAX_OPERATIONS));
    return this.program.operations <= MAX_OPERATIONS;
  }

  /** Whether a tensor of these extents may exist; says so when not. */
  allowShape(extents: readonly Extent[], what: string, span: Span): boolean {
    const elements = multiplyExtents(extents);
    const known = typeof elements === 'number' ? elements : elements.coefficient;
    if (known <= MAX_ELEMENTS) return true;
    this.say(report['too-large']({ span }, what, '2^40 elements'));
    return false;
  }
}

/** The extent of each axis, joined ones multiplied. */
export const joinedExtents = (tensor: Pick<BoundTensor, 'extents'>): readonly Extent[] =>
  tensor.extents.map(multiplyExtents);
