/** One plugin for all bundlers. */
import path from 'node:path';
import { createUnplugin } from 'unplugin';
import type { UnpluginFactory } from 'unplugin';
import { buildFile } from './build-file.ts';
import { folderCache, NO_CACHE } from './cache.ts';
import type { CompiledFile } from './compile-file.ts';
import { errorOf, esbuildMessage, leftOutText, render } from './failure.ts';
import { NamedLayers } from './named-layers.ts';
import type { EinlayOptions } from './options.ts';
import { printModule } from './print-module.ts';
import type { PrintedModule } from './print-module.ts';

const NAME = 'einlay';
const LAYERS = /\.ein$/;

const factory: UnpluginFactory<EinlayOptions> = (options, { framework }) => {
  const { root = process.cwd(), cache: folder = 'node_modules/.cache/einlay' } = options;
  const cache = folder === false ? NO_CACHE : folderCache(path.resolve(root, folder));
  const named = new NamedLayers();
  const build = (file: string): CompiledFile => {
    const compiled = buildFile(file, { ...options, root }, cache);
    named.add(file, compiled);
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
            const warnings = [...messages(true), ...leftOut(file, compiled, shown.root)];
            const watchFiles = [...sources.keys()];
            if (failed) return { errors: messages(false), warnings, watchFiles };
            const { code, map } = printModule(compiled);
            const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
            return { contents: `${code}//# sourceMappingURL=${url}\n`, loader: 'js', warnings, watchFiles };
          });
          host.onEnd(() => ({ warnings: named.unknown(options, true).map((text) => ({ text })) }));
        },
      },
    };

  /** The module of a file, and what else the bundler should know of it. */
  const load = (file: string, host: Host): PrintedModule => {
    const compiled = build(file);
    const { sources, diagnostics, failed } = compiled;
    const shown = { sources, root };
    for (const source of sources.keys()) host.addWatchFile(source);
    for (const diagnostic of diagnostics.filter(({ severity }) => severity === 'warning'))
      host.warn(render(diagnostic, shown));
    for (const { text } of leftOut(file, compiled, root)) host.warn(text);
    // Thrown, since not every bundler stops at `this.error`, and a module without exports makes more errors.
    if (failed) throw errorOf(file, diagnostics, shown, !DRAWS_FRAMES.has(framework));
    return printModule(compiled);
  };

  // Farm would lose the source map, and what a file watches.
  if (framework === 'farm')
    return {
      name: NAME,
      enforce: 'pre',
      farm: {
        buildEnd: {
          executor() {
            // Farm reads files again only when they have changed.
            for (const text of named.unknown(options, false)) console.warn(text);
          },
        },
        load: {
          filters: { resolvedPaths: [LAYERS.source] },
          async executor({ resolvedPath: file }, context) {
            const { code, map } = load(file, {
              addWatchFile(source) {
                context?.addWatchFile(file, source);
              },
              // Farm keeps to itself what it is told by `context.warn`.
              warn: console.warn,
            });
            return Promise.resolve({ content: code, moduleType: 'js', sourceMap: JSON.stringify(map) });
          },
        },
      },
    };

  let serves = false;
  return {
    name: NAME,
    // Before plugins that take every file they do not know for an asset.
    enforce: 'pre',
    load: {
      filter: { id: LAYERS },
      handler(file) {
        const { code, map } = load(file, this);
        // Bun takes no source maps from plugins: it would keep this one as text, with the folder it was built in.
        return framework === 'bun' ? { code } : { code, map };
      },
    },
    buildEnd() {
      // A server loads files when pages ask for them, and has never seen all.
      if (serves) return;
      const compilation = compilationOf(this.getNativeBuildContext?.());
      for (const text of named.unknown(options, compilation === undefined)) {
        if (compilation !== undefined) compilation.warnings.push(new Error(text));
        else if (warns(this)) this.warn(text);
        else console.warn(text);
      }
    },
    vite: {
      configResolved({ command }) {
        serves = command === 'serve';
      },
    },
  };
};

const warns = (host: object): host is Pick<Host, 'warn'> => 'warn' in host && typeof host.warn === 'function';

/** Of webpack and those like it, which keep warnings there, and read files again only when they have changed. */
function compilationOf(native: object | undefined): { readonly warnings: Error[] } | undefined {
  const compilation = native !== undefined && 'compilation' in native ? native.compilation : undefined;
  return compilation as { readonly warnings: Error[] } | undefined;
}

/** What a bundler can be told while it loads a file. */
interface Host {
  readonly addWatchFile: (file: string) => void;
  readonly warn: (text: string) => void;
}

/** Those that show an error's own code frame, and where it points. */
const DRAWS_FRAMES: ReadonlySet<string> = new Set(['rollup', 'rolldown', 'vite']);

export const einlay = createUnplugin(factory);

const leftOut = (file: string, compiled: CompiledFile, root: string): { readonly text: string }[] =>
  compiled.leftOut.length === 0 ? [] : [{ text: leftOutText(file, compiled, root) }];
