/** The tokens of a text by kind, as editors colour them. */
import type { TokenType } from 'chevrotain';
import { NormalizerWord, ReducerWord } from './tokens.ts';
import * as token from './tokens.ts';

/** What a token is, for whoever colours text. */
export type TokenKind =
  | 'comment'
  /** A comment of three slashes, which documents what follows. */
  | 'doc'
  /** A word that means something wherever it stands. */
  | 'keyword'
  /** A word that means something in some places and is a name elsewhere: `from`, `as`, `lr`, `sum`, `softmax`. */
  | 'word'
  | 'name'
  | 'number'
  | 'text'
  /** Text without an end on its line. */
  | 'unclosed'
  | 'bracket'
  | 'separator'
  | 'operator';

/** A token and where it stands, as offsets into the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** What each token of the language is, apart from white space. */
export function kindOfToken(type: TokenType): TokenKind {
  if (token.KEYWORDS.includes(type)) return 'keyword';
  if (WORDS.has(type) || tokenMatches(type, ReducerWord) || tokenMatches(type, NormalizerWord)) return 'word';
  if (type === token.Identifier) return 'name';
  if (type === token.NumberLiteral) return 'number';
  if (type === token.UnclosedText) return 'unclosed';
  if (type === token.TextLiteral) return 'text';
  if (BRACKETS.has(type)) return 'bracket';
  return SEPARATORS.has(type) ? 'separator' : 'operator';
}

const WORDS: ReadonlySet<TokenType> = new Set([token.From, token.As, token.Rate]);
const BRACKETS: ReadonlySet<TokenType> = new Set([
  token.LeftParenthesis,
  token.RightParenthesis,
  token.LeftBracket,
  token.RightBracket,
  token.LeftBrace,
  token.RightBrace,
]);
const SEPARATORS: ReadonlySet<TokenType> = new Set([token.Comma, token.Colon]);

const tokenMatches = (type: TokenType, category: TokenType): boolean => type.CATEGORIES?.includes(category) === true;

/** All tokens of a text, comments included, in its order. Characters that start no token are left out. */
export function tokenize(text: string): readonly Token[] {
  const { tokens, groups } = token.lexer.tokenize(text);
  const comments = (groups['comments'] ?? []).map(({ image, startOffset }): Token => ({
    kind: image.startsWith('///') ? 'doc' : 'comment',
    start: startOffset,
    end: startOffset + image.length,
  }));
  const others = tokens.map((found): Token => ({
    kind: kindOfToken(found.tokenType),
    start: found.startOffset,
    end: found.startOffset + found.image.length,
  }));
  return [...comments, ...others].sort((one, other) => one.start - other.start);
}

/** What the language consists of, for grammars of editors: words by kind, and the signs that are operators. */
export interface TokenTable {
  readonly keywords: readonly string[];
  readonly words: readonly string[];
  readonly operators: readonly string[];
  readonly separators: readonly string[];
}

/** The table of tokens as plain words and signs. */
export function tokenTable(): TokenTable {
  const spelled = token.TOKENS.filter(({ PATTERN }) => typeof PATTERN === 'string');
  const ofKind = (kind: TokenKind): readonly string[] =>
    spelled.filter((type) => kindOfToken(type) === kind).map(({ PATTERN }) => PATTERN as string);
  return {
    keywords: ofKind('keyword'),
    words: ofKind('word'),
    operators: ofKind('operator'),
    separators: ofKind('separator'),
  };
}

/** Words that start a statement of a layer, and those that start an item of a file. */
export const STARTERS: { readonly statements: readonly string[]; readonly items: readonly string[] } = {
  statements: token.STATEMENT_WORDS.map(({ name }) => name),
  items: token.ITEM_WORDS.map(({ name }) => name),
};
