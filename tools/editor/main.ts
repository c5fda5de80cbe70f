/**
 * `npm run editor`: installs the extension into VS Code as a user would, opens a layer in a browser, breaks and mends it, and looks
 * at what the editor shows. `--write` keeps pictures of it for the documentation.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { root } from '../pages.ts';
import { report, type Check } from '../report.ts';
import { run } from '../run.ts';
import { findBrowser, openBrowser } from '../webgpu/browser.ts';
import { fetchEditor } from './fetch-editor.ts';

const LAYERS = `/// Block tensor-train: two small factors for one large matrix.
layer btt(g = 32, a = 32, p = 32, e = 32) {
  input  x[..., (g a)]
  factor A[g, a, p], B[p, g, e]
  output y[..., (p e)] = x[..., g, a] * A[g, a, p] * B[p, g, e]
}

layer feed_forward(d = 1024) {
  input  x[..., d]
  let h = btt()(x)
  output y[..., d] = x[..., d] + gelu(h[..., d])
}
`;

/** Nothing that asks, greets, or reaches into the network. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'window.commandCenter': false,
};

const SECONDS = 30;
const VSIX = path.join(root, 'packages/vscode/dist/einlay-vscode-0.1.0.vsix');

/** What a user does, one after the other; each rejects when the editor does not show what it should. */
const STEPS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async 'a layer is opened, in colours and with the extents that follow'(page) {
    await page.waitForSelector('.monaco-workbench .explorer-folders-view');
    await page.keyboard.press('Control+P');
    await page.keyboard.type('layers.ein');
    await page.waitForSelector('.quick-input-list [aria-label^="layers.ein"]');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+B');
    await page.waitForSelector('.view-line:has-text("Block tensor-train")');
    await page.waitForFunction(
      "new Set([...document.querySelectorAll('.view-line span span')].map((part) => part.className)).size > 4",
    );
  },
  async 'a mistake is underlined while it is typed, and told'(page) {
    await goTo(page, 11, 35);
    await page.keyboard.type('i');
    await page.waitForSelector('.squiggly-error');
    await page.keyboard.press('Control+Shift+M');
    await page.waitForSelector('.markers-panel :text("there is no function")');
  },
  async 'a quick fix mends it'(page) {
    await goTo(page, 11, 36);
    // The bulb comes once the editor knows that something can be mended.
    await page.waitForSelector('[class*="lightbulb"]:visible, [class*="light-bulb"]:visible');
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.action-widget :text("write `gelu`")');
    await keepPicture(page, 'editor-mistake.png');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
    await page.keyboard.press('Control+J');
  },
  async 'the diagram of the layer at the cursor stands beside it'(page) {
    await goTo(page, 2, 8);
    await command(page, 'Einlay: Show Einsum Diagram Beside');
    await page.waitForSelector('.tab:has-text("Einsum Diagram: btt")');
    await inPreview(page, 'data:image/svg+xml;base64,');
  },
  async 'a hover says what the layer costs'(page) {
    await page.hover('.view-line :text-is("btt")');
    await page.waitForSelector('.monaco-hover :text("operations a byte")');
    await keepPicture(page, 'editor.png');
  },
};

/** Puts the cursor into the text. */
async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.click('.editor-instance .view-lines');
  await page.keyboard.press('Control+G');
  await page.waitForSelector('.quick-input-widget:visible');
  await page.keyboard.type(`${line}:${column}`);
  await page.keyboard.press('Enter');
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget:visible');
  await page.keyboard.type(name);
  await page.waitForSelector(`.quick-input-list [aria-label*="${name}"]`);
  await page.keyboard.press('Enter');
}

/** Waits until the window beside the source has a text in its page, which runs no scripts and so is looked at from outside. */
async function inPreview(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) {
    const seen = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    if (JSON.stringify(seen).includes(text)) return;
    await setTimeout(200);
  }
  throw new Error(`the preview does not have ${text}`);
}

/** Pictures are for the documentation, and made only when asked for. */
async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.argv.includes('--write')) await page.screenshot({ path: path.join(root, 'docs', name) });
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });

async function listening(port: number): Promise<void> {
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await setTimeout(100);
  }
  throw new Error('the editor does not answer');
}

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-editor-'));
const place = (name: string): string => path.join(scratch, name);
mkdirSync(place('data/User'), { recursive: true });
mkdirSync(place('project'));
writeFileSync(place('data/User/settings.json'), JSON.stringify(SETTINGS));
writeFileSync(place('project/layers.ein'), LAYERS);

writeFileSync(place('config'), '');

const { node, entry } = await fetchEditor();
const folders = [
  ...['--user-data-dir', place('data'), '--extensions-dir', place('extensions'), '--config', place('config')],
  ...['--disable-telemetry', '--disable-update-check'],
];
const checks: Check[] = [];
const { stdout, stderr } = await run(node, [entry, ...folders, '--install-extension', VSIX]);
const isInstalled = stdout.includes('was successfully installed');
checks.push({ name: 'the extension can be installed', failures: isInstalled ? [] : [stdout, stderr] });

const port = await freePort();
const server = spawn(node, [entry, ...folders, '--auth=none', `--bind-addr=127.0.0.1:${port}`], { stdio: 'ignore' });
const browser = await openBrowser(await findBrowser());
try {
  await listening(port);
  const page = await browser.newPage({ viewport: { width: 1240, height: 560 } });
  page.setDefaultTimeout(SECONDS * 1000);
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(place('project'))}`);
  for (const [name, see] of Object.entries(STEPS)) {
    const failures = await see(page).then(
      () => [],
      (error: unknown) => [String(error)],
    );
    checks.push({ name, failures });
    // What comes after it needs what this one did.
    if (failures.length === 0) continue;
    const picture = path.join(tmpdir(), 'einlay-editor.png');
    await page.screenshot({ path: picture });
    console.log(`What the editor shows is in ${picture}.`);
    break;
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(scratch, { recursive: true });
}
report(checks);
