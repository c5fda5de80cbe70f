/**
 * A parser that remembers: of a text that was parsed before, only the items that changed are parsed again.
 *
 * A text is cut before every line that starts with the word of an item, comments right above it included. A part that parses without a
 * mistake alone means the same in the whole text, since the parser stands between two items at both of its ends. One with a mistake is parsed
 * together with the part behind it, where the parser finds its way again. So the answer is always that of `parse`.
 */
import type { Diagnostic, Span } from '@einlay/ir';
import type { Comment, Document, Item } from './ast.ts';
import { limitDiagnostics } from './limit-diagnostics.ts';
import { MAX_NESTING, emptyDocument, parse, parseEverything, refuse } from './parse.ts';
import type { Parsed } from './parse.ts';

/** What is remembered of a piece of text: how it was parsed where it stood. */
interface Part {
  readonly offset: number;
  readonly items: readonly Item[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many brackets it opens at most, beyond those that were open before; and how many it leaves open. */
  readonly deepest: number;
  readonly left: number;
}

/** Parts with mistakes that are parsed as one before the whole text is. */
const MOST_JOINED = 8;

/** A function like `parse`, with a memory of the last text of every file. */
export function createParser(): (text: string, file: string) => Parsed {
  const files = new Map<string, ReadonlyMap<string, Part>>();
  return (text, file) => {
    if (refuse(text, file)) return parse(text, file);
    const remembered = new Map<string, Part>();
    const parts = partsOf(text, file, files.get(file) ?? new Map<string, Part>(), remembered);
    files.set(file, remembered);
    return parts && !nestsTooDeeply(parts) ? join(parts, text, file) : parse(text, file);
  };
}

/** The parts of a text, in order; undefined when the text is better parsed as a whole. */
function partsOf(
  text: string,
  file: string,
  before: ReadonlyMap<string, Part>,
  remembered: Map<string, Part>,
): readonly Part[] | undefined {
  const cuts = cutsOf(text);
  const partOf = (from: number, to: number): Part => {
    const [start, end] = [cuts[from] ?? 0, cuts[to] ?? text.length];
    const piece = text.slice(start, end);
    const known = remembered.get(piece) ?? before.get(piece);
    const part = known ? moved(known, start) : parsePart(piece, file, start);
    remembered.set(piece, part);
    return part;
  };
  const parts: Part[] = [];
  for (let from = 0, to = 0; from < cuts.length; from = to) {
    to = from + 1;
    let part = partOf(from, to);
    while (part.diagnostics.length > 0 && to < cuts.length) {
      if (to - from >= MOST_JOINED) return undefined;
      const last = partOf(to, to + 1);
      to += 1;
      part = partOf(from, to);
      if (last.diagnostics.length === 0 && endsLike(part, last)) break;
    }
    parts.push(part);
  }
  return parts;
}

/** Where parts start: at 0, and at lines that start with the word of an item or with comments right above one. */
function cutsOf(text: string): readonly number[] {
  const cuts = [0];
  // Not the `m` flag, for which other characters end lines, too.
  for (const { index } of text.matchAll(/(?:^|(?<=[\n\r]))(?:layer|structure|import|export)(?![\p{L}\p{M}\p{N}_])/gu)) {
    const start = aboveComments(text, index);
    if (start > (cuts.at(-1) ?? 0)) cuts.push(start);
  }
  return cuts;
}

/** The start of the first of the lines of comments right above the line that starts at `offset`. */
function aboveComments(text: string, offset: number): number {
  let start = offset;
  for (;;) {
    const end = text.endsWith('\r\n', start) ? start - 2 : start - 1;
    if (end < 0) return start;
    let line = end;
    while (line > 0 && text[line - 1] !== '\n' && text[line - 1] !== '\r') line -= 1;
    if (!/^[ \t\uFEFF]*\/\//.test(text.slice(line, end))) return start;
    start = line;
  }
}

function parsePart(piece: string, file: string, offset: number): Part {
  const { document, diagnostics } = parseEverything(piece, file);
  let [depth, deepest] = [0, 0];
  // Brackets in comments and quotes count, too: it is only asked whether all is far from too deep.
  for (const sign of piece) {
    if (sign === '(' || sign === '[' || sign === '{') depth += 1;
    else if (sign === ')' || sign === ']' || sign === '}') depth = Math.max(depth - 1, 0);
    deepest = Math.max(deepest, depth);
  }
  const { items, comments } = document;
  return moved({ offset: 0, items, comments, diagnostics, deepest, left: depth }, offset);
}

/** Whether the last of several parts came out as it does alone, and all mistakes lie before it or at its first word. */
function endsLike({ items, diagnostics }: Part, last: Part): boolean {
  const [own] = last.items;
  const found = items.at(-1);
  return (
    own !== undefined &&
    last.items.length === 1 &&
    found?.kind === own.kind &&
    found.span.start === own.span.start &&
    found.span.end === own.span.end &&
    diagnostics.every(({ span }) => (span?.start ?? 0) <= own.span.start)
  );
}

function nestsTooDeeply(parts: readonly Part[]): boolean {
  let open = 0;
  return parts.some(({ deepest, left }) => {
    const isDeep = open + deepest > MAX_NESTING;
    open += left;
    return isDeep;
  });
}

const join = (parts: readonly Part[], text: string, file: string): Parsed => {
  const document: Document = {
    ...emptyDocument(file, text),
    items: parts.flatMap(({ items }) => items),
    comments: parts.flatMap(({ comments }) => comments),
  };
  return { document, diagnostics: limitDiagnostics(parts.flatMap(({ diagnostics }) => diagnostics)) };
};

/** A part as it is at another place. */
function moved(part: Part, offset: number): Part {
  const by = offset - part.offset;
  if (by === 0) return part;
  const { items, comments, diagnostics } = part;
  return {
    ...part,
    offset,
    items: shift(items, by),
    comments: shift(comments, by),
    diagnostics: shift(diagnostics, by),
  };
}

/** The same tree with every span moved. Copies keep the order of their keys, which keeps them fast to read. */
function shift<Tree>(tree: Tree, by: number): Tree {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((part: unknown) => shift(part, by)) as Tree;
  if (isSpan(tree)) return { ...tree, start: tree.start + by, end: tree.end + by };
  const copy = { ...tree } as Record<string, unknown>;
  for (const key of Object.keys(copy)) {
    const value = copy[key];
    if (typeof value === 'object') copy[key] = shift(value, by);
  }
  return copy as Tree;
}

const isSpan = (tree: object): tree is Span => 'start' in tree && 'end' in tree;
