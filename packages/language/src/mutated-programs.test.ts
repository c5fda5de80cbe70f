import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { verifyProgram } from '@einlay/ir';
import { listLayers } from './list-layers.ts';
import { checkModule } from './load-module.ts';
import { lowerLayer } from './lower.ts';
import { STANDARD_FILES } from './stdlib.ts';

/** Uses what the standard library does not. */
const SAMPLE = `import { dense, btt as b } from "std"
layer sample(d, n = 2, r = d / 2) where d > 1, r * 2 == d {
  index j = d
  index w = 2
  input x[..., t, d], token[...]: i32
  factor E[d, r], F[r, j] ~ normal(1 / sqrt(d)) lr 2
  const scale = 1 / sqrt(d)
  const mask[d, j] = where(j <= d and d != 1, 0, -1)
  let h[..., t, d] = x[..., t, d]
  repeat n as l {
    factor W[d, j] ~ zeros
    let h[..., t, d] = h[..., t, d] + gelu(h[..., t, i] * W[i, d]) / sqrt(l + 1)
  }
  let a = einsum("...td,dr->...tr", h, E)
  let q = dense(d_in = d, d_out = d)(h)
  let s[..., t, d] = softmax[d](q[..., t, d] * scale) - max[d] h[..., t, d]
  output y[..., t, j] = layer_norm[j, eps = 1e-6](a[..., t, r] * F[r, j] + s[..., t, d] * mask[d, j])
  output z[..., r] = E[token[...], r] * -2
}
structure s = btt(s = 1/4) where omega == 0
layer mixer = s(d_in = 16, d_out = 8, sizes = up) where rank == 8
layer open = s()
`;

const pieces = [SAMPLE, ...STANDARD_FILES.values()].map((text) =>
  [...text.matchAll(/\w+|\s+|\.\.\.|[<>=!]=|./gsu)].map(([piece]) => piece),
);
const words = pieces.flat().filter((piece) => piece.trim() !== '');

/** A program with a few of its words replaced by others, left out or doubled: often well-formed, seldom right. */
const mutated = fc
  .constantFrom(...pieces)
  .chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc.array(
        fc.record({
          at: fc.nat(text.length - 1),
          change: fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom(...words).map((word) => () => [word]) },
            { weight: 1, arbitrary: fc.constant((word: string) => [word, ' ', word]) },
            { weight: 1, arbitrary: fc.constant(() => [' ']) },
          ),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    ),
  )
  .map(([text, changes]) => {
    const words = [...text];
    for (const { at, change } of changes) words.splice(at, 1, ...change(words[at] ?? ''));
    return words.join('');
  });

test('the sample is right as it stands', () => {
  const module = checkModule(SAMPLE, 'test.ein');
  expect(module.diagnostics).toEqual([]);
  expect(lowerLayer(module, 'sample', { d: 4 }).diagnostics).toEqual([]);
});

test('mutated programs are checked and lowered without an exception, to verified IR or diagnostics', () => {
  let lowered = 0;
  fc.assert(
    fc.property(mutated, fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 9, maxLength: 9 }), (text, values) => {
      const module = checkModule(text, 'test.ein', { readFile: () => SAMPLE });
      for (const { name, parameters } of listLayers(module)) {
        const settings = Object.fromEntries(
          parameters.map((parameter, position) => [parameter.name, values[position] ?? 1]),
        );
        const result = lowerLayer(module, name, settings);
        if (result.ok) {
          verifyProgram(result.value, 'lower');
          lowered += 1;
        } else expect(result.diagnostics.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300, interruptAfterTimeLimit: 30_000 },
  );
  // Mutation leaves most layers of a file alone, so that lowering is met too.
  expect(lowered).toBeGreaterThan(0);
});
