/** Uses the generator and the executor of the build plugin in a workspace of Nx. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from '@einlay/artifact';
import { run } from '../run.ts';
import { linkModules } from './copy-example.ts';
import type { PendingCheck } from './pending-check.ts';

export const nxChecks = (): readonly PendingCheck[] => [
  { name: 'Nx: a layer that is generated compiles, and a broken one fails', run: generateAndCompile },
];

async function generateAndCompile(folder: string): Promise<readonly string[]> {
  const file = (name: string): string => path.join(folder, name);
  mkdirSync(file('apps/model/src'), { recursive: true });
  writeFileSync(file('package.json'), '{ "name": "workspace", "private": true }');
  writeFileSync(file('nx.json'), '{ "neverConnectToCloud": true, "analytics": false, "useDaemonProcess": false }');
  writeFileSync(file('apps/model/project.json'), '{ "name": "model" }');
  linkModules(folder);

  const nx = (...words: readonly string[]) =>
    run(process.execPath, ['node_modules/nx/dist/bin/nx.js', ...words], { cwd: folder });
  const generated = await nx('generate', '@einlay/esbuild-plugin:layer', 'mixer', '--directory=apps/model/src');
  if (generated.status !== 0) return [`the generator fails:\n${generated.stdout}${generated.stderr}`];
  const compiled = await nx('run', 'model:layers');
  if (compiled.status !== 0) return [`the executor fails:\n${compiled.stdout}${compiled.stderr}`];
  const { name, parameters } = decode(readFileSync(file('dist/apps/model/layers/mixer.wgsl.artifact')));
  const tensors = parameters.map((parameter) => parameter.name).join(' ');

  const source = readFileSync(file('apps/model/src/mixer.ein'), 'utf8');
  writeFileSync(file('apps/model/src/mixer.ein'), source.replace('* B[', '* C['));
  const broken = await nx('run', 'model:layers');
  const said = `${broken.stdout}${broken.stderr}`;
  return [
    ...(name === 'mixer' && tensors === 'x A B' ? [] : [`the artifact is ${name} of ${tensors}`]),
    ...(existsSync(file('apps/model/src/mixer.d.ein.ts')) ? [] : ['there are no types']),
    ...(broken.status === 0 ? ['a broken layer does not fail the target'] : []),
    ...(said.includes('apps/model/src/mixer.ein:5:') ? [] : [`it does not say where it is broken:\n${said}`]),
  ];
}
