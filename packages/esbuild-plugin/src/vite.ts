/** The plugin for Vite. */
import type { Plugin } from 'vite';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => Plugin = plugin.vite as (options: EinlayOptions) => Plugin;
export default einlay;
