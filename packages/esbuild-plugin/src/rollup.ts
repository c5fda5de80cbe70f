/** The plugin for Rollup. */
import type { Plugin } from 'rollup';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => Plugin = plugin.rollup as (options: EinlayOptions) => Plugin;
export default einlay;
