/** The Nx executor `@einlay/esbuild-plugin:compile`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { encode } from '@einlay/artifact';
import { folderCache, writeWhole } from '../cache.ts';
import { buildFile } from '../build-file.ts';
import { leftOutText, render } from '../failure.ts';
import { NamedLayers } from '../named-layers.ts';
import type { EinlayOptions, LayerValues } from '../options.ts';

/** As `nx/compile.json` has them. */
export interface CompileExecutorOptions {
  readonly files: readonly string[];
  readonly outputPath: string;
  readonly targets: EinlayOptions['targets'];
  readonly layers?: Readonly<Record<string, LayerValues>>;
  readonly dtype?: NonNullable<EinlayOptions['dtype']>;
  readonly declarations?: boolean | string;
}

/** What Nx tells an executor, as far as it is asked for. */
export interface ExecutorContext {
  /** The root of the workspace. */
  readonly root: string;
}

/** Writes `NAME.TARGET.artifact` for each layer and target, and types; of a file with errors, nothing. */
export function compile(
  { files, outputPath, ...options }: CompileExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ readonly success: boolean }> {
  const cache = folderCache(path.join(root, 'node_modules/.cache/einlay'));
  const folder = path.resolve(root, outputPath);
  const named = new NamedLayers();
  let success = true;
  for (const name of files) {
    const file = path.resolve(root, name);
    const compiled = buildFile(file, { ...options, root }, cache);
    named.add(file, compiled);
    for (const diagnostic of compiled.diagnostics)
      console.error(render(diagnostic, { sources: compiled.sources, root }));
    if (compiled.leftOut.length > 0) console.error(leftOutText(file, compiled, root));
    if (compiled.failed) success = false;
    for (const { name, artifacts } of compiled.layers)
      for (const [at, artifact] of artifacts.entries()) {
        mkdirSync(folder, { recursive: true });
        writeWhole(path.join(folder, `${name}.${String(options.targets[at])}.artifact`), encode(artifact));
      }
  }
  for (const text of named.unknown(options, true)) console.error(text);
  return Promise.resolve({ success });
}
