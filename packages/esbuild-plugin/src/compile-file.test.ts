import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { encode } from '@einlay/artifact';
import { folderCache, NO_CACHE } from './cache.ts';
import type { Cache } from './cache.ts';
import { compileFile } from './compile-file.ts';
import type { EinlayOptions } from './options.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-plugin-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const FILES: Readonly<Record<string, string>> = {
  '/p/layers.ein': `
    import { scaled } from "./lib/scaled.ein"
    export { scaled as thrice } from "./lib/scaled.ein"
    layer dense(k, o = 2) {
      input  x[..., k]
      factor W[k, o]
      output y[..., o] = x[..., k] * W[k, o]
    }
    layer both(n = 3) { input x[..., n] output y = scaled(n)(x) }`,
  '/p/lib/scaled.ein': 'layer scaled(n = 2) { input x[..., n] output y[..., n] = 3 * x[..., n] }',
};

const compiled = (
  options: Partial<EinlayOptions> = {},
  { files = FILES, cache = NO_CACHE }: { files?: Readonly<Record<string, string>>; cache?: Cache } = {},
) =>
  compileFile('/p/layers.ein', files['/p/layers.ein'] ?? '', {
    options: { targets: ['onnx'], ...options },
    cache,
    readFile: (file) => files[file],
  });

describe('the layers of a file', () => {
  test('are those that it exports and that have values', () => {
    const { layers, leftOut, sources, failed } = compiled();
    expect(failed).toBe(false);
    expect(layers.map(({ name, origin }) => [name, origin.file])).toEqual([
      ['both', '/p/layers.ein'],
      ['thrice', '/p/lib/scaled.ein'],
    ]);
    expect(leftOut).toEqual([{ name: 'dense', parameters: ['k'] }]);
    expect([...sources.keys()]).toEqual(['/p/layers.ein', '/p/lib/scaled.ein']);
  });

  test('take values by their name, also from a function', () => {
    const shapes = (layers: EinlayOptions['layers']) =>
      compiled(layers === undefined ? {} : { layers }).layers.map(({ name, artifacts: [artifact] }) => [
        name,
        artifact?.parameters.map(({ shape }) => shape.at(-1)),
      ]);
    expect(shapes({ dense: { k: 5 }, thrice: { n: 7 } })).toEqual([
      ['dense', [5, 2]],
      ['both', [3]],
      ['thrice', [7]],
    ]);
    expect(
      shapes((layer, file) => (layer === 'dense' && file === '/p/layers.ein' ? { k: 4, o: 6 } : undefined)),
    ).toEqual([
      ['dense', [4, 6]],
      ['both', [3]],
      ['thrice', [2]],
    ]);
  });

  test('have an artifact for each target, in the order of the options', () => {
    const [layer] = compiled({ targets: ['wgsl', 'cuda', 'onnx'] }).layers;
    expect(layer?.artifacts.map(({ payload }) => payload.kind)).toEqual(['webgpu', 'cuda', 'onnx']);
  });

  test('are none when something is wrong, and that is said once', () => {
    const wrong = compiled({ layers: { dense: { k: 4, q: 1 } } });
    expect(wrong.failed).toBe(true);
    expect(wrong.layers).toEqual([]);
    expect(wrong.diagnostics.map(({ message }) => message).join()).toContain('`q`');
    const broken = compiled({}, { files: { ...FILES, '/p/lib/scaled.ein': 'layer scaled( {' } });
    expect(broken.failed).toBe(true);
    expect(broken.diagnostics[0]?.span?.file).toBe('/p/lib/scaled.ein');
    const missing = compiled({}, { files: { '/p/layers.ein': FILES['/p/layers.ein'] ?? '' } });
    expect(missing.diagnostics.map(({ code }) => code)).toContain('import-not-found');
    // It may appear while a bundler watches.
    expect([...missing.sources.keys()]).toContain('/p/lib/scaled.ein');
  });
});

describe('the cache', () => {
  const bytesOf = (result: ReturnType<typeof compiled>) =>
    result.layers.map(({ artifacts }) => artifacts.map((artifact) => encode(artifact)));

  test('gives back what was compiled, and compiles damaged entries anew', () => {
    const folder = path.join(scratch, 'cache');
    const cache = folderCache(folder);
    const fresh = bytesOf(compiled());
    expect(bytesOf(compiled({}, { cache }))).toEqual(fresh);
    const entries = readdirSync(folder).sort();
    expect(entries).toHaveLength(2);

    const [first = '', second = ''] = entries.map((entry) => path.join(folder, entry));
    const whole = [readFileSync(first), readFileSync(second)];
    writeFileSync(first, whole[0]?.subarray(0, 100) ?? '');
    writeFileSync(second, 'not an artifact');
    expect(bytesOf(compiled({}, { cache }))).toEqual(fresh);
    expect([readFileSync(first), readFileSync(second)]).toEqual(whole);
    expect(readdirSync(folder).sort()).toEqual(entries);
  });

  test('is used: an entry is taken for what its key says', () => {
    const kept = new Map<string, Uint8Array>();
    const recording: Cache = { find: () => undefined, keep: (key, bytes) => kept.set(key, bytes) };
    compiled({}, { cache: recording });
    const asked: string[] = [];
    const remembering: Cache = {
      find: (key) => {
        asked.push(key);
        return undefined;
      },
      keep: () => undefined,
    };
    compiled({}, { cache: remembering });
    expect(asked).toEqual([...kept.keys()]);
  });

  test.each<readonly [string, Partial<EinlayOptions>, Readonly<Record<string, string>>]>([
    ['the target', { targets: ['wgsl'] }, {}],
    ['the element type', { dtype: 'f64' }, {}],
    ['values', { layers: { both: { n: 9 }, thrice: { n: 9 } } }, {}],
    ['a file that is imported', {}, { '/p/lib/scaled.ein': (FILES['/p/lib/scaled.ein'] ?? '').replace('3 *', '4 *') }],
  ])('has other entries when %s changes', (_, options, files) => {
    const keys = (given: Partial<EinlayOptions>, changed: Readonly<Record<string, string>>): readonly string[] => {
      const asked: string[] = [];
      const cache: Cache = {
        find: (key) => {
          asked.push(key);
          return undefined;
        },
        keep: () => undefined,
      };
      compiled(given, { cache, files: { ...FILES, ...changed } });
      return asked;
    };
    const before = keys({}, {});
    expect(before).toHaveLength(2);
    for (const key of keys(options, files)) expect(before).not.toContain(key);
  });

  test('does without a folder that cannot be made', () => {
    const file = path.join(scratch, 'file');
    writeFileSync(file, '');
    expect(bytesOf(compiled({}, { cache: folderCache(path.join(file, 'below')) }))).toEqual(bytesOf(compiled()));
  });
});
