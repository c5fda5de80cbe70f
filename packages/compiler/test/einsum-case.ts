import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { HostTensor } from '@einlay/ir';

/** Equations and shapes collected from public test suites, with shapes and sums computed by numpy. */
export interface EinsumCase {
  readonly id: string;
  readonly equation: string;
  readonly shapes: readonly (readonly number[])[];
  /** `divergent` and `extension` are valid in some systems only; we refuse them, as numpy does. */
  readonly expect: 'ok' | 'error' | 'divergent' | 'extension';
  readonly out_shape?: readonly number[];
  /** Whether the case is small enough to compute; of the others only the shape is known. */
  readonly numeric?: boolean;
  readonly ref?: {
    readonly sum: number;
    readonly wsum: number;
    readonly abs: number;
    readonly head: readonly number[];
  };
}

const file = new URL('cases/einsum.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly EinsumCase[] };

export const validCases = cases.filter((each) => each.expect === 'ok');
export const computedCases = validCases.filter(({ numeric }) => numeric === true);
export const invalidCases = cases.filter((each) => each.expect !== 'ok');

/** The numbers that the cases prescribe for operand k. */
export function operandsOf({ shapes }: Pick<EinsumCase, 'shapes'>): readonly HostTensor[] {
  return shapes.map((shape, k) => {
    const length = shape.reduce((all, extent) => all * extent, 1);
    const data = Float64Array.from({ length }, (_, i) => ((((i * 37 + k * 101 + 17) % 1009) % 7) - 3) / 4);
    return { shape, data };
  });
}

/** Compares with the sums of a case; `unit` is the round-off of the numbers. */
export function expectResult({ out_shape, ref }: EinsumCase, { shape, data }: HostTensor, unit: number): void {
  expect(shape).toEqual(out_shape);
  if (!ref) return;
  const within = (ref.abs + 1) * unit * 64;
  const sum = (weight: (at: number) => number): number =>
    data.reduce((total, value, at) => total + value * weight(at), 0);
  expect(Math.abs(sum(() => 1) - ref.sum)).toBeLessThanOrEqual(within);
  expect(Math.abs(sum((at) => (at % 7) + 1) - ref.wsum)).toBeLessThanOrEqual(7 * within);
  ref.head.forEach((value, at) => {
    expect(Math.abs((data[at] as number) - value)).toBeLessThanOrEqual(within);
  });
}
