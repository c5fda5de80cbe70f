/**
 * The plugin for Rsbuild.
 *
 * @packageDocumentation
 */
import type { RsbuildPlugin } from '@rsbuild/core';
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** The plugin, for `plugins` in `rsbuild.config.ts`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => RsbuildPlugin = plugin.rsbuild as (
  options: EinlayOptions,
) => RsbuildPlugin;
export default einlay;
