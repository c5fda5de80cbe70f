import { describe, expect, test } from '@jest/globals';
import { parametersOf } from '@einlay/ir';
import type { HostTensor } from '@einlay/ir';
import { analyze, initialization, sampleAll, take, thetaOf } from '@einlay/space';
import type { Analysis, SizeOptions, Theta } from '@einlay/space';
import { formatSource } from './format.ts';
import { pointText } from './point-text.ts';
import { distance, fill, inputsFor, noiseTensor, programOf, run, sumOver, tensor } from './testing/run-layer.ts';

function pointOf(theta: Theta, dIn: number, dOut: number, options: SizeOptions = { rule: 'divisors' }): Analysis {
  const found = analyze(theta, { dIn, dOut }, options);
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('; '));
  return found.value;
}

const programFor = (point: Analysis) => programOf(pointText(point, 'point'), 'point');

const upTo = (shape: readonly number[]): HostTensor =>
  tensor(
    shape,
    Array.from({ length: shape.reduce((all, extent) => all * extent, 1) }, (_, at) => at + 1),
  );

test('a block tensor-train as one would write it', () => {
  const point = pointOf(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, 0.25]), 1024, 4096);
  expect(pointText(point, 'mixer')).toBe(`/// A point of the continuous space: θ = (1/2, 0, 1/2, 0, 1/2, 1/2, 1/4).
layer mixer() {
  index a = 32
  index g = 32
  index e = 64
  index f = 64
  index r = 6
  input x[..., (g a)]
  factor A[g, a, f, r], B[f, g, r, e]
  output y[..., (f e)] = x[..., g, a] * A[g, a, f, r] * B[f, g, r, e]
}
`);
});

test('texts are in canonical layout', () => {
  const points = [
    pointOf(thetaOf([1, 0, 0, 1, 0, 0, 0]), 6, 4),
    pointOf(thetaOf([0.5, 0, 0.25, 0, 0.25, 0.5, 0], 0.25), 256, 256),
    pointOf(thetaOf([1 / 3, 2 / 3, 0, 3 / 4, 1 / 4, 0, 0]), 4096, 4096),
    pointOf(thetaOf([1 / 3, 1 / 3, 1 / 3, 0, 0.5, 0.5, 0]), 62, 24, { rule: 'up' }),
  ];
  for (const point of points) {
    const text = pointText(point, 'point');
    expect(formatSource(text, 'test.ein')).toMatchObject({ ok: true, value: text });
  }
});

describe('tiny examples', () => {
  const x = tensor([1, 4], [1, 2, 3, 4]);

  test.each([
    ['E1', [0.5, 0, 0.5, 0, 0.5, 0.5, 0], {}, [136, 186, 400, 460]],
    ['E2', [0.5, 0, 0.5, 0, 0.5, 0.5, 0.5], {}, [1050, 1240, 3082, 3312]],
    [
      'E3',
      [0.5, 0.5, 0, 0.5, 0.5, 0, 0],
      { A: tensor([2, 2], [1, 3, 2, 4]), B: tensor([2, 2], [1, 3, 2, 4]) },
      [27, 61, 59, 133],
    ],
  ])('%s', (_, theta, given, expected) => {
    const program = programFor(pointOf(thetaOf(theta), 4, 4));
    const factors = parametersOf(program).filter(({ role }) => role === 'factor');
    const numbered = Object.fromEntries(factors.map(({ name, shape }) => [name, upTo(shape.map(Number))]));
    expect([...run(program, inputsFor(program, { ...numbered, ...given, x })).data]).toEqual(expected);
  });
});

describe('any point', () => {
  const points = [...take(sampleAll(17), 25)].map((theta) => pointOf(theta, 24, 36));
  const blocks = pointOf(thetaOf([0.25, 0.25, 0, 0.25, 0.25, 0, 0.2], 0.5), 36, 36);
  const swapped = pointOf(thetaOf([1 / 3, 2 / 3, 0, 3 / 4, 1 / 4, 0, 0]), 24, 36);

  test.each([...points, blocks, swapped].map((point, at) => [at, point] as const))(
    '%d multiplies by its matrix',
    (_, point) => {
      const program = programFor(point);
      const { dIn, dOut } = point.widths;
      const inputs = inputsFor(program, { x: noiseTensor([3, dIn], 1) });
      const shapes = new Map(parametersOf(program).map(({ name, axes }) => [name, axes]));
      const { alpha, beta, gamma, delta, epsilon, phi, rho, xi } = point.sizes;
      const letters = { a: alpha, b: beta, g: gamma, d: delta, e: epsilon, f: phi, r: rho, k: xi };
      /** An element of a factor, by the values of its indices. */
      const element = (name: string, values: Readonly<Record<string, number>>): number => {
        const factor = inputs.get(name);
        if (!factor) return 1;
        const offset = (shapes.get(name) ?? []).reduce(
          (sum, letter, axis) => sum * (factor.shape[axis] ?? 1) + (values[letter] ?? NaN),
          0,
        );
        return factor.data[offset] ?? NaN;
      };
      const digits = (value: number, ...names: readonly (keyof typeof letters)[]): Readonly<Record<string, number>> => {
        let rest = value;
        return Object.fromEntries(
          names.toReversed().map((name) => {
            const digit = rest % letters[name];
            rest = Math.floor(rest / letters[name]);
            return [name, digit];
          }),
        );
      };
      const matrix = fill([dIn, dOut], (row = 0, column = 0) => {
        const [input, output] = [digits(row, 'k', 'g', 'b', 'a'), digits(column, 'k', 'f', 'e', 'd')];
        if (input['k'] !== output['k']) return 0;
        const both = { ...input, ...output };
        return sumOver([rho], (r = 0) => element('A', { ...both, r }) * element('B', { ...both, r }));
      });
      const x = inputs.get('x');
      const expected = fill([3, dOut], (token = 0, column = 0) =>
        sumOver([dIn], (row = 0) => (x?.data[token * dIn + row] ?? NaN) * (matrix.data[row * dOut + column] ?? NaN)),
      );
      expect(distance(run(program, inputs), expected)).toBeLessThan(1e-9);
    },
  );

  test.each([...points, blocks, swapped].map((point, at) => [at, point] as const))(
    '%d is drawn and learns by the rules',
    (_, point) => {
      const rules = initialization(point.sizes, point.widths, point.factors);
      const factors = parametersOf(programFor(point)).filter(({ role }) => role === 'factor');
      expect(factors.map(({ name, initializer, learningRate }) => ({ name, initializer, learningRate }))).toEqual(
        rules.map(({ name, fanIn, fanOut, kappa }) => ({
          name,
          initializer: { kind: 'spectral', fanIn, fanOut },
          learningRate: expect.closeTo(kappa, 9),
        })),
      );
    },
  );
});

describe('padding', () => {
  // btt2 of 256 features has sizes 6·41 = 246 when they are rounded, and would never look at the last ten.
  const btt2 = thetaOf([0.33, 0, 0.67, 0, 0.67, 0.33, 0]);
  const point = pointOf(btt2, 256, 256, { rule: 'up' });
  const program = programFor(point);

  test('is written out, in front and behind', () => {
    expect(point.excess).toEqual({ input: 7 * 42 - 256, output: 7 * 42 - 256 });
    const text = pointText(point, 'point');
    expect(text).toContain('let padded[..., (g a)] = where(g * 7 + a < 256, x[..., min(g * 7 + a, 255)], 0)');
    expect(text).toContain('output y[..., o] = full[..., min(o, 255)]');
    const [x] = parametersOf(program);
    expect(x?.shape.at(-1)).toBe(256);
    expect(program.outputs).toHaveLength(1);
  });

  test('drops no feature: each reaches the output', () => {
    const output = (feature: number): HostTensor =>
      run(program, inputsFor(program, { x: fill([1, 256], (_, at) => (at === feature ? 1 : 0)) }));
    for (const feature of [0, 1, 245, 246, 250, 255]) {
      const { shape, data } = output(feature);
      expect(shape).toEqual([1, 256]);
      expect(Math.max(...data.map(Math.abs))).toBeGreaterThan(0.01);
    }
  });

  test('features that are dropped are a mistake', () => {
    expect(() => pointText(pointOf(btt2, 256, 256, { rule: 'round' }), 'point')).toThrow('features would be dropped');
  });
});

test('an index of one value changes nothing', () => {
  const [with1, without] = [0.01, 0].map((rho) => pointOf(thetaOf([0.5, 0, 0.5, 0, 0.5, 0.5, rho]), 16, 16));
  if (!with1 || !without) throw new Error('no points');
  expect(with1.sizes.rho).toBe(1);
  const programs = [with1, without].map(programFor);
  const [one, other] = programs.map((program) => {
    const shapes = parametersOf(program).map(({ shape }) =>
      shape.map((extent) => (typeof extent === 'number' ? extent : 2)),
    );
    const [x, a, b] = shapes.map((shape, at) => noiseTensor(shape, at));
    return (
      x &&
      a &&
      b &&
      run(
        program,
        new Map([
          ['x', x],
          ['A', a],
          ['B', b],
        ]),
      )
    );
  });
  if (!one || !other) throw new Error('no outputs');
  expect(distance(one, other)).toBe(0);
});
