import { describe, expect, test } from '@jest/globals';
import { verifyProgram } from '@einlay/ir';
import * as fc from 'fast-check';
import { checkModule, loadModule } from './load-module.ts';
import { lowerLayer } from './lower.ts';
import { STANDARD_FILES } from './stdlib.ts';
import { codesOf, diagnosticsOf } from './testing/run-layer.ts';

/** A body that is right but for the line in question. */
const within = (line: string): string => `layer add() { input a[i], b[i] output y[i] = a[i] + b[i] }
layer scale(n, by = 1) { input x[..., n] output y[..., n] = by * x[..., n] }
layer pair() { input x[i] output y[i] = x[i] output z[i] = x[i] }
layer f(n, m) {
  input x[..., n], u[n], v[m], W[n, m], token[t]: i32, mask[n]: bool
  ${line}
  output y = 1
}`;

describe('each mistake is found without values', () => {
  test.each([
    ['unknown-name', 'let z[n] = q[n]'],
    ['unknown-name', 'let z[n] = u[n] * s'],
    ['unknown-name', 'let z = tanh(i)'],
    ['unknown-name', 'const c = 1 / sqrt(missing)'],
    ['unknown-name', 'let z = add()(u, q)'],
    ['unknown-name', 'let z[n] = later[n]\n let later[n] = u[n]'],
    ['unknown-layer', 'let z = dens(n)(x)'],
    ['unknown-function', 'let z[n] = gleu(u[n])'],
    ['unknown-function', 'let z[n] = scale(n)'],
    ['unknown-initializer', 'factor A[n] ~ uniform'],
    ['unknown-dtype', 'input k[n]: i64'],
    ['unknown-parameter', 'let z = scale(n, times = 2)(x)'],
    ['missing-parameter', 'let z = scale(by = 2)(x)'],
    ['duplicate-name', 'let z = scale(n, n = 2)(x)'],
    ['duplicate-name', 'let u[n] = v[m] * W[n, m]'],
    ['duplicate-name', 'const n = 2'],
    ['duplicate-name', 'index n = 2'],
    ['duplicate-name', 'index i = 2\n index i = 3'],
    ['unknown-index', 'let z[k] = u[n]'],
    ['unknown-index', 'let z[..., n] = u[n]'],
    ['unknown-index', 'let z = max[k] u[n]'],
    ['unknown-index', 'let z[n] = softmax[m](u[n])'],
    ['unknown-index', 'let z[n] = layer_norm[m](u[n])'],
    ['duplicate-index', 'let z[n, n] = W[n, n]'],
    ['duplicate-index', 'let z = sum[n, n] u[n]'],
    ['duplicate-index', 'let z = add()(u, W[n, n])'],
    ['batch-not-first', 'input k[n, ...]'],
    ['batch-not-first', 'let z[n] = u[n] * W[n, ...]'],
    ['batch-mismatch', 'let z[n] = x[n]'],
    ['batch-mismatch', 'let z[..., n] = u[..., n]'],
    ['batch-dropped', 'let z[n] = x[..., n]'],
    ['batch-dropped', 'let z = sum[n] x[..., n]'],
    ['axis-count', 'let z[n] = W[n]'],
    ['axis-count', 'let z = scale(n)(W[n, m])[n]'],
    ['axis-count', 'let z = add()(W, W)'],
    ['axis-count', 'let z = einsum("ijk->i", W)'],
    ['axes-missing', 'let z[n] = u * 2'],
    ['axes-missing', 'let z[n] = 1 + scale(n)(u)'],
    ['not-a-tensor', 'let z[n] = m[n]'],
    ['argument-count', 'let z[n] = tanh(u[n], u[n])'],
    ['argument-count', 'let z[n] = max(u[n])'],
    ['argument-count', 'let z[n] = where(true_, 1)\n const true_ = 1'],
    ['argument-count', 'let z = add()(u)'],
    ['argument-count', 'let z = scale(1, 2, 3)(x)'],
    ['argument-count', 'let z = einsum("ij,j->i", W)'],
    ['argument-count', 'factor A[n] ~ normal'],
    ['argument-not-a-tensor', 'let z = add()(u[n] + 1, u)'],
    ['argument-not-a-tensor', 'let z = add()(u, n)'],
    ['argument-not-a-tensor', 'let z = add()(u, W[token[t], m])'],
    ['output-count', 'let z = pair()(u)'],
    ['type-mismatch', 'let z[n] = mask[n] * 2'],
    ['type-mismatch', 'let z[n] = where(u[n], 1, 2)'],
    ['type-mismatch', 'let z[n] = u[n] and mask[n]'],
    ['type-mismatch', 'let z[n] = W[u[n], m]'],
    ['type-mismatch', 'let z = add()(mask, u)'],
    ['type-mismatch', 'where n + m'],
    ['not-constant', 'const c = u[n]'],
    ['not-constant', 'index k = sum[n] u[n]'],
    ['not-constant', 'const T[n] = 2 * u[n]'],
    ['not-constant', 'factor A[n] lr u[n]'],
    ['misplaced-statement', 'repeat 2 { input k[n] }'],
    ['misplaced-statement', 'repeat 2 { output k[n] = u[n] }'],
    ['rebinding-mismatch', 'let h[n] = u[n]\n repeat 2 { let h[n, m] = W[n, m] }'],
    ['type-mismatch', 'let h[n] = u[n]\n repeat 2 { let h[n] = mask[n] }'],
    ['not-yet-supported', 'loss 2'],
  ])('%s: %s', (code, line) => {
    // A wrong line may have several mistakes; what stands first is what the line is about.
    const codes = codesOf(within(line));
    expect(codes[0] === 'unknown-name' ? codes.at(-1) : codes[0]).toBe(code);
  });

  test('a body without mistakes has none', () => {
    const line = `index i = n * m
      const c = 1 / sqrt(i)
      let z[..., (n m)] = x[..., n] * W[n, m] * c`;
    expect(codesOf(within(line))).toEqual([]);
  });

  test('several are found at once', () => {
    expect(codesOf(within('let a[n] = q[n]\n let b[k] = u[n]\n let c[n] = a[n] + b[n] + W[n]'))).toEqual([
      'unknown-name',
      'unknown-index',
      'axis-count',
    ]);
  });

  test('words that are nearly right are suggested', () => {
    expect(diagnosticsOf(within('let z[n] = token_[t] * u[n]'))[0]?.hint).toBe('did you mean `token`?');
    expect(diagnosticsOf(within('let z[n] = sigmiod(u[n])'))[0]?.hint).toBe('did you mean `sigmoid`?');
  });

  test('a layer without output, and layers that call each other', () => {
    expect(codesOf('layer f() { input x[i] }')).toEqual(['no-output']);
    const [problem] = diagnosticsOf(`layer a() { input x[i] let y = b()(x) output z[i] = y[i] }
      layer b() { input x[i] let y = a()(x) output z[i] = y[i] }`);
    expect(problem?.message).toBe('layers call each other without end: a → b → a');
    expect(codesOf('layer a() { input x[i] output z = a()(x) }')).toEqual(['recursive-layer']);
  });
});

describe('extents, as far as they are known without values', () => {
  test('a factor that will never have an extent', () => {
    expect(codesOf('layer f(o) { input x[b] factor W[z, o] output y[b, o] = x[b] * W[i, o] }')).toEqual([
      'unknown-extent',
    ]);
    expect(codesOf('layer f(o) { input x[b, i] factor W[i, o] output y[b, o] = x[b, i] * W[i, o] }')).toEqual([
      'extent-not-a-number',
    ]);
    expect(codesOf('layer f(o, i) { input x[b, c] factor W[i, o] output y[b, o] = x[b, k] * W[k, o] }')).toEqual([]);
  });

  test('everything, when all parameters have defaults', () => {
    const text = (i: number) => `layer f(n = 4) { index i = ${i} input x[n] output y[i] = x[i] }`;
    expect(codesOf(text(4))).toEqual([]);
    expect(codesOf(text(3))).toEqual(['extent-mismatch']);
  });
});

describe('wrong programs never break the compiler', () => {
  const [linear = '', transformer = ''] = ['<std>/linear.ein', '<std>/transformer.ein'].map((path) =>
    STANDARD_FILES.get(path),
  );
  const everything = within(`index k = 2
    factor A[n, m] ~ normal(0.1) lr 2
    const T[n, k] = where(n_ <= 1, 1, 0) * k
    let z[..., (n k)] = x[..., n] * W[n, m] * einsum("ij->ji", A)[m, n] * T[n, k]
    repeat 2 as l { factor B[n] let h[n] = u[n] * B[n] + l }
    let s[t] = softmax[m](W[token[t], m] * v[m]) * v[m]`).replace('n_', 'n');

  /** Texts made of pieces of right ones. */
  const mutated = fc
    .tuple(
      fc.constantFrom(linear, transformer, everything),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat({ max: 12 }),
          fc.constantFrom(
            '',
            'x',
            'n',
            '[',
            ']',
            '(',
            ')',
            ', ',
            ' * ',
            ' + ',
            '...',
            '1',
            '0',
            'sum[n] ',
            'softmax[m](',
            '2 ^ ',
            ' / ',
            'inf',
            'where(',
            'let ',
            'repeat 3 { ',
          ),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([text, edits]) =>
      edits.reduce((all, [place, length, piece]) => {
        const start = place % all.length;
        return all.slice(0, start) + piece + all.slice(start + length);
      }, text),
    );

  test('mutated files are checked and lowered, or refused', () => {
    fc.assert(
      fc.property(
        mutated,
        fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 8, maxLength: 8 }),
        (text, values) => {
          const module = checkModule(text, 'test.ein');
          for (const [name, layer] of module.layers) {
            const settings = Object.fromEntries(
              layer.syntax.parameters.map((each, at) => [each.name.text, values[at % 8] ?? 1]),
            );
            const program = lowerLayer(module, name, settings);
            // A layer with mistakes is not among the layers of the module, so this one answers one way or the other.
            expect(program.ok).toBe(program.diagnostics.length === 0);
            if (program.ok) verifyProgram(program.value, 'lower');
          }
          expect(loadModule(text, 'test.ein').ok).toBe(module.diagnostics.length === 0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
