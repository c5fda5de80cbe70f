/** The plugin for Rspack. */
import type { RspackPluginInstance } from '@rspack/core';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => RspackPluginInstance = plugin.rspack;
export default einlay;
