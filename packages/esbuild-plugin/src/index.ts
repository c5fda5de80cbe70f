/**
 * Compiles imported `.ein` layers at build time. This is the plugin for esbuild; others stand beside it.
 *
 * @packageDocumentation
 */
import type { Plugin } from 'esbuild';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/**
 * The plugin for esbuild.
 *
 * @example
 * <!-- file: layers.ein -->
 *
 * ```ein
 * layer double(n) {
 *   input x[..., n]
 *   output y[..., n] = 2 * x[..., n]
 * }
 * ```
 *
 * ```ts
 * import { einlay } from '@einlay/esbuild-plugin';
 * import { build } from 'esbuild';
 *
 * const contents = `import { double } from './layers.ein'; console.log(double.name, Object.keys(double.artifacts))`;
 * await build({
 *   stdin: { contents, resolveDir: '.' },
 *   outfile: 'bundle.mjs',
 *   bundle: true,
 *   format: 'esm',
 *   plugins: [einlay({ targets: ['onnx', 'wgsl'], layers: { double: { n: 4 } } })],
 * });
 * ```
 *
 * ```sh
 * node bundle.mjs
 * ```
 *
 * ```text
 * double [ 'onnx', 'webgpu' ]
 * ```
 */
export const einlay: (options: EinlayOptions) => Plugin = plugin.esbuild;
export default einlay;
