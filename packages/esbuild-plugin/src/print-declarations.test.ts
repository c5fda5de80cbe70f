import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { NO_CACHE } from './cache.ts';
import { compileFile } from './compile-file.ts';
import { printDeclarations } from './print-declarations.ts';

const SOURCE = `
/// Two factors. */ ends no comment
layer low_rank(n, m, r = 2) {
  input  x[..., n]
  factor A[n, r], B[r, m]
  output y[..., m] = x[..., n] * A[n, r] * B[r, m]
}
layer attend(c = 4) {
  input  q[..., s, c], k[..., t, c], at[..., s]: i32
  output weight[..., s, t] = softmax[t](q[..., s, c] * k[..., t, c])
}
layer delete(n = 2) { input x[n] output y[n] = x[n] + 1 }
`;

const declarations = printDeclarations(
  compileFile('/p/layers.ein', SOURCE, {
    options: { targets: ['onnx'], layers: { low_rank: { n: 3, m: 4 } } },
    cache: NO_CACHE,
    readFile: () => undefined,
  }),
);

const folder = mkdtempSync(path.join(tmpdir(), 'einlay-types-'));
symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'dir');
writeFileSync(path.join(folder, 'layers.d.ein.ts'), declarations);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEAD = `
import { load, tensorOf, upload } from '@einlay/artifact';
import type { Runtime } from '@einlay/artifact';
import { attend, low_rank } from './layers.ein';
declare const runtime: Runtime;
const layer = await load(low_rank, { runtime });
const x = { shape: [2, 5, 3], data: new Float32Array(30) } as const;
const A = tensorOf('f32', [3, 2], []);
const B = tensorOf('f32', [2, 4], []);
`;

const PROGRAMS = {
  good: `
const { y } = await layer.run({ x, A, B });
const shape: readonly [...number[], 4] = y.shape;
const data: Float32Array = y.data;
await layer.run({ x: { shape: [3], data: new Float32Array(3) }, A, B }, { outputs: { y: new Float32Array(4) } });
const bound = layer.bind({ A, B });
await bound.run({ x });
await bound.run({ x, A });
const device = await upload(A, { runtime, dtype: 'f32' });
const onDevice = await layer.runOnDevice({ x, A: device, B });
onDevice.y.release();
const other = await load(attend, { runtime });
const { weight } = await other.run({
  q: tensorOf('f32', [5, 4], []), k: tensorOf('f32', [7, 4], []), at: tensorOf('i32', [5], []),
});
export const all = [shape, data, weight.shape];`,
  unknownFactor: `await layer.run({ x, A, B, C: B });`,
  misspeltFactor: `await layer.run({ x, A, b: B });`,
  missingFactor: `await layer.run({ x, A });`,
  wrongShape: `await layer.run({ x, A, B: tensorOf('f32', [2, 5], []) });`,
  wrongInlineShape: `await layer.run({ x: { shape: [2, 4], data: new Float32Array(8) }, A, B });`,
  wrongRank: `await layer.run({ x, A: tensorOf('f32', [3], []), B });`,
  wrongType: `await layer.run({ x, A: tensorOf('f64', [3, 2], []), B });`,
  wrongOutput: `const { z } = await layer.run({ x, A, B }); export { z };`,
  wrongOnDevice: `await layer.run({ x, A, B: await upload(A, { runtime, dtype: 'f32' }) });`,
  wrongBound: `layer.bind({ A: B });`,
  stillMissing: `await layer.bind({ A }).run({ x });`,
  unknownLayer: `import { dense } from './layers.ein'; export { dense };`,
} as const;

for (const [name, text] of Object.entries(PROGRAMS)) writeFileSync(path.join(folder, `${name}.ts`), HEAD + text);

/** Libraries of TypeScript, read for one program and used for the other. */
const read = new Map<string, ts.SourceFile | undefined>();

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile(file, ...how) {
      // TypeScript's own libraries are the same however modules are resolved.
      if (!path.basename(file).startsWith('lib.')) return host.getSourceFile(file, ...how);
      if (!read.has(file)) read.set(file, host.getSourceFile(file, ...how));
      return read.get(file);
    },
  };
}

/** Compiles all programs at once; the first line of what is wrong with each. */
function errorsOf(module: 'bundler' | 'nodenext'): ReadonlyMap<string, readonly string[]> {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: module === 'nodenext' ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext,
    moduleResolution: module === 'nodenext' ? ts.ModuleResolutionKind.NodeNext : ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowArbitraryExtensions: true,
    allowImportingTsExtensions: true,
    customConditions: ['@einlay/source'],
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  };
  const files = Object.keys(PROGRAMS).map((name) => path.join(folder, `${name}.ts`));
  const program = ts.createProgram(files, options, hostOf(options));
  const errors = new Map<string, readonly string[]>();
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = path.basename(file?.fileName ?? '', '.ts');
    errors.set(name, [...(errors.get(name) ?? []), ts.flattenDiagnosticMessageText(messageText, ' ')]);
  }
  return errors;
}

describe.each(['bundler', 'nodenext'] as const)('with module resolution %s', (module) => {
  if (module === 'nodenext') writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const errors = errorsOf(module);

  test('a right program has no errors', () => {
    expect([...errors.keys()].filter((name) => !(name in PROGRAMS))).toEqual([]);
    expect(errors.get('good')).toBeUndefined();
  });

  test.each<readonly [Exclude<keyof typeof PROGRAMS, 'good'>, RegExp]>([
    ['unknownFactor', /'C' does not exist/],
    ['misspeltFactor', /'b' does not exist|Property 'B' is missing/],
    ['missingFactor', /Property 'B' is missing/],
    ['wrongShape', /Type '5' is not assignable to type '4'/],
    ['wrongInlineShape', /Type '4' is not assignable to type '3'/],
    ['wrongRank', /Source has 1 element\(s\) but target requires 2/],
    ['wrongType', /Float64Array/],
    ['wrongOutput', /Property 'z' does not exist/],
    ['wrongOnDevice', /Type '3' is not assignable to type '2'/],
    ['wrongBound', /is not assignable to type/],
    ['stillMissing', /Property 'B' is missing/],
    ['unknownLayer', /has no exported member 'dense'/],
  ])('%s is one error', (name, message) => {
    const found = errors.get(name) ?? [];
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });
});
