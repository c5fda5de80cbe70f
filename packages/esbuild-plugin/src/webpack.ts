/**
 * The plugin for webpack.
 *
 * @packageDocumentation
 */
import type { WebpackPluginInstance } from 'webpack';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** The plugin, for `plugins` in `webpack.config.js`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => WebpackPluginInstance = plugin.webpack;
export default einlay;
