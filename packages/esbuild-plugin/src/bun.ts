/** The plugin for Bun. */
import type { EinlayOptions } from './options.ts';
import { einlay as plugin } from './plugin.ts';

export type { EinlayOptions, LayerValues } from './options.ts';

/** What Bun takes for a plugin. Its own types are not asked for, since they change those of Node. */
export interface BunPlugin {
  readonly name: string;
  readonly setup: (builder: never) => void | Promise<void>;
}

export const einlay: (options: EinlayOptions) => BunPlugin = plugin.bun;
export default einlay;
