/** Compiles imported `.ein` layers at build time. This is the plugin for esbuild; others stand beside it. */
import type { Plugin } from 'esbuild';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** The plugin for esbuild. */
export const einlay: (options: EinlayOptions) => Plugin = plugin.esbuild;
export default einlay;
