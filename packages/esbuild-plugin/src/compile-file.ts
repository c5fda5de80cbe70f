/** Compiles the layers of one `.ein` file as the options say. */
import { decode } from '@einlay/artifact';
import type { Artifact } from '@einlay/artifact';
import { compile } from '@einlay/compiler';
import type { Diagnostic, TargetName } from '@einlay/compiler';
import { loadModule } from '@einlay/language';
import type { CheckedLayer, CheckedModule } from '@einlay/language';
import { keyOf } from './cache.ts';
import type { Cache } from './cache.ts';
import { compilerContent } from './compiler-content.ts';
import { valuesOf } from './options.ts';
import type { EinlayOptions, LayerValues } from './options.ts';

export interface CompiledExport {
  readonly name: string;
  /** Where the layer is written. */
  readonly origin: { readonly file: string; readonly offset: number };
  readonly artifacts: readonly Artifact[];
}

/** A layer with parameters that have no values. */
export interface LeftOut {
  readonly name: string;
  readonly parameters: readonly string[];
}

export interface CompiledFile {
  /** In the order of the file; none of them when there are errors. */
  readonly layers: readonly CompiledExport[];
  readonly leftOut: readonly LeftOut[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
  /** Every file that was read or looked for, by path; undefined where there is none. */
  readonly sources: ReadonlyMap<string, string | undefined>;
}

export interface Workshop {
  readonly options: EinlayOptions;
  readonly cache: Cache;
  /** The text of a file; undefined when there is none. */
  readonly readFile: (file: string) => string | undefined;
}

/** Changes with what an entry of the cache means. */
const CACHE_FORMAT = 2;

/** Compiles every layer of `file` that has values for its parameters. All that is wrong is in `diagnostics`. */
export function compileFile(file: string, text: string, workshop: Workshop): CompiledFile {
  const sources = new Map<string, string | undefined>([[file, text]]);
  const readFile = (name: string): string | undefined => {
    const known = sources.get(name) ?? workshop.readFile(name);
    sources.set(name, known);
    return known;
  };
  const module = loadModule(text, file, { readFile });
  if (!module.ok) return { layers: [], leftOut: [], diagnostics: module.diagnostics, failed: true, sources };

  const layers: CompiledExport[] = [];
  const leftOut: LeftOut[] = [];
  const diagnostics: Diagnostic[] = [...module.diagnostics];
  for (const [name, layer] of module.value.exports) {
    const values = valuesOf(workshop.options, name, file);
    const missing = values === undefined ? withoutDefault(layer) : [];
    if (missing.length > 0) {
      leftOut.push({ name, parameters: missing });
      continue;
    }
    const compiled = new LayerCompiler(module.value, name, values ?? {}, workshop, readFile);
    const artifacts = compiled.artifacts();
    diagnostics.push(...compiled.diagnostics);
    if (artifacts !== undefined) layers.push({ name, origin: originOf(layer), artifacts });
  }
  const failed = diagnostics.some(({ severity }) => severity !== 'warning');
  return { layers: failed ? [] : layers, leftOut, diagnostics: distinct(diagnostics), failed, sources };
}

const withoutDefault = ({ syntax }: CheckedLayer): readonly string[] =>
  syntax.parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => name.text);

const originOf = ({ syntax }: CheckedLayer): CompiledExport['origin'] => ({
  file: syntax.name.span.file,
  offset: syntax.name.span.start,
});

/** Warnings of a file come again with each of its layers. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

class LayerCompiler {
  readonly diagnostics: Diagnostic[] = [];
  readonly #module: CheckedModule;
  readonly #layer: string;
  readonly #values: LayerValues;
  readonly #workshop: Workshop;
  readonly #readFile: (file: string) => string | undefined;

  constructor(
    module: CheckedModule,
    layer: string,
    values: LayerValues,
    workshop: Workshop,
    readFile: (file: string) => string | undefined,
  ) {
    this.#module = module;
    this.#layer = layer;
    this.#values = values;
    this.#workshop = workshop;
    this.#readFile = readFile;
  }

  /** One for each target, in the order of the options; undefined when the layer has errors. */
  artifacts(): readonly Artifact[] | undefined {
    const { targets } = this.#workshop.options;
    const found = new Map<TargetName, Artifact>();
    for (const target of targets) {
      const artifact = this.#workshop.cache.find(this.#key(target));
      if (artifact !== undefined) found.set(target, artifact);
    }
    const missing = targets.filter((target) => !found.has(target));
    if (missing.length > 0 && !this.#compile(missing, found)) return undefined;
    return targets.flatMap((target) => found.get(target) ?? []);
  }

  #compile(targets: readonly TargetName[], into: Map<TargetName, Artifact>): boolean {
    const { options, cache } = this.#workshop;
    const { dtype, device } = options;
    const result = compile(this.#module.text, {
      file: this.#module.file,
      readFile: this.#readFile,
      layer: this.#layer,
      set: this.#values,
      targets,
      ...(dtype === undefined ? {} : { dtype }),
      ...(device === undefined ? {} : { device }),
    });
    this.diagnostics.push(...result.diagnostics);
    if (!result.ok) return false;
    for (const [target, { bytes }] of result.value.emissions) {
      // A layer that was compiled with warnings is compiled again, so that they are heard again.
      if (result.diagnostics.length === 0) cache.keep(this.#key(target), bytes);
      // From bytes, as the cache has it: so the same comes out whether or not it was there.
      into.set(target, decode(bytes));
    }
    return true;
  }

  /** Of everything the artifact follows from; files by their place beside this one, so that folders can move. */
  #key(target: TargetName): string {
    const { dtype, device } = this.#workshop.options;
    const texts = [...this.#module.sources].map(([, text]) => text);
    const values = Object.entries(this.#values).sort(([left], [right]) => (left < right ? -1 : 1));
    return keyOf([CACHE_FORMAT, compilerContent(), target, dtype ?? null, device ?? null, this.#layer, values, texts]);
  }
}
