/** The words and signs of the language. */
import { Lexer, createToken } from 'chevrotain';
import type { ICustomPattern, TokenType } from 'chevrotain';
import { REDUCER_WORDS } from './ast.ts';

// Chevrotain drops the `u` flag of a pattern, so names, which may use any script, are matched by hand.
const namePattern = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;

const exactlyAt = (pattern: RegExp): ICustomPattern => ({
  exec: (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.exec(text);
  },
});

export const Identifier = createToken({ name: 'name', pattern: exactlyAt(namePattern), line_breaks: false });

const keyword = (word: string): TokenType => createToken({ name: word, pattern: word, longer_alt: Identifier });

/** A word that means something in one place only and is an ordinary name elsewhere. */
const wordInPlace = (word: string, ...categories: TokenType[]): TokenType =>
  createToken({ name: word, pattern: word, longer_alt: Identifier, categories: [Identifier, ...categories] });

const sign = (text: string, categories: TokenType[] = []): TokenType =>
  createToken({ name: text, pattern: text, categories });

/** Spaces and line ends mean nothing beyond keeping words apart. */
const Space = createToken({ name: 'space', pattern: /[ \t\r\n\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true });
export const Comment = createToken({ name: 'comment', pattern: /\/\/[^\n\r]*/, group: 'comments' });

export const Import = keyword('import');
export const Export = keyword('export');
export const LayerWord = keyword('layer');
export const Input = keyword('input');
export const Factor = keyword('factor');
export const Const = keyword('const');
export const Index = keyword('index');
export const Let = keyword('let');
export const Output = keyword('output');
export const Where = keyword('where');
export const Repeat = keyword('repeat');
export const Gate = keyword('gate');
export const Loss = keyword('loss');
export const Structure = keyword('structure');
export const And = keyword('and');
export const Or = keyword('or');
export const Not = keyword('not');
export const Infinite = keyword('inf');

export const From = wordInPlace('from');
export const As = wordInPlace('as');
export const Rate = wordInPlace('lr');

/** `sum[j]` and its like, which apply to the product that follows. */
export const ReducerWord = createToken({ name: 'reducer word', pattern: Lexer.NA });
const reducers = REDUCER_WORDS.map((word) => wordInPlace(word, ReducerWord));

/** `softmax[j](…)` and `layer_norm[c](…)` */
export const NormalizerWord = createToken({ name: 'normalizer word', pattern: Lexer.NA });
const Softmax = wordInPlace('softmax', NormalizerWord);
const LayerNorm = wordInPlace('layer_norm', NormalizerWord);

/** Words that cannot be names. */
export const KEYWORDS: readonly TokenType[] = [
  Import,
  Export,
  LayerWord,
  Input,
  Factor,
  Const,
  Index,
  Let,
  Output,
  Where,
  Repeat,
  Gate,
  Loss,
  Structure,
  And,
  Or,
  Not,
  Infinite,
];

/** Words that start a statement of a layer. */
export const STATEMENT_WORDS: readonly TokenType[] = [
  Input,
  Factor,
  Const,
  Index,
  Let,
  Output,
  Where,
  Repeat,
  Gate,
  Loss,
];

/** Words that start an item of a file. */
export const ITEM_WORDS: readonly TokenType[] = [Import, Export, LayerWord, Structure];

export const NumberLiteral = createToken({ name: 'number', pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/ });
export const TextLiteral = createToken({ name: 'text', pattern: /"[^"\n\r]*"/ });
/** Runs to the end of the line; taken as text so that the rest of the file still parses. */
export const UnclosedText = createToken({ name: 'unclosed text', pattern: /"[^"\n\r]*/, categories: TextLiteral });

export const Ellipsis = sign('...');
/** A dot too few; taken as the whole so that one mistake is reported once. */
export const ShortEllipsis = sign('..', [Ellipsis]);
export const LeftParenthesis = sign('(');
export const RightParenthesis = sign(')');
export const LeftBracket = sign('[');
export const RightBracket = sign(']');
export const LeftBrace = sign('{');
export const RightBrace = sign('}');
export const Comma = sign(',');
export const Colon = sign(':');
export const Tilde = sign('~');
export const Equals = sign('=');

export const ComparisonSign = createToken({ name: 'comparison sign', pattern: Lexer.NA });
export const SumSign = createToken({ name: '+ or -', pattern: Lexer.NA });
export const ProductSign = createToken({ name: '* or /', pattern: Lexer.NA });

const LessEqual = sign('<=', [ComparisonSign]);
const GreaterEqual = sign('>=', [ComparisonSign]);
const EqualEqual = sign('==', [ComparisonSign]);
const NotEqual = sign('!=', [ComparisonSign]);
const Less = sign('<', [ComparisonSign]);
const Greater = sign('>', [ComparisonSign]);
const Plus = sign('+', [SumSign]);
export const Minus = sign('-', [SumSign]);
const Times = sign('*', [ProductSign]);
const Over = sign('/', [ProductSign]);
export const Power = sign('^');

/** All of them; where two match, the first wins. */
export const TOKENS: TokenType[] = [
  Space,
  Comment,
  // Before `layer`, which would take the start of `layer_norm` for itself.
  LayerNorm,
  Softmax,
  ...reducers,
  From,
  As,
  Rate,
  ...KEYWORDS,
  Identifier,
  NumberLiteral,
  TextLiteral,
  UnclosedText,
  Ellipsis,
  ShortEllipsis,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Tilde,
  LessEqual,
  GreaterEqual,
  EqualEqual,
  NotEqual,
  Equals,
  Less,
  Greater,
  Plus,
  Minus,
  Times,
  Over,
  Power,
  ComparisonSign,
  SumSign,
  ProductSign,
  ReducerWord,
  NormalizerWord,
];

export const lexer = new Lexer(TOKENS, { positionTracking: 'full' });
