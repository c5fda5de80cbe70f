import { describe, expect, test } from '@jest/globals';
import { compile, drawKernels, explainKernels } from './index.ts';
import type { Compilation, ExplainedKernel, KernelsExplanation, Schedule, TargetOptions } from './index.ts';

function compiled(source: string, set: Readonly<Record<string, number>>): Compilation {
  const result = compile(source, { set });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

function explained(
  compilation: Compilation,
  at: Readonly<Record<string, number>>,
  options: TargetOptions = {},
): KernelsExplanation {
  const explanation = explainKernels(compilation, options, new Map(Object.entries(at)));
  if (!explanation.ok) throw new Error(explanation.diagnostics.map(({ message }) => message).join('\n'));
  return explanation.value;
}

const only = ({ kernels }: KernelsExplanation): ExplainedKernel => {
  expect(kernels).toHaveLength(1);
  return kernels[0] as ExplainedKernel;
};

const LOW_RANK = `layer low_rank(n, m, r) {
  input x[..., n]
  factor A[n, r], B[r, m]
  output y[..., m] = gelu(x[..., n] * A[n, r] * B[r, m])
}`;
const lowRank = compiled(LOW_RANK, { n: 64, m: 32, r: 8 });

describe('one kernel of a low-rank layer', () => {
  const explanation = explained(lowRank, { '...': 160 });
  const kernel = only(explanation);

  test('moves what comes in and what goes out, once, and nothing between', () => {
    expect(kernel.reads.map(({ buffer, bytes }) => [buffer, bytes])).toEqual([
      ['x', 4 * 160 * 64],
      ['A', 4 * 64 * 8],
      ['B', 4 * 8 * 32],
    ]);
    expect(kernel.writes).toEqual([{ buffer: 'y', bytes: 4 * 160 * 32, asked: 4 * 160 * 32 }]);
    expect(kernel.kept.map(({ bytes }) => bytes)).toEqual([4 * 160 * 8]);
    expect(explanation.bytes).toBe(4 * (160 * 64 + 64 * 8 + 8 * 32 + 160 * 32));
    // Two contractions and a map: z and the map's operand are written and read.
    expect(explanation.bytesUnfused - explanation.bytes).toBe(4 * 2 * (160 * 8 + 160 * 32));
  });

  test('does every multiply-add once when tiles fit', () => {
    expect([kernel.macs, kernel.macsDone]).toEqual([160 * 8 * (64 + 32), 160 * 8 * (64 + 32)]);
    expect(kernel.operations.map((line) => line.split(' = ')[1])).toEqual([
      'einsum[..., r] x[..., n] * A[n, r]',
      'einsum[..., m] B[r, m] * v3[..., r]',
      'map[..., m] gelu(v4[..., m])',
    ]);
  });

  test('tells buffers apart by who fills them', () => {
    expect(explanation.buffers.map(({ name, role }) => [name, role])).toEqual([
      ['x', 'input'],
      ['A', 'factor'],
      ['B', 'factor'],
      ['y', 'output'],
    ]);
  });
});

test.each([
  ['fewer blocks than features of a block', { d_in: 128, d_out: 128, blocks: 4 }],
  ['a wider output', { d_in: 64, d_out: 256, blocks: 8 }],
  ['as many', { d_in: 64, d_out: 64, blocks: 8 }],
])('a Monarch matrix is one kernel, with %s', (_, set) => {
  const explanation = explained(compiled('export { monarch } from "std"', set), { '...': 512 });
  const { kept } = only(explanation);
  expect(kept.map(({ bytes }) => bytes)).toEqual([4 * 512 * set.d_out]);
  expect(explanation.buffers.filter(({ role }) => role === 'intermediate')).toEqual([]);
});

test('regroupings without a common refinement keep what lies between in memory', () => {
  const explanation = explained(compiled('export { monarch } from "std"', { d_in: 60, d_out: 60, blocks: 6 }), {
    '...': 512,
  });
  expect(explanation.kernels).toHaveLength(2);
  expect(explanation.buffers.filter(({ role }) => role === 'intermediate')).toHaveLength(1);
});

test('a schedule of two kernels writes and reads what lies between, and its shares add up', () => {
  const fused = explained(lowRank, { '...': 160 });
  const { stages } = chosen(lowRank).kernels[0] as Extract<Schedule['kernels'][number], { kind: 'contractions' }>;
  const [first, second] = stages as [(typeof stages)[0], (typeof stages)[0]];
  const schedule: Schedule = {
    kernels: [
      { kind: 'contractions', stages: [first], tiles: [16, 8], invocations: 32 },
      { kind: 'contractions', stages: [second], tiles: [16, 32], invocations: 32 },
    ],
  };
  const apart = explained(lowRank, { '...': 160 }, { schedule });
  expect(apart.bytes - fused.bytes).toBe(4 * 2 * 160 * 8);
  expect(apart.buffers.filter(({ role }) => role === 'intermediate').map(({ bytes }) => bytes)).toEqual([4 * 160 * 8]);
  expect(apart.kernels.reduce((all, { share }) => all + share, 0)).toBeCloseTo(1);
  expect(apart.seconds).toBeCloseTo(apart.kernels.reduce((all, { seconds }) => all + seconds, 0));
});

test('what workgroups do again is counted, and costs time', () => {
  const { stages } = chosen(lowRank).kernels[0] as Extract<Schedule['kernels'][number], { kind: 'contractions' }>;
  // Four workgroups share the tokens of a tile, and each makes all of the bottleneck.
  const schedule: Schedule = { kernels: [{ kind: 'contractions', stages, tiles: [16, 8], invocations: 32 }] };
  const kernel = only(explained(lowRank, { '...': 160 }, { schedule }));
  expect(kernel.macsDone).toBe(160 * 8 * (4 * 64 + 32));
  expect(kernel.macs).toBe(160 * 8 * (64 + 32));
});

test('a look-up reads rows, not the table', () => {
  const embedding = compiled(
    `layer embedding(v, d) {
  input token[..., t] below v
  factor E[v, d]
  output y[..., t, d] = E[token[..., t], d]
}`.replace(' below v', ' : i32'),
    { v: 50_000, d: 16 },
  );
  const kernel = only(explained(embedding, { '...': 2, t: 3 }));
  expect(kernel.reads.find(({ buffer }) => buffer === 'E')?.bytes).toBeLessThanOrEqual(4 * 64 * 16);
});

test('a schedule that does not fit is refused', () => {
  const { diagnostics } = explainKernels(lowRank, { schedule: { kernels: [] } });
  expect(diagnostics.map(({ code }) => code)).toEqual(['schedule-missing', 'schedule-missing']);
});

/** The schedule that compile chooses. */
function chosen({ optimized }: Compilation): Schedule {
  const result = compile(LOW_RANK, { set: { n: 64, m: 32, r: 8 }, targets: ['wgsl'] });
  const files = result.ok ? (result.value.emissions.get('wgsl')?.files ?? []) : [];
  expect(result.ok && result.value.optimized).toEqual(optimized);
  const text = files.find(({ extension }) => extension === '.schedule.json')?.content;
  return JSON.parse(String(text)) as Schedule;
}

describe('the drawing', () => {
  const attention = compile('export { attention } from "std"', { layer: 'attention', set: { d: 16, heads: 2 } });
  const explanation = attention.ok ? explained(attention.value, { '...': 2, t: 8 }) : undefined;
  const svg = explanation ? drawKernels(explanation) : '';

  test('has every kernel and buffer by name, what stays on chip, and bytes at the arrows', () => {
    const words = [...svg.matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)</g)].map(([, word]) => word);
    for (const { name } of [...(explanation?.kernels ?? []), ...(explanation?.buffers ?? [])])
      expect(words).toContain(name);
    const arrows = explanation?.kernels.flatMap(({ reads, writes }) => [...reads, ...writes]) ?? [];
    expect([...svg.matchAll(/marker-end/g)]).toHaveLength(arrows.length);
    const kept = explanation?.kernels.flatMap(({ kept }) => kept) ?? [];
    expect(words.filter((word) => word?.includes('stays on chip'))).toHaveLength(kept.length);
  });

  test('is the same every time', () => {
    expect(attention.ok && drawKernels(explained(attention.value, { '...': 2, t: 8 }))).toBe(svg);
  });

  test('takes names as text, whatever is in them', () => {
    const [kernel] = explained(lowRank, { '...': 160 }).kernels as [ExplainedKernel];
    const name = '</text><script>&"\u0000\ud800';
    const drawn = drawKernels({
      ...explained(lowRank, { '...': 160 }),
      layer: name,
      kernels: [{ ...kernel, name, operations: [name.repeat(9)] }],
      buffers: [{ name, role: 'input', bytes: 1 }],
    });
    expect(drawn).not.toContain('<script');
    expect(drawn).toContain('&lt;/text&gt;&lt;script&gt;&amp;&quot;\ufffd\ufffd');
    expect(drawn).not.toMatch(/[\0\p{Cs}]/u);
    // Every tag that is opened is closed.
    const open: string[] = [];
    for (const [, closing, tag = '', single] of drawn.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g))
      if (closing === '/') expect(open.pop()).toBe(tag);
      else if (single !== '/') open.push(tag);
    expect(open).toEqual([]);
  });
});
