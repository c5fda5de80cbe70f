/** The plugin for Farm. */
import type { JsPlugin } from '@farmfe/core';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => JsPlugin = plugin.farm;
export default einlay;
