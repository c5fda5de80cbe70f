/** Finds names in the option `layers` that belong to no layer: most likely a letter is wrong. */
import { didYouMean } from '@einlay/language';
import type { CompiledFile } from './compile-file.ts';
import type { EinlayOptions } from './options.ts';

/** Keeps what files export, over the rounds of a build that watches. */
export class NamedLayers {
  readonly #exported = new Map<string, readonly string[] | undefined>();

  /** Takes note of a file; what one with errors exports is not known. */
  add(file: string, { failed, layers, leftOut }: CompiledFile): void {
    this.#exported.set(file, failed ? undefined : [...layers, ...leftOut].map(({ name }) => name));
  }

  /**
   * A sentence for each name that no file exports; none while a file has errors, or before there is any. Unless `all` files
   * were read, only for names that are close to one that is there.
   */
  unknown({ layers }: EinlayOptions, all: boolean): readonly string[] {
    const exported = [...this.#exported.values()];
    if (typeof layers !== 'object' || exported.length === 0 || exported.includes(undefined)) return [];
    const names = exported.flatMap((found) => found ?? []);
    return Object.keys(layers)
      .filter((name) => !names.includes(name))
      .flatMap((name) => {
        const { hint } = didYouMean(name, names);
        if (hint === undefined && !all) return [];
        const text = `\`layers\` has values for \`${name}\`, and no file that was imported exports a layer of that name`;
        return [hint === undefined ? text : `${text}; ${hint}`];
      });
  }
}
