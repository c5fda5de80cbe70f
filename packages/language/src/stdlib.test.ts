import { describe, expect, test } from '@jest/globals';
import { parametersOf } from '@einlay/ir';
import type { HostTensor } from '@einlay/ir';
import { listLayers } from './list-layers.ts';
import { loadModule } from './load-module.ts';
import { lowerLayer } from './lower.ts';
import type { Settings } from './lower.ts';
import { STANDARD_FILES } from './stdlib.ts';
import { at, distance, fill, inputsFor, programOf, rank, run, sumOver } from './testing/run-layer.ts';

const NAMES = [
  ...['dense', 'low_rank', 'kronecker', 'tensor_train', 'tensor_train3', 'monarch', 'btt', 'btt3'],
  ...['block_diagonal', 'block_dense', 'blast', 'attention', 'ffn', 'transformer_block'],
];

const IMPORT = `import { ${NAMES.join(', ')} } from "std"`;

const program = (layer: string, settings: Settings) => programOf(IMPORT, layer, settings);

/** Element (row, column) of the matrix a layer stands for, from its factors. */
type Element = (factors: Readonly<Record<string, HostTensor>>, row: number, column: number) => number;

interface Case {
  readonly layer: string;
  readonly settings: Settings;
  readonly shape: readonly [number, number];
  readonly rank: number;
  readonly element: Element;
}

const split = (value: number, ...inner: readonly number[]): readonly number[] => {
  const parts: number[] = [];
  let rest = value;
  for (const extent of [...inner].reverse()) {
    parts.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return [rest, ...parts];
};

const get = (factors: Readonly<Record<string, HostTensor>>, name: string, ...position: readonly number[]): number => {
  const factor = factors[name];
  if (!factor) throw new Error(`no factor ${name}`);
  return at(factor, ...position);
};

const btt =
  (p: number, e: number, a: number, r: number): Element =>
  (f, row, column) => {
    const [g = 0, inner = 0] = split(row, a);
    const [block = 0, outer = 0] = split(column, e);
    expect(block).toBeLessThan(p);
    return sumOver([r], (bond = 0) => get(f, 'A', g, inner, block, bond) * get(f, 'B', block, g, bond, outer));
  };

const CASES: readonly Case[] = [
  {
    layer: 'dense',
    settings: { d_in: 5, d_out: 7 },
    shape: [5, 7],
    rank: 5,
    element: (f, row, column) => get(f, 'W', row, column),
  },
  {
    layer: 'low_rank',
    settings: { d_in: 6, d_out: 5, r: 2 },
    shape: [6, 5],
    rank: 2,
    element: (f, row, column) => sumOver([2], (r = 0) => get(f, 'A', row, r) * get(f, 'B', r, column)),
  },
  {
    layer: 'kronecker',
    settings: { b: 2, a: 3, e: 4, d: 3 },
    shape: [6, 12],
    rank: 6,
    element: (f, row, column) => {
      const [b = 0, a = 0] = split(row, 3);
      const [e = 0, d = 0] = split(column, 3);
      return get(f, 'A', a, d) * get(f, 'B', b, e);
    },
  },
  {
    layer: 'tensor_train',
    settings: { b: 3, a: 2, e: 2, d: 3, r: 2 },
    shape: [6, 6],
    rank: 6,
    element: (f, row, column) => {
      const [b = 0, a = 0] = split(row, 2);
      const [e = 0, d = 0] = split(column, 3);
      return sumOver([2], (r = 0) => get(f, 'A', a, d, r) * get(f, 'B', b, r, e));
    },
  },
  {
    layer: 'tensor_train3',
    settings: { a: 2, b: 3, c: 2, d: 2, e: 2, f: 3, r: 2, s: 3 },
    shape: [12, 12],
    rank: 12,
    element: (factors, row, column) => {
      const [a = 0, b = 0, c = 0] = split(row, 3, 2);
      const [d = 0, e = 0, f = 0] = split(column, 2, 3);
      return sumOver(
        [2, 3],
        (r = 0, s = 0) => get(factors, 'A', a, d, r) * get(factors, 'B', r, b, e, s) * get(factors, 'C', s, c, f),
      );
    },
  },
  {
    // Four blocks of four: the cheapest matrix of full rank of its kind (paper section 1.8).
    layer: 'monarch',
    settings: { d_in: 16, d_out: 16, blocks: 4 },
    shape: [16, 16],
    rank: 16,
    element: monarch(16, 16, 4),
  },
  {
    layer: 'monarch',
    settings: { d_in: 12, d_out: 24, blocks: 2 },
    shape: [12, 24],
    rank: 12,
    element: monarch(12, 24, 2),
  },
  {
    // Six does not divide the four features of a block: the shuffle crosses blocks and still mixes.
    layer: 'monarch',
    settings: { d_in: 12, d_out: 24, blocks: 6 },
    shape: [12, 24],
    rank: 12,
    element: monarch(12, 24, 6),
  },
  {
    layer: 'btt',
    settings: { g: 3, a: 3, p: 3, e: 3 },
    shape: [9, 9],
    rank: 9,
    element: btt(3, 3, 3, 1),
  },
  {
    // θα + θε > 1 + θρ: rank g·p·r instead of 12.
    layer: 'btt',
    settings: { g: 2, a: 6, p: 2, e: 6 },
    shape: [12, 12],
    rank: 4,
    element: btt(2, 6, 6, 1),
  },
  {
    layer: 'btt',
    settings: { g: 2, a: 6, p: 2, e: 6, r: 2 },
    shape: [12, 12],
    rank: 8,
    element: btt(2, 6, 6, 2),
  },
  {
    layer: 'btt3',
    settings: { a: 2, b: 2, g: 2, d: 2, e: 2, m: 2, r: 2, s: 1 },
    shape: [8, 8],
    rank: 8,
    element: (f, row, column) => {
      const [a = 0, b = 0, g = 0] = split(row, 2, 2);
      const [d = 0, e = 0, m = 0] = split(column, 2, 2);
      return sumOver(
        [2],
        (r = 0) => get(f, 'A', a, b, g, d, r) * get(f, 'B', r, b, g, d, e, 0) * get(f, 'C', 0, g, d, e, m),
      );
    },
  },
  {
    layer: 'block_diagonal',
    settings: { blocks: 3, i: 2, o: 4 },
    shape: [6, 12],
    rank: 6,
    element: (f, row, column) => {
      const [block = 0, i = 0] = split(row, 2);
      const [other = 0, o = 0] = split(column, 4);
      return block === other ? get(f, 'A', block, i, o) : 0;
    },
  },
  {
    layer: 'block_dense',
    settings: { g: 3, a: 4, r: 2, d_out: 9 },
    shape: [12, 9],
    rank: 6,
    element: (f, row, column) => {
      const [g = 0, a = 0] = split(row, 4);
      return sumOver([2], (r = 0) => get(f, 'A', g, a, r) * get(f, 'B', g, r, column));
    },
  },
  {
    layer: 'blast',
    settings: { b: 2, p: 4, q: 3, r: 2 },
    shape: [8, 6],
    rank: 4,
    element: (f, row, column) => {
      const [g = 0, p = 0] = split(row, 4);
      const [block = 0, q = 0] = split(column, 3);
      return sumOver([2], (r = 0) => get(f, 'V', g, p, r) * get(f, 'S', g, block, r) * get(f, 'U', block, r, q));
    },
  },
];

/** Two block-diagonal matrices; the second reads feature number m·blocks + block of what the first made. */
function monarch(dIn: number, dOut: number, blocks: number): Element {
  const [i, m, o] = [dIn / blocks, dOut / blocks, dOut / blocks];
  return (f, row, column) => {
    const [first = 0, inner = 0] = split(row, i);
    const [second = 0, outer = 0] = split(column, o);
    return sumOver([dOut], (feature = 0) => {
      const [made = 0, position = 0] = split(feature, m);
      const [read = 0, block = 0] = split(feature, blocks);
      return made === first && block === second
        ? get(f, 'A', first, inner, position) * get(f, 'B', second, read, outer)
        : 0;
    });
  };
}

describe('standard library', () => {
  test('has every layer, each with a doc comment', () => {
    const text = STANDARD_FILES.get('<std>/std.ein') ?? '';
    const module = loadModule(text, '<std>/std.ein');
    expect(module.ok && listLayers(module.value).map(({ name }) => name)).toEqual(NAMES);
    expect(module.ok && listLayers(module.value).filter(({ doc }) => doc === undefined)).toEqual([]);
  });

  test.each(CASES.map((each) => [`${each.layer} ${JSON.stringify(each.settings)}`, each] as const))(
    '%s is the matrix its factors say',
    (_, { layer, settings, shape: [rows, columns], rank: expected, element }) => {
      const lowered = program(layer, settings);
      // The rows of the identity, as a batch: the layer answers with its matrix.
      const identity = fill([rows, rows], (row, column) => (row === column ? 1 : 0));
      const inputs = inputsFor(lowered, { x: identity });
      const factors = Object.fromEntries([...inputs].filter(([name]) => name !== 'x'));
      const matrix = run(lowered, inputs);
      expect(
        distance(
          matrix,
          fill([rows, columns], (row = 0, column = 0) => element(factors, row, column)),
        ),
      ).toBeLessThan(1e-12);
      expect(rank(matrix)).toBe(expected);
    },
  );

  test('fan-in, fan-out and learning rates follow paper sections 4.1 to 4.3', () => {
    const rules = (layer: string, settings: Settings) =>
      parametersOf(program(layer, settings)).flatMap(({ name, initializer, learningRate }) =>
        initializer?.kind === 'spectral' ? [[name, initializer.fanIn, initializer.fanOut, learningRate]] : [],
      );
    expect(rules('dense', { d_in: 8, d_out: 12 })).toEqual([['W', 8, 12, 1]]);
    expect(rules('low_rank', { d_in: 8, d_out: 12, r: 2 })).toEqual([
      ['A', 8, 2, 1 / 2],
      ['B', 2, 12, 2],
    ]);
    expect(rules('kronecker', { b: 2, a: 4, e: 6, d: 3 })).toEqual([
      ['A', 4, 3, 1],
      ['B', 2, 6, 2],
    ]);
    expect(rules('tensor_train', { b: 2, a: 4, e: 6, d: 3, r: 5 })).toEqual([
      ['A', 4, 15, 1],
      ['B', 10, 6, 8 / 20],
    ]);
    // α → φ·r and γ·r → ε; κ = d_in / (2α) and d_in / (2γρ).
    expect(rules('btt', { g: 2, a: 4, p: 6, e: 3, r: 5 })).toEqual([
      ['A', 4, 30, 1],
      ['B', 10, 3, 8 / 20],
    ]);
    // d_in/b → d_out/b and d_out/b → d_out/b, κ = b/2 for both when it is square.
    expect(rules('monarch', { d_in: 16, d_out: 16, blocks: 4 })).toEqual([
      ['A', 4, 4, 2],
      ['B', 4, 4, 2],
    ]);
  });

  test('ffn is two dense layers with a gelu between', () => {
    const lowered = program('ffn', { d: 3, f: 5 });
    const inputs = inputsFor(lowered, {}, { '...': 2 });
    const [x, U, D] = ['x', 'U', 'D'].map((name) => inputs.get(name) as HostTensor) as [
      HostTensor,
      HostTensor,
      HostTensor,
    ];
    // erf by its series, enough terms for arguments this small.
    const erf = (value: number): number => {
      let [term, sum] = [value, value];
      for (let n = 1; n < 40; n += 1) {
        term *= -(value * value) / n;
        sum += term / (2 * n + 1);
      }
      return (2 / Math.sqrt(Math.PI)) * sum;
    };
    const gelu = (value: number): number => (value / 2) * (1 + erf(value / Math.SQRT2));
    const expected = fill([2, 3], (b = 0, d = 0) =>
      sumOver([5], (f = 0) => gelu(sumOver([3], (i = 0) => at(x, b, i) * at(U, i, f))) * at(D, f, d)),
    );
    expect(distance(run(lowered, inputs), expected)).toBeLessThan(1e-12);
  });

  const plainAttention = (
    inputs: (name: string) => HostTensor,
    [batch, t, d, heads, c]: readonly [number, number, number, number, number],
  ) => {
    const project = (name: string) =>
      fill([batch, t, heads, c], (b = 0, i = 0, h = 0, e = 0) =>
        sumOver([d], (k = 0) => at(inputs('x'), b, i, k) * at(inputs(name), k, h, e)),
      );
    const [q, k, v] = [project('Q'), project('K'), project('V')];
    const mixed = fill([batch, t, heads, c], (b = 0, i = 0, h = 0, e = 0) => {
      const weight = (j: number): number =>
        Math.exp(sumOver([c], (f = 0) => at(q, b, i, h, f) * at(k, b, j, h, f)) / Math.sqrt(c));
      const total = sumOver([i + 1], (j = 0) => weight(j));
      return sumOver([i + 1], (j = 0) => (weight(j) / total) * at(v, b, j, h, e));
    });
    return fill([batch, t, d], (b = 0, i = 0, o = 0) =>
      sumOver([heads, c], (h = 0, e = 0) => at(mixed, b, i, h, e) * at(inputs('O'), h, e, o)),
    );
  };

  test('attention looks only back', () => {
    const lowered = program('attention', { d: 6, heads: 2 });
    const inputs = inputsFor(lowered, {}, { '...': 2, t: 4 });
    const expected = plainAttention((name) => inputs.get(name) as HostTensor, [2, 4, 6, 2, 3]);
    expect(distance(run(lowered, inputs), expected)).toBeLessThan(1e-12);
  });

  test('a transformer block adds attention, then the feed-forward part', () => {
    const lowered = program('transformer_block', { d: 4, heads: 2 });
    const names = parametersOf(lowered).map(({ name }) => name);
    expect(names).toEqual(['x', 'attention_gain', 'ffn_gain', 'a.Q', 'a.K', 'a.V', 'a.O', 'b.U', 'b.D']);
    const inputs = inputsFor(lowered, {}, { '...': 2, t: 3 });
    const normalise = (x: HostTensor, gain: HostTensor): HostTensor =>
      fill([2, 3, 4], (b = 0, t = 0, d = 0) => {
        const row = [0, 1, 2, 3].map((e) => at(x, b, t, e));
        const mean = row.reduce((all, value) => all + value, 0) / 4;
        const variance = row.reduce((all, value) => all + (value - mean) ** 2, 0) / 4;
        return ((at(x, b, t, d) - mean) / Math.sqrt(variance + 1e-5)) * at(gain, d);
      });
    const get = (name: string): HostTensor => inputs.get(name) as HostTensor;
    const n = normalise(get('x'), get('attention_gain'));
    const a = plainAttention((name) => (name === 'x' ? n : get(`a.${name}`)), [2, 3, 4, 2, 2]);
    const h = fill([2, 3, 4], (...at3) => at(get('x'), ...at3) + at(a, ...at3));
    const m = normalise(h, get('ffn_gain'));
    const ffn = program('ffn', { d: 4 });
    const rows = { shape: [6, 4], data: m.data };
    const b = run(
      ffn,
      new Map([
        ['x', rows],
        ['U', get('b.U')],
        ['D', get('b.D')],
      ]),
    );
    const expected = { shape: [2, 3, 4], data: h.data.map((value, offset) => value + (b.data[offset] ?? NaN)) };
    expect(distance(run(lowered, inputs), expected)).toBeLessThan(1e-12);
  });

  test('the ends of residual branches start at zero', () => {
    const zeros = parametersOf(program('transformer_block', { d: 4, heads: 2 }))
      .filter(({ initializer }) => initializer?.kind === 'zeros')
      .map(({ name }) => name);
    expect(zeros).toEqual(['a.O', 'b.D']);
  });

  test('monarch refuses blocks that do not divide the width', () => {
    const module = loadModule(IMPORT, 'test.ein');
    const lowered = module.ok && lowerLayer(module.value, 'monarch', { d_in: 10, d_out: 12, blocks: 4 });
    expect(lowered && lowered.diagnostics.map(({ code }) => code)).toEqual(['not-whole']);
  });
});
