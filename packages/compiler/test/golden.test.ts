/** Golden cases: what is written beside a program is what the compiler makes of it, and it computes the right thing. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { disagreement } from '@einlay/ir/testing';
import { onnx } from '@einlay/runtime-onnx';
import type { Emission } from '../src/index.ts';
import { goldenCase, goldenNames } from './golden-cases.ts';
import { inputsOf } from './golden-source.ts';
import { runArtifact } from './run-artifact.ts';

test('every layer of the standard library has a case', () => {
  const cases = goldenNames().map((name) => goldenCase(name).source);
  const library = readFileSync(new URL('../../language/stdlib/std.ein', import.meta.url), 'utf8');
  const layers = [...library.matchAll(/export \{(.*)\}/g)].flatMap(([, names = '']) => names.split(','));
  expect(layers.length).toBeGreaterThan(10);
  for (const layer of layers)
    expect([layer, cases.some((source) => source.split(/\W+/).includes(layer.trim()))]).toEqual([layer, true]);
});

describe.each(goldenNames())('%s', (name) => {
  const { url, files, compilation } = goldenCase(name);

  test.each([...files.keys()])('%s', (path) => {
    expect(files.get(path)).toBe(readFileSync(new URL(path, url), 'utf8'));
  });

  test('runs on ONNX Runtime', async () => {
    const { program, emissions } = compilation;
    const inputs = inputsOf(program);
    expect(
      disagreement(
        { program, inputs },
        await runArtifact(emissions.get('onnx') as Emission, onnx({ threads: 1 }), inputs),
      ),
    ).toBeUndefined();
  });
});
