/** The TextMate grammar, made from the token table of the language: editors colour by it before, and without, the language server. */
import { FUNCTION_NAMES } from '@einlay/language';
import type { TokenTable } from '@einlay/language';

/** A rule of a grammar, as far as ours need it. */
export interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly contentName?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
}

export interface Grammar extends Rule {
  readonly scopeName: string;
  readonly injectionSelector?: string;
  readonly repository?: Readonly<Record<string, Rule>>;
}

export const SCOPE = 'source.einlay';

const LETTER = '[\\p{L}_]';
const PART = '[\\p{L}\\p{M}\\p{N}_]';
const NAME = `${LETTER}${PART}*`;

/** Whole words, in whatever script the letter after them is. What stands before is a token that has ended. */
const anyWord = (words: readonly string[]): string => `(?:${words.join('|')})(?!${PART})`;

const escape = (sign: string): string => sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Longer signs first, so that `<=` is not `<` and `=`. */
const anySign = (signs: readonly string[]): string =>
  [...signs]
    .sort((one, other) => other.length - one.length || (one < other ? -1 : 1))
    .map(escape)
    .join('|');

/** Words that declare, and those that join conditions; what is neither controls. */
const DECLARING = ['layer', 'structure', 'input', 'factor', 'const', 'index', 'let', 'output', 'gate', 'loss'];
const LOGICAL = ['and', 'or', 'not'];
const CONSTANT = ['inf'];

/** The grammar of `.ein` files. */
export function textMateGrammar({ keywords, words, operators, separators }: TokenTable): Grammar {
  const declaring = keywords.filter((word) => DECLARING.includes(word));
  const logical = keywords.filter((word) => LOGICAL.includes(word));
  const constant = keywords.filter((word) => CONSTANT.includes(word));
  const controlling = keywords.filter((word) => ![...DECLARING, ...LOGICAL, ...CONSTANT].includes(word));
  const functions = FUNCTION_NAMES.filter((name) => !keywords.includes(name) && !words.includes(name));
  return {
    name: 'Einlay',
    scopeName: SCOPE,
    patterns: [
      { name: 'comment.line.documentation.einlay', match: '///.*$' },
      { name: 'comment.line.double-slash.einlay', match: '//.*$' },
      { name: 'string.quoted.double.einlay', match: '"[^"\\n\\r]*"' },
      { name: 'invalid.illegal.unclosed-string.einlay', match: '"[^"\\n\\r]*' },
      {
        match: `(layer)\\s+(?!${anyWord(keywords)})(${NAME})`,
        captures: { 1: { name: 'keyword.declaration.einlay' }, 2: { name: 'entity.name.function.einlay' } },
      },
      { name: 'keyword.declaration.einlay', match: anyWord(declaring) },
      { name: 'keyword.operator.logical.einlay', match: anyWord(logical) },
      { name: 'constant.language.einlay', match: anyWord(constant) },
      { name: 'keyword.control.einlay', match: anyWord(controlling) },
      { name: 'keyword.other.einlay', match: anyWord(words) },
      { name: 'support.function.einlay', match: `${anyWord([...functions, 'einsum'])}(?=\\s*\\()` },
      { name: 'variable.other.einlay', match: NAME },
      { name: 'constant.numeric.einlay', match: '[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?' },
      { name: 'keyword.operator.einlay', match: anySign(operators) },
      { name: 'punctuation.separator.einlay', match: anySign(separators) },
      { name: 'punctuation.section.einlay', match: '[()\\[\\]{}]' },
    ],
  };
}

/** What colours fenced blocks of Markdown that are marked `ein` or `einlay`. */
export const markdownGrammar = (): Grammar => ({
  scopeName: 'markdown.einlay.codeblock',
  injectionSelector: 'L:text.html.markdown',
  patterns: [{ include: '#fence' }],
  repository: {
    fence: {
      name: 'markup.fenced_code.block.markdown',
      begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(ein|einlay)(\\s+[^`~]*)?$)',
      end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
      beginCaptures: {
        3: { name: 'punctuation.definition.markdown' },
        4: { name: 'fenced_code.block.language.markdown' },
      },
      patterns: [
        {
          begin: '(^|\\G)(?!\\s*(`{3,}|~{3,})\\s*$)',
          end: '(?=(^|\\G)\\s*(`{3,}|~{3,})\\s*$)',
          contentName: 'meta.embedded.block.einlay',
          patterns: [{ include: SCOPE }],
        },
      ],
    },
  },
});
