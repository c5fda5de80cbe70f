/** The plugin for Rsbuild. */
import type { RsbuildPlugin } from '@rsbuild/core';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

export const einlay: (options: EinlayOptions) => RsbuildPlugin = plugin.rsbuild as (
  options: EinlayOptions,
) => RsbuildPlugin;
export default einlay;
