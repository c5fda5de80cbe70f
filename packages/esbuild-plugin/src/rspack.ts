/**
 * The plugin for Rspack.
 *
 * @packageDocumentation
 */
import type { RspackPluginInstance } from '@rspack/core';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** The plugin, for `plugins` in `rspack.config.mjs`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => RspackPluginInstance = plugin.rspack;
export default einlay;
