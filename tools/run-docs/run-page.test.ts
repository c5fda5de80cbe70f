import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Run } from '../run.ts';
import { runPage, type ReportedDiagnostic } from './run-page.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'einlay-page-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/**
 * Runs a page with a make-believe compiler: every line `code` or `warn:code` of a module is a diagnostic, and so is what
 * is to be lowered; a program
 * prints its text, and `fail` in it is its exit code 1.
 */
function outcome(...lines: readonly string[]) {
  const diagnosticOf = (line: string): ReportedDiagnostic =>
    line.startsWith('warn:')
      ? { severity: 'warning', code: line.slice(5), message: 'said so' }
      : { severity: 'error', code: line, message: 'said so' };
  const run = (text: string): Promise<Run> =>
    Promise.resolve({ status: text.includes('fail') ? 1 : 0, stdout: text, stderr: `heard: ${text}` });
  return runPage('page.md', path.join(folder, 'page.md'), lines.join('\n'), folder, {
    checkModule: (text, _file, _folder, lowering) => [
      ...text.split('\n').filter(Boolean).map(diagnosticOf),
      ...(lowering ? [diagnosticOf(`${lowering.layer}:${JSON.stringify(lowering.settings)}`)] : []),
    ],
    runModule: run,
    runShell: run,
  });
}

describe('a module of the language', () => {
  test('passes without errors, warnings or not', async () => {
    expect(await outcome('```ein', 'warn:odd', '```')).toEqual({ examples: 1, failures: [] });
  });

  test('fails with a diagnostic nobody announced', async () => {
    expect((await outcome('# A page', '```ein', 'bad', '```')).failures).toEqual(['page.md:2: reports bad: said so']);
    expect((await outcome('```ein error=bad', 'bad', 'worse', '```')).failures).toEqual([
      'page.md:1: reports worse: said so',
    ]);
  });

  test('is lowered when the page names a layer, with the values it gives', async () => {
    expect((await outcome('```ein layer=f set=a=1,b=2', '```')).failures).toEqual([
      'page.md:1: reports f:{"a":1,"b":2}: said so',
    ]);
    expect((await outcome('```ein layer=f', '```')).failures).toEqual(['page.md:1: reports f:{}: said so']);
  });

  test('must report what the page announces', async () => {
    expect((await outcome('```ein error=bad', 'bad', '```')).failures).toEqual([]);
    expect((await outcome('```ein error=bad', 'warn:bad', '```')).failures).toEqual([]);
    expect((await outcome('```ein error=bad', '```')).failures).toEqual(['page.md:1: bad is not reported']);
  });
});

describe.each(['ts', 'sh'])('a program (%s)', (language) => {
  const fence = `\`\`\`${language}`;

  test('must print exactly what the page shows', async () => {
    expect((await outcome(fence, 'one', '```', '```text', 'one', '```')).failures).toEqual([]);
    const { failures } = await outcome(fence, 'one', '```', '```text', 'one ', '```');
    expect(failures).toEqual([
      'page.md:1: prints something else than the page says\n--- the page\none \n--- printed\none\n',
    ]);
  });

  test('must end as the page says', async () => {
    expect((await outcome(fence, 'fail', '```')).failures).toHaveLength(1);
    expect((await outcome(`${fence} exit=1`, 'fail', '```')).failures).toEqual([]);
    expect((await outcome(`${fence} exit=1`, 'fine', '```')).failures).toHaveLength(1);
  });

  test('may show what goes to stderr', async () => {
    expect((await outcome(fence, 'one', '```', '```text stderr', 'heard: one', '```')).failures).toEqual([]);
    expect((await outcome(fence, 'one', '```', '```text stderr', 'one', '```')).failures).toHaveLength(1);
  });
});

test('a fence nothing runs must say why', async () => {
  expect((await outcome('```python', '```')).failures).toHaveLength(1);
  expect((await outcome('```', '```')).failures).toHaveLength(1);
  expect(await outcome('<!-- not run: shows another language -->', '```python', '```')).toEqual({
    examples: 0,
    failures: [],
  });
  expect((await outcome('```json', '{"a": 1}', '```', '```json', '{a: 1}', '```')).failures).toEqual([
    'page.md:4: the JSON is not well formed',
  ]);
});

test('a named example is a file for those after it, run or not', async () => {
  await outcome('<!-- file: sub/a.ein -->', '<!-- not run: only shown -->', '```ein', 'layer', '```');
  expect(readFileSync(path.join(folder, 'sub/a.ein'), 'utf8')).toBe('layer\n');
});

test('a link that leads nowhere fails', async () => {
  const there = ['<!-- file: there.md -->', '```text', '# A part', '```', ''];
  const links = ['[a](there.md#a-part) [b](there.md#another)', '', '# Here', '[c](#here) [d](#gone) [e](gone.md)'];
  expect((await outcome(...there, ...links)).failures).toEqual([
    'page.md:6: the link to there.md#another leads nowhere',
    'page.md:9: the link to #gone leads nowhere',
    'page.md:9: the link to gone.md leads nowhere',
  ]);
});
