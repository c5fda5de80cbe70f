import { einlay } from '@einlay/esbuild-plugin';
import { build } from 'esbuild';

await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  sourcemap: true,
  // Packages stay imports; the layer becomes a part of the bundle.
  packages: 'external',
  plugins: [einlay({ targets: ['onnx'] })],
});
