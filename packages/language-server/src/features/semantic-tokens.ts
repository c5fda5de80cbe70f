/** What names are, for editors that colour them by it. */
import { SemanticTokenModifiers, SemanticTokenTypes, SemanticTokensBuilder } from 'vscode-languageserver';
import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver';
import { FUNCTION_NAMES, tokenize } from '@einlay/language';
import type { TokenKind } from '@einlay/language';
import type { Occurrence, SymbolKind } from '../symbols.ts';
import type { Analysis } from '../workspace.ts';

const TYPES = [
  SemanticTokenTypes.comment,
  SemanticTokenTypes.keyword,
  SemanticTokenTypes.number,
  SemanticTokenTypes.string,
  SemanticTokenTypes.operator,
  SemanticTokenTypes.function,
  SemanticTokenTypes.class,
  SemanticTokenTypes.typeParameter,
  SemanticTokenTypes.enumMember,
  SemanticTokenTypes.variable,
  SemanticTokenTypes.property,
  SemanticTokenTypes.parameter,
] as const;

const MODIFIERS = [
  SemanticTokenModifiers.declaration,
  SemanticTokenModifiers.readonly,
  SemanticTokenModifiers.documentation,
  SemanticTokenModifiers.defaultLibrary,
] as const;

/** The types and modifiers that numbers in semantic tokens stand for. */
export const legend: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] };

type Type = (typeof TYPES)[number];
type Modifier = (typeof MODIFIERS)[number];

const OF_KIND: Readonly<Partial<Record<TokenKind, Type>>> = {
  comment: SemanticTokenTypes.comment,
  doc: SemanticTokenTypes.comment,
  keyword: SemanticTokenTypes.keyword,
  number: SemanticTokenTypes.number,
  text: SemanticTokenTypes.string,
  unclosed: SemanticTokenTypes.string,
  operator: SemanticTokenTypes.operator,
};

const OF_SYMBOL: Readonly<Record<SymbolKind, Type>> = {
  layer: SemanticTokenTypes.function,
  import: SemanticTokenTypes.function,
  structure: SemanticTokenTypes.class,
  parameter: SemanticTokenTypes.typeParameter,
  counter: SemanticTokenTypes.typeParameter,
  index: SemanticTokenTypes.enumMember,
  input: SemanticTokenTypes.parameter,
  factor: SemanticTokenTypes.property,
  const: SemanticTokenTypes.variable,
  let: SemanticTokenTypes.variable,
  output: SemanticTokenTypes.variable,
  gate: SemanticTokenTypes.variable,
};

/** Tokens of a document. One that runs over several lines does not exist. */
export function semanticTokens({ document, symbols }: Analysis): SemanticTokens {
  const text = document.getText();
  const names = new Map(symbols.occurrences.map((occurrence) => [occurrence.span.start, occurrence]));
  const settings = new Set(symbols.settings.map(({ span }) => span.start));
  const builder = new SemanticTokensBuilder();
  for (const { kind, start, end } of tokenize(text)) {
    const word = text.slice(start, end);
    const found = names.get(start);
    const known: Coloured | undefined = found
      ? nameToken(found)
      : settings.has(start)
        ? { type: SemanticTokenTypes.parameter, modifiers: [] }
        : otherToken(kind, word);
    if (!known) continue;
    const { line, character } = document.positionAt(start);
    const bits = known.modifiers.reduce((all, modifier) => all | (1 << MODIFIERS.indexOf(modifier)), 0);
    builder.push(line, character, end - start, TYPES.indexOf(known.type), bits);
  }
  return builder.build();
}

interface Coloured {
  readonly type: Type;
  readonly modifiers: readonly Modifier[];
}

const nameToken = ({ symbol, role }: Occurrence): Coloured => ({
  type: OF_SYMBOL[symbol.kind],
  modifiers: [
    ...(role === 'declaration' ? [SemanticTokenModifiers.declaration as const] : []),
    ...(symbol.kind === 'const' ? [SemanticTokenModifiers.readonly as const] : []),
  ],
});

function otherToken(kind: TokenKind, word: string): Coloured | undefined {
  if ((kind === 'name' || kind === 'word') && FUNCTION_NAMES.includes(word))
    return { type: SemanticTokenTypes.function, modifiers: [SemanticTokenModifiers.defaultLibrary] };
  if (kind === 'word') return { type: SemanticTokenTypes.keyword, modifiers: [] };
  const type = OF_KIND[kind];
  return type && { type, modifiers: kind === 'doc' ? [SemanticTokenModifiers.documentation] : [] };
}
