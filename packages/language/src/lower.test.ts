import { describe, expect, test } from '@jest/globals';
import { parametersOf, printExtent, printProgram } from '@einlay/ir';
import { codesOf, diagnosticsOf, distance, inputsFor, programOf, run, tensor } from './testing/run-layer.ts';

const parameterNames = (text: string, layer: string): readonly string[] =>
  parametersOf(programOf(text, layer)).map(({ name }) => name);

/** What a layer without parameters makes of these inputs. */
const answer = (text: string, inputs: Readonly<Record<string, ReturnType<typeof tensor>>>): readonly number[] => {
  const program = programOf(text, 'f');
  return [...run(program, inputsFor(program, inputs)).data];
};

describe('products', () => {
  test('become one einsum each, in written order', () => {
    const program = programOf(
      `layer f(i, j, k) { input x[..., i] factor A[i, j], B[j, k] let h[..., k] = 2 * x[..., i] * A[i, j] * B[j, k] / 3
        output y[..., k] = tanh(h[..., k]) }`,
      'f',
      { i: 2, j: 3, k: 4 },
    );
    expect(program.nodes.map(({ kind }) => kind)).toEqual([
      'parameter',
      'parameter',
      'parameter',
      'einsum',
      'map',
      'map',
    ]);
    expect(printProgram(program)).toContain('x[..., i] * A[i, j] * B[j, k]');
  });

  test('terms of a sum are summed apart, and broadcast', () => {
    const text = 'layer f() { index i = 2 input a[i], b[i] output y = a[i] * b[i] + b[i] + 10 }';
    expect(codesOf(text)).toEqual([]);
    const inputs = { a: tensor([2], [1, 2]), b: tensor([2], [3, 4]) };
    expect(answer(text, inputs)).toEqual([1 * 3 + 2 * 4 + 3 + 4 + 10]);
  });

  test('an index of one operand is summed inside a function, of two around it', () => {
    const inputs = { a: tensor([2], [-1, 2]), b: tensor([2], [3, 4]) };
    const inside = 'layer f() { index i = 2 input a[i], b[i] output y = relu(a[i]) }';
    const around = 'layer f() { index i = 2 input a[i], b[i] output y = relu(a[i]) * b[i] }';
    expect(answer(inside, inputs)).toEqual([1]);
    expect(answer(around, inputs)).toEqual([8]);
  });

  test('a divisor sums what only it has', () => {
    const inputs = { a: tensor([2], [1, 2]), b: tensor([2], [3, 5]) };
    expect(answer('layer f() { index i = 2 index j = 2 input a[i], b[j] output y[i] = a[i] / b[j] }', inputs)).toEqual([
      1 / 8,
      2 / 8,
    ]);
    expect(answer('layer f() { index i = 2 input a[i], b[i] output y = a[i] / b[i] }', inputs)).toEqual([
      1 / 3 + 2 / 5,
    ]);
  });

  test('a diagonal, a transpose and an outer product', () => {
    const x = { x: tensor([2, 2], [1, 2, 3, 4]) };
    expect(answer('layer f() { index i = 2 input x[i, i] output y = x[i, i] }', x)).toEqual([5]);
    expect(answer('layer f() { index i = 2 index j = 2 input x[i, j] output y[j, i] = x[i, j] }', x)).toEqual([
      1, 3, 2, 4,
    ]);
    const a = { a: tensor([2], [1, 2]), b: tensor([2], [3, 4]) };
    expect(answer('layer f() { index i = 2 index j = 2 input a[i], b[j] output y[i, j] = a[i] * b[j] }', a)).toEqual([
      3, 4, 6, 8,
    ]);
  });
});

describe('what is no einsum', () => {
  test('reductions keep the rest; a bound index may also stand on the left', () => {
    const x = { x: tensor([2, 3], [1, 5, 3, 9, 7, 8]) };
    const head = 'layer f() { index i = 2 index j = 3 input x[i, j]';
    expect(answer(`${head} output y[i] = max[j] x[i, j] }`, x)).toEqual([5, 9]);
    expect(answer(`${head} output y[j] = min[i] x[i, j] }`, x)).toEqual([1, 5, 3]);
    expect(answer(`${head} output y = product[i, j] x[i, j] }`, x)).toEqual([1 * 5 * 3 * 9 * 7 * 8]);
    expect(answer(`${head} output y[i, j] = x[i, j] - mean[j] x[i, j] }`, x)).toEqual([-2, 2, 0, 1, -1, 0]);
    expect(answer(`${head} output y[i] = sum[j] (x[i, j] + 1) }`, x)).toEqual([12, 27]);
  });

  test('index values, comparisons and infinity', () => {
    const text = 'layer f() { index i = 3 index j = 3 output y[i, j] = where(j <= i and not (j == 1), i - j, -inf) }';
    expect(answer(text, {})).toEqual([0, -Infinity, -Infinity, 1, -Infinity, -Infinity, 2, -Infinity, 0]);
  });

  test('look-up by a tensor, by index arithmetic, and by a number', () => {
    const inputs = { E: tensor([3, 2], [1, 2, 3, 4, 5, 6]), token: tensor([2], [2, 0]) };
    const head = 'layer f() { index n = 3 index c = 2 index t = 2 index s = 2 input E[n, c], token[t]: i32';
    expect(answer(`${head} output y[t, c] = E[token[t], c] }`, inputs)).toEqual([5, 6, 1, 2]);
    expect(answer(`${head} output y[t, s] = E[t - s + 1, 0] * 10 }`, inputs)).toEqual([30, 10, 50, 30]);
    expect(answer(`${head} output y[c] = E[token[t], c] }`, inputs)).toEqual([6, 8]);
    expect(codesOf(`${head} output y[c] = E[3, c] }`, {})).toEqual(['position-out-of-range']);
  });

  test('softmax and layer_norm over several indices', () => {
    const x = { x: tensor([2, 2], [0, 0, 0, Math.log(3)]) };
    const close = (found: readonly number[], expected: readonly number[]): void => {
      found.forEach((value, position) => {
        expect(value).toBeCloseTo(expected[position] ?? NaN, 12);
      });
    };
    const head = 'layer f() { index i = 2 index j = 2 input x[i, j]';
    close(answer(`${head} output y[i, j] = softmax[i, j](x[i, j]) }`, x), [1 / 6, 1 / 6, 1 / 6, 1 / 2]);
    close(answer(`${head} output y[i, j] = softmax[i](x[i, j]) }`, x), [1 / 2, 1 / 4, 1 / 2, 3 / 4]);
    const mean = Math.log(3) / 2;
    close(answer(`${head} output y[i, j] = layer_norm[j, eps = 1](x[i, j]) }`, x), [
      0,
      0,
      -mean / Math.hypot(mean, 1),
      mean / Math.hypot(mean, 1),
    ]);
  });

  test('tensors of whole numbers and of truth have element types of their own', () => {
    const text = 'layer f() { index i = 3 let d[i] = 2 * i let c[i] = d[i] > 1 output y[i] = where(c[i], d[i], 0.5) }';
    expect(answer(text, {})).toEqual([0.5, 2, 4]);
    expect(programOf(text, 'f').nodes.map(({ dtype }) => dtype)).toEqual(['i32', 'bool', 'f64']);
  });
});

describe('axes', () => {
  test('joined axes are split, joined and split otherwise', () => {
    const x = { x: tensor([6], [1, 2, 3, 4, 5, 6]) };
    const head = 'layer f() { index g = 2 index a = 3 index h = 3 index c = 2 index n = 6 input x[(g a)]';
    expect(answer(`${head} output y[g] = x[g, a] }`, x)).toEqual([6, 15]);
    expect(answer(`${head} output y[h] = x[(h c)] }`, x)).toEqual([3, 7, 11]);
    expect(answer(`${head} output y[n] = x[n] }`, x)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(answer(`${head} output y[(a g)] = x[g, a] }`, x)).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test('extents come from parameters, from other operands, or from the run', () => {
    const program = programOf(
      'layer f(d, o) { input x[b, i] factor W[d, o] output y[b, o] = x[b, i] * W[i, o] }',
      'f',
      { d: 3, o: 2 },
    );
    expect(parametersOf(program).map(({ shape }) => shape.map(printExtent).join())).toEqual(['b,3', '3,2']);
  });

  test('two names for one axis of a run share its extent', () => {
    const program = programOf('layer f() { input x[t, c] output y[i, j] = x[i, c] * x[j, c] }', 'f');
    expect(program.outputs.map(({ value }) => program.nodes[value]?.shape.map(printExtent))).toEqual([['t', 't']]);
  });
});

describe('compile time', () => {
  test('defaults may use parameters before them, and settings come first', () => {
    const text = 'layer f(a, b = 2 * a) { input x[b] output y[b] = x[b] }';
    const extent = (settings: Record<string, number>) => programOf(text, 'f', settings).nodes[0]?.shape;
    expect(extent({ a: 3 })).toEqual([6]);
    expect(extent({ a: 3, b: 4 })).toEqual([4]);
  });

  test('a constraint that fails shows both sides', () => {
    const [problem] = diagnosticsOf('layer f(g, a, d) where g * a == d { input x[d] output y[d] = x[d] }', {
      g: 3,
      a: 4,
      d: 10,
    });
    expect(problem?.code).toBe('constraint-failed');
    expect(problem?.message).toBe('`g * a == d` does not hold: `g * a` is 12, `d` is 10');
  });

  test('extents are exact', () => {
    const text = 'layer f(d) { index i = d / 3 * 3 input x[i] output y[i] = x[i] }';
    expect(codesOf(text, { d: 10 })).toEqual(['not-whole']);
    expect(codesOf(text, { d: 9 })).toEqual([]);
    expect(codesOf(text, { d: 2 ** 60 })).toEqual(['too-large']);
    expect(codesOf(text, { d: 0 })).toEqual(['bad-extent']);
    expect(codesOf(text, { d: 1.5 })).toEqual(['not-whole']);
    expect(codesOf(text, { d: NaN })).toEqual(['not-whole']);
    expect(codesOf('layer f(d) { index i = d * d * d input x[i] output y[i] = x[i] }', { d: 2 ** 20 })).toEqual([
      'too-large',
    ]);
    expect(codesOf('layer f(d) { input x[d, i] output y[d, i] = x[d, i] }', { d: 2 ** 41 })).toEqual(['too-large']);
  });

  test('settings are checked', () => {
    const text = 'layer f(width) { input x[width] output y[width] = x[width] }';
    const [unknown] = diagnosticsOf(text, { widht: 3 });
    expect([unknown?.code, unknown?.hint]).toEqual(['unknown-parameter', 'did you mean `width`?']);
    expect(codesOf(text, {})).toEqual(['missing-parameter']);
  });

  test('a const may depend on an extent that only a run knows', () => {
    const text = 'layer f() { input x[t] const scale = 1 / sqrt(t) output y[t] = x[t] * scale }';
    expect(answer(text, { x: tensor([4], [2, 4, 6, 8]) })).toEqual([1, 2, 3, 4]);
    expect(codesOf('layer f() { input x[t] factor A[s] index s = 2 * t output y[t] = x[t] * A[s] }', {})).toEqual([
      'not-constant',
    ]);
  });
});

describe('extents that disagree', () => {
  test('both places are named', () => {
    const text = 'layer f(k, n) { input A[b, k] factor B[n, o] index o = 4 output y[b, o] = A[b, i] * B[i, o] }';
    const [problem, ...others] = diagnosticsOf(text, { k: 64, n: 128 });
    expect(others).toEqual([]);
    expect(problem?.message).toBe('index `i` has extent 64 in `A` but 128 in `B`');
    expect(problem?.span && text.slice(problem.span.start - 2, problem.span.end + 1)).toBe('B[i,');
    expect(problem?.labels.map(({ span, text: said }) => [text.slice(span.start - 5, span.end), said])).toEqual([
      ['A[b, i', '64'],
    ]);
  });

  test('a parameter is a place too', () => {
    const text = 'layer f(k, n) { input x[k] output y[n] = x[n] }';
    expect(diagnosticsOf(text, { k: 2, n: 3 }).map(({ message }) => message)).toEqual([
      'index `n` has extent 3 in the parameter `n` but 2 in `x`',
    ]);
  });

  test('several errors at once, and no echo of them', () => {
    const text = `layer f(k, n) { input x[k], z[n]
      let a[n] = x[n]
      let b[k] = z[k]
      output y[k] = a[k] + b[k] }`;
    expect(codesOf(text, { k: 2, n: 3 })).toEqual(['extent-mismatch', 'extent-mismatch']);
  });

  test('a factor needs numbers', () => {
    expect(codesOf('layer f(o) { input x[b, i] factor W[i, o] output y[b, o] = x[b, i] * W[i, o] }', { o: 2 })).toEqual(
      ['extent-not-a-number'],
    );
    expect(codesOf('layer f(o) { input x[b] factor W[z, o] output y[b, o] = x[b] * W[i, o] }', { o: 2 })).toEqual([
      'unknown-extent',
    ]);
  });
});

describe('einsum', () => {
  const head = 'layer f(i, j) { input x[..., (i j)] factor A[i, j]';

  test('means the same as index notation, joined axes split', () => {
    const equation = programOf(`${head} output y = einsum("...ij,ij->...j", x, A) }`, 'f', { i: 2, j: 3 });
    const indices = programOf(`${head} output y[..., j] = x[..., i, j] * A[i, j] }`, 'f', { i: 2, j: 3 });
    const inputs = inputsFor(equation, {}, { '...': 4 });
    expect(distance(run(equation, inputs), run(indices, inputs))).toBe(0);
    expect(equation.outputs[0]?.axes).toEqual(['...', 'j']);
  });

  test('its axes may be named, and take part in an expression', () => {
    const text = 'layer f() { index n = 2 input a[n], b[n] output y[j] = 1 + einsum("i,j", a, b)[i, j] * a[i] }';
    expect(answer(text, { a: tensor([2], [1, 2]), b: tensor([2], [3, 4]) })).toEqual([1 + 3 + 12, 1 + 4 + 16]);
  });

  test('extents of a run are compared by name', () => {
    expect(codesOf('layer f() { input x[t, c], z[s, c] output y = einsum("tc,tc->t", x, z) }', {})).toEqual([
      'equation-extents',
    ]);
    const [problem] = diagnosticsOf('layer f() { input x[t, c], z[s, c] output y = einsum("tc,tc->t", x, z) }', {});
    expect(problem?.message).toBe('index `t` has extent t in operand 0 but s in operand 1');
    expect(codesOf('layer f() { input x[t, c], z[s, c] output y = einsum("tc,sc->ts", x, z) }', {})).toEqual([]);
  });

  test('mistakes point into the equation', () => {
    const text = 'layer f() { input x[t, c] output y = einsum("tc->tq", x) }';
    const [problem] = diagnosticsOf(text, {});
    expect(problem?.code).toBe('equation-output-index');
    expect(problem?.span && text.slice(problem.span.start, problem.span.end)).toBe('q');
  });
});

describe('calls', () => {
  const scale = 'layer scale(n) { input x[..., n] factor gain[n] ~ ones output y[..., n] = x[..., n] * gain[n] }\n';

  test('factors are named after the call', () => {
    const text = `${scale}layer f() { index n = 2 input x[..., n] let q = scale(n = n)(x) let r = scale(2)(q)
      output y[..., n] = scale(2)(r)[..., n] + scale(2)(scale(2)(x))[..., n] }`;
    expect(parameterNames(text, 'f')).toEqual(['x', 'q.gain', 'r.gain', 'scale.gain', 'scale2.gain', 'scale3.gain']);
  });

  test('leading axes of any number take the place of `...`', () => {
    const text = `${scale}layer f() { index n = 2 input x[b, t, n] let z = scale(2)(x) output y[n, t, b] = z[b, t, n] }`;
    const inputs = { x: tensor([1, 2, 2], [1, 2, 3, 4]), 'z.gain': tensor([2], [10, 100]) };
    expect(answer(text, inputs)).toEqual([10, 30, 200, 400]);
    const none = `${scale}layer f() { index n = 2 input x[n] output y[n] = scale(2)(x)[n] }`;
    expect(answer(none, { x: tensor([2], [1, 2]), 'scale.gain': tensor([2], [3, 4]) })).toEqual([3, 8]);
  });

  test('an axis handed in must have the extent the layer wants', () => {
    const [problem] = diagnosticsOf(
      `${scale}layer f() { index n = 3 input x[..., n] output y[..., n] = scale(2)(x) }`,
      {},
    );
    expect(problem?.message).toBe('axis `n` of input `x` of `scale` must have extent 2 but has 3');
  });

  test('say what extents the tensors handed in have', () => {
    const text = `${scale}layer f(n) { index w = 2 * n const u = w + 1 input x[..., a, d] factor G[d]
      let z = scale(u)(x) output y[..., a, d] = z[..., a, d] * G[d] }`;
    const shapes = parametersOf(programOf(text, 'f', { n: 3 })).map(({ shape }) => shape.map(printExtent).join());
    expect(shapes).toEqual(['...,a,7', '7', '7']);
  });

  test('inputs must agree on what stands for `...`', () => {
    const text = `layer add() { input a[...], b[...] output y[...] = a[...] + b[...] }
      layer f() { input a[s], b[t] output y[s] = add()(a, b) }`;
    expect(codesOf(text, {})).toEqual(['shape-mismatch']);
  });

  test('constraints of the layer called point to the call', () => {
    const text = `layer even(n) where n > 2 { input x[n] output y[n] = x[n] }
      layer f() { index n = 2 input x[n] output y[n] = even(n)(x) }`;
    const [problem] = diagnosticsOf(text, {});
    expect(problem?.code).toBe('constraint-failed');
    expect(problem?.labels.map(({ span }) => text.slice(span.start, span.end))).toEqual(['even(n)(x)']);
  });
});

describe('repeat', () => {
  test('carries values from round to round, each with factors of its own', () => {
    const text = `layer f() { index i = 2 input x[i] let h[i] = x[i]
      repeat 3 as l { factor g[i] let step[i] = h[i] * g[i] let h[i] = step[i] + l }
      output y[i] = h[i] }`;
    expect(parameterNames(text, 'f')).toEqual(['x', 'l.0.g', 'l.1.g', 'l.2.g']);
    const g = (value: number) => tensor([2], [value, value]);
    const inputs = { x: tensor([2], [1, 2]), 'l.0.g': g(2), 'l.1.g': g(3), 'l.2.g': g(5) };
    expect(answer(text, inputs)).toEqual([((1 * 2 + 0) * 3 + 1) * 5 + 2, ((2 * 2 + 0) * 3 + 1) * 5 + 2]);
  });

  test('rounds may differ in extent, nest, and follow one another', () => {
    const text = `layer f() { index i = 2 input x[i] let h[i] = x[i]
      repeat 2 as l { index w = l + 1 factor A[i, w] repeat 1 { factor B[w] let h[i] = h[i] * A[i, w] * B[w] } }
      repeat 1 as l { factor A[i] let h[i] = h[i] * A[i] }
      output y[i] = h[i] }`;
    const shapes = parametersOf(programOf(text, 'f')).map(
      ({ name, shape }) => `${name} ${shape.map(printExtent).join('×')}`,
    );
    expect(shapes).toEqual(['x 2', 'l.0.A 2×1', 'l.0.repeat.0.B 1', 'l.1.A 2×2', 'l.1.repeat.0.B 2', 'l2.0.A 2']);
  });

  test('zero rounds leave things as they were; fewer are refused', () => {
    const text =
      'layer f(n) { index i = 2 input x[i] let h[i] = x[i] repeat n { let h[i] = 2 * h[i] } output y[i] = h[i] }';
    expect(codesOf(text, { n: 0 })).toEqual([]);
    expect(codesOf(text, { n: -1 })).toEqual(['bad-count']);
  });

  test('a value keeps its extents', () => {
    const text = 'layer f(n, m) { input x[n], z[m] let h[n] = x[n] repeat 1 { let h[m] = z[m] } output y[n] = h[n] }';
    expect(codesOf(text, { n: 2, m: 3 })).toEqual(['shape-mismatch']);
  });

  test('programs that would grow without bound are refused quickly', () => {
    const text = `layer f() { index i = 2 input x[i] let h[i] = x[i]
      repeat 1000000000 { repeat 1000000000 { let h[i] = h[i] + 1 } } output y[i] = h[i] }`;
    expect(codesOf(text, {})).toEqual(['program-too-large']);
    const calls = Array.from(
      { length: 40 },
      (_, at) => `layer f${at + 1}() { input x[...] let a = f${at}()(x) output y[...] = f${at}()(a) }`,
    );
    expect(codesOf(['layer f0() { input x[...] output y[...] = 2 * x[...] }', ...calls].join('\n'), {})).toEqual([
      'program-too-large',
    ]);
  });
});

describe('factors', () => {
  const rules = (text: string) =>
    parametersOf(programOf(text, 'f')).flatMap(({ role, name, initializer, learningRate }) =>
      role === 'factor' ? [[name, initializer, learningRate]] : [],
    );

  test('initializers and learning rates as written', () => {
    expect(
      rules(
        'layer f() { index i = 2 factor A[i], B[i] ~ normal(1 / 4) lr 1 / 2 factor C[i] ~ zeros output y = A[i] * B[i] * C[i] }',
      ),
    ).toEqual([
      ['A', { kind: 'normal', deviation: 0.25 }, 0.5],
      ['B', { kind: 'normal', deviation: 0.25 }, 0.5],
      ['C', { kind: 'zeros' }, 1 / 2 / 3],
    ]);
  });

  test('tables are small, what is only added starts at zero', () => {
    const text = `layer f() { index n = 5 index c = 2 input t[b]: i32 factor E[n, c] factor bias[c]
      output y[b, c] = E[t[b], c] + bias[c] }`;
    expect(rules(text)).toEqual([
      ['E', { kind: 'normal', deviation: 0.02 }, 1],
      ['bias', { kind: 'zeros' }, 1],
    ]);
  });
});

test('element types', () => {
  const text = 'layer f() { index i = 2 input x[i]: f16, z[i] output y[i] = x[i] + z[i] }';
  expect(programOf(text, 'f', {}, 'f32').nodes.map(({ kind, dtype }) => `${kind} ${dtype}`)).toEqual([
    'parameter f16',
    'cast f32',
    'parameter f32',
    'map f32',
  ]);
});
