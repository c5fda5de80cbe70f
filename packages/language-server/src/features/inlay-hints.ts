/** Extents that follow from others, shown where an index is first declared with a tensor. */
import { InlayHintKind } from 'vscode-languageserver';
import type { InlayHint } from 'vscode-languageserver';
import { printExtent } from '@einlay/compiler';
import { indexExtents } from '@einlay/language';
import type { Axis, Layer, Name } from '@einlay/language';
import type { Analysis } from '../workspace.ts';

/** The extents that follow from others, for the layers between two offsets. */
export function inlayHints({ module, document }: Analysis, start: number, end: number): readonly InlayHint[] {
  return module.document.items.flatMap((item) => {
    if (item.kind !== 'layer' || item.span.end < start || item.span.start > end) return [];
    const checked = module.layers.get(item.name.text);
    if (!checked) return [];
    const extents = indexExtents(checked);
    const known = new Set([
      ...item.parameters.map(({ name }) => name.text),
      ...item.body.flatMap((statement) => (statement.kind === 'index' ? [statement.name.text] : [])),
    ]);
    return declaredIndices(item).flatMap(({ text, span }) => {
      const extent = extents.get(text);
      if (known.has(text) || extent === undefined || printExtent(extent) === text) return [];
      known.add(text);
      if (span.start < start || span.end > end) return [];
      const label = ` = ${printExtent(extent)}`;
      return [
        { position: document.positionAt(span.end), label, kind: InlayHintKind.Type, tooltip: `extent of ${text}` },
      ];
    });
  });
}

/** Indices that tensors of a layer are declared with, in the order of the text. */
const declaredIndices = ({ body }: Layer): readonly Name[] =>
  body.flatMap((statement) => {
    if (statement.kind === 'input' || statement.kind === 'factor')
      return statement.tensors.flatMap(({ axes }) => axes.flatMap(namesIn));
    return 'axes' in statement ? statement.axes.flatMap(namesIn) : [];
  });

const namesIn = (axis: Axis): readonly Name[] =>
  axis.kind === 'ellipsis' ? [] : axis.kind === 'index' ? [axis.name] : axis.names;
