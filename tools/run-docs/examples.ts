/**
 * Reads the examples of a Markdown page. `docs/testing.md` says how a page marks them up.
 */

export interface Example {
  readonly language: string;
  /** What stands after the language: `error=extent-mismatch`, `stderr`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  /** Of the opening fence, counted from 1. */
  readonly line: number;
  /** Later examples of the page find the text under this name. */
  readonly file?: string;
  /** Why it is not run. */
  readonly notRun?: string;
  /** The `text` fence that follows it with nothing but blank lines between. */
  readonly output?: Example;
}

/** A relative link of a page. */
export interface Link {
  /** The file it points to; empty for the page itself. */
  readonly target: string;
  /** The heading there, after `#`. */
  readonly fragment?: string;
  readonly line: number;
}

export interface Page {
  readonly examples: readonly Example[];
  readonly links: readonly Link[];
  /** What links call the headings of the page: `whole-numbers`. */
  readonly headings: readonly string[];
}

const FENCE = /^(?<indent>\s*)(?<fence>`{3,}|~{3,})\s*(?<language>[\w-]*)(?<attributes>[^`]*)$/;
const DIRECTIVE = /^\s*<!--\s*(?<key>file|not run):\s*(?<value>.+?)\s*-->\s*$/;
/** Brackets and parentheses in code, as in `softmax[j](s)`, are no link. */
const CODE = /`[^`]*`/g;
const HEADING = /^#{1,6} +(?<words>.+)$/;
const LINK = /\]\((?<target>[^)\s]+)\)/g;

/** All fenced blocks of a page in order, outputs attached to what prints them, and its relative links. */
export function readPage(markdown: string): Page {
  const lines = markdown.split('\n');
  const examples: Example[] = [];
  const links: Link[] = [];
  const headings: string[] = [];
  let directives = new Map<string, string>();
  // True while only blank lines have passed since the last fence: a `text` fence here is what that one prints.
  let afterFence = false;

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;

    const opening = FENCE.exec(line)?.groups;
    if (opening === undefined) {
      const directive = DIRECTIVE.exec(line)?.groups;
      if (directive === undefined) directives = new Map();
      else directives.set(directive['key'] ?? '', directive['value'] ?? '');
      for (const link of line.replace(CODE, '').matchAll(LINK))
        links.push(linkTo(link.groups?.['target'] ?? '', at + 1));
      const heading = HEADING.exec(line)?.groups?.['words'];
      if (heading !== undefined) headings.push(anchorOf(heading));
      afterFence = false;
      continue;
    }

    const closing = closingLine(lines, at + 1, opening['fence'] ?? '');
    const indent = opening['indent']?.length ?? 0;
    const text = lines
      .slice(at + 1, closing)
      .map((content) => `${content.slice(Math.min(indent, indentOf(content)))}\n`);
    const example: Example = {
      language: opening['language'] ?? '',
      attributes: attributesOf(opening['attributes'] ?? ''),
      text: text.join(''),
      line: at + 1,
      ...optional('file', directives.get('file')),
      ...optional('notRun', directives.get('not run')),
    };
    const printer = examples.at(-1);
    if (example.language === 'text' && afterFence && printer !== undefined && printer.output === undefined) {
      examples[examples.length - 1] = { ...printer, output: example };
    } else examples.push(example);

    directives = new Map();
    afterFence = true;
    at = closing;
  }
  return { examples, links: links.filter(({ target }) => !/^\w+:/.test(target)), headings };
}

const optional = <Key extends string>(key: Key, value: string | undefined): { [key in Key]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [key in Key]: string });

const indentOf = (line: string): number => line.length - line.trimStart().length;

function linkTo(text: string, line: number): Link {
  const [target = '', fragment] = text.split('#');
  return { target, line, ...optional('fragment', fragment) };
}

/** As GitHub makes it: no punctuation, and hyphens for spaces. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** The line of the fence that ends a block; the end of the page when there is none, as Markdown has it. */
function closingLine(lines: readonly string[], from: number, fence: string): number {
  const found = lines.findIndex((line, at) => {
    const text = line.trim();
    return at >= from && text.startsWith(fence) && text === fence.charAt(0).repeat(text.length);
  });
  return found < 0 ? lines.length : found;
}

/** `error=a exit=1 stderr` as a map; a word without a value maps to an empty text. */
function attributesOf(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/).filter(Boolean);
  return new Map(
    words.map((word) => {
      const [key = '', ...value] = word.split('=');
      return [key, value.join('=')];
    }),
  );
}
