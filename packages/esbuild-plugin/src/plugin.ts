/** One plugin for all bundlers. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createUnplugin } from 'unplugin';
import type { UnpluginFactory } from 'unplugin';
import { folderCache, NO_CACHE, writeWhole } from './cache.ts';
import { compileFile } from './compile-file.ts';
import type { CompiledFile, LeftOut, Workshop } from './compile-file.ts';
import { errorOf, esbuildMessage, render } from './failure.ts';
import type { EinlayOptions } from './options.ts';
import { printDeclarations } from './print-declarations.ts';
import { printModule } from './print-module.ts';

const NAME = 'einlay';
const LAYERS = /\.ein$/;

const factory: UnpluginFactory<EinlayOptions> = (options, { framework }) => {
  const { root = process.cwd(), declarations = true } = options;
  const inRoot = (folder: string): string => path.resolve(root, folder);
  const { cache = 'node_modules/.cache/einlay' } = options;
  const workshop: Workshop = {
    options,
    cache: cache === false ? NO_CACHE : folderCache(inRoot(cache)),
    readFile: textOf,
  };

  /** Compiles a file, and writes its declarations when nothing is wrong. */
  const build = (file: string): CompiledFile => {
    const compiled = compileFile(file, textOf(file) ?? '', workshop);
    if (!compiled.failed && declarations !== false) {
      const folder =
        declarations === true
          ? path.dirname(file)
          : path.join(inRoot(declarations), path.dirname(path.relative(root, file)));
      writeIfChanged(path.join(folder, declarationName(file)), printDeclarations(compiled));
    }
    return compiled;
  };

  // esbuild has messages of its own, which say more than what other bundlers have in common with it.
  if (framework === 'esbuild')
    return {
      name: NAME,
      esbuild: {
        setup(host) {
          host.onLoad({ filter: LAYERS }, ({ path: file }) => {
            const compiled = build(file);
            const { sources, diagnostics, failed } = compiled;
            const shown = { sources, root: host.initialOptions.absWorkingDir ?? process.cwd() };
            const messages = (wanted: boolean) =>
              diagnostics
                .filter(({ severity }) => (severity === 'warning') === wanted)
                .map((diagnostic) => esbuildMessage(diagnostic, shown));
            const warnings = [...messages(true), ...leftOutWarnings(file, compiled, shown.root)];
            const watchFiles = [...sources.keys()];
            if (failed) return { errors: messages(false), warnings, watchFiles };
            const { code, map } = printModule(compiled);
            const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
            return { contents: `${code}//# sourceMappingURL=${url}\n`, loader: 'js', warnings, watchFiles };
          });
        },
      },
    };

  return {
    name: NAME,
    // Before plugins that take every file they do not know for an asset.
    enforce: 'pre',
    load: {
      filter: { id: LAYERS },
      handler(file) {
        const compiled = build(file);
        const { sources, diagnostics, failed } = compiled;
        const shown = { sources, root };
        for (const source of sources.keys()) this.addWatchFile(source);
        for (const diagnostic of diagnostics.filter(({ severity }) => severity === 'warning'))
          this.warn(render(diagnostic, shown));
        for (const { text } of leftOutWarnings(file, compiled, root)) this.warn(text);
        // Thrown, since not every bundler stops at `this.error`, and a module without exports makes more errors.
        if (failed) throw errorOf(file, diagnostics, shown, framework === 'webpack' || framework === 'rspack');
        return printModule(compiled);
      },
    },
  };
};

export const einlay = createUnplugin(factory);

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
  if (existsSync(file) && textOf(file) === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeWhole(file, text);
}

/** Says what is not there, to whoever wonders why it cannot be imported. */
function leftOutWarnings(file: string, { leftOut }: CompiledFile, root: string): { readonly text: string }[] {
  if (leftOut.length === 0) return [];
  const told = ({ name, parameters }: LeftOut): string => `\`${name}\` (${parameters.join(', ')})`;
  const layers = leftOut.map(told).join(', ');
  return [
    { text: `${path.relative(root, file)} exports no layers without values; give them in \`layers\`: ${layers}` },
  ];
}
