import { expect, test } from '@jest/globals';
import { loadModule } from '@einlay/language';
import { layer } from './layer.ts';
import type { Tree } from './layer.ts';

const treeOf = (files: Map<string, string>): Tree => ({
  exists: (file) => files.has(file),
  read: (file) => files.get(file) ?? null,
  write: (file, content) => {
    files.set(file, content);
  },
});

const project = (files: ReadonlyMap<string, string>): unknown => JSON.parse(files.get('apps/a/project.json') ?? '');

test('writes a layer that checks, and a target of the project around it', async () => {
  const files = new Map([['apps/a/project.json', '{ "name": "a", "targets": { "build": {} } }']]);
  await layer(treeOf(files), { name: 'mixer', directory: 'apps/a/src/layers' });
  const source = files.get('apps/a/src/layers/mixer.ein') ?? '';
  const module = loadModule(source, 'mixer.ein');
  expect(module.ok && [...module.value.exports.keys()]).toEqual(['mixer']);
  expect(project(files)).toMatchObject({
    name: 'a',
    targets: {
      build: {},
      layers: {
        executor: '@einlay/esbuild-plugin:compile',
        options: { files: ['apps/a/src/layers/mixer.ein'], outputPath: 'dist/apps/a/layers', targets: ['wgsl'] },
      },
    },
  });
});

test('leaves a target that is there alone', async () => {
  const before = '{ "name": "a", "targets": { "layers": { "executor": "mine" } } }';
  const files = new Map([['apps/a/project.json', before]]);
  await layer(treeOf(files), { name: 'mixer', directory: 'apps/a' });
  expect(files.get('apps/a/project.json')).toBe(before);
});

test('refuses to write over a file, or outside of projects', () => {
  const files = new Map([
    ['apps/a/project.json', '{}'],
    ['apps/a/mixer.ein', 'mine'],
  ]);
  expect(() => layer(treeOf(files), { name: 'mixer', directory: 'apps/a' })).toThrow('apps/a/mixer.ein exists');
  expect(() => layer(treeOf(files), { name: 'other', directory: 'libs/b' })).toThrow('libs/b is in no project');
  expect([...files.keys()]).toEqual(['apps/a/project.json', 'apps/a/mixer.ein']);
});
