/** What a name means, where the mouse rests on it. */
import { MarkupKind } from 'vscode-languageserver';
import type { Hover } from 'vscode-languageserver';
import { shortNumber } from '@einlay/compiler/text-table';
import { FUNCTION_NAMES, indexExtents } from '@einlay/language';
import type { Axis, CheckedLayer, Expression, TensorDeclaration } from '@einlay/language';
import { printExtent } from '@einlay/compiler';
import { layerCallAt } from '../calls.ts';
import { describeFacts, factsOf } from '../describe-layer.ts';
import { FUNCTION_DOCS, WORD_DOCS } from '../documentation.ts';
import { chooseValues } from '../layer-values.ts';
import type { Values } from '../layer-values.ts';
import { signatureOf, textOf } from '../layer-text.ts';
import type { Settings } from '../settings.ts';
import { occurrenceAt } from '../symbols.ts';
import type { EinSymbol } from '../symbols.ts';
import { rangeIn } from '../workspace.ts';
import type { Analysis } from '../workspace.ts';

/** What is said of the name at an offset; null where there is none. */
export function hover(analysis: Analysis, offset: number, settings: Settings): Hover | null {
  const { document, symbols } = analysis;
  const occurrence = occurrenceAt(symbols, offset);
  if (occurrence) {
    const value = describeSymbol(analysis, occurrence.symbol, offset, settings);
    return { contents: { kind: MarkupKind.Markdown, value }, range: rangeIn(document, occurrence.span) };
  }
  const word = wordAt(document.getText(), offset);
  const value = word && (FUNCTION_NAMES.includes(word.text) ? FUNCTION_DOCS : WORD_DOCS)[word.text];
  if (!word || value === undefined) return null;
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeIn(document, word) };
}

const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*/gu;

/** The word at a place of a line. */
export function wordAt(
  text: string,
  offset: number,
): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  for (const { 0: word, index } of line.matchAll(WORD)) {
    const start = lineStart + index;
    if (start <= offset && offset <= start + word.length) return { text: word, start, end: start + word.length };
  }
  return undefined;
}

function describeSymbol(analysis: Analysis, symbol: EinSymbol, offset: number, settings: Settings): string {
  switch (symbol.kind) {
    case 'layer':
    case 'import':
      return describeLayer(analysis, symbol, offset, settings);
    case 'structure':
      return code(textOf(analysis, symbol.node?.span));
    case 'parameter':
      return paragraphs(code(`parameter ${textOf(analysis, symbol.node?.span)}`), docOf(symbol));
    case 'index':
      return paragraphs(code(`index ${symbol.name}`), docOf(symbol), extentLine(analysis, symbol, settings));
    case 'counter':
      return code(`${symbol.name}: the round of a repeat block, from 0`);
    default:
      return describeTensor(analysis, symbol, settings);
  }
}

const code = (text: string): string => `\`\`\`einlay\n${text}\n\`\`\``;

const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

const docOf = ({ doc }: EinSymbol): string | undefined =>
  doc
    ?.split('\n')
    .map((line) => line.trim())
    .join('\n');

function describeLayer({ module }: Analysis, { name }: EinSymbol, offset: number, settings: Settings): string {
  const layer = module.layers.get(name);
  if (!layer) return `layer \`${name}\` has errors`;
  const { doc } = layer.syntax;
  const call = layerCallAt(module.document, offset);
  const fromCall = call?.layer.text === name ? numbersOf(call.settings, layer) : {};
  const chosen = chooseValues(module, layer, name, { ...settings.values, ...fromCall });
  const facts = chosen && factsOf(module, name, chosen);
  return paragraphs(code(signatureOf(layer)), doc, facts ? describeFacts(facts) : undefined);
}

/** The settings of a call that are written as numbers. */
function numbersOf(
  settings: readonly { readonly name?: { readonly text: string }; readonly value: Expression }[],
  { syntax }: CheckedLayer,
): Values {
  return Object.fromEntries(
    settings.flatMap(({ name, value }, at) => {
      const parameter = name?.text ?? syntax.parameters[at]?.name.text;
      return parameter !== undefined && value.kind === 'number' ? [[parameter, value.value] as const] : [];
    }),
  );
}

/** The layer a symbol is in, with values for its parameters. */
function around({ module }: Analysis, { layer }: EinSymbol, { values }: Settings) {
  const checked = layer && module.layers.get(layer.name.text);
  const chosen = checked && chooseValues(module, checked, checked.name, values);
  return checked && { checked, chosen };
}

function extentLine(analysis: Analysis, symbol: EinSymbol, settings: Settings): string | undefined {
  const found = around(analysis, symbol, settings);
  if (!found) return undefined;
  const extent = indexExtents(found.checked).get(symbol.name);
  const value = found.chosen && indexExtents(found.checked, found.chosen.values).get(symbol.name);
  if (extent === undefined) return undefined;
  const text = printExtent(extent);
  if (text === symbol.name) return 'extent known when the layer runs';
  const number = value === undefined || printExtent(value) === text ? '' : ` = ${printExtent(value)}`;
  return `extent ${text}${number}`;
}

function describeTensor(analysis: Analysis, symbol: EinSymbol, settings: Settings): string {
  const { node } = symbol;
  const head = code(
    `${symbol.kind} ${textOf(analysis, node?.kind === 'tensor-declaration' ? node.span : leftSide(symbol))}`,
  );
  const found = around(analysis, symbol, settings);
  const axes = node && 'axes' in node ? node.axes : undefined;
  if (!found?.chosen || !axes) return paragraphs(head, docOf(symbol));
  return paragraphs(head, docOf(symbol), shapeLine(axes, indexExtents(found.checked, found.chosen.values), node));
}

/** A definition without its value. */
function leftSide({ node, declaration }: EinSymbol): EinSymbol['declaration'] {
  const axes = node && 'axes' in node ? node.axes : undefined;
  const last = axes?.at(-1)?.span.end;
  return declaration && last !== undefined ? { ...declaration, end: last + 1 } : declaration;
}

/** `extents … × 32 × 32, 1.02 k elements, 4.1 kB` */
function shapeLine(axes: readonly Axis[], extents: ReturnType<typeof indexExtents>, node: EinSymbol['node']): string {
  const shape = axes.map((axis) => {
    if (axis.kind === 'ellipsis') return ['…'];
    const names = axis.kind === 'index' ? [axis.name] : axis.names;
    return names.map(({ text }) => {
      const extent = extents.get(text);
      return extent === undefined ? text : printExtent(extent);
    });
  });
  const text = shape.map((names) => (names.length === 1 ? names[0] : `(${names.join('·')})`)).join(' × ');
  const numbers = shape.flat().map(Number);
  const elements = numbers.reduce((all, extent) => all * extent, 1);
  if (Number.isNaN(elements)) return `extents ${text}`;
  const dtype = (node as TensorDeclaration | undefined)?.dtype?.text ?? 'f32';
  return `extents ${text}: ${shortNumber(elements)} elements, ${shortNumber(elements * (BYTES[dtype] ?? 4))} bytes`;
}

const BYTES: Readonly<Record<string, number>> = { f64: 8, f32: 4, f16: 2, bf16: 2, i32: 4, bool: 1 };
