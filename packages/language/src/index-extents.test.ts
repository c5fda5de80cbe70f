import { expect, test } from '@jest/globals';
import { printExtent } from '@einlay/ir';
import { indexExtents } from './index-extents.ts';
import { loadModule } from './load-module.ts';

function extents(text: string, values: Readonly<Record<string, number>> = {}): Readonly<Record<string, string>> {
  const module = loadModule(text, 'a.ein');
  const layer = module.ok ? [...module.value.exports.values()].at(-1) : undefined;
  if (!layer) throw new Error('the layer is wrong');
  return Object.fromEntries([...indexExtents(layer, values)].map(([name, extent]) => [name, printExtent(extent)]));
}

const SPLIT = `layer split(g, a) {
  index h = 2 * g
  input x[..., t, (g a)]
  factor W[i, h]
  let z[..., t, i] = x[..., t, i]
  output y[..., t, h] = z[..., t, i] * W[i, h]
}`;

test('parameters without values stand for themselves', () => {
  expect(extents(SPLIT)).toMatchObject({ g: 'g', a: 'a', h: '2·g', i: 'a·g', t: 't' });
});

test('values make numbers; what only a run knows stays', () => {
  expect(extents(SPLIT, { g: 4, a: 8 })).toMatchObject({ h: '8', i: '32', t: 't' });
});

test('a layer that is called gives extents to what it is handed', () => {
  const text = `layer dense(n, m) {
  input x[..., n]
  factor W[n, m]
  output y[..., m] = x[..., n] * W[n, m]
}
layer user() {
  input x[b, i]
  output y = dense(12, 3)(x)
}`;
  expect(extents(text)).toMatchObject({ i: '12', b: 'b' });
});
