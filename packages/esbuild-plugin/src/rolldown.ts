/**
 * The plugin for Rolldown.
 *
 * @packageDocumentation
 */
import type { Plugin } from 'rolldown';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** The plugin, for `plugins` in `rolldown.config.js`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => Plugin = plugin.rolldown as (options: EinlayOptions) => Plugin;
export default einlay;
