/** What every door does with a file of layers: read it, compile it, and write its types. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineDiagnostics } from '@einlay/compiler/diagnostic';
import { writeWhole } from './cache.ts';
import type { Cache } from './cache.ts';
import { compileFile } from './compile-file.ts';
import type { CompiledFile } from './compile-file.ts';
import type { EinlayOptions } from './options.ts';
import { printDeclarations } from './print-declarations.ts';

const report = defineDiagnostics({
  'file-missing': { severity: 'error', message: (file: string) => `there is no file ${file}` },
});

/** Compiles a file, and writes its declarations when nothing is wrong. A file that is not there is a diagnostic. */
export function buildFile(
  file: string,
  options: EinlayOptions & { readonly root: string },
  cache: Cache,
): CompiledFile {
  const text = textOf(file);
  if (text === undefined) return missingFile(file, options.root);
  const compiled = compileFile(file, text, { options, cache, readFile: textOf });
  const { root, declarations = true } = options;
  if (compiled.failed || declarations === false) return compiled;
  const beside = path.dirname(file);
  const folder =
    declarations === true ? beside : path.join(path.resolve(root, declarations), path.relative(root, beside));
  writeIfChanged(path.join(folder, declarationName(file)), printDeclarations(compiled));
  return compiled;
}

function missingFile(file: string, root: string): CompiledFile {
  const diagnostics = [report['file-missing']({}, path.relative(root, file))];
  return { layers: [], leftOut: [], diagnostics, failed: true, sources: new Map([[file, undefined]]) };
}

/** `layers.ein` → `layers.d.ein.ts`, where TypeScript looks for it. */
const declarationName = (file: string): string => `${path.basename(file, '.ein')}.d.ein.ts`;

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whoever watches the file sees changes only. */
function writeIfChanged(file: string, text: string): void {
  if (textOf(file) === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeWhole(file, text);
}
