/** Points of the continuous space as layers: in every element type, by the interpreter, on ONNX Runtime, and as kernels. */
import { describe, expect, test } from '@jest/globals';
import { interpret, parametersOf } from '@einlay/ir';
import type { FloatDType, HostTensor } from '@einlay/ir';
import { disagreement } from '@einlay/ir/testing';
import { interpretLoops } from '@einlay/ir/loop';
import { pointText } from '@einlay/language';
import { applySchedule, chooseSchedule } from '@einlay/passes';
import { onnx } from '@einlay/runtime-onnx';
import { analyze, analyzeSizes, isCanonical, sampleAll, take, thetaOf, thetaOfSizes } from '@einlay/space';
import type { Analysis, Sizes } from '@einlay/space';
import { compile } from '../src/index.ts';
import type { Emission } from '../src/index.ts';
import { inputsOf } from './golden-source.ts';
import { runArtifact } from './run-artifact.ts';

/** Sizes from 1 to 5 for each index, the same ones every time. */
function smallPoint(seed: number): Analysis {
  let state = seed * 7919 + 1;
  const draw = (most: number): number => {
    state = (state * 48271) % 2147483647;
    return 1 + (state % most);
  };
  const [alpha, beta, gamma, delta, epsilon, phi] = Array.from({ length: 6 }, () => draw(5));
  const sizes = { alpha, beta, gamma, delta, epsilon, phi, rho: draw(3), xi: draw(2) } as Sizes;
  const widths = {
    dIn: sizes.alpha * sizes.beta * sizes.gamma * sizes.xi,
    dOut: sizes.delta * sizes.epsilon * sizes.phi * sizes.xi,
  };
  const point = analyzeSizes(thetaOfSizes(sizes, widths), sizes, widths);
  if (!point.ok) throw new Error('no point');
  return point.value;
}

const DTYPES: readonly FloatDType[] = ['f32', 'f64', 'f16', 'bf16'];
const points = Array.from({ length: 12 }, (_, seed) => smallPoint(seed + 1));

describe('a point', () => {
  test('is drawn with and without blocks, in either order of its factors', () => {
    expect(new Set(points.map(({ sizes }) => sizes.xi)).size).toBe(2);
    expect(new Set(points.map(({ theta }) => isCanonical(theta))).size).toBe(2);
  });

  test.each(points.map((point, at) => [at, DTYPES[at % DTYPES.length] ?? 'f32', point] as const))(
    '%d in %s',
    async (_, dtype, point) => {
      const compiled = compile(pointText(point, 'point'), { dtype, targets: ['onnx'] });
      if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
      const { program, optimized, emissions } = compiled.value;
      const inputs = inputsOf(program);
      expect(disagreement({ program, inputs }, interpret(optimized, inputs))).toBeUndefined();
      const found = await runArtifact(emissions.get('onnx') as Emission, onnx({ threads: 1 }), inputs);
      expect(disagreement({ program, inputs }, found)).toBeUndefined();
    },
  );

  test.each(points.slice(0, 6).map((point, at) => [at, point] as const))('%d as kernels', (_, point) => {
    const compiled = compile(pointText(point, 'point'));
    if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
    const { program, optimized } = compiled.value;
    const loops = applySchedule(
      optimized,
      chooseSchedule(optimized, { workgroupBytes: 16384, invocations: 256, buffers: 8 }),
    );
    const inputs = inputsOf(program);
    const shapes = new Map([...interpret(program, inputs)].map(([name, { shape }]) => [name, shape]));
    const found = interpretLoops(loops, inputs, shapes, new Map([['...', 3]]));
    expect(disagreement({ program, inputs }, found)).toBeUndefined();
  });
});

test('the compiler needs no more multiply-adds than the cheaper order of the factors', () => {
  for (const theta of take(sampleAll(31), 30)) {
    const point = analyze(theta, { dIn: 64, dOut: 64 }, { rule: 'divisors' });
    if (!point.ok) throw new Error('no sizes');
    const compiled = compile(pointText(point.value, 'point'));
    if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
    // Counted for 4096 tokens.
    expect(compiled.value.cost.macs / 4096).toBeLessThanOrEqual(point.value.macs);
    expect(compiled.value.cost.parameters).toBe(point.value.params);
  }
});

test.each([
  [16, 4],
  [64, 4],
  [64, 8],
])('Monarch of %d features and %d blocks is a block tensor-train whose outputs stand in another order', (d, blocks) => {
  const power = Math.log(blocks) / Math.log(d);
  const point = analyze(
    thetaOf([1 - power, 0, power, 0, 1 - power, power, 1 - 2 * power]),
    { dIn: d, dOut: d },
    { rule: 'divisors' },
  );
  if (!point.ok) throw new Error('no sizes');
  const { gamma, phi, alpha, epsilon, rho } = point.value.sizes;
  expect([gamma, phi, alpha, epsilon, rho]).toEqual([blocks, blocks, d / blocks, d / blocks, d / blocks ** 2]);
  const btt = compile(pointText(point.value, 'point'));
  const monarch = compile('export { monarch } from "std"', { layer: 'monarch', set: { d_in: d, d_out: d, blocks } });
  if (!btt.ok || !monarch.ok) throw new Error('not compiled');
  const inputs = inputsOf(btt.value.program);
  const [a, b] = ['A', 'B'].map((name) => inputs.get(name) as HostTensor);
  const rest = d / blocks;
  // Monarch's inner features are (ρ, φ); its second factor has a matrix for every block of them.
  const A = Float64Array.from({ length: blocks * rest * rest }, (_, at) => {
    const [g, i, m] = [Math.floor(at / rest / rest), Math.floor(at / rest) % rest, at % rest];
    const [r, f] = [Math.floor(m / blocks), m % blocks];
    return a?.data[((g * rest + i) * blocks + f) * rho + r] ?? NaN;
  });
  const B = Float64Array.from({ length: blocks * rest * rest }, (_, at) => {
    const [f, m, e] = [Math.floor(at / rest / rest), Math.floor(at / rest) % rest, at % rest];
    const [g, r] = [Math.floor(m / rho), m % rho];
    return b?.data[((f * blocks + g) * rho + r) * rest + e] ?? NaN;
  });
  const given = new Map(inputs);
  const shape = [blocks, rest, rest];
  given.set('A', { shape, data: A });
  given.set('B', { shape, data: B });
  expect(parametersOf(monarch.value.program).map(({ name }) => name)).toEqual(['x', 'A', 'B']);
  const expected = interpret(btt.value.program, inputs).get('y');
  const found = interpret(monarch.value.program, given).get('y');
  expect(found?.shape).toEqual(expected?.shape);
  found?.data.forEach((value, at) => {
    expect(value).toBeCloseTo(expected?.data[at] ?? NaN, 9);
  });
});
