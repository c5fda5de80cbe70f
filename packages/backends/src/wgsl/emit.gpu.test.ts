import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UNARY_OPERATORS } from '@einlay/ir';
import { KernelBuilder, UNARY, builtin, load, unary } from '@einlay/ir/loop';
import { emitWgsl } from './emit.ts';
import { openDevice, runEmission } from './testing/device.ts';
import type { TestDevice } from './testing/device.ts';
import { programOf } from './testing/kernels.ts';

let opened: TestDevice;
beforeAll(async () => {
  opened = await openDevice('any');
});
afterAll(() => {
  opened.close();
});

describe('unary operators', () => {
  const xs = [
    0.1,
    -0.3,
    1,
    -1,
    2.5,
    -2.5,
    1e-4,
    -1e-6,
    5,
    -5,
    9,
    30,
    0.5,
    0.7,
    1.0001,
    100,
    3e4,
    1e30,
    0,
    Infinity,
    NaN,
  ];
  test.each(UNARY_OPERATORS.filter((each) => each !== 'not'))('%s', async (operator) => {
    const kernel = new KernelBuilder(operator);
    const x = kernel.bind('x', 'read', 'f32', xs.length);
    const y = kernel.bind('y', 'write', 'f32', xs.length);
    kernel.store(y, builtin('invocation'), unary(operator, load(x, builtin('invocation'))));
    const emission = emitWgsl(programOf(kernel.build({ invocations: xs.length, grid: [] })), opened.target);
    if (!emission.ok) throw new Error(emission.diagnostics[0]?.message);
    const inputs = new Map([['x', { shape: [xs.length], data: Float64Array.from(xs) }]]);
    const found = (await runEmission(opened.device, emission.value, inputs, new Map())).get('y') ?? [];
    const circular = operator === 'sin' || operator === 'cos';
    const wrong = xs.filter((value, at) => {
      const expected = Math.fround(UNARY[operator](Math.fround(value)));
      const error = Math.abs((found[at] as number) - expected);
      const scale = Math.max(Math.abs(expected), 2 ** -126);
      // Beyond a few turns an angle has lost digits before anybody reads it.
      if (circular && Math.abs(value) > 1e5) return false;
      return !(Object.is(found[at], expected) || expected === found[at] || error < 24 * 2 ** -24 * scale);
    });
    expect(wrong).toEqual([]);
  });
});
