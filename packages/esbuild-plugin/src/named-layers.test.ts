import { expect, test } from '@jest/globals';
import type { CompiledFile } from './compile-file.ts';
import { NamedLayers } from './named-layers.ts';

const file = (names: readonly string[], failed = false): CompiledFile => ({
  layers: names.slice(1).map((name) => ({ name, origin: { file: '', offset: 0 }, artifacts: [] })),
  leftOut: names.slice(0, 1).map((name) => ({ name, parameters: ['n'] })),
  diagnostics: [],
  failed,
  sources: new Map(),
});

const options = { targets: ['onnx'], layers: { low_rnk: { n: 1 }, btt: {}, mixer: {} } } as const;
const text = (name: string): string =>
  `\`layers\` has values for \`${name}\`, and no file that was imported exports a layer of that name`;

test('a name that no file exports is told, with the nearest that one does', () => {
  const named = new NamedLayers();
  expect(named.unknown(options, true)).toEqual([]);
  named.add('/a.ein', file(['low_rank', 'dense']));
  named.add('/b.ein', file(['btt']));
  expect(named.unknown(options, true)).toEqual([`${text('low_rnk')}; did you mean \`low_rank\`?`, text('mixer')]);
  expect(named.unknown(options, false)).toEqual([`${text('low_rnk')}; did you mean \`low_rank\`?`]);
});

test('nothing is said of files with errors, until they are mended, nor of a function', () => {
  const named = new NamedLayers();
  named.add('/a.ein', file(['dense']));
  named.add('/b.ein', file([], true));
  expect(named.unknown(options, true)).toEqual([]);
  named.add('/b.ein', file(['low_rnk', 'btt', 'mixer']));
  expect(named.unknown(options, true)).toEqual([]);
  named.add('/b.ein', file([]));
  expect(named.unknown(options, true)).toHaveLength(3);
  expect(named.unknown({ targets: ['onnx'], layers: () => undefined }, true)).toEqual([]);
});
