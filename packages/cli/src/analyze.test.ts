import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const BTT = '0.5,0,0.5,0,0.5,0.5,0';

/** The answer of `einlay analyze --json`. */
async function analyze(...words: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await einlay(['analyze', ...words, '--json']);
  expect({ code, stderr: stderr.replace(/^warning.*\n( {2}hint.*\n)?/gm, '') }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Codes of what is wrong, after checking how the command ended. */
async function wrong(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await einlay(['analyze', ...words]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).not.toMatch(/^ +at |mistake in einlay/m);
  return stderr.split('\n').filter((line) => line.startsWith('error'));
}

describe('a point', () => {
  test('in the form that others script against', async () => {
    expect(await analyze('--theta', BTT, '--din', '1024', '--dout', '4096')).toEqual({
      sizes: { alpha: 32, beta: 1, gamma: 32, delta: 1, epsilon: 64, phi: 64, rho: 1 },
      ...{ params: 196608, macs: 196608, rank: 1024, omega: 0, psi: 1, nu: 0.5, canonical: true },
    });
  });

  test('that is not canonical', async () => {
    expect(
      await analyze('--theta', '1/3,2/3,0,3/4,1/4,0,0', '--din', '4096', '--dout', '4096', '--sizes', 'round'),
    ).toEqual({
      sizes: { alpha: 16, beta: 256, gamma: 1, delta: 512, epsilon: 8, phi: 1, rho: 1 },
      ...{ params: 10240, macs: 98304, rank: 128, omega: 0.25, canonical: false },
      ...{ psi: expect.closeTo(7 / 12, 9), nu: expect.closeTo(1 / 3, 9) },
    });
  });

  test('with sizes that divide the widths', async () => {
    const words = ['--theta', '0.33,0,0.67,0,0.67,0.33,0', '--din', '1024', '--sizes', 'divisors'];
    expect(await analyze(...words)).toMatchObject({ sizes: { alpha: 8, gamma: 128, epsilon: 128, phi: 8 } });
    expect(await analyze(...words, '--multiple', '16')).toMatchObject({
      sizes: { alpha: 16, gamma: 64, epsilon: 64, phi: 16 },
    });
  });

  test('of blocks, and by name', async () => {
    const blocks = await analyze('--theta', '3/4,0,0,3/4,0,0,0', '--xi', '1/4', '--din', '256');
    expect(blocks).toMatchObject({ sizes: { alpha: 64, delta: 64, xi: 4 }, params: 16384, macs: 16384, rank: 256 });
    expect(await analyze('--structure', 'block_diagonal(1/4)', '--din', '256')).toEqual(blocks);
  });

  test('of one feature, and of a prime number of features', async () => {
    expect(await analyze('--theta', BTT, '--din', '1')).toMatchObject({ params: 2, macs: 2, rank: 1 });
    const { stderr } = await einlay(['analyze', '--theta', BTT, '--din', '1021', '--sizes', 'divisors']);
    expect(stderr).toContain('d_in = 1021 is α·γ = 1·1021, where the exponents ask for about 32·32');
  });

  test('in words', async () => {
    const { stdout } = await einlay(['analyze', '--theta', '1/2,0,1/2,0,1/2,1/2,1/4', '--din', '1024']);
    expect(stdout).toContain('size       32  1   32  1   32   32    6');
    expect(stdout).toContain('multiply-adds  393216    37.5 %');
    expect(stdout).toContain('rank 1024, full');
    expect(stdout).toContain('ω 0 (sharing), ψ 1 (rank), ν 3/4 (compute)');
    expect(stdout).toContain('A first; B first would take 12.6 M; 6.14 k numbers between');
  });

  test('that drops features says so', async () => {
    const { code, stderr } = await einlay([
      'analyze',
      '--theta',
      '0.33,0,0.67,0,0.67,0.33,0',
      '--din',
      '256',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('rounded sizes multiply to 246, so 10 of 256 features of the input are dropped');
  });

  test('that costs more than dense says so', async () => {
    const { stderr } = await einlay(['analyze', '--theta', '.5,0,.5,0,.5,.5,.75', '--din', '256']);
    expect(stderr).toContain('warning[degenerate-point]');
  });
});

describe('what is wrong with a point', () => {
  test.each([
    ['0.5,0.2,0.5,0,0.5,0.5,0', ['error[bad-theta]: θα + θβ + θγ = 1.2, which is 0.2 more than 1']],
    ['-0.5,1,0.5,0,0.5,0.5,0', ['error[bad-theta]: θα = -0.5 is not between 0 and 1']],
    ['NaN,0,0.5,0,0.5,0.5,0', ['error[bad-theta]: number 1 of θ is `NaN`, which is not a number']],
    [`${BTT},0`, [expect.stringContaining('error[bad-theta]: θ has 7 exponents')]],
    ['abc', ['error[bad-theta]: number 1 of θ is `abc`, which is not a number']],
    ['', ['error[bad-theta]: number 1 of θ is ``, which is not a number']],
  ])('%j', async (theta, expected) => {
    expect(await wrong('--theta', theta, '--din', '64')).toEqual(expected);
  });

  test.each(['0', '-4', '1.5', 'abc', '1e30', '99999999999', ''])('a width of %j', async (width) => {
    expect(await wrong('--theta', BTT, '--din', '64', '--dout', width)).toEqual([
      expect.stringContaining('error[bad-width]'),
    ]);
  });

  test('a block index that is none', async () => {
    expect(await wrong('--theta', BTT, '--xi', 'half', '--din', '64')).toEqual([
      'error[bad-theta]: --xi is `half`, which is not a number',
    ]);
    expect(await wrong('--theta', BTT, '--xi', '1/2', '--din', '64')).toHaveLength(2);
  });

  test('sizes that do not fit', async () => {
    expect(await wrong('--theta', '0.34,0.33,0.33,1,0,0,0', '--din', '10')).toEqual([
      expect.stringContaining('20 % off'),
    ]);
    expect(await wrong('--theta', BTT, '--din', '1000', '--sizes', 'divisors', '--multiple', '64')).toHaveLength(2);
  });

  test('a structure that is none', async () => {
    expect(await wrong('--structure', 'monarchy', '--din', '64')).toEqual([
      expect.stringContaining('there is no structure `monarchy`'),
    ]);
    expect(await wrong('--structure', 'low_rank(2)', '--din', '64')).toHaveLength(1);
  });

  test.each([
    [[]],
    [['--theta', BTT]],
    [['--theta', BTT, '--structure', 'dense', '--din', '4']],
    [['x.ein', '--theta', BTT, '--din', '4']],
    [['x.ein', '--svg', 'x.svg']],
    [['--structure', 'dense', '--xi', '1', '--din', '4']],
    [['--theta', BTT, '--din', '4', '--sizes', 'odd']],
  ])('usage: %j', async (words) => {
    expect((await einlay(['analyze', ...words])).code).toBe(2);
  });
});

describe('layers of a file', () => {
  const layers = file(
    'layers.ein',
    `${LOW_RANK}
/// Not linear.
layer pointwise(d = 4) {
  input x[..., d]
  factor W[d, e]
  index e = d
  output y[..., e] = relu(x[..., d] * W[d, e])
}
layer train(a = 4) {
  index b = a index c = a index d = a index e = a index f = a index r = 2
  input x[..., (a b c)]
  factor A[a, d, r], B[r, b, e, r2], C[r2, c, f]
  index r2 = 2
  output y[..., (d e f)] = x[..., a, b, c] * A[a, d, r] * B[r, b, e, r2] * C[r2, c, f]
}
`,
  );

  test('one by name', async () => {
    expect(await analyze(layers, '--layer', 'low_rank', '--set', 'n=64,m=64,r=8')).toEqual({
      ...{ layer: 'low_rank', din: 64, dout: 64, factors: ['A', 'B'] },
      theta: { alpha: 1, beta: 0, gamma: 0, delta: 0, epsilon: 1, phi: 0, rho: 0.5 },
      sizes: { alpha: 64, beta: 1, gamma: 1, delta: 1, epsilon: 64, phi: 1, rho: 8 },
      ...{ params: 1024, macs: 1024, rank: 8, omega: 0, psi: 0.5, nu: 0.5, canonical: true },
    });
  });

  test('of three factors: the general form', async () => {
    const found = await analyze(layers, '--layer', 'train');
    expect(found).toMatchObject({ factors: ['A', 'B', 'C'], din: 64, params: 32 + 64 + 32, rank: 64 });
    expect((found as { indices: readonly unknown[] }).indices).toContainEqual({
      on: ['A', 'B'],
      size: 2,
      exponent: expect.closeTo(1 / 6, 9),
    });
    const { stdout } = await einlay(['analyze', layers, '--layer', 'train']);
    expect(stdout).toContain('3 factors: the general form');
    expect(stdout).toContain('in the order A, B, C');
  });

  test('all of them: points, and why the others are none', async () => {
    const { code, stdout } = await einlay(['analyze', layers, '--set', 'n=64,m=64,r=8']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^low_rank +64 → 64 +\(1, 0, 0, 0, 1, 0, 1\/2\)/m);
    expect(stdout).toContain(
      'pointwise is not a point of the space: `y` is work element by element that is not a product',
    );
    const { stdout: lacking } = await einlay(['analyze', layers]);
    expect(lacking).toContain('low_rank is not a point of the space: it needs values: --set n=…,m=…,r=…');
    expect(await analyze(layers)).toMatchObject({
      layers: [{ layer: 'low_rank', reason: expect.anything() }, { layer: 'pointwise' }, { layer: 'train' }],
    });
  });

  test('what is wrong with a file is shown as always', async () => {
    expect(await wrong(file('empty.ein', ''))).toEqual([expect.stringContaining('has no layers')]);
    expect(await wrong(file('broken.ein', 'layer {'))).toHaveLength(1);
    expect(await wrong(layers, '--layer', 'none')).toEqual([expect.stringContaining('unknown-layer')]);
    expect(await wrong(layers, '--set', 'n=a')).toEqual([expect.stringContaining('setting-value')]);
    expect(await wrong('nowhere.ein')).toEqual([expect.stringContaining('file-missing')]);
  });

  test('pictures', async () => {
    const at = (name: string): string => `${folder}/${name}`;
    const pictures = ['--growth', at('growth.svg'), '--map', at('map.svg')];
    expect((await einlay(['analyze', layers, '--layer', 'train', '--svg', at('train.svg'), ...pictures])).code).toBe(0);
    for (const name of ['train', 'growth', 'map']) expect(readFileSync(at(`${name}.svg`), 'utf8')).toMatch(/^<svg /);
    expect(readFileSync(at('map.svg'), 'utf8')).toContain('kronecker (ν 0.5)');
    expect(await wrong(layers, '--layer', 'pointwise', '--svg', at('none.svg'))).toEqual([
      expect.stringContaining('its network cannot be written for pointwise'),
    ]);
  });
});

test('a point becomes a layer of a file, which is that point', async () => {
  const written = `${folder}/point.ein`;
  expect((await einlay(['analyze', '--theta', BTT, '--din', '36', '--dout', '64', '--ein', written])).code).toBe(0);
  expect((await einlay(['check', written])).code).toBe(0);
  expect((await einlay(['fmt', '--check', written])).code).toBe(0);
  expect(await analyze(written, '--layer', 'point')).toMatchObject({
    sizes: { alpha: 6, gamma: 6, epsilon: 8, phi: 8 },
    din: 36,
    dout: 64,
  });
  expect(await wrong('--theta', '0.33,0,0.67,0,0.67,0.33,0', '--din', '256', '--ein', written)).toEqual([
    expect.stringContaining('a layer of it cannot be written for point: it drops features'),
  ]);
});
