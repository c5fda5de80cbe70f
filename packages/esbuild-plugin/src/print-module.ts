/** The JavaScript that stands in a bundle for a `.ein` file, with a source map back to it. */
import { addMapping, GenMapping, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping';
import type { CompiledExport, CompiledFile } from './compile-file.ts';
import { positionOf } from './position.ts';

export interface PrintedModule {
  readonly code: string;
  readonly map: SourceMap;
}

/** A source map of version 3; a bundler may change it. */
interface SourceMap {
  version: 3;
  names: string[];
  sources: string[];
  sourcesContent: (string | null)[];
  mappings: string;
}

/** Only here when an artifact has bytes; a bundler drops it with the layers that need it. */
const BYTES = `const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));\n`;

/**
 * A module with one export for each layer. Artifacts are plain objects behind getters: nothing happens when the module is
 * loaded, so that bundlers can drop the layers that nobody imports.
 */
export function printModule({ layers, sources }: CompiledFile): PrintedModule {
  const map = new GenMapping();
  const lines: string[] = [];
  const declarations = layers.map((layer) => ({ layer, text: printLayer(layer) }));
  if (declarations.some(({ text }) => text.includes('bytes("'))) lines.push(...BYTES.trimEnd().split('\n'));
  for (const { layer, text } of declarations) {
    const { file, offset } = layer.origin;
    const source = sources.get(file);
    for (const line of text.split('\n')) {
      lines.push(line);
      // What ships with the compiler has no file to point to.
      if (source === undefined) continue;
      const { line: original, column } = positionOf(source, offset);
      const generated = { line: lines.length, column: line.search(/\S|$/) };
      addMapping(map, { generated, source: file, original: { line: original, column }, name: layer.name });
      setSourceContent(map, file, source);
    }
  }
  const { names, sources: files, sourcesContent = [], mappings } = toEncodedMap(map);
  return {
    code: `${lines.join('\n')}\n`,
    map: {
      version: 3,
      names: [...names],
      sources: files.map((name) => name ?? ''),
      sourcesContent: [...sourcesContent],
      mappings,
    },
  };
}

function printLayer({ name, artifacts }: CompiledExport): string {
  const getters = artifacts.map((artifact) => `    get ${artifact.payload.kind}() { return ${print(artifact)}; },`);
  const value = ['{', `  name: ${JSON.stringify(name)},`, '  artifacts: {', ...getters, '  },', '};'].join('\n');
  // Names of layers may be words that JavaScript keeps for itself, which are fine as names of exports.
  const local = `layer_${name}`;
  return `const ${local} = ${value}\nexport { ${local} as ${name} };`;
}

/** Plain data as JavaScript; JSON is, and arrays of bytes are text in base 64. */
function print(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes("${Buffer.from(value).toString('base64')}")`;
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${print(field)}`);
  return `{${fields.join(',')}}`;
}
