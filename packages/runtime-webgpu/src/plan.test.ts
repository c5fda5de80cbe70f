import { describe, expect, test } from '@jest/globals';
import type { Extent, GridExtent, WebgpuPayload } from '@einlay/artifact';
import { planRun } from './plan.ts';

const n: Extent = { coefficient: 1, symbols: ['n'] };
const limits = { maxBufferSize: 2 ** 32, maxStorageBufferBindingSize: 2 ** 27 };

/** A payload with one kernel and a buffer of `n` f16. */
const payloadOf = (grid: readonly GridExtent[]): WebgpuPayload => ({
  kind: 'webgpu',
  features: [],
  limits: {},
  symbols: ['m', 'n'],
  buffers: [{ name: 'y', dtype: 'f16', elements: n, content: { kind: 'output', output: 'y' } }],
  kernels: [{ name: 'only', code: '', bindings: [], grid }],
});

const plan = (value: number, grid: readonly GridExtent[] = [{ extent: n, tile: 1 }]) =>
  planRun(
    payloadOf(grid),
    new Map([
      ['n', value],
      ['m', 7],
      ['k', 1],
    ]),
    limits,
  );

describe('workgroups', () => {
  test.each([
    [0, [0, 0]],
    [1, [1, 1]],
    [65535, [65535, 1]],
    // Two rows, and no more workgroups in them than needed.
    [65536, [32768, 2]],
    [70001, [35001, 2]],
    [20_000_000, [65360, 306]],
  ])('of %i tiles', (total, expected) => {
    const [[x, y] = [0, 0]] = plan(total).workgroups;
    expect([x, y]).toEqual(expected);
    expect(x * y).toBeGreaterThanOrEqual(total);
    expect(Math.max(x, y)).toBeLessThanOrEqual(65535);
  });

  test('cover what is no multiple of a tile, in every direction', () => {
    const grid = [
      { extent: n, tile: 16 },
      { extent: { coefficient: 3, symbols: ['m'] }, tile: 4 },
      { extent: 5, tile: 8 },
    ];
    expect(plan(33, grid).workgroups).toEqual([[3 * 6, 1]]);
  });

  test('more than an i32 counts are refused', () => {
    const grid = [
      { extent: n, tile: 1 },
      { extent: n, tile: 1 },
    ];
    expect(() => plan(50_000, grid)).toThrow(expect.objectContaining({ code: 'runtime-limit' }));
  });
});

test('buffers have room for a vector at least, and end with one', () => {
  expect(plan(0).sizes.get('y')).toEqual({ elements: 0, bytes: 16 });
  expect(plan(9).sizes.get('y')).toEqual({ elements: 9, bytes: 32 });
});

test('buffers that cannot be bound are refused with both numbers', () => {
  expect(() => plan(2 ** 26 + 1)).toThrow(
    '`y` needs 134217744, and maxStorageBufferBindingSize of this device is 134217728',
  );
});

test('symbols stand in the order of the payload, in whole vectors', () => {
  expect([...plan(5).uniforms]).toEqual([7, 5, 0, 0]);
  expect(() => plan(2 ** 31)).toThrow(expect.objectContaining({ code: 'runtime-limit' }));
});
