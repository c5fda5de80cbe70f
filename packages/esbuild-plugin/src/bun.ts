/**
 * The plugin for Bun.
 *
 * @packageDocumentation
 */
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** What Bun takes for a plugin. Its own types are not asked for, since they change those of Node. */
export interface BunPlugin {
  /** What Bun calls the plugin in messages. */
  readonly name: string;
  /** Bun calls it with its builder, before it bundles. */
  readonly setup: (builder: never) => void | Promise<void>;
}

/** The plugin, for `plugins` of `Bun.build`. Layers that the program imports from `.ein` files are compiled as it is bundled. */
export const einlay: (options: EinlayOptions) => BunPlugin = plugin.bun;
export default einlay;
