/** Opens the page of `examples/vite-webgpu` in a browser, as every bundler builds it, and looks at its numbers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildPage } from '../examples/build-page.ts';
import { BUNDLERS } from '../examples/bundlers.ts';
import type { Check } from '../report.ts';
import { openBrowser } from './browser.ts';

const PAGE_SECONDS = 60;

/** The page's own sums are in float32 on both sides; each of its products is one of numbers up to 1. */
const TOLERANCE = 1e-6;

/** One check for each bundler. */
export async function checkBuiltPages(executablePath: string): Promise<readonly Check[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-pages-'));
  const browser = await openBrowser(executablePath);
  const checks: Check[] = [];
  try {
    for (const bundler of BUNDLERS) {
      const failures = await buildPage(bundler, scratch)
        .then(({ folder }) => withPage(browser, folder, wrongWith))
        .catch((error: unknown) => [String(error)]);
      checks.push({ name: `the page that ${bundler} builds`, failures });
    }
    return checks;
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true });
  }
}

/** Serves a folder, opens its page and hands it on once the page says how its numbers compare, or has failed. */
export async function withPage<T>(browser: Browser, folder: string, look: (page: Page) => Promise<T>): Promise<T> {
  const server = await serve(folder);
  const page = await browser.newPage({ viewport: { width: 640, height: 860 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page
      .waitForFunction(`document.getElementById('difference')?.textContent !== 'running …'`, undefined, {
        timeout: PAGE_SECONDS * 1000,
      })
      .catch((cause: unknown) => {
        throw new Error(`the page did not get to its numbers:\n${said.join('\n')}`, { cause });
      });
    return await look(page);
  } finally {
    await page.close();
    server.close();
  }
}

/** What the page shows that it should not. */
async function wrongWith(page: Page): Promise<readonly string[]> {
  const text = async (id: string): Promise<string> => (await page.textContent(`#${id}`)) ?? '';
  const difference = await text('difference');
  const shown = { parameters: await text('parameters'), dense: await text('dense'), kernels: await text('kernels') };
  const expected = { parameters: '8,192', dense: '65,536', kernels: '1 of 1 ready' };
  // The first pixel is A[0, 0, 0] * B[0, 0, 0] = cos²(π / 32), nearly 1 and so nearly pure red.
  const pixel = await page.evaluate<number[]>(
    `[...document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data]`,
  );
  return [
    // Words, where the page has failed.
    ...(Number(difference) <= TOLERANCE ? [] : [`it differs from JavaScript: ${difference}`]),
    ...(JSON.stringify(shown) === JSON.stringify(expected) ? [] : [`it shows ${JSON.stringify(shown)}`]),
    ...(pixel[0] === 255 && (pixel[1] ?? 255) < 8 ? [] : [`its first pixel is ${pixel.join(' ')}`]),
  ];
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, pathname === '/' ? 'index.html' : path.normalize(pathname));
    readFile(file).then(
      (content) => {
        response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => {
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}
