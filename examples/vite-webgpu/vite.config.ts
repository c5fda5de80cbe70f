import { einlay } from '@einlay/esbuild-plugin/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [einlay({ targets: ['wgsl'], layers: { btt: { g: 16, a: 16, p: 16, e: 16 } } })],
  // The page awaits at its top level.
  build: { target: 'es2023' },
});
