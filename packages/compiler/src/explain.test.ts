import { expect, test } from '@jest/globals';
import { compile } from './compile.ts';
import type { Compilation } from './compile.ts';
import { explain } from './explain.ts';

function compiled(source: string, set: Readonly<Record<string, number>>): Compilation {
  const result = compile(source, { set });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const LOW_RANK = `layer low_rank(n, m, r) {
  input x[..., n]
  factor A[n, r], B[r, m]
  output y[..., m] = gelu(x[..., n] * A[n, r] * B[r, m])
}`;

test('counts at the extents asked for', () => {
  const compilation = compiled(LOW_RANK, { n: 64, m: 32, r: 4 });
  const explanation = explain(compilation, new Map([['...', 10]]));
  expect(explanation).toMatchObject({ layer: 'low_rank', at: { '...': 10 }, parameters: 384, macs: 10 * 384 });
  expect(explanation.einsums).toMatchObject([{ flops: 2 * 10 * 384, naiveFlops: 3 * 10 * 64 * 4 * 32 }]);
  expect(explanation.steps.map(({ shape }) => shape)).toEqual([
    [10, 4],
    [10, 32],
    [10, 32],
  ]);
  // Each operand is read and each result written once, four bytes an element.
  expect(explanation.bytes).toBe(4 * (10 * (64 + 4) + 64 * 4 + 10 * (4 + 32) + 4 * 32 + 10 * (32 + 32)));
  expect(explanation.seconds).toBeCloseTo(explanation.steps.reduce((all, { seconds }) => all + seconds, 0));
});

test('what limits a step follows from its operations and bytes', () => {
  const boundsAt = (tokens: number, n: number): readonly string[] =>
    explain(compiled(LOW_RANK, { n, m: n, r: n }), new Map([['...', tokens]])).steps.map(({ bound }) => bound);
  expect(boundsAt(1, 4)).toEqual(['launch', 'launch', 'launch']);
  expect(boundsAt(4096, 1024)).toEqual(['compute', 'compute', 'memory']);
});

test('without extents, unknown ones are 4096', () => {
  const explanation = explain(compiled(LOW_RANK, { n: 8, m: 8, r: 2 }));
  expect(explanation.at).toEqual({ '...': 4096 });
  expect(explanation.macs).toBe(4096 * 32);
});

test('a layer without einsums', () => {
  const { einsums, steps, macs, intensity } = explain(
    compiled('layer f(n) {\n  input x[n]\n  output y[n] = x[n]\n}', { n: 2 }),
  );
  expect({ einsums, steps, macs, intensity }).toEqual({ einsums: [], steps: [], macs: 0, intensity: 0 });
});
