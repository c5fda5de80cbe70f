/** The plugin for Rolldown. */
import type { Plugin } from 'rolldown';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => Plugin = plugin.rolldown as (options: EinlayOptions) => Plugin;
export default einlay;
