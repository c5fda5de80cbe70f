/** Builds the page of `examples/vite-webgpu` with every bundler there is a plugin for. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EinlayOptions } from '@einlay/esbuild-plugin';
import { transformSync } from 'esbuild';
import { build as viteBuild } from 'vite';
import { USE } from './bundlers.ts';
import type { Bundler } from './bundlers.ts';
import { copyExample } from './copy-example.ts';

export interface BuiltPage {
  /** The folder of the example. */
  readonly project: string;
  /** What to serve, with `index.html` in it. */
  readonly folder: string;
}

/** What is in `vite.config.ts` of the example, which only Vite reads. */
const optionsIn = (root: string): EinlayOptions => ({
  root,
  targets: ['wgsl'],
  layers: { btt: { g: 16, a: 16, p: 16, e: 16 } },
  cache: '.cache',
});

/** Builds a copy of the page below `scratch`, after `change` has been made to it. */
export async function buildPage(
  bundler: Bundler,
  scratch: string,
  change: (project: string) => void = () => undefined,
): Promise<BuiltPage> {
  const project = copyExample('vite-webgpu', scratch, bundler);
  change(project);
  const folder = path.join(project, 'dist');
  if (bundler === 'vite') {
    // Its own configuration, as `npm run build` reads it. The runner is for those that import TypeScript.
    await viteBuild({ root: project, logLevel: 'silent', configLoader: 'runner' });
    return { project, folder };
  }
  const { build, readsTypes } = USE[bundler];
  const sources = readsTypes ? 'src' : withoutTypes(project);
  await build({ folder: project, entry: path.join(sources, 'main.ts'), options: optionsIn(project) });
  const html = readFileSync(path.join(project, 'index.html'), 'utf8');
  writeFileSync(path.join(folder, 'index.html'), html.replace('/src/main.ts', '/main.js'));
  return { project, folder };
}

/** A folder of the sources for bundlers that leave TypeScript to others: what those would do is done here. */
function withoutTypes(project: string): string {
  const name = 'without-types';
  const folder = path.join(project, name);
  cpSync(path.join(project, 'src'), folder, { recursive: true });
  for (const source of readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ein.ts'))) {
    const file = path.join(folder, source);
    writeFileSync(file, transformSync(readFileSync(file, 'utf8'), { loader: 'ts' }).code);
  }
  return name;
}
