/**
 * The plugin for Vite.
 *
 * @packageDocumentation
 */
import type { Plugin } from 'vite';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/**
 * The plugin, for `plugins` in `vite.config.ts`. Layers that the program imports from `.ein` files are compiled as it is bundled.
 *
 * @example
 * <!-- not run: the tests build an example with each bundler -->
 *
 * ```ts
 * import { einlay } from '@einlay/esbuild-plugin/vite';
 * import { defineConfig } from 'vite';
 *
 * export default defineConfig({
 *   plugins: [einlay({ targets: ['wgsl'], layers: { btt: { g: 32, a: 32, p: 32, e: 32 } } })],
 * });
 * ```
 */
export const einlay: (options: EinlayOptions) => Plugin = plugin.vite as (options: EinlayOptions) => Plugin;
export default einlay;
