/** What Vite's server makes of layers while a page is developed, where nothing is bundled. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer } from 'vite';
import { copyExample } from './copy-example.ts';
import type { PendingCheck } from './pending-check.ts';

export const devServerChecks = (): readonly PendingCheck[] => [
  { name: 'vite: the server hands layers to a page, and errors with their places', run: serve },
];

async function serve(scratch: string): Promise<readonly string[]> {
  mkdirSync(scratch);
  const project = copyExample('vite-webgpu', scratch);
  const server = await createServer({
    root: project,
    configLoader: 'runner',
    logLevel: 'silent',
    server: { port: 0, host: 'localhost' },
    // Libraries are not what is looked at.
    optimizeDeps: { noDiscovery: true },
  });
  try {
    await server.listen();
    const { port } = server.httpServer?.address() as AddressInfo;
    const get = async (url: string): Promise<{ readonly status: number; readonly text: string }> => {
      const response = await fetch(`http://localhost:${port}${url}`);
      return { status: response.status, text: await response.text() };
    };
    const main = await get('/src/main.ts');
    const url = /"(\/src\/layers\.ein[^"]*)"/.exec(main.text)?.[1];
    if (url === undefined) return [`the page does not import the layer:\n${main.text}`];
    const layers = await get(url);

    const file = path.join(project, 'src/layers.ein');
    writeFileSync(file, readFileSync(file, 'utf8').replace('* B[', '* C['));
    server.moduleGraph.invalidateAll();
    const broken = await get(url);
    return [
      ...(layers.status === 200 && layers.text.includes('layer_btt as btt') ? [] : [`it serves:\n${layers.text}`]),
      ...(broken.status === 500 && broken.text.includes('nothing is called `C` here')
        ? []
        : [`it says ${broken.text}`]),
    ];
  } finally {
    await server.close();
  }
}
