import { describe, expect, test } from '@jest/globals';
import { parametersOf } from '@einlay/ir';
import { formatSource } from './format.ts';
import { listLayers } from './list-layers.ts';
import { checkModule, loadModule } from './load-module.ts';
import { lowerLayer } from './lower.ts';
import { codesOf, diagnosticsOf, distance, inputsFor, noiseTensor, programOf, run } from './testing/run-layer.ts';

const BTT = 'structure s = theta(1/2, 0, 1/2, 0, 1/2, 1/2, 1/4)\n';

/** Extents of the factors of a layer. */
const shapesOf = (text: string, layer: string, settings: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(
    parametersOf(programOf(text, layer, settings))
      .filter(({ role }) => role === 'factor')
      .map(({ name, shape }) => [name, shape]),
  );

describe('a layer made of a structure', () => {
  test('has sizes that divide its widths', () => {
    expect(shapesOf(`${BTT}layer mixer = s(d_in = 1024, d_out = 4096, sizes = divisors)`, 'mixer')).toEqual({
      A: [32, 32, 64, 6],
      B: [64, 32, 6, 64],
    });
  });

  test('computes what one written by hand does', () => {
    const text = `import { btt } from "std"\n${BTT}layer mixer = s(d_in = 16, d_out = 64)`;
    const [made, written] = [programOf(text, 'mixer'), programOf(text, 'btt', { g: 4, a: 4, p: 8, e: 8, r: 2 })];
    const x = noiseTensor([3, 16], 1);
    expect(distance(run(made, inputsFor(made, { x })), run(written, inputsFor(written, { x })))).toBe(0);
    expect(made.name).toBe('mixer');
  });

  test('may leave its widths open', () => {
    const text = `${BTT}layer mixer = s()\nlayer half = s(d_out = 16)`;
    expect(shapesOf(text, 'mixer', { d_in: 16, d_out: 64 })).toEqual({ A: [4, 4, 8, 2], B: [8, 4, 2, 8] });
    expect(shapesOf(text, 'half', { d_in: 64 })).toEqual({ A: [8, 8, 4, 2], B: [4, 8, 2, 4] });
    const module = loadModule(text, 'test.ein');
    if (!module.ok) throw new Error('wrong');
    expect(lowerLayer(module.value, 'mixer').diagnostics.map(({ code }) => code)).toEqual(['missing-parameter']);
    expect(listLayers(module.value).map(({ name, parameters }) => [name, parameters])).toEqual([
      ['mixer', [{ name: 'd_in' }, { name: 'd_out' }]],
      ['half', [{ name: 'd_in' }, { name: 'd_out', default: '16' }]],
    ]);
  });

  test('is called like any other, also by a width that is a parameter', () => {
    const text = `${BTT}layer mixer = s()
layer block(d) {
  input x[..., t, d]
  let h = mixer(d_in = d, d_out = 4 * d)(x)
  let y = mixer(d_in = 4 * d, d_out = d)(h)
  output z[..., t, d] = x[..., t, d] + y[..., t, d]
}`;
    const shapes = shapesOf(text, 'block', { d: 16 });
    expect(shapes).toEqual({ 'h.A': [4, 4, 8, 2], 'h.B': [8, 4, 2, 8], 'y.A': [8, 8, 4, 2], 'y.B': [4, 8, 2, 4] });
  });

  test('can be imported', () => {
    const readFile = (): string => `${BTT}layer mixer = s(d_in = 16, d_out = 16)`;
    const module = loadModule('import { mixer } from "./other.ein"', 'test.ein', { readFile });
    expect(module.ok && lowerLayer(module.value, 'mixer').ok).toBe(true);
  });

  test('of every named structure', () => {
    const text = `
structure a = dense
structure b = low_rank(1/2)
structure c = kronecker()
structure d = tensor_train(1/4, a = 1/2)
structure e = monarch(1/4)
structure f = btt(s = 1/4)
structure g = block_dense(1/4, 1/2)
structure h = block_diagonal(1/4)
${'abcdefgh'
  .split('')
  .map((name) => `layer l_${name} = ${name}(256, 256)`)
  .join('\n')}`;
    const counts = 'abcdefgh'.split('').map((name) => {
      const shapes = Object.values(shapesOf(text, `l_${name}`));
      return shapes.reduce((all, shape) => all + shape.reduce<number>((size, extent) => size * Number(extent), 1), 0);
    });
    expect(counts).toEqual([
      65536,
      2 * 4096,
      2 * 256,
      2 * 1024,
      2 * 16384,
      2 * 16384,
      4 * 64 * 16 + 4 * 16 * 256,
      16384,
    ]);
  });

  test('with sizes by each rule', () => {
    const layer = (rest: string): string =>
      `structure s = theta(0.33, 0, 0.67, 0, 0.67, 0.33, 0)\nlayer m = s(d_in = 1024, d_out = 1024${rest})`;
    expect(shapesOf(layer(', sizes = round'), 'm')['A']).toEqual([104, 10, 10]);
    expect(shapesOf(layer(', sizes = up'), 'm')['A']).toEqual([104, 10, 10]);
    expect(shapesOf(layer(', sizes = greedy'), 'm')['A']).toEqual([32, 32, 32]);
    expect(shapesOf(layer(''), 'm')['A']).toEqual([128, 8, 8]);
    expect(shapesOf(layer(', multiple = 16'), 'm')['A']).toEqual([64, 16, 16]);
  });

  test('pads what its sizes exceed, and drops nothing', () => {
    const text = 'structure s = btt()\nlayer m = s(d_in = 1000, d_out = 1000, sizes = up)';
    const program = programOf(text, 'm');
    const x = noiseTensor([2, 1000], 3);
    const { shape, data } = run(program, inputsFor(program, { x }));
    expect(shape).toEqual([2, 1000]);
    expect(data.some((value) => value === 0)).toBe(false);
  });

  test('its text is formatted like any other', () => {
    const text = 'structure   s=btt( s=1/4 )where omega==0,psi==1\nlayer m=s(d_in=4,d_out=4)   where rank==4';
    expect(formatSource(text, 'test.ein')).toMatchObject({
      ok: true,
      value:
        'structure s = btt(s = 1 / 4) where omega == 0, psi == 1\nlayer m = s(d_in = 4, d_out = 4) where rank == 4\n',
    });
  });
});

describe('conditions', () => {
  const layer = (conditions: string): string => `${BTT}layer m = s(d_in = 1024, d_out = 1024) where ${conditions}`;

  test('speak of what the layer costs and can do', () => {
    expect(
      codesOf(layer('rank == min(d_in, d_out), macs <= dense / 2, params == macs, omega == 0, alpha == 32')),
    ).toEqual([]);
    expect(codesOf('structure k = kronecker where psi == 1, omega == 1/2, nu < 0.6')).toEqual([]);
  });

  test('that do not hold show both sides', () => {
    expect(diagnosticsOf(layer('rank == d_in, macs <= dense / 4')).map(({ message }) => message)).toEqual([
      '`macs <= dense / 4` does not hold: `macs` is 393216, `dense / 4` is 262144',
    ]);
    expect(diagnosticsOf('structure l = low_rank(1/4) where psi == 1').map(({ message }) => message)).toEqual([
      '`psi == 1` does not hold: `psi` is 0.25, `1` is 1',
    ]);
  });

  test('of a layer with open widths hold or not where it is used', () => {
    const text = `${BTT}layer m = s() where macs <= dense / 4
layer f(d) {
  input x[..., d]
  output y = m(d, d)(x)
}`;
    expect(codesOf(text)).toEqual([]);
    expect(codesOf(text, { d: 65536 })).toEqual([]);
    const [wrong] = diagnosticsOf(text, { d: 1024 });
    expect(wrong).toMatchObject({ code: 'constraint-failed', labels: [{ text: 'called here' }] });
  });

  test('name only what there is', () => {
    expect(codesOf(layer('ranks == 4'))).toEqual(['unknown-name']);
    expect(codesOf(layer('rank'))).toEqual(['type-mismatch']);
    expect(codesOf('structure k = kronecker where rank == 4')).toEqual(['unknown-name']);
  });
});

describe('what is wrong with a structure', () => {
  test.each([
    ['theta(1/2, 0, 1/2)', 'θ has 7 exponents'],
    ['theta(1/2, 1/4, 1/2, 0, 1/2, 1/2, 0)', 'θα + θβ + θγ = 1.25, which is 0.25 more than 1'],
    ['theta(-1/2, 1, 1/2, 0, 1/2, 1/2, 0)', 'θα = -0.5 is not between 0 and 1'],
    ['theta(0/0, 1, 1/2, 0, 1/2, 1/2, 0)', 'θα = NaN is not between 0 and 1'],
    ['monarchy(1/2)', 'there is no structure `monarchy`'],
    ['low_rank', 'low_rank(s) needs `s`'],
    ['low_rank(t = 1)', 'low_rank(s) has no exponent `t`'],
    ['1/2', 'a structure is theta(…) or one that has a name'],
  ])('%s', (value, message) => {
    const text = `structure s = ${value}`;
    const found = diagnosticsOf(text);
    expect(found.map(({ code }) => code)).toEqual(['bad-structure']);
    expect(found[0]?.message).toContain(message);
    const { start = 0, end = 0 } = found[0]?.span ?? {};
    expect(text.slice(start, end)).toBe(value);
  });

  test('exponents are numbers that are known', () => {
    expect(codesOf('structure s = low_rank(d)')).toEqual(['unknown-name']);
    expect(codesOf('structure s = low_rank(x[i])')).toEqual(['not-constant']);
    expect(codesOf('structure s = low_rank(1 < 2)\nlayer m = s(4, 4)')).toEqual([]);
  });

  test('names are given once', () => {
    expect(codesOf('structure s = dense\nstructure s = dense')).toEqual(['duplicate-name']);
    expect(codesOf('structure s = dense\nlayer s = s(4, 4)')).toEqual(['duplicate-name']);
  });
});

describe('what is wrong with a layer of a structure', () => {
  test.each([
    ['t(4, 4)', ['unknown-structure']],
    ['4', ['bad-structure']],
    ['s(d_in = 4, d_in = 4)', ['duplicate-name']],
    ['s(d = 4)', ['unknown-parameter']],
    ['s(4, 4, divisors, 1, 2)', ['unknown-parameter']],
    ['s(4, 4, sizes = odd)', ['bad-structure']],
    ['s(4, 4, sizes = 1)', ['bad-structure']],
    ['s(4, 1/2)', ['not-whole']],
    ['s(4, w)', ['unknown-name']],
    ['s(4, 0)', ['no-sizes']],
    ['s(4, -4)', ['no-sizes']],
    ['s(4, 1e15)', ['no-sizes']],
    ['s(1000, 1000, multiple = 64)', ['no-sizes', 'no-sizes']],
    ['s(2048, 2048, sizes = round)', ['no-sizes']],
  ])('%s', (value, codes) => {
    expect(codesOf(`${BTT}layer m = ${value}`)).toEqual(codes);
  });

  test('sizes that would drop features say so', () => {
    const [wrong] = diagnosticsOf(`${BTT}layer m = s(2048, 2048, sizes = round)`);
    expect(wrong?.message).toBe('rounded sizes multiply to 2025 where x has 2048 features, so some would be dropped');
    expect(wrong?.hint).toBe('`sizes = up` or `divisors` drops none');
  });

  test('a structure that is wrong is reported once', () => {
    expect(
      codesOf('structure s = theta(1)\nlayer m = s(4, 4)\nlayer f() {\n input x[..., a]\n output y = m()(x)\n}'),
    ).toEqual(['bad-structure']);
  });

  test('an input of another width is refused where it is called', () => {
    const text = `${BTT}layer m = s(16, 16)
layer f() {
  input x[..., d]
  index d = 8
  output y = m()(x)
}`;
    const found = diagnosticsOf(text);
    expect(found.map(({ code }) => code)).toEqual(['shape-mismatch']);
    expect(found[0]?.message).toContain('must have extent 16 but has 8');
  });

  test('what is cut short is reported and nothing else', () => {
    for (const text of [
      'structure',
      'structure s',
      'structure s =',
      'structure s = theta(',
      'layer m =',
      `${BTT}layer m = s(`,
      `${BTT}layer m = s() where`,
    ]) {
      const { diagnostics } = checkModule(text, 'test.ein');
      expect(diagnostics.map(({ code }) => code)).toEqual(['unexpected-token']);
    }
  });
});
