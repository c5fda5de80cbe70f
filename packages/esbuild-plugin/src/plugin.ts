/** One plugin for all bundlers. */
import path from 'node:path';
import { createUnplugin } from 'unplugin';
import type { UnpluginFactory } from 'unplugin';
import { buildFile } from './build-file.ts';
import { folderCache, NO_CACHE } from './cache.ts';
import type { CompiledFile } from './compile-file.ts';
import { errorOf, esbuildMessage, leftOutText, render } from './failure.ts';
import type { EinlayOptions } from './options.ts';
import { printModule } from './print-module.ts';

const NAME = 'einlay';
const LAYERS = /\.ein$/;

const factory: UnpluginFactory<EinlayOptions> = (options, { framework }) => {
  const { root = process.cwd(), cache: folder = 'node_modules/.cache/einlay' } = options;
  const cache = folder === false ? NO_CACHE : folderCache(path.resolve(root, folder));
  const build = (file: string): CompiledFile => buildFile(file, { ...options, root }, cache);

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
            const warnings = [...messages(true), ...leftOut(file, compiled, shown.root)];
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
        for (const { text } of leftOut(file, compiled, root)) this.warn(text);
        // Thrown, since not every bundler stops at `this.error`, and a module without exports makes more errors.
        if (failed) throw errorOf(file, diagnostics, shown, framework === 'webpack' || framework === 'rspack');
        return printModule(compiled);
      },
    },
  };
};

export const einlay = createUnplugin(factory);

const leftOut = (file: string, compiled: CompiledFile, root: string): { readonly text: string }[] =>
  compiled.leftOut.length === 0 ? [] : [{ text: leftOutText(file, compiled, root) }];
