/**
 * The plugin for Rollup.
 *
 * @packageDocumentation
 */
import type { Plugin } from 'rollup';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** The plugin, for `plugins` in `rollup.config.js`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => Plugin = plugin.rollup as (options: EinlayOptions) => Plugin;
export default einlay;
