/** Builds or watches a program with Farm, which ends its process: `node build-with-farm.mjs build|watch PROGRAM`. */
import path from 'node:path';
import { einlay } from '@einlay/esbuild-plugin/farm';
import { build, watch } from '@farmfe/core';

const [, , what, program] = process.argv;
const { folder, entry, options } = JSON.parse(program);
await (what === 'watch' ? watch : build)({
  configFile: false,
  root: folder,
  compilation: {
    // Packages of this repository are links, which lead out of the program's folder.
    resolve: { symlinks: false },
    mode: 'production',
    watch: what === 'watch',
    input: { main: path.join(folder, entry) },
    output: { path: path.join(folder, 'dist'), entryFilename: '[entryName].js', targetEnv: 'browser-esnext' },
    minify: false,
    sourcemap: true,
    persistentCache: false,
    progress: false,
  },
  plugins: [einlay(options)],
});
