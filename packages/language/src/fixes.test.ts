import { describe, expect, test } from '@jest/globals';
import type { Diagnostic } from '@einlay/ir';
import { checkModule } from './load-module.ts';

const readFile = (path: string): string | undefined =>
  path === 'other.ein' ? 'layer wide(d) {\n  input x[..., d]\n  output y[..., d] = x[..., d] * 2\n}\n' : undefined;

const diagnose = (text: string): readonly Diagnostic[] => checkModule(text, 'a.ein', { readFile }).diagnostics;

/** The text after the fix of the first diagnostic that has one. */
function mend(text: string): { readonly code: string; readonly title: string; readonly text: string } {
  const first = diagnose(text).find(({ fix }) => fix);
  if (!first?.fix) throw new Error('nothing can be mended');
  const { title, span, replacement } = first.fix;
  return { code: first.code, title, text: `${text.slice(0, span.start)}${replacement}${text.slice(span.end)}` };
}

const layer = (body: string, head = 'd'): string => `layer f(${head}) {\n  input x[..., d]\n  ${body}\n}\n`;
const output = (value: string): string => layer(`output y[..., d] = ${value}`);

const BTT = `layer btt(g, a, p, e) {
  input x[..., (g a)]
  factor A[g, a, p], B[p, g, e]
  output y[..., (p e)] = x[..., g, a] * A[g, a, p] * B[p, g, e]
}
`;
const called = (settings: string, width: number): string =>
  `${BTT}layer model(d = ${width}) {\n  input x[..., t, d]\n  output y = btt(${settings})(x)\n}\n`;

describe('a fix mends what is reported', () => {
  test.each([
    [
      'unknown-name',
      output('featurs[..., d] * 2').replace('input x[', 'input features['),
      output('features[..., d] * 2').replace('input x[', 'input features['),
    ],
    ['unknown-function', output('gleu(x[..., d])'), output('gelu(x[..., d])')],
    [
      'unknown-initializer',
      layer('factor A[d, d] ~ zeroes\n  output y[..., i] = x[..., d] * A[d, i]'),
      layer('factor A[d, d] ~ zeros\n  output y[..., i] = x[..., d] * A[d, i]'),
    ],
    [
      'unknown-dtype',
      output('x[..., d]').replace('input x[..., d]', 'input x[..., d]: bf6'),
      output('x[..., d]').replace('input x[..., d]', 'input x[..., d]: bf16'),
    ],
    ['unknown-export', 'import { wid } from "./other.ein"\n', 'import { wide } from "./other.ein"\n'],
    ['import-path', 'import { wide } from "other.ein"\n', 'import { wide } from "./other.ein"\n'],
    ['axes-missing', output('x * 2'), output('x[..., d] * 2')],
    ['batch-mismatch', output('x[d] * 2'), output('x[..., d] * 2')],
    ['type-mismatch', output('x[..., d] * (x[..., d] < 2)'), output('x[..., d] * (where(x[..., d] < 2, 1, 0))')],
    ['unexpected-character', output('where(x[..., d] ≤ 2, 1, 0)'), output('where(x[..., d] <= 2, 1, 0)')],
    [
      'unexpected-character',
      output('where(x[..., d] < 2 && d > 1, x[..., d], 0)'),
      output('where(x[..., d] < 2 and d > 1, x[..., d], 0)'),
    ],
    ['unexpected-character', output('x[..., d];'), output('x[..., d]')],
    ['unexpected-token', output('x[..., d] ** 2'), output('x[..., d] ^ 2')],
    ['unexpected-token', output('2 x[..., d]'), output('2 * x[..., d]')],
    ['unexpected-token', output('x[..., d]').replace('output', 'ouput'), output('x[..., d]')],
    ['chained-comparison', output('where(0 < d < 3, x[..., d], 0)'), output('where(0 < d and d < 3, x[..., d], 0)')],
    ['number-too-large', output(`min(x[..., d], 1e999)`), output('min(x[..., d], inf)')],
    ['unclosed-text', 'import { wide } from "./other.ein\n', 'import { wide } from "./other.ein"\n'],
    [
      'unknown-extent',
      layer('factor A[d, o]\n  output y[..., o] = x[..., d] * A[d, o]'),
      layer('factor A[d, o]\n  output y[..., o] = x[..., d] * A[d, o]', 'd, o'),
    ],
    ['batch-dropped', layer('output y[d] = x[..., d] * 2'), layer('output y[..., d] = x[..., d] * 2')],
    ['duplicate-index', layer('output y[..., d, d] = x[..., d]'), layer('output y[..., d] = x[..., d]')],
    ['duplicate-index', layer('output y[...] = sum[d, d] x[..., d]'), layer('output y[...] = sum[d] x[..., d]')],
    ['batch-not-first', layer('output y[d, ...] = x[..., d]'), layer('output y[..., d] = x[..., d]')],
    ['batch-not-first', output('x[d, ...] * 2'), output('x[..., d] * 2')],
    ['batch-not-first', output('x[..., ..., d] * 2'), output('x[..., d] * 2')],
    ['unknown-index', layer('factor A[d]\n  output y[..., d] = A[d]'), layer('factor A[d]\n  output y[d] = A[d]')],
    ['not-a-tensor', output('x[..., d] * d[d]'), output('x[..., d] * d')],
    [
      'misplaced-argument-name',
      layer('factor A[d, i] ~ normal(deviation = 2)\n  output y[..., i] = x[..., d] * A[d, i]'),
      layer('factor A[d, i] ~ normal(2)\n  output y[..., i] = x[..., d] * A[d, i]'),
    ],
    [
      'missing-parameter',
      `import { wide } from "./other.ein"\n${layer('output y = wide()(x)')}`,
      `import { wide } from "./other.ein"\n${layer('output y = wide(d = d)(x)')}`,
    ],
    ['missing-parameter', called('4, a = 2', 8), called('4, a = 2, p = 1, e = 1', 8)],
  ])('%s: %#', (code, wrong, right) => {
    const mended = mend(wrong);
    expect(mended).toMatchObject({ code, text: right });
    expect(diagnose(mended.text).map(({ code: left }) => left)).not.toContain(code);
  });

  test.each([
    ['20, 32, 16, 8', 768, 'factor 768 = 24·32', '24, 32, 16, 8'],
    ['p = 16, e = 8, a = 3, g = 300', 1000, 'factor 1000 = 250·4', 'p = 16, e = 8, a = 4, g = 250'],
    ['g = 5, a = 5, p = 2, e = 2', 7, 'factor 7 = 1·7', 'g = 1, a = 7, p = 2, e = 2'],
  ])('numbers of a call: btt(%s) of %i features', (settings, width, title, mended) => {
    expect(mend(called(settings, width))).toEqual({ code: 'shape-mismatch', title, text: called(mended, width) });
    expect(diagnose(called(mended, width))).toEqual([]);
  });

  test('numbers of defaults', () => {
    const text = (g: number): string =>
      `layer f(d = 768, g = ${g}, a = 32) where g * a == d {\n  input x[..., (g a)]\n  output y[..., d] = x[..., d] * 2\n}\n`;
    expect(mend(text(20))).toEqual({ code: 'constraint-failed', title: 'factor 768 = 24·32', text: text(24) });
  });

  test('an index that stands twice in a group stays: the others would take its place', () => {
    const [found] = diagnose(layer('output y[..., (d d)] = x[..., d]'));
    expect(found).toMatchObject({ code: 'duplicate-index' });
    expect(found?.fix).toBeUndefined();
  });

  test('what is not written as a number is left alone', () => {
    const [found] = diagnose(called('d / 30, 32, 16, 8', 768).replace('d / 30', 'd / 32 + 1'));
    expect(found).toMatchObject({ code: 'shape-mismatch' });
    expect(found?.fix).toBeUndefined();
  });
});
