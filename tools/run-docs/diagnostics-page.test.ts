import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { root } from '../pages.ts';
import { readPage } from './examples.ts';

const page = readFileSync(path.join(root, 'docs/diagnostics.md'), 'utf8');

/** The codes of a table of diagnostics or errors. */
async function codesOf(file: string): Promise<readonly string[]> {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const { report, ERROR_CODES } = module;
  return Array.isArray(ERROR_CODES) ? ERROR_CODES.map(String) : Object.keys(report ?? {});
}

/** Every table of the repository: `diagnostics.ts` of a package or a part of it, and the artifact's `errors.ts`. */
const tables = readdirSync(path.join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[\w-]+\/src\/([\w-]+\/)?(diagnostics|errors)\.ts$/.test(file))
  .map((file) => path.join(root, 'packages', file));

/** Text of the page under the heading of a code, up to the next heading. */
function sectionOf(code: string): string {
  const start = page.indexOf(`\n### ${code}\n`);
  return start < 0 ? '' : (page.slice(start).split(/\n##+ /)[1] ?? '');
}

test('every table is found', () => {
  expect(tables.length).toBeGreaterThanOrEqual(6);
});

test('every code is explained, and nothing that is no code', async () => {
  const codes: string[] = [];
  // One after the other: Jest links modules that share one badly when they load at the same time.
  for (const table of tables) codes.push(...(await codesOf(table)));
  const explained = [...page.matchAll(/^(?:### ([\w-]+)|\| `([a-z-]+)` +\|.*)$/gm)].map(
    ([, heading, row]) => heading ?? row,
  );
  expect([...explained].sort()).toEqual([...codes].sort());
});

test('every code of the language has a bad program and a good one', async () => {
  const codes = await codesOf(path.join(root, 'packages/language/src/diagnostics.ts'));
  const incomplete = codes.filter((code) => {
    const { examples } = readPage(sectionOf(code));
    const shows = ({ attributes, output }: (typeof examples)[number]): boolean =>
      attributes.get('error') === code || output?.text.includes(code) === true;
    const isGood = ({ language, attributes }: (typeof examples)[number]): boolean =>
      language === 'ein' && !attributes.has('error');
    return !examples.some(shows) || !examples.some(isGood);
  });
  expect(incomplete).toEqual([]);
});
