import { describe, expect, test } from '@jest/globals';
import { listLayers } from './list-layers.ts';
import { lowerLayer } from './lower.ts';
import { checkModule, loadModule } from './load-module.ts';

const layer = (name: string): string => `layer ${name}() { input x[...] output y[...] = x[...] }`;

const load = (files: Readonly<Record<string, string>>, file = 'main.ein') =>
  checkModule(files[file] ?? '', file, { readFile: (path) => files[path] });

const codes = (files: Readonly<Record<string, string>>, file?: string): readonly string[] =>
  load(files, file).diagnostics.map(({ code }) => code);

describe('imports', () => {
  test('are found from where the importing file is', () => {
    const files = {
      'a/main.ein': `import { f } from "../b/lib.ein" import { h } from "./c/deep.ein" ${layer('g')}`,
      'b/lib.ein': `export { h as f } from "./../a/c/deep.ein"`,
      'a/c/deep.ein': layer('h'),
    };
    const module = load(files, 'a/main.ein');
    expect(module.diagnostics).toEqual([]);
    expect([...module.layers.keys()]).toEqual(['f', 'h', 'g']);
    expect([...module.exports.keys()]).toEqual(['g']);
    expect([...module.sources.keys()]).toEqual(['a/main.ein', 'b/lib.ein', 'a/c/deep.ein']);
    expect(module.layers.get('f')).toBe(module.layers.get('h'));
  });

  test('absolute files import absolute files', () => {
    const files = { '/p/main.ein': 'import { f } from "./lib.ein"', '/p/lib.ein': layer('f') };
    expect(codes(files, '/p/main.ein')).toEqual([]);
  });

  test('may rename, and mean what they meant where they came from', () => {
    const files = {
      'main.ein': `import { twice as both } from "./lib.ein"
        layer once() { input x[...] output y[...] = both()(x)[...] }`,
      'lib.ein': `layer twice() { input x[...] let a = once()(x) output y = once()(a) } ${layer('once')}`,
    };
    expect(codes(files)).toEqual([]);
  });

  test('that fail say so once, and not again where the layer is used', () => {
    const use = 'layer g() { input x[...] output y[...] = f()(x)[...] }';
    expect(codes({ 'main.ein': `import { f } from "./gone.ein" ${use}` })).toEqual(['import-not-found']);
    expect(codes({ 'main.ein': `import { f } from "lib" ${use}` })).toEqual(['import-path']);
    expect(codes({ 'main.ein': `import { f } from "./lib.ein" ${use}`, 'lib.ein': layer('ff') })).toEqual([
      'unknown-export',
    ]);
    expect(codes({ 'main.ein': `import { f } from "./lib.ein" ${use}`, 'lib.ein': 'layer f() { }' })).toEqual([
      'no-output',
    ]);
  });

  test('in a circle are refused, whoever starts it', () => {
    const files = {
      'a.ein': `import { b } from "./b.ein" ${layer('a')}`,
      'b.ein': `import { a } from "./a.ein" ${layer('b')}`,
      'self.ein': `import { x } from "./self.ein" ${layer('x')}`,
    };
    expect(load(files, 'a.ein').diagnostics.map(({ message }) => message)).toEqual([
      'files import each other in a circle: a.ein → b.ein → a.ein',
    ]);
    expect(codes(files, 'self.ein')).toEqual(['import-cycle', 'duplicate-name']);
  });

  test('too deep to follow are refused', () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`f${at}.ein`, `export { f } from "./f${at + 1}.ein"`]),
    );
    expect(codes(files, 'f0.ein')).toEqual(['nested-too-deeply']);
  });

  test('do not read files that nobody can read', () => {
    expect(codes({ 'main.ein': 'import { f } from "./x.ein"', 'x.ein': 'binary \0 junk' })).toContain('not-text');
    expect(codes({ 'main.ein': 'import { nothing } from "std"' })).toEqual(['unknown-export']);
  });
});

test('layers are listed with what a caller must know', () => {
  const module = loadModule(
    `/// Twice as wide.
     layer wide(n, k = 2 * n) { input x[..., (n k)], t[b]: i32 output y[..., n] = x[..., n, k] }`,
    'main.ein',
  );
  expect(module.ok && listLayers(module.value)).toEqual([
    {
      name: 'wide',
      doc: 'Twice as wide.',
      parameters: [{ name: 'n' }, { name: 'k', default: '2 * n' }],
      inputs: ['x[..., (n k)]', 't[b]'],
      outputs: ['y[..., n]'],
    },
  ]);
});

test('long chains of layers that call each other are refused without running out of stack', () => {
  const chain = Array.from({ length: 3000 }, (_, at) => `layer f${at}() { input x[...] output y = f${at + 1}()(x) }`);
  const module = checkModule([...chain, layer('f3000')].join('\n'), 'main.ein');
  expect(new Set(module.diagnostics.map(({ code }) => code))).toEqual(
    new Set(['nested-too-deeply', 'too-many-errors']),
  );
});

test('a layer that is only passed on can be lowered', () => {
  const loaded = loadModule('export { dense as full } from "std"', 'a.ein');
  if (!loaded.ok) throw new Error(loaded.diagnostics[0]?.message);
  const lowered = lowerLayer(loaded.value, 'full', { d_in: 2, d_out: 3 });
  expect(lowered.ok && lowered.value.outputs.map(({ name }) => name)).toEqual(['y']);
});
