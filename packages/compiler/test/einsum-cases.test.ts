/**
 * Einsum conformance: equations and shapes collected from public test suites, with shapes and sums computed by numpy. Each
 * case runs on the reference interpreter and through ONNX Runtime; each invalid one is refused with a diagnostic.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load, tensorOf } from '@einlay/artifact';
import type { InputTensors } from '@einlay/artifact';
import type { HostTensor } from '@einlay/ir';
import { onnx } from '@einlay/runtime-onnx';
import { einsum, evaluate } from '../src/index.ts';

interface Case {
  readonly id: string;
  readonly equation: string;
  readonly shapes: readonly (readonly number[])[];
  /** `divergent` and `extension` are valid in some systems only; we refuse them, as numpy does. */
  readonly expect: 'ok' | 'error' | 'divergent' | 'extension';
  readonly out_shape?: readonly number[];
  /** Whether the case is small enough to compute; of the others only the shape is known. */
  readonly numeric?: boolean;
  readonly ref?: {
    readonly sum: number;
    readonly wsum: number;
    readonly abs: number;
    readonly head: readonly number[];
  };
}

const file = new URL('cases/einsum.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] };
const valid = cases.filter((each) => each.expect === 'ok');
const computed = valid.filter(({ numeric }) => numeric === true);
const invalid = cases.filter((each) => each.expect !== 'ok');

/** The numbers that the cases prescribe for operand k. */
function operandsOf({ shapes }: Case): readonly HostTensor[] {
  return shapes.map((shape, k) => {
    const length = shape.reduce((all, extent) => all * extent, 1);
    const data = Float64Array.from({ length }, (_, i) => ((((i * 37 + k * 101 + 17) % 1009) % 7) - 3) / 4);
    return { shape, data };
  });
}

/** Compares with the sums of a case; `unit` is the round-off of the numbers. */
function expectResult({ out_shape, ref }: Case, shape: readonly number[], data: ArrayLike<number>, unit: number): void {
  expect(shape).toEqual(out_shape);
  if (!ref) return;
  const numbers = Float64Array.from(data);
  const within = (ref.abs + 1) * unit * 64;
  const sum = (weight: (at: number) => number): number =>
    numbers.reduce((total, value, at) => total + value * weight(at), 0);
  expect(Math.abs(sum(() => 1) - ref.sum)).toBeLessThanOrEqual(within);
  expect(Math.abs(sum((at) => (at % 7) + 1) - ref.wsum)).toBeLessThanOrEqual(7 * within);
  ref.head.forEach((value, at) => {
    expect(Math.abs((numbers[at] as number) - value)).toBeLessThanOrEqual(within);
  });
}

test('there are cases of both kinds', () => {
  expect(valid.length).toBeGreaterThan(300);
  expect(computed.length).toBeGreaterThan(250);
  expect(invalid.length).toBeGreaterThan(25);
});

describe('valid equations', () => {
  test.each(valid.map((each) => [each.id, each.equation, each] as const))(
    '%s %s has its shape',
    (_, equation, each) => {
      const compiled = einsum(equation, each.shapes, { targets: ['onnx'] });
      expect(compiled.diagnostics).toEqual([]);
      if (!compiled.ok) return;
      expect(compiled.value.emissions.get('onnx')?.artifact.outputs[0]?.shape).toEqual(each.out_shape);
    },
  );

  test.each(computed.map((each) => [each.id, each.equation, each] as const))('%s %s', async (_, equation, each) => {
    const operands = operandsOf(each);
    const reference = evaluate(equation, operands);
    expect(reference.diagnostics).toEqual([]);
    if (!reference.ok) return;
    expectResult(each, reference.value.shape, reference.value.data, 2 ** -53);

    const compiled = einsum(equation, each.shapes, { targets: ['onnx'] });
    expect(compiled.diagnostics).toEqual([]);
    if (!compiled.ok) return;
    const layer = await load(compiled.value.emissions.get('onnx')?.bytes as Uint8Array, {
      runtime: onnx({ threads: 1 }),
    });
    const inputs: InputTensors = Object.fromEntries(
      operands.map(({ shape, data }, at) => [`operand${at}`, tensorOf('f32', shape, data)]),
    );
    const { result } = await layer.run(inputs);
    await layer.close();
    expectResult(each, result?.shape ?? [], result?.data ?? [], 2 ** -24);
  });
});

describe('invalid equations', () => {
  test.each(invalid.map((each) => [each.id, each.equation, each] as const))('%s %s', (_, equation, each) => {
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
      } as unknown as Case),
    );
    expect(result.diagnostics[0]?.message).toMatch(/`b`.*4.*6/);
  });
});
