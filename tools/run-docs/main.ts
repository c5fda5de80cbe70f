/**
 * Runs every example of the documentation, or of the pages named on the command line, against the build. Without names it also
 * makes the API reference, so that an export without a doc comment is found.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeReference } from '../api/reference.ts';
import { allPages, markdownOf, root } from '../pages.ts';
import { report, type Check } from '../report.ts';
import { executors } from './executors.ts';
import { runPage } from './run-page.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-docs-'));
const execute = executors(scratch);

async function checkPage(page: string, position: number): Promise<Check> {
  const folder = path.join(scratch, `page-${position}`);
  mkdirSync(folder);
  const file = path.join(root, page);
  const { examples, failures } = await runPage(page, file, markdownOf(page), folder, execute);
  return { name: `${page} (${examples} ${examples === 1 ? 'example' : 'examples'})`, failures };
}

const named = process.argv.slice(2).map((page) => path.relative(root, path.resolve(page)));
const pages = (named.length > 0 ? named : allPages()).map((page, position) => ({ page, position }));
const checks: Check[] = [];
const nextPages = pages[Symbol.iterator]();
// Two at a time: most of the time goes into starting processes.
await Promise.all(
  [1, 2].map(async () => {
    for (const { page, position } of nextPages) checks[position] = await checkPage(page, position);
  }),
);
if (named.length === 0)
  checks.push({ name: 'API reference', failures: await writeReference(path.join(scratch, 'api')) });
rmSync(scratch, { recursive: true });
report(checks);
