/** The pictures of the documentation that are drawn by programs, and what they are drawn from. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { drawNetwork, findPoint } from '@einlay/compiler';
import { loadModule, lowerLayer } from '@einlay/language';
import { root } from '../pages.ts';
import { readPage } from '../run-docs/examples.ts';
import { loweringOf } from '../run-docs/run-page.ts';
import { measuredOf } from './measured.ts';
import { drawOverview } from './overview.ts';

/** A structure of the gallery: the layer as the page shows it, at the values of the page. */
export interface GalleryEntry {
  readonly layer: string;
  readonly settings: Readonly<Record<string, number>>;
  readonly text: string;
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The modules of `docs/gallery.md` that are kept under the name of the layer that they are lowered for. */
export function galleryEntries(): readonly GalleryEntry[] {
  return readPage(read('docs/gallery.md')).examples.flatMap((example) => {
    const lowering = loweringOf(example);
    if (lowering === undefined || example.file !== `${lowering.layer}.ein`) return [];
    return [{ ...lowering, text: example.text }];
  });
}

/** What a structure of the gallery costs and is worth, with the product it is. */
export function pointOf({ layer, settings, text }: GalleryEntry) {
  const module = loadModule(text, `${layer}.ein`);
  const program = module.ok ? lowerLayer(module.value, layer, settings) : module;
  if (!program.ok) throw new Error(`${layer}: ${program.diagnostics.map(({ message }) => message).join('; ')}`);
  const found = findPoint(program.value);
  if (found.kind === 'none') throw new Error(`${layer} is not a point of the space: ${found.reason}`);
  return found;
}

/** Every picture by the name of its file, from the root of the repository. */
export function pictures(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/overview.svg', drawOverview(measuredOf(read('docs/performance.md')))],
    ...galleryEntries().map((entry): readonly [string, string] => [
      `docs/gallery/${entry.layer}.svg`,
      drawNetwork(pointOf(entry).product, entry.layer),
    ]),
  ]);
}
