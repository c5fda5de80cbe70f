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
    expect(count(btt, /<circle [^>]*r="26"/g)).toBe(4);
  });

  test('has an edge for an index of two tensors, and a dot for one of three', () => {
    // a on x and A, r on A and B, e on B and y, tokens on x and y; g on x, A and B, p on A, B and y.
    expect(count(btt, /<path d="M[^"]*Q/g)).toBe(4);
    expect(count(btt, /<circle [^>]*r="5"/g)).toBe(2);
    expect(count(btt, /<path d="M[^"]*L/g)).toBe(6);
    for (const label of ['a 32', 'r 2', 'e 64', 'g 32', 'p 16']) expect(btt).toContain(`>${label}<`);
    expect(count(btt, /stroke-dasharray/g)).toBe(1);
  });

  test('is the same every time, and its names are escaped', () => {
    const product = productOf('btt', { g: 32, a: 32, p: 16, e: 64, r: 2 });
    expect(drawNetwork(product, 'btt')).toBe(btt);
    expect(drawNetwork(product, '<a & b>')).toContain('&lt;a &amp; b&gt;');
  });

  test('keeps dots apart', () => {
    const svg = drawNetwork(productOf('btt3', { a: 4, b: 4, g: 4, d: 4, e: 4, m: 4, r: 2 }), 'btt3');
    const dots = [...svg.matchAll(/<circle cx="(\d+)" cy="(\d+)" r="5"/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    expect(dots.length).toBeGreaterThan(3);
    dots.forEach(([x, y], at) => {
      for (const [otherX, otherY] of dots.slice(at + 1)) expect(Math.hypot(x - otherX, y - otherY)).toBeGreaterThan(29);
    });
  });
});
