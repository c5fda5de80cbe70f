import { describe, expect, test } from '@jest/globals';
import { loadModule, lowerLayer } from '@einlay/language';
import { drawNetwork } from './draw-network.ts';
import { traceLayer } from './trace-layer.ts';
import type { TracedProduct } from './trace-layer.ts';

function productOf(layer: string, settings: Readonly<Record<string, number>>): TracedProduct {
  const module = loadModule(`import { ${layer} } from "std"`, 'test.ein');
  const program = module.ok ? lowerLayer(module.value, layer, settings) : module;
  const traced = program.ok ? traceLayer(program.value) : undefined;
  if (traced?.kind !== 'product') throw new Error('no product');
  return traced.product;
}

const count = (svg: string, pattern: RegExp): number => svg.match(pattern)?.length ?? 0;

describe('the network of a layer', () => {
  const btt = drawNetwork(productOf('btt', { g: 32, a: 32, p: 16, e: 64, r: 2 }), 'btt');

  test('has a node for every tensor and one for the output', () => {
    expect([...btt.matchAll(/font-weight="bold"[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual([
      'btt',
      'x',
      'A',
      'B',
      'y',
    ]);
    expect(count(btt, /<circle class="input"/g)).toBe(1);
    expect(count(btt, /<circle class="factor"/g)).toBe(2);
    expect(count(btt, /<circle class="output"/g)).toBe(1);
    // x and y, A, B.
    for (const shape of ['32×32', '16×64', '32×32×16×2', '16×32×2×64']) expect(btt).toContain(`>${shape}<`);
  });

  test('has an edge for an index of two tensors, and a dot for one of three', () => {
    // a on x and A, r on A and B, e on B and y, tokens on x and y; g on x, A and B, p on A, B and y.
    expect(count(btt, /<path d="M[^"LV]*Q/g)).toBe(3);
    expect(count(btt, /<circle [^>]*r="5"/g)).toBe(2);
    expect(count(btt, /<path d="M[^"]*L/g)).toBe(6);
    for (const label of ['a 32', 'r 2', 'e 64', 'g 32', 'p 16', 'tokens']) expect(btt).toContain(`>${label}<`);
    expect(count(btt, /stroke-dasharray/g)).toBe(1);
  });

  test('is the same every time, and its names are escaped', () => {
    const product = productOf('btt', { g: 32, a: 32, p: 16, e: 64, r: 2 });
    expect(drawNetwork(product, 'btt')).toBe(btt);
    expect(drawNetwork(product, '<a & b>')).toContain('&lt;a &amp; b&gt;');
  });

  test('has thicker lines for larger extents', () => {
    const widths = [...btt.matchAll(/<path d="M[^"L]*Q[^"V]*" stroke="[^"]*" stroke-width="([\d.]+)"/g)];
    const [a = 0, r = 0, e = 0] = widths.map(([, width]) => Number(width));
    expect(r).toBeLessThan(a);
    expect(a).toBeLessThan(e);
  });

  test('has colours for dark mode, too', () => {
    expect(btt).toContain('@media(prefers-color-scheme:dark)');
  });
});

test('a network of many factors is wider', () => {
  const index = { extent: 2, name: 'i' };
  const chain = (factors: number): TracedProduct => ({
    indices: Array.from({ length: factors + 1 }, () => index),
    tensors: [
      { name: 'x', role: 'input', indices: [0] },
      ...Array.from({ length: factors }, (_, at) => ({ name: 'F', role: 'factor' as const, indices: [at, at + 1] })),
    ],
    output: [factors],
  });
  const widthOf = (factors: number): number => Number(/width="(\d+)"/.exec(drawNetwork(chain(factors), 'chain'))?.[1]);
  expect(widthOf(3)).toBe(widthOf(2));
  expect(widthOf(6)).toBeGreaterThan(widthOf(4));
});

describe('nothing lies on top of each other', () => {
  const layers: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
    ['dense', { d_in: 1024, d_out: 1024 }],
    ['low_rank', { d_in: 1024, d_out: 1024, r: 64 }],
    ['kronecker', { b: 32, a: 32, e: 32, d: 32 }],
    ['tensor_train3', { a: 8, b: 8, c: 16, d: 8, e: 8, f: 16, r: 4 }],
    ['monarch', { d_in: 1024, d_out: 1024, blocks: 8 }],
    ['btt', { g: 32, a: 32, p: 32, e: 32, r: 2 }],
    ['btt3', { a: 4, b: 4, g: 4, d: 4, e: 4, m: 4, r: 2 }],
    ['block_diagonal', { blocks: 8, i: 128, o: 128 }],
    ['blast', { b: 8, p: 128, q: 128, r: 32 }],
  ];

  test.each(layers)('%s', (layer, settings) => {
    const svg = drawNetwork(productOf(layer, settings), layer);
    const numbers = (pattern: RegExp) => [...svg.matchAll(pattern)].map((found) => found.slice(1).map(Number));
    const labels = numbers(/class="pill" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g);
    const circles = numbers(/<circle [^>]*cx="(\d+)" cy="(\d+)" r="(\d+)"/g);
    expect(labels.length).toBeGreaterThan(2);
    labels.forEach(([x = 0, y = 0, width = 0, height = 0], at) => {
      const [right, bottom] = [x + width, y + height];
      for (const [otherX = 0, otherY = 0, otherWidth = 0, otherHeight = 0] of labels.slice(at + 1))
        expect(x < otherX + otherWidth && otherX < right && y < otherY + otherHeight && otherY < bottom).toBe(false);
      for (const [cx = 0, cy = 0, radius = 0] of circles) {
        const [nearX, nearY] = [Math.min(right, Math.max(x, cx)), Math.min(bottom, Math.max(y, cy))];
        expect(Math.hypot(nearX - cx, nearY - cy)).toBeGreaterThanOrEqual(radius);
      }
    });
    circles.forEach(([x = 0, y = 0, radius = 0], at) => {
      for (const [otherX = 0, otherY = 0, otherRadius = 0] of circles.slice(at + 1))
        expect(Math.hypot(x - otherX, y - otherY)).toBeGreaterThan(radius + otherRadius);
    });
  });
});
