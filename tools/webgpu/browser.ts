/** Runs checks in a headless browser: bundles them, serves them on localhost, and brings the results back. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { root } from '../pages.ts';
import type { Check } from '../report.ts';
import { run } from '../run.ts';

/** What runs in the page, and leaves its results there. Bundled from sources, as a user would bundle packages. */
const page = (sources: Readonly<Record<string, string>>): string => `
  import { runtimeChecks } from './packages/runtime-webgpu/src/testing/browser.ts';
  import { goldenChecks } from './packages/compiler/test/golden-in-browser.ts';
  const results = [];
  for (const { name, run } of [...runtimeChecks(), ...goldenChecks(${JSON.stringify(sources)})]) {
    const failures = await run().then(() => [], (error) => [String(error?.stack ?? error)]);
    results.push({ name, failures });
  }
  globalThis.results = results;`;

const GOLDEN = path.join(root, 'packages/compiler/test/golden');

/** The sources of the golden cases by name. */
const goldenSources = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(GOLDEN)
      .sort()
      .map((name) => [name, readFileSync(path.join(GOLDEN, name, 'input.ein'), 'utf8')]),
  );

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Beside WebGPU on the processor: nothing that would reach into the network. */
const FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  // Kernels may be slow on a processor that has other things to do; that is no reason to end them.
  '--disable-gpu-watchdog',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALL_SECONDS = 600;
const PAGE_SECONDS = 300;

/** Chromium or Chrome; installs Debian's when there is none. Rejects, saying what to install, when that fails. */
export async function findBrowser(): Promise<string> {
  const find = (): string | undefined => PLACES.find((place) => existsSync(place));
  const found = find();
  if (found !== undefined) return found;
  const command = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium';
  const { stderr } = await run('bash', ['-c', command], {
    timeout: INSTALL_SECONDS * 1000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const installed = find();
  if (installed !== undefined) return installed;
  throw new Error(
    [
      'There is no browser, so kernels cannot be run in one.',
      `${command} failed: ${stderr.trim().split('\n').slice(-3).join('\n')}`,
      'On Debian, as root: apt-get update && apt-get install -y chromium. Elsewhere: install Chromium or Chrome.',
    ].join('\n'),
  );
}

/** A browser with WebGPU, to be closed by the caller. */
export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS });

/** The results of all checks in a page. The browser is closed again whatever happens. */
export async function runInBrowser(executablePath: string): Promise<readonly Check[]> {
  const server = await servePage();
  const browser = await openBrowser(executablePath);
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page
      .waitForFunction('globalThis.results !== undefined', undefined, { timeout: PAGE_SECONDS * 1000 })
      .catch((cause: unknown) => {
        throw new Error(`the page gave no results:\n${said.join('\n')}`, { cause });
      });
    return await page.evaluate<Check[]>('globalThis.results');
  } finally {
    await browser.close();
    server.close();
  }
}

async function servePage(): Promise<ReturnType<typeof createServer>> {
  const { outputFiles } = await build({
    stdin: { contents: page(goldenSources()), resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@einlay/source'],
    loader: { '.ein': 'text' },
    sourcemap: 'inline',
  });
  const bundle = outputFiles[0]?.text ?? '';
  const server = createServer(({ url }, response) => {
    // Pages get shared memory only when nothing of other origins is in them.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    const isScript = url === '/checks.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? bundle : '<!doctype html><title>checks</title><script type="module" src="checks.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}
