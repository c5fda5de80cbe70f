/** What can be told of a place of a text that is being typed, from the characters before it alone. */

export interface OpenBracket {
  readonly sign: '(' | '[' | '{';
  readonly offset: number;
  /** Commas since then at its own level. */
  commas: number;
}

export interface Cursor {
  /** Brackets that are open, outermost first. */
  readonly brackets: readonly OpenBracket[];
  /** Where a text in quotes starts that the place is in. */
  readonly quote?: number;
  readonly inComment: boolean;
  /** The word that ends at the place, so far as it is typed. */
  readonly word: string;
  /** The text of the line before that word. */
  readonly before: string;
}

const CLOSING: Readonly<Record<string, OpenBracket['sign']>> = { ')': '(', ']': '[', '}': '{' };

/** Reads a text up to a place. A bracket without its partner closes nothing. */
export function cursorAt(text: string, offset: number): Cursor {
  const brackets: OpenBracket[] = [];
  let quote: number | undefined;
  let inComment = false;
  for (let at = 0; at < offset; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') [quote, inComment] = [undefined, false];
    else if (inComment) continue;
    else if (quote !== undefined) {
      if (character === '"') quote = undefined;
    } else if (character === '"') quote = at + 1;
    else if (character === '/' && text[at + 1] === '/') inComment = true;
    else if (character === '(' || character === '[' || character === '{')
      brackets.push({ sign: character, offset: at, commas: 0 });
    else if (character in CLOSING) {
      if (brackets.at(-1)?.sign === CLOSING[character]) brackets.pop();
    } else if (character === ',') {
      const open = brackets.at(-1);
      if (open) open.commas += 1;
    }
  }
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const word = /[\p{L}\p{M}\p{N}_]*$/u.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length);
  return { brackets, ...(quote === undefined ? {} : { quote }), inComment, word, before };
}

/** The name right before a bracket, and whether a pair of parentheses stands between, as in the second one of `f(…)(`. */
export function calleeBefore(
  text: string,
  offset: number,
): { readonly name: string; readonly isSecond: boolean } | undefined {
  const before = text.slice(0, offset).trimEnd();
  const direct = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.exec(before)?.[0];
  if (direct !== undefined) return { name: direct, isSecond: false };
  if (!before.endsWith(')')) return undefined;
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (before[at] === ')') depth += 1;
    if (before[at] === '(') depth -= 1;
    if (depth > 0) continue;
    const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.exec(before.slice(0, at).trimEnd())?.[0];
    return name === undefined ? undefined : { name, isSecond: true };
  }
  return undefined;
}
