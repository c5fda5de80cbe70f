/** The plugin for webpack. */
import type { WebpackPluginInstance } from 'webpack';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => WebpackPluginInstance = plugin.webpack;
export default einlay;
