/**
 * Runs kernels for real, without a GPU: the tests named `*.gpu.test.ts` in Node on a software adapter, then the checks
 * that all runtimes share in headless Chromium, and there the page of an example, as every bundler builds it. Brings adapter and browser itself, and fails when it cannot. With
 * arguments, only those of the test files run, in Node.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../pages.ts';
import { summary } from '../report.ts';
import { run } from '../run.ts';
import { countJest, type Counts } from '../test/stage.ts';
import { findAdapter } from './adapter.ts';
import { findBrowser, runInBrowser } from './browser.ts';
import { checkBuiltPages } from './built-pages.ts';

const JEST_SECONDS = 900;

const patterns = process.argv.slice(2);
const inNode = await attempt(runInNode);
const inBrowser = patterns.length > 0 ? { passed: 0, failed: 0 } : await attempt(runInChromium);
console.log(summary(inNode.passed + inBrowser.passed, inNode.failed + inBrowser.failed));
process.exitCode = inNode.failed + inBrowser.failed > 0 ? 1 : 0;

/** What cannot even begin has failed. */
async function attempt(part: () => Promise<Counts>): Promise<Counts> {
  try {
    return await part();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

async function runInNode(): Promise<Counts> {
  const { program, adapter } = await findAdapter();
  const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-webgpu-'));
  const outputFile = path.join(scratch, 'jest.json');
  // Node runs under another dynamic loader there, which it cannot fork: all in one process.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = ['node_modules/jest/bin/jest.js', '--runInBand', '--config=jest.gpu.config.mjs'];
  const { status, stdout, stderr } = await run(
    program,
    [...flags, ...jest, '--json', `--outputFile=${outputFile}`, ...patterns],
    { cwd: root, timeout: JEST_SECONDS * 1000 },
  );
  try {
    const counts = countJest(readFileSync(outputFile, 'utf8'));
    console.log(`in Node on ${adapter}: ${summary(counts.passed, counts.failed)}`);
    if (status === 0) return counts;
    console.log(stderr);
    return { ...counts, failed: Math.max(counts.failed, 1) };
  } catch (cause) {
    throw new Error(`the tests in Node on ${adapter} did not end well:\n${stdout}\n${stderr}`, { cause });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function runInChromium(): Promise<Counts> {
  const browser = await findBrowser();
  const checks = [...(await runInBrowser(browser)), ...(await checkBuiltPages(browser))];
  const failed = checks.filter(({ failures }) => failures.length > 0);
  for (const { name, failures } of failed) console.log([`✗ ${name}`, ...failures].join('\n'));
  const counts = { passed: checks.length - failed.length, failed: failed.length };
  console.log(`in Chromium: ${summary(counts.passed, counts.failed)}`);
  return counts;
}
