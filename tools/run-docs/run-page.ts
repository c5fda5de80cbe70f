/** Runs the examples of one page in a folder of their own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Run } from '../run.ts';
import { readPage, type Example, type Link } from './examples.ts';

export interface ReportedDiagnostic {
  readonly severity: 'error' | 'warning' | 'unsupported';
  readonly code: string;
  readonly message: string;
}

/** A layer to lower with these values for its parameters. */
export interface Lowering {
  readonly layer: string;
  readonly settings: Readonly<Record<string, number>>;
}

/** How examples are run; handed in, so that the page's own logic can be tested without a compiler. */
export interface Executors {
  /** Checks a module of the language, and lowers a layer of it if asked; `folder` is where its imports are looked up. */
  readonly checkModule: (
    text: string,
    file: string,
    folder: string,
    lowering?: Lowering,
  ) => readonly ReportedDiagnostic[];
  /** Runs TypeScript as an ES module in `folder`. */
  readonly runModule: (text: string, file: string, folder: string) => Promise<Run>;
  /** Runs lines of shell in `folder`, where `einlay` is a command. */
  readonly runShell: (text: string, folder: string) => Promise<Run>;
}

export interface PageOutcome {
  /** Examples that were run, passed or not. */
  readonly examples: number;
  /** `docs/language.md:12: …`, one for each thing that is wrong. */
  readonly failures: readonly string[];
}

/** Runs every example of the page at `file` and follows its relative links, which start at its own place. */
export async function runPage(
  name: string,
  file: string,
  markdown: string,
  folder: string,
  executors: Executors,
): Promise<PageOutcome> {
  const { examples, links, headings } = readPage(markdown);
  const failures: string[] = [];
  let count = 0;

  for (const example of examples) {
    if (example.file !== undefined) save(path.join(folder, example.file), example.text);
    if (example.notRun !== undefined || example.language === 'text') continue;
    count += 1;
    const wrong = await runExample(example, folder, executors);
    failures.push(...wrong.map((reason) => `${name}:${example.line}: ${reason}`));
  }
  for (const link of links)
    if (!leadsSomewhere(link, path.dirname(file), headings)) {
      const { target, fragment, line } = link;
      const written = fragment === undefined ? target : `${target}#${fragment}`;
      failures.push(`${name}:${line}: the link to ${written} leads nowhere`);
    }
  return { examples: count, failures };
}

/** Whether there is such a file, and in a page such a heading; `own` are those of the page with the link. */
function leadsSomewhere({ target, fragment }: Link, folder: string, own: readonly string[]): boolean {
  if (target === '') return own.includes(fragment ?? '');
  const there = path.resolve(folder, decodeURIComponent(target));
  if (!existsSync(there)) return false;
  if (fragment === undefined || !there.endsWith('.md')) return true;
  return readPage(readFileSync(there, 'utf8')).headings.includes(fragment);
}

function save(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What is wrong with an example; nothing when it does what the page says. */
async function runExample(example: Example, folder: string, executors: Executors): Promise<readonly string[]> {
  const { language, text, line } = example;
  switch (language) {
    case 'ein': {
      const file = example.file ?? `example-${line}.ein`;
      return compareDiagnostics(example, executors.checkModule(text, file, folder, loweringOf(example)));
    }
    case 'ts':
      return compareRun(example, await executors.runModule(text, `example-${line}.mjs`, folder));
    case 'sh':
      return compareRun(example, await executors.runShell(text, folder));
    case 'json':
      return isJson(text) ? [] : ['the JSON is not well formed'];
    default:
      return [
        `nothing runs ${language || 'a block without a language'}; use ein, ts, sh, json or text, or say why not`,
      ];
  }
}

/** `layer=f set=d=4,n=2` after the language of a fence. */
export function loweringOf({ attributes }: Example): Lowering | undefined {
  const layer = attributes.get('layer');
  if (layer === undefined) return undefined;
  const settings = (attributes.get('set') ?? '').split(',').filter(Boolean);
  return {
    layer,
    settings: Object.fromEntries(
      settings.map((setting) => {
        const [name = '', value] = setting.split('=');
        return [name, Number(value)];
      }),
    ),
  };
}

function compareDiagnostics({ attributes }: Example, diagnostics: readonly ReportedDiagnostic[]): readonly string[] {
  const expected = attributes.get('error')?.split(',') ?? [];
  const missing = expected.filter((code) => !diagnostics.some((diagnostic) => diagnostic.code === code));
  const unexpected = diagnostics.filter(({ severity, code }) => severity !== 'warning' && !expected.includes(code));
  return [
    ...missing.map((code) => `${code} is not reported`),
    ...unexpected.map(({ code, message }) => `reports ${code}: ${message}`),
  ];
}

/** Compares the exit code (0 unless the page says `exit=N`) and, where the page shows it, the exact output. */
function compareRun({ attributes, output }: Example, run: Run): readonly string[] {
  const expectedStatus = Number(attributes.get('exit') ?? 0);
  if (run.status !== expectedStatus) {
    const printed = `${run.stdout}${run.stderr}`.trim();
    return [`ends with exit code ${run.status ?? 'none'} instead of ${expectedStatus}\n${printed}`];
  }
  if (output === undefined) return [];
  const printed = output.attributes.has('stderr') ? run.stderr : run.stdout;
  if (withoutLastNewline(printed) === withoutLastNewline(output.text)) return [];
  return [`prints something else than the page says\n--- the page\n${output.text}--- printed\n${printed}`];
}

/** A fence cannot say whether its last line ends with a newline. */
const withoutLastNewline = (text: string): string => text.replace(/\n$/, '');

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
