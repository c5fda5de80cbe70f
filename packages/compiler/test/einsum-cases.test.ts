/** Each einsum case runs on the reference interpreter and through ONNX Runtime; each invalid one is refused. */
import { describe, expect, test } from '@jest/globals';
import type { HostTensor } from '@einlay/ir';
import { onnx } from '@einlay/runtime-onnx';
import { einsum, evaluate } from '../src/index.ts';
import type { Emission } from '../src/index.ts';
import { computedCases, expectResult, invalidCases, operandsOf, validCases } from './einsum-case.ts';
import { runArtifact } from './run-artifact.ts';

test('there are cases of both kinds', () => {
  expect(validCases.length).toBeGreaterThan(300);
  expect(computedCases.length).toBeGreaterThan(250);
  expect(invalidCases.length).toBeGreaterThan(25);
});

describe('valid equations', () => {
  test.each(validCases.map((each) => [each.id, each.equation, each] as const))(
    '%s %s has its shape',
    (_, equation, each) => {
      const compiled = einsum(equation, each.shapes, { targets: ['onnx'] });
      expect(compiled.diagnostics).toEqual([]);
      if (!compiled.ok) return;
      expect(compiled.value.emissions.get('onnx')?.artifact.outputs[0]?.shape).toEqual(each.out_shape);
    },
  );

  test.each(computedCases.map((each) => [each.id, each.equation, each] as const))(
    '%s %s',
    async (_, equation, each) => {
      const operands = operandsOf(each);
      const reference = evaluate(equation, operands);
      expect(reference.diagnostics).toEqual([]);
      if (!reference.ok) return;
      expectResult(each, reference.value, 2 ** -53);

      const compiled = einsum(equation, each.shapes, { targets: ['onnx'] });
      expect(compiled.diagnostics).toEqual([]);
      if (!compiled.ok) return;
      const inputs = new Map(operands.map((operand, at) => [`operand${at}`, operand]));
      const results = await runArtifact(compiled.value.emissions.get('onnx') as Emission, onnx({ threads: 1 }), inputs);
      expectResult(each, results.get('result') as HostTensor, 2 ** -24);
    },
  );
});

describe('invalid equations', () => {
  test.each(invalidCases.map((each) => [each.id, each.equation, each] as const))('%s %s', (_, equation, each) => {
    for (const result of [evaluate(equation, operandsOf(each)), einsum(equation, each.shapes, { targets: ['onnx'] })]) {
      expect(result.ok).toBe(false);
      expect(result.diagnostics[0]).toMatchObject({ severity: 'error', code: expect.stringMatching(/^equation-/) });
    }
  });

  test('a size mismatch names the index and both extents', () => {
    const result = evaluate(
      'aabcb,abc',
      operandsOf({
        shapes: [
          [3, 3, 4, 5, 6],
          [3, 4, 5],
        ],
      }),
    );
    expect(result.diagnostics[0]?.message).toMatch(/`b`.*4.*6/);
  });
});
