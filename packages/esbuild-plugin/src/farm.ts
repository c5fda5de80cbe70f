/**
 * The plugin for Farm.
 *
 * @packageDocumentation
 */
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** What Farm takes for a plugin. Its own types are not asked for, since they need those of packages that Farm does not bring. */
export interface FarmPlugin {
  /** What Farm calls the plugin in messages. */
  readonly name: string;
}

/** The plugin, for `plugins` in `farm.config.ts`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => FarmPlugin = plugin.farm;
export default einlay;
