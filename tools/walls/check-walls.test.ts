import { describe, expect, test } from '@jest/globals';
import { checkWalls, type Manifest } from './check-walls.ts';
import { importsOf } from './imports.ts';
import type { Wall } from './rules.ts';

const LIBRARIES = ['@jest/globals', 'fast-check'];

/** What is wrong with a package `passes` of one file, as `place reason` lines. */
function breaches(
  file: string,
  text: string,
  {
    wall = {},
    manifest = { dependencies: { '@einlay/ir': '0.1.0' } },
  }: { wall?: Partial<Wall>; manifest?: Manifest } = {},
): readonly string[] {
  const full = { einlay: ['ir'], thirdParty: [], ...wall };
  return checkWalls({ name: 'passes', manifest, files: new Map([[file, text]]) }, full, LIBRARIES).map(
    ({ place, reason }) => `${place} ${reason}`,
  );
}

describe('imports of a file', () => {
  test('are found in every form, with their lines', () => {
    const text = [
      `import { a } from './a.ts';`,
      `import type { B } from 'b';`,
      `import { type C } from 'c';`,
      `export * from 'd';`,
      `const e = await import('e');`,
      `type F = import('f').F;`,
      `import 'g';`,
      `// import 'comment';`,
      `const text = "import 'string'";`,
    ].join('\n');
    expect(importsOf('x.ts', text).map(({ specifier, line, deferred }) => [specifier, line, deferred])).toEqual([
      ['./a.ts', 1, false],
      ['b', 2, true],
      ['c', 3, false],
      ['d', 4, false],
      ['e', 5, true],
      ['f', 6, true],
      ['g', 7, false],
    ]);
  });
});

describe('walls', () => {
  test('let through what the table allows', () => {
    const text = `import { run } from './run.ts';\nimport { symbol } from '@einlay/ir';\nexport { x } from '../src/y.ts';\n`;
    expect(breaches('src/index.ts', text)).toEqual([]);
  });

  test.each([
    ['another package', `import '@einlay/backends/onnx';`, 'passes may not import @einlay/backends'],
    ['a library', `import fc from 'fast-check';`, 'passes may not import fast-check'],
    [
      'a type of another package',
      `import type { A } from '@einlay/language';`,
      'passes may not import @einlay/language',
    ],
    ['import()', `await import('chevrotain');`, 'passes may not import chevrotain'],
    [
      'a path out of the package',
      `import '../../ir/src/index.ts';`,
      'reaches out of passes by the path ../../ir/src/index.ts',
    ],
    ["Node's modules", `import 'node:fs';`, 'passes must run without Node, but imports node:fs'],
    ["Node's modules by their short name", `import 'fs';`, "write node:fs for Node's own module"],
  ])('stop %s', (_, text, reason) => {
    expect(breaches('src/deep.ts', `// A line.\n${text}`)).toEqual([`packages/passes/src/deep.ts:2 ${reason}`]);
  });

  test('let tests use test libraries and Node, but no other package', () => {
    const libraries = `import { test } from '@jest/globals';\nimport fc from 'fast-check';\nimport 'node:fs';\nimport '@einlay/passes';`;
    expect(breaches('src/run.test.ts', libraries)).toEqual([]);
    expect(breaches('test/run.ts', libraries)).toEqual([]);
    expect(breaches('src/paths/testing/run.ts', libraries)).toEqual([]);
    expect(breaches('src/run.test.ts', `import '@einlay/cli';`)).toEqual([
      'packages/passes/src/run.test.ts:1 passes may not import @einlay/cli',
    ]);
  });

  test('open for a testing library in src/testing only, where that is published', () => {
    const options = {
      wall: { testing: ['fast-check'] },
      manifest: { exports: { './testing': {} }, peerDependencies: { 'fast-check': '^4.0.0' } },
    };
    const text = `import fc from 'fast-check';`;
    expect(breaches('src/testing/index.ts', text, options)).toEqual([]);
    expect(breaches('src/testing/index.ts', `import '@jest/globals';`, options)).toEqual([
      'packages/passes/src/testing/index.ts:1 passes may not import @jest/globals',
    ]);
    expect(breaches('src/testing/index.ts', `import '@jest/globals';`)).toEqual([]);
    expect(breaches('src/index.ts', text, options)).toEqual([
      'packages/passes/src/index.ts:1 passes may not import fast-check',
    ]);
  });

  test('need no declaration of what the program around provides', () => {
    const text = `import * as vscode from 'vscode';`;
    expect(breaches('src/a.ts', text, { wall: { provided: ['vscode'] } })).toEqual([]);
    expect(breaches('src/a.ts', text)).toEqual(['packages/passes/src/a.ts:1 passes may not import vscode']);
  });

  test('let packages for some users only in on demand', () => {
    const options = {
      wall: { onDemand: ['runtime-onnx'] },
      manifest: { dependencies: { '@einlay/runtime-onnx': '0.1.0' } },
    };
    expect(breaches('src/a.ts', `await import('@einlay/runtime-onnx');`, options)).toEqual([]);
    expect(breaches('src/a.ts', `import type { R } from '@einlay/runtime-onnx';`, options)).toEqual([]);
    expect(breaches('src/a.ts', `import { onnx } from '@einlay/runtime-onnx';`, options)).toEqual([
      'packages/passes/src/a.ts:1 passes may import @einlay/runtime-onnx only on demand, with import()',
    ]);
  });

  test('let the tests alone use what stands under `tests`', () => {
    const options = { wall: { tests: ['runtime-onnx'] }, manifest: {} };
    const text = `import { onnx } from '@einlay/runtime-onnx';`;
    expect(breaches('test/golden.ts', text, options)).toEqual([]);
    expect(breaches('src/a.ts', text, options)).toEqual([
      'packages/passes/src/a.ts:1 passes may not import @einlay/runtime-onnx',
    ]);
  });

  test('compare imports with package.json, both ways', () => {
    expect(breaches('src/a.ts', `import '@einlay/ir';`, { manifest: {} })).toEqual([
      'packages/passes/src/a.ts:1 imports @einlay/ir, which package.json does not declare',
    ]);
    expect(breaches('src/a.ts', '', { manifest: { dependencies: { lodash: '4.0.0' } } })).toEqual([
      'packages/passes/package.json depends on lodash, which the wall around passes does not allow',
    ]);
  });

  test('surround every package', () => {
    expect(checkWalls({ name: 'new', manifest: {}, files: new Map() }, undefined, [])).toEqual([
      { place: 'packages/new', reason: 'has no wall in tools/walls/rules.ts' },
    ]);
  });
});
