/** Golden cases: what is written beside a program is what the compiler makes of it, and it computes the right thing. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { evaluateExtent, parametersOf, symbolsOfProgram } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { disagreement } from '@einlay/ir/testing';
import { goldenCase, goldenNames } from './golden-cases.ts';
import { runOnnx } from './run-onnx.ts';

/** Small exact numbers; positions stay within every table of the cases. */
function inputsOf(program: TensorProgram): ReadonlyMap<string, HostTensor> {
  const bindings = new Map(symbolsOfProgram(program).map((name, at) => [name, at + 3]));
  return new Map(
    parametersOf(program).map(({ name, dtype, shape }, k) => {
      const extents = shape.map((extent) => evaluateExtent(extent, bindings));
      const length = extents.reduce((all, extent) => all * extent, 1);
      const data = Float64Array.from({ length }, (_, i) =>
        dtype === 'i32' ? (i * 3) % 5 : ((((i * 37 + k * 101 + 17) % 1009) % 7) - 3) / 4,
      );
      return [name, { shape: extents, data }];
    }),
  );
}

describe.each(goldenNames())('%s', (name) => {
  const { url, files, compilation } = goldenCase(name);

  test.each([...files.keys()])('%s', (path) => {
    expect(files.get(path)).toBe(readFileSync(new URL(path, url), 'utf8'));
  });

  test('runs on ONNX Runtime', async () => {
    const { program } = compilation;
    const inputs = inputsOf(program);
    expect(disagreement({ program, inputs }, await runOnnx(compilation, inputs))).toBeUndefined();
  });
});
