/** Loads a file of layers with everything it imports, and checks it. */
import { failure, success } from '@einlay/ir';
import type { Diagnostic, DiagnosticPlace, Result, Span } from '@einlay/ir';
import type { Theta } from '@einlay/space';
import type { Document, ExportItem, ImportItem, Item, Layer, Name, StructuredLayer } from './ast.ts';
import { checkLayer } from './check.ts';
import type { CheckedLayer } from './check.ts';
import { report } from './diagnostics.ts';
import { limitDiagnostics } from './limit-diagnostics.ts';
import { checkExtents } from './lower.ts';
import { parse as parseText } from './parse.ts';
import type { Parsed } from './parse.ts';
import { checkStructure, checkStructuredLayer } from './structured-layer.ts';
import { STANDARD_FILES, STANDARD_LIBRARY } from './stdlib.ts';
import { didYouMean, replaceBy } from './suggest.ts';

/** A file with what it means: its layers and those it imports. */
export interface CheckedModule {
  readonly file: string;
  readonly text: string;
  readonly document: Document;
  /** Every layer in sight by the name the file uses: its own and imported ones. */
  readonly layers: ReadonlyMap<string, CheckedLayer>;
  /** What other files can import: its own layers and those it passes on. */
  readonly exports: ReadonlyMap<string, CheckedLayer>;
  /** The text of every file that took part, by path, to quote from in messages. */
  readonly sources: ReadonlyMap<string, string>;
  /** Of this file and of the files it imports. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where imported files come from. */
export interface LoadOptions {
  /** The text of a file, or undefined when there is none. `path` is relative to wherever `file` was. */
  readonly readFile?: (path: string) => string | undefined;
  /** How texts are parsed; an editor hands in a parser that remembers, of `createParser`. */
  readonly parse?: (text: string, file: string) => Parsed;
}

/**
 * Parses and checks `text`, the contents of `file`, with all files it imports. Always gives a module, with whatever
 * could be understood; `diagnostics` says what is wrong.
 */
export function checkModule(
  text: string,
  file: string,
  { readFile, parse = parseText }: LoadOptions = {},
): CheckedModule {
  return new ModuleLoader(readFile ?? (() => undefined), parse).load(text, file);
}

/** As `checkModule`; fails when there are errors. */
export function loadModule(text: string, file: string, options: LoadOptions = {}): Result<CheckedModule> {
  const module = checkModule(text, file, options);
  const wrong = module.diagnostics.some(({ severity }) => severity !== 'warning');
  return wrong ? failure(...module.diagnostics) : success(module, module.diagnostics);
}

/** Layers that call layers, and files that import files, may go this deep. */
const MAX_CALLS = 64;

/** A layer of another file, or `broken` when it has errors; undefined when the file has no such layer. */
type Found = CheckedLayer | 'broken' | undefined;

interface LoadedFile {
  readonly module: CheckedModule;
  readonly find: (name: string) => Found;
  readonly names: readonly string[];
}

class ModuleLoader {
  readonly #readFile: (path: string) => string | undefined;
  readonly #parse: typeof parseText;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #sources = new Map<string, string>();
  readonly #loaded = new Map<string, LoadedFile>();
  /** Files whose imports are being loaded, outermost first. */
  readonly #open: string[] = [];

  constructor(readFile: (path: string) => string | undefined, parse: typeof parseText) {
    this.#readFile = readFile;
    this.#parse = parse;
  }

  load(text: string, file: string): CheckedModule {
    const { module } = this.#file(text, file);
    for (const item of module.document.items) {
      const layer = isLayer(item) ? module.layers.get(item.name.text) : undefined;
      const found = layer ? checkExtents(module, layer) : [];
      this.#diagnostics.push(...found);
      // Layers that call each other would each say so again, after as long a time.
      if (found.some(({ code }) => code === 'program-too-large')) break;
    }
    return { ...module, sources: this.#sources, diagnostics: limitDiagnostics(this.#diagnostics) };
  }

  #file(text: string, file: string): LoadedFile {
    this.#sources.set(file, text);
    this.#open.push(file);
    const { document, diagnostics } = this.#parse(text, file);
    this.#diagnostics.push(...diagnostics);
    const scope = new ModuleScope(document, text, this.#diagnostics, diagnostics);
    for (const item of document.items) if (item.kind === 'import' || item.kind === 'export') this.#imports(item, scope);
    const layers = scope.check();
    this.#open.pop();
    const module: CheckedModule = {
      file,
      text,
      document,
      layers,
      exports: scope.exports(),
      sources: this.#sources,
      diagnostics: this.#diagnostics,
    };
    return { module, find: (name) => scope.exported(name), names: scope.exportedNames() };
  }

  #imports(item: ImportItem | ExportItem, scope: ModuleScope): void {
    const from = this.#import(item);
    for (const { name, alias } of item.names) {
      const found = from?.find(name.text);
      if (from && !found)
        this.#diagnostics.push(
          report['unknown-export'](
            { span: name.span, ...didYouMean(name.text, from.names, name.span) },
            name.text,
            item.source.value,
          ),
        );
      if (item.kind === 'import') scope.import(alias ?? name, found ?? 'broken');
      else scope.passOn(alias ?? name, found ?? 'broken');
    }
  }

  #import({ source: { value: path, span } }: ImportItem | ExportItem): LoadedFile | undefined {
    const importer = this.#open.at(-1) ?? '';
    const target = resolvePath(importer, path);
    if (target === undefined) {
      this.#diagnostics.push(report['import-path']({ span, ...importFix(span, path) }, path));
      return undefined;
    }
    const circle = this.#open.indexOf(target);
    if (circle >= 0) {
      this.#diagnostics.push(report['import-cycle']({ span }, [...this.#open.slice(circle), target]));
      return undefined;
    }
    const known = this.#loaded.get(target);
    if (known) return known;
    if (this.#open.length >= MAX_CALLS) {
      this.#diagnostics.push(report['nested-too-deeply']({ span }, MAX_CALLS));
      return undefined;
    }
    const text = STANDARD_FILES.get(target) ?? this.#readFile(target);
    if (text === undefined) {
      this.#diagnostics.push(report['import-not-found']({ span }, target));
      return undefined;
    }
    const loaded = this.#file(text, target);
    this.#loaded.set(target, loaded);
    return loaded;
  }
}

/** The names of one file. Layers are checked when first asked for, callees before callers. */
class ModuleScope {
  readonly #document: Document;
  readonly #text: string;
  readonly #diagnostics: Diagnostic[];
  /** What the parser said. */
  readonly #unparsed: readonly Diagnostic[];
  readonly #imported = new Map<string, Found>();
  readonly #passedOn = new Map<string, Found>();
  readonly #declared = new Map<string, Span>();
  readonly #structures = new Map<string, Theta | 'broken'>();
  readonly #checked = new Map<string, Found>();
  /** Layers being checked, outermost first. */
  readonly #open: string[] = [];

  constructor(document: Document, text: string, diagnostics: Diagnostic[], unparsed: readonly Diagnostic[]) {
    this.#document = document;
    this.#text = text;
    this.#diagnostics = diagnostics;
    this.#unparsed = unparsed;
  }

  import(name: Name, layer: Found): void {
    if (this.#declare(name)) this.#imported.set(name.text, layer);
  }

  passOn(name: Name, layer: Found): void {
    const known = this.#passedOn.has(name.text);
    if (known) this.#diagnostics.push(report['duplicate-name']({ span: name.span }, name.text));
    this.#passedOn.set(name.text, layer);
  }

  check(): ReadonlyMap<string, CheckedLayer> {
    for (const item of this.#document.items) {
      if (item.kind !== 'import' && item.kind !== 'export') this.#declare(item.name);
      if (item.kind === 'structure' && !this.#structures.has(item.name.text))
        this.#structures.set(item.name.text, checkStructure(item, this.#text, this.#diagnostics) ?? 'broken');
    }
    for (const item of this.#document.items) if (isLayer(item)) this.#resolve(item.name);
    return onlyChecked([...this.#imported, ...this.#checked]);
  }

  exports(): ReadonlyMap<string, CheckedLayer> {
    return onlyChecked([...this.#checked, ...this.#passedOn]);
  }

  exported(name: string): Found {
    return this.#checked.get(name) ?? this.#passedOn.get(name);
  }

  exportedNames(): readonly string[] {
    return [...this.#checked.keys(), ...this.#passedOn.keys()];
  }

  #declare({ text, span }: Name): boolean {
    const known = this.#declared.get(text);
    if (known)
      this.#diagnostics.push(
        report['duplicate-name']({ span, labels: [{ span: known, text: 'declared here' }] }, text),
      );
    else this.#declared.set(text, span);
    return !known;
  }

  #resolve(name: Name): Found {
    const known = this.#imported.get(name.text) ?? this.#checked.get(name.text);
    if (known) return known;
    const layer = this.#document.items.find(
      (item): item is Layer | StructuredLayer => isLayer(item) && item.name.text === name.text,
    );
    if (!layer) return undefined;
    const circle = this.#open.indexOf(name.text);
    if (circle >= 0) {
      this.#diagnostics.push(report['recursive-layer']({ span: name.span }, [...this.#open.slice(circle), name.text]));
      return 'broken';
    }
    if (this.#open.length >= MAX_CALLS) {
      this.#diagnostics.push(report['nested-too-deeply']({ span: name.span }, MAX_CALLS));
      return 'broken';
    }
    this.#open.push(name.text);
    const checked =
      layer.kind === 'layer'
        ? checkLayer(layer, {
            text: this.#text,
            resolveLayer: (callee) => this.#resolve(callee),
            layerNames: [...this.#declared.keys()],
            diagnostics: this.#diagnostics,
          })
        : checkStructuredLayer(layer, this.#text, this.#structures, this.#diagnostics);
    this.#open.pop();
    // The parser leaves out what it cannot read, so what is left may check and yet not be the layer that was meant.
    const { start, end } = layer.span;
    const complete = this.#unparsed.every(({ span }) => !span || span.end < start || span.start > end);
    const found = checked && complete ? checked : 'broken';
    this.#checked.set(name.text, found);
    return found;
  }
}

const isLayer = (item: Item): item is Layer | StructuredLayer =>
  item.kind === 'layer' || item.kind === 'structured-layer';

const onlyChecked = (entries: readonly (readonly [string, Found])[]): ReadonlyMap<string, CheckedLayer> =>
  new Map(entries.flatMap(([name, layer]) => (layer && layer !== 'broken' ? [[name, layer] as const] : [])));

/** A path that forgot to say that it is relative. */
const importFix = (span: Span, path: string): Pick<DiagnosticPlace, 'fix'> =>
  /^[\w-][\w./-]*\.ein$/.test(path) ? { fix: replaceBy(span, `"./${path}"`) } : {};

/** The path of an imported file as seen from where the first file is; undefined when the import names none. */
export function resolvePath(importer: string, path: string): string | undefined {
  if (path === STANDARD_LIBRARY) return '<std>/std.ein';
  if (!/^\.\.?\//.test(path)) return undefined;
  const absolute = importer.startsWith('/');
  const parts = importer.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '.' || part === '') continue;
    const above = parts.at(-1);
    if (part !== '..') parts.push(part);
    else if (above === undefined || above === '..') parts.push('..');
    else parts.pop();
  }
  const joined = parts.filter((part) => part !== '' && part !== '.').join('/');
  return absolute ? `/${joined}` : joined;
}
