/**
 * What every name of a text stands for, found from its syntax alone, so that a text with mistakes has symbols, too.
 *
 * A name in brackets is an index. An index named like a parameter is that parameter; any other has no declaration but an `index` statement, and
 * is the same wherever it stands in a layer. Names of tensors and numbers are seen from their declaration to the end of their block.
 */
import { partsOf } from '@einlay/language';
import type {
  AccessAxis,
  Argument,
  Document,
  Expression,
  Item,
  Layer,
  Name,
  Parameter,
  Statement,
  StructureItem,
  StructuredLayer,
  TensorDeclaration,
} from '@einlay/language';

type TextSpan = Name['span'];

export type SymbolKind =
  | 'layer'
  | 'structure'
  | 'import'
  | 'parameter'
  | 'counter'
  | 'index'
  | 'input'
  | 'factor'
  | 'const'
  | 'let'
  | 'output'
  | 'gate';

/** One thing that has a name in a file. */
export interface EinSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** Where it is declared; an index that only stands in brackets has none. */
  readonly declaration?: TextSpan;
  /** What declares it. */
  readonly node?: Layer | StructureItem | StructuredLayer | Statement | TensorDeclaration | Parameter;
  readonly doc?: string;
  /** The layer it belongs to. */
  readonly layer?: Layer;
  /** For what is imported: the path as written, and its name there. */
  readonly source?: { readonly path: string; readonly name: string };
}

/** A name where it stands. */
export interface Occurrence {
  readonly span: TextSpan;
  readonly symbol: EinSymbol;
  readonly role: 'declaration' | 'use';
  /** The name of another file's layer in `import` or `export` braces, which stays when what it is called here changes. */
  readonly isForeign?: boolean;
}

/** A parameter of a layer called by its name: `btt(g = 4)(x)`. */
export interface NamedSetting {
  readonly span: TextSpan;
  readonly layer: Name;
  readonly name: string;
}

export interface SymbolTable {
  /** In the order of the text. */
  readonly occurrences: readonly Occurrence[];
  readonly settings: readonly NamedSetting[];
  /** Names of the file itself. */
  readonly top: ReadonlyMap<string, EinSymbol>;
  /** Names that can be used at a place, the nearest declarations first. */
  readonly visibleAt: (offset: number) => readonly EinSymbol[];
}

export const isLayerItem = (item: Item): item is Layer | StructuredLayer =>
  item.kind === 'layer' || item.kind === 'structured-layer';

/** The symbol at a place; the place after the last letter counts. */
export const occurrenceAt = ({ occurrences }: SymbolTable, offset: number): Occurrence | undefined =>
  occurrences.find(({ span }) => span.start <= offset && offset <= span.end);

/** What a name in front of an opening parenthesis, or in a list of imports, stands for. */
export const symbolsOf = (document: Document): SymbolTable => new Finder(document).table();

interface Block {
  readonly start: number;
  readonly end: number;
  readonly names: Map<string, EinSymbol>;
  readonly layer: Layer;
}

class Finder {
  readonly #document: Document;
  readonly #occurrences: Occurrence[] = [];
  readonly #settings: NamedSetting[] = [];
  readonly #top = new Map<string, EinSymbol>();
  readonly #blocks: Block[] = [];
  /** Blocks that are open, outermost first. */
  #open: readonly Block[] = [];
  /** The indices of the layer at hand. */
  #indices = new Map<string, EinSymbol>();
  /** Bare names that may be indices standing further on in the layer. */
  #unresolved: Name[] = [];
  readonly #indicesOfLayers = new Map<Layer, ReadonlyMap<string, EinSymbol>>();

  constructor(document: Document) {
    this.#document = document;
  }

  table(): SymbolTable {
    const { items } = this.#document;
    for (const item of items) this.#declareItem(item);
    for (const item of items) {
      if (item.kind === 'layer') this.#layer(item);
      if (item.kind === 'structured-layer') this.#structured(item);
    }
    const occurrences = this.#occurrences.sort((one, other) => one.span.start - other.span.start);
    return {
      occurrences,
      settings: this.#settings,
      top: this.#top,
      visibleAt: (offset) => this.#visibleAt(offset),
    };
  }

  #visibleAt(offset: number): readonly EinSymbol[] {
    const around = this.#blocks.filter(({ start, end }) => start <= offset && offset <= end);
    const own = around.toReversed().flatMap(({ names }) => [...names.values()]);
    const layer = around[0]?.layer;
    const seen = own.filter(({ declaration }) => (declaration?.start ?? 0) < offset);
    const indices = layer ? [...(this.#indicesOfLayers.get(layer)?.values() ?? [])] : [];
    return [...seen, ...indices.filter((index) => !seen.includes(index)), ...this.#top.values()];
  }

  // Files.

  #declareItem(item: Item): void {
    if (item.kind === 'import' || item.kind === 'export') {
      for (const { name, alias } of item.names) {
        const known = alias ?? name;
        const source = { path: item.source.value, name: name.text };
        const symbol: EinSymbol = { kind: 'import', name: known.text, declaration: known.span, source };
        if (item.kind === 'import' && !this.#top.has(known.text)) this.#top.set(known.text, symbol);
        if (alias) this.#note(name, symbol, 'use', true);
        this.#note(known, symbol, 'declaration', alias === undefined);
      }
      return;
    }
    const { name, doc } = item;
    const kind = item.kind === 'structure' ? 'structure' : 'layer';
    const symbol: EinSymbol = {
      kind,
      name: name.text,
      declaration: name.span,
      node: item,
      ...(doc === undefined ? {} : { doc }),
    };
    if (!this.#top.has(name.text)) this.#top.set(name.text, symbol);
    this.#note(name, symbol, 'declaration');
  }

  #structured({ value }: StructuredLayer): void {
    const name = value.kind === 'call' ? value.function : value.kind === 'reference' ? value.name : undefined;
    const symbol = name && this.#top.get(name.text);
    if (name && symbol) this.#note(name, symbol, 'use');
  }

  #layer(layer: Layer): void {
    this.#indices = new Map();
    this.#indicesOfLayers.set(layer, this.#indices);
    this.#inBlock(layer, layer, () => {
      for (const parameter of layer.parameters) {
        if (parameter.default) this.#expression(parameter.default);
        const { name } = parameter;
        const symbol: EinSymbol = {
          kind: 'parameter',
          name: name.text,
          declaration: name.span,
          node: parameter,
          layer,
        };
        this.#declare(name, symbol);
        if (!this.#indices.has(name.text)) this.#indices.set(name.text, symbol);
      }
      // Indices may be declared after they are used.
      for (const statement of statementsIn(layer.body)) this.#declareIndex(statement, layer);
      for (const constraint of layer.constraints) this.#expression(constraint);
      for (const statement of layer.body) this.#statement(statement, layer);
      for (const name of this.#unresolved) {
        const index = this.#indices.get(name.text);
        if (index) this.#note(name, index, 'use');
      }
      this.#unresolved = [];
    });
  }

  #declareIndex(statement: Statement, layer: Layer): void {
    if (statement.kind !== 'index' || this.#indices.has(statement.name.text)) return;
    const { name, doc } = statement;
    this.#indices.set(name.text, {
      kind: 'index',
      name: name.text,
      declaration: name.span,
      node: statement,
      layer,
      ...(doc === undefined ? {} : { doc }),
    });
  }

  #inBlock({ span }: Pick<Layer, 'span'>, layer: Layer, work: () => void): void {
    const block: Block = { start: span.start, end: span.end, names: new Map(), layer };
    this.#blocks.push(block);
    this.#open = [...this.#open, block];
    work();
    this.#open = this.#open.slice(0, -1);
  }

  // Statements.

  #statement(statement: Statement, layer: Layer): void {
    const doc = statement.doc === undefined ? {} : { doc: statement.doc };
    switch (statement.kind) {
      case 'input':
      case 'factor':
        for (const tensor of statement.tensors) {
          this.#axes(tensor.axes, layer);
          this.#declare(tensor.name, { ...symbolOf(tensor.name, statement.kind), node: tensor, layer, ...doc });
        }
        if (statement.kind === 'factor') {
          statement.initializer?.arguments.forEach((value) => {
            this.#expression(value, layer);
          });
          if (statement.learningRate) this.#expression(statement.learningRate, layer);
        }
        break;
      case 'const':
      case 'let':
      case 'output':
        this.#expression(statement.value, layer);
        this.#axes(statement.axes ?? [], layer);
        this.#define(statement.name, { ...symbolOf(statement.name, statement.kind), node: statement, layer, ...doc });
        break;
      case 'index': {
        this.#expression(statement.extent, layer);
        const symbol = this.#indices.get(statement.name.text);
        if (symbol)
          this.#note(statement.name, symbol, symbol.declaration === statement.name.span ? 'declaration' : 'use');
        break;
      }
      case 'where':
        for (const constraint of statement.constraints) this.#expression(constraint, layer);
        break;
      case 'repeat':
        this.#expression(statement.count, layer);
        this.#inBlock(statement, layer, () => {
          const { counter } = statement;
          if (counter) this.#declare(counter, { ...symbolOf(counter, 'counter'), node: statement, layer });
          for (const inner of statement.body) this.#statement(inner, layer);
        });
        break;
      case 'unsupported':
        this.#expression(statement.value, layer);
        this.#axes(statement.axes ?? [], layer);
        if (statement.name)
          this.#declare(statement.name, { ...symbolOf(statement.name, 'gate'), node: statement, layer, ...doc });
    }
  }

  /** A `let` of a name from before the block gives that a new value; any other name is new. */
  #define(name: Name, symbol: EinSymbol): void {
    const outer = symbol.kind === 'let' ? this.#find(name.text, this.#open.slice(0, -1)) : undefined;
    if (outer && !this.#open.at(-1)?.names.has(name.text)) this.#note(name, outer, 'use');
    else this.#declare(name, symbol);
  }

  #declare(name: Name, symbol: EinSymbol): void {
    const block = this.#open.at(-1);
    if (block && !block.names.has(name.text)) block.names.set(name.text, symbol);
    this.#note(name, symbol, 'declaration');
  }

  #find(name: string, blocks = this.#open): EinSymbol | undefined {
    return blocks.findLast(({ names }) => names.has(name))?.names.get(name);
  }

  // Expressions.

  #expression(expression: Expression, layer?: Layer): void {
    switch (expression.kind) {
      case 'reference': {
        const symbol = this.#find(expression.name.text) ?? this.#indices.get(expression.name.text);
        if (symbol) this.#note(expression.name, symbol, 'use');
        else this.#unresolved.push(expression.name);
        break;
      }
      case 'access': {
        const symbol = this.#find(expression.tensor.text);
        if (symbol) this.#note(expression.tensor, symbol, 'use');
        this.#accessAxes(expression.axes, layer);
        break;
      }
      case 'call':
        this.#called(expression.function);
        break;
      case 'layer-call':
        this.#called(expression.layer);
        this.#arguments(expression.settings, expression.layer);
        this.#accessAxes(expression.axes ?? [], layer);
        break;
      case 'einsum':
        this.#accessAxes(expression.axes ?? [], layer);
        break;
      case 'reduction':
      case 'softmax':
      case 'layer-norm':
        if (layer) for (const name of expression.indices) this.#index(name, layer);
        break;
      case 'number':
      case 'unary':
      case 'binary':
      case 'missing':
        break;
    }
    for (const part of partsOf(expression)) this.#expression(part, layer);
  }

  #called(name: Name): void {
    const symbol = this.#top.get(name.text);
    if (symbol) this.#note(name, symbol, 'use');
  }

  #arguments(settings: readonly Argument[], layer: Name): void {
    for (const { name } of settings) if (name) this.#settings.push({ span: name.span, layer, name: name.text });
  }

  #accessAxes(axes: readonly AccessAxis[], layer: Layer | undefined): void {
    for (const axis of axes) if (axis.kind !== 'position' && layer) this.#axes([axis], layer);
  }

  #axes(axes: readonly AccessAxis[], layer: Layer): void {
    for (const axis of axes) {
      if (axis.kind === 'index') this.#index(axis.name, layer);
      if (axis.kind === 'group')
        axis.names.forEach((name) => {
          this.#index(name, layer);
        });
    }
  }

  #index(name: Name, layer: Layer): void {
    const known = this.#indices.get(name.text);
    const symbol = known ?? { kind: 'index', name: name.text, layer };
    this.#indices.set(name.text, symbol);
    this.#note(name, symbol, 'use');
  }

  #note({ span }: Name, symbol: EinSymbol, role: Occurrence['role'], isForeign = false): void {
    this.#occurrences.push({ span, symbol, role, ...(isForeign ? { isForeign } : {}) });
  }
}

const symbolOf = ({ text, span }: Name, kind: SymbolKind): Pick<EinSymbol, 'kind' | 'name' | 'declaration'> => ({
  kind,
  name: text,
  declaration: span,
});

/** All statements, those in blocks included. */
export const statementsIn = (body: readonly Statement[]): readonly Statement[] =>
  body.flatMap((statement) => [statement, ...(statement.kind === 'repeat' ? statementsIn(statement.body) : [])]);
