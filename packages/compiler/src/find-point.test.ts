import { describe, expect, test } from '@jest/globals';
import { loadModule, lowerLayer, pointText } from '@einlay/language';
import { analyze, printTheta, sampleAll, symmetryKey, take, taxonomyOf, thetaOf } from '@einlay/space';
import { exponentsOfNetwork, findPoint } from './find-point.ts';
import type { Found } from './find-point.ts';

function find(text: string, layer: string, settings: Readonly<Record<string, number>> = {}): Found {
  const module = loadModule(text, 'test.ein');
  if (!module.ok) throw new Error(module.diagnostics.map(({ message }) => message).join('\n'));
  const program = lowerLayer(module.value, layer, settings);
  if (!program.ok) throw new Error(program.diagnostics.map(({ message }) => message).join('\n'));
  return findPoint(program.value);
}

const standard = (layer: string, settings: Readonly<Record<string, number>>): Found =>
  find(`import { ${layer} } from "std"`, layer, settings);

/** The point in words, or why there is none. */
function said(found: Found): string {
  if (found.kind === 'none') return found.reason;
  if (found.kind === 'network') return `${found.network.factors} factors`;
  return printTheta(found.analysis.theta);
}

describe('layers of the standard library', () => {
  test.each([
    ['dense', { d_in: 64, d_out: 32 }, '(1, 0, 0, 1, 0, 0, 0)'],
    ['low_rank', { d_in: 256, d_out: 256, r: 16 }, '(1, 0, 0, 0, 1, 0, 1/2)'],
    ['kronecker', { b: 4, a: 16, e: 4, d: 16 }, '(2/3, 1/3, 0, 2/3, 1/3, 0, 0)'],
    ['tensor_train', { b: 8, a: 8, e: 8, d: 8, r: 4 }, '(1/2, 1/2, 0, 1/2, 1/2, 0, 1/3)'],
    ['btt', { g: 32, a: 32, p: 64, e: 64, r: 4 }, '(1/2, 0, 1/2, 0, 1/2, 1/2, 1/5)'],
    ['block_dense', { g: 4, a: 64, r: 16, d_out: 256 }, '(3/4, 0, 1/4, 0, 1, 0, 1/2)'],
    ['block_diagonal', { blocks: 4, i: 64, o: 64 }, '(3/4, 0, 0, 3/4, 0, 0, 0; ξ 1/4)'],
    // Monarch of b blocks is a block tensor-train of b blocks and rank d/b², up to the order of outputs.
    ['monarch', { d_in: 256, d_out: 256, blocks: 16 }, '(1/2, 0, 1/2, 0, 1/2, 1/2, 0)'],
    ['monarch', { d_in: 256, d_out: 256, blocks: 4 }, '(3/4, 0, 1/4, 0, 3/4, 1/4, 1/2)'],
    ['monarch', { d_in: 256, d_out: 256, blocks: 64 }, '(1/4, 0, 1/4, 0, 1/4, 1/4, 0; ξ 1/2)'],
    ['tensor_train3', { a: 4, b: 4, c: 4, d: 4, e: 4, f: 4, r: 2 }, '3 factors'],
    ['blast', { b: 4, p: 8, q: 8, r: 4 }, '3 factors'],
  ])('%s %j', (layer, settings, expected) => {
    expect(said(standard(layer, settings))).toBe(expected);
  });

  test('are counted as a point of these sizes is', () => {
    const found = standard('btt', { g: 32, a: 32, p: 64, e: 64, r: 4 });
    if (found.kind !== 'point') throw new Error('no point');
    expect(found.factors).toEqual(['A', 'B']);
    expect(found.analysis).toMatchObject({
      ...{ params: 4 * 32 * 64 * (32 + 64), macs: 4 * 32 * 64 * (32 + 64), rank: 1024 },
      widths: { dIn: 1024, dOut: 4096 },
    });
  });

  test('of three cores in the general form', () => {
    const found = standard('btt3', { a: 4, b: 4, g: 4, d: 4, e: 4, m: 4, r: 1 });
    if (found.kind !== 'network') throw new Error('no network');
    expect(found).toMatchObject({
      ...{ params: 3 * 256, macs: 3 * 256, rank: 64, omega: 0, psi: 1 },
      factors: ['A', 'B', 'C'],
    });
    expect(found.nu).toBeCloseTo(1 / 3, 9);
    expect(exponentsOfNetwork(found).indices.map(({ value }) => Math.round(value * 1e6) / 1e6)).toEqual(
      Array(6).fill(0.333333),
    );
  });

  test('BLAST shares nothing, and costs r·(b·p + b·q + b²)', () => {
    const found = standard('blast', { b: 4, p: 8, q: 8, r: 4 });
    expect(found).toMatchObject({ kind: 'network', params: 4 * (32 + 32 + 16), macs: 4 * (32 + 32 + 16), rank: 16 });
  });

  test.each([
    ['attention', { d: 8, heads: 2 }, 'it has a softmax, which is not linear'],
    ['ffn', { d: 8 }, 'work element by element that is not a product'],
    ['transformer_block', { d: 8, heads: 2 }, 'is a sum, and a point is one product'],
  ])('%s is none', (layer, settings, reason) => {
    expect(said(standard(layer, settings))).toContain(reason);
  });
});

describe('what is no point', () => {
  const layer = (body: string): string =>
    said(find(`layer f() {\nindex g = 4\nindex a = 8\nindex e = 8\n${body}\n}`, 'f'));

  test.each([
    [
      'input x[..., (g a)] factor W[a, e] output y[..., (g e)] = x[..., g, a] * W[a, e]',
      'index `g` is shared by input and output only',
    ],
    [
      'index r = 2 input x[..., (g a)] factor A[g, a, r], B[r, e] output y[..., (g e)] = x[..., g, a] * A[g, a, r] * B[r, e]',
      'index `g` is shared by input and output, but not by all factors, so the blocks it makes are not independent',
    ],
    [
      'input x[..., a] factor W[a, e], c[e] output y[..., e] = x[..., a] * W[a, e] + c[e]',
      '`y` is a sum, and a point is one product',
    ],
    [
      'input x[..., a], z[..., a] factor W[a, e] output y[..., e] = x[..., a] * z[..., a] * W[a, e]',
      'it is a product of two inputs, `x` and `z`',
    ],
    [
      'input x[..., a] factor W[a, e] output y[..., e] = x[..., a] * x[..., a] * W[a, e]',
      'it is not linear in `x`, which stands in a product with itself',
    ],
    ['input x[..., a] output y[..., a] = 2 * x[..., a]', 'it has no factors'],
    ['factor W[a, e] output y[a, e] = W[a, e]', 'its output does not depend on an input'],
    ['input x[..., a] factor W[a, a] output y[..., a] = x[..., a] * W[a, a]', 'it takes a diagonal of `W`'],
    [
      'input x[..., a] factor W[a, e] output y[..., e] = max[a] (x[..., a] * W[a, e])',
      'the max of values, which is not linear',
    ],
    ['input x[..., a] factor W[g, e] output y[..., e] = x[..., a] * W[g, e]', 'index `a` is on the input only'],
    [
      'input x[..., a] factor W[a, e] output y[..., e] = x[..., a] * W[a, e] output z[..., a] = x[..., a]',
      'it has 2 outputs',
    ],
    [
      'input x[..., a] factor W[a, e], V[e, a] let h[..., e] = x[..., a] * W[a, e] let z[..., a] = h[..., e] * V[e, a] output y[..., e] = z[..., a] * W[a, e]',
      'it uses the factor `W` more than once',
    ],
    [
      'index c = 3 index d = 5 index p = 15 index q = 2 index m = 6 input x[..., (c d q)] factor A[p, q, m] let h[..., (p q)] = x[..., c, d, q] * where(p == 0, 1, 0) output y[..., m] = h[..., p, q] * A[p, q, m]',
      'element by element',
    ],
  ])('%s', (body, reason) => {
    expect(layer(body)).toContain(reason);
  });

  test('axes that are cut where no index can be', () => {
    expect(said(standard('monarch', { d_in: 24, d_out: 24, blocks: 4 }))).toBe(
      'it joins axes of 4 and 6 and splits them as 6 and 4, so that no part of an index goes on as one',
    );
  });

  test('a chain without end', () => {
    const text =
      'layer f() {\nindex a = 2\ninput x[..., a]\nfactor W[a, e]\nindex e = 2\nlet h[..., a] = x[..., a]\nrepeat 2000 { let h[..., a] = 2 * h[..., a] }\noutput y[..., e] = h[..., a] * W[a, e]\n}';
    expect(said(find(text, 'f'))).toBe('it takes more than 500 steps');
  });
});

describe('what is one all the same', () => {
  test('numbers in front, several axes of tokens, layers inside layers', () => {
    const text = `import { btt } from "std"
    layer f() {
      input x[..., t, (g a)]
      index g = 4 index a = 4
      let z = btt(g = 4, a = 4, p = 4, e = 4)(x)
      output y[..., t, (p e)] = -z[..., t, p, e] / 2
      index p = 4 index e = 4
    }`;
    expect(said(find(text, 'f'))).toBe('(1/2, 0, 1/2, 0, 1/2, 1/2, 0)');
  });

  test('indices that share all their tensors are one', () => {
    const text = `layer f() {
      index a = 4 index b = 4 index e = 16
      input x[..., (a b)]
      factor W[a, b, e]
      output y[..., e] = x[..., a, b] * W[a, b, e]
    }`;
    expect(said(find(text, 'f'))).toBe('(1, 0, 0, 1, 0, 0, 0)');
  });

  test('a number for every feature', () => {
    const text = 'layer f() { index a = 8 input x[..., a] factor s[a] output y[..., a] = x[..., a] * s[a] }';
    expect(said(find(text, 'f'))).toBe('(0, 0, 0, 0, 0, 0, 0; ξ 1)');
  });

  test('an equation', () => {
    const text = `layer f() {
      index g = 4 index a = 4 index p = 4 index e = 4
      input x[..., g, a]
      factor A[g, a, p], B[p, g, e]
      output y = einsum("...ga,gap,pge->...pe", x, A, B)
    }`;
    expect(said(find(text, 'f'))).toBe('(1/2, 0, 1/2, 0, 1/2, 1/2, 0)');
  });
});

test('points come back as they went', () => {
  for (const theta of [...take(sampleAll(23), 60), thetaOf([0.25, 0.25, 0, 0.25, 0.25, 0, 0.2], 0.5)]) {
    const point = analyze(theta, { dIn: 144, dOut: 576 }, { rule: 'divisors' });
    if (!point.ok) throw new Error('no sizes');
    const found = find(pointText(point.value, 'point'), 'point');
    if (found.kind !== 'point') throw new Error(said(found));
    const { analysis } = found;
    expect(symmetryKey(analysis.sizes)).toBe(symmetryKey(point.value.sizes));
    expect(analysis).toMatchObject({
      widths: point.value.widths,
      rank: point.value.rank,
      macs: point.value.macs,
      params: point.value.params,
    });
    expect(analysis.omega).toBeCloseTo(taxonomyOf(analysis.theta).omega, 9);
  }
});
