/** Builds `main.js` of a program with Bun, in which this runs: `bun build-with-bun.mjs PROGRAM`, the program as JSON. */
import path from 'node:path';
import { einlay } from '@einlay/esbuild-plugin/bun';

const { folder, entry, options } = JSON.parse(process.argv[2]);
const { success, logs } = await Bun.build({
  entrypoints: [path.join(folder, entry)],
  outdir: path.join(folder, 'dist'),
  naming: 'main.[ext]',
  target: 'browser',
  sourcemap: 'linked',
  plugins: [einlay(options)],
  throw: false,
});
for (const log of logs) console.error(String(log));
process.exitCode = success ? 0 : 1;
