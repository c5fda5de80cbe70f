/** Layers as text: what stands above their numbers. */
import { listLayers, printAxes } from '@einlay/language';
import type { CheckedLayer, CheckedModule, Name } from '@einlay/language';
import type { Analysis } from './workspace.ts';

/** `layer btt(g, a, r = 1): x[..., (g a)] → y[..., (p e)]` */
export function signatureOf({ syntax, text, inputs, outputs }: CheckedLayer): string {
  const parameters = syntax.parameters.map(({ span }) => text.slice(span.start, span.end));
  const sides = [inputs, outputs].map((tensors) => tensors.map(({ name, axes }) => `${name}${printAxes(axes)}`));
  return `layer ${syntax.name.text}(${parameters.join(', ')}): ${sides.map((side) => side.join(', ')).join(' → ')}`;
}

/** The text of a place of a document. */
export const textOf = ({ document }: Analysis, span: Name['span'] | undefined): string =>
  span === undefined ? '' : document.getText().slice(span.start, span.end);

/** What a module offers, by name. */
export const summariesOf = (module: CheckedModule) => new Map(listLayers(module).map((layer) => [layer.name, layer]));
