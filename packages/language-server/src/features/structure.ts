/** The shape of a text: its layers with what they declare, and what can be folded. */
import { FoldingRangeKind, SymbolKind } from 'vscode-languageserver';
import type { DocumentSymbol, FoldingRange } from 'vscode-languageserver';
import { tokenize } from '@einlay/language';
import type { Item, Layer, Name, Statement, StructureItem, StructuredLayer } from '@einlay/language';
import { statementsIn } from '../symbols.ts';
import { rangeIn } from '../workspace.ts';
import type { Analysis } from '../workspace.ts';

/** The layers and structures of a document with what they declare. */
export function documentSymbols({ module, document }: Analysis): readonly DocumentSymbol[] {
  const symbol = (
    { text, span }: Name,
    whole: Name['span'],
    kind: SymbolKind,
    detail: string,
    children: readonly DocumentSymbol[] = [],
  ): DocumentSymbol => ({
    name: text,
    kind,
    detail,
    range: rangeIn(document, whole),
    selectionRange: rangeIn(document, span),
    children: [...children],
  });
  const statement = (each: Statement): readonly DocumentSymbol[] => {
    switch (each.kind) {
      case 'input':
      case 'factor': {
        const kind = each.kind === 'input' ? SymbolKind.Variable : SymbolKind.Field;
        return each.tensors.map(({ name, span }) => symbol(name, span, kind, each.kind));
      }
      case 'const':
        return [symbol(each.name, each.span, SymbolKind.Constant, each.kind)];
      case 'index':
        return [symbol(each.name, each.span, SymbolKind.EnumMember, each.kind)];
      case 'let':
      case 'output':
        return [symbol(each.name, each.span, SymbolKind.Variable, each.kind)];
      case 'repeat':
      case 'where':
      case 'unsupported':
        return [];
    }
  };
  const layer = (item: Layer): DocumentSymbol => {
    const parameters = item.parameters.map(({ name, span }) =>
      symbol(name, span, SymbolKind.TypeParameter, 'parameter'),
    );
    const body = statementsIn(item.body).flatMap(statement);
    return symbol(item.name, item.span, SymbolKind.Function, item.kind, [...parameters, ...body]);
  };
  return module.document.items.flatMap((item) => {
    if (item.kind === 'layer') return [layer(item)];
    return isNamed(item)
      ? [symbol(item.name, item.span, item.kind === 'structure' ? SymbolKind.Class : SymbolKind.Function, 'structure')]
      : [];
  });
}

const isNamed = (item: Item): item is StructureItem | StructuredLayer =>
  item.kind === 'structure' || item.kind === 'structured-layer';

/** Whatever is in brackets over several lines, runs of comments, and runs of imports. */
export function foldingRanges({ document, module }: Analysis): readonly FoldingRange[] {
  const text = document.getText();
  const lineOf = (offset: number): number => document.positionAt(offset).line;
  const ranges: FoldingRange[] = [];
  const open: number[] = [];
  let comments: { first: number; last: number } | undefined;
  const endComments = (): void => {
    if (comments && comments.last > comments.first)
      ranges.push({ startLine: comments.first, endLine: comments.last, kind: FoldingRangeKind.Comment });
    comments = undefined;
  };
  for (const { kind, start } of tokenize(text)) {
    const line = lineOf(start);
    if (kind === 'comment' || kind === 'doc') {
      if (comments?.last === line - 1) comments.last = line;
      else {
        endComments();
        comments = { first: line, last: line };
      }
      continue;
    }
    if (kind !== 'bracket') continue;
    const sign = text[start] ?? '';
    if ('([{'.includes(sign)) open.push(line);
    else {
      const first = open.pop();
      // The line of the closing bracket stays in sight.
      if (first !== undefined && line - 1 > first) ranges.push({ startLine: first, endLine: line - 1 });
    }
  }
  endComments();
  const imports = module.document.items.filter(({ kind }) => kind === 'import' || kind === 'export');
  const [first, last] = [imports[0], imports.at(-1)];
  if (first && last && lineOf(last.span.end) > lineOf(first.span.start))
    ranges.push({
      startLine: lineOf(first.span.start),
      endLine: lineOf(last.span.end),
      kind: FoldingRangeKind.Imports,
    });
  return ranges;
}
