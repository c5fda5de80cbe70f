import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { interpret } from '@einlay/ir';
import { VERSION, compile, compileProgram, einsum, evaluate } from './index.ts';
import type { Compilation } from './index.ts';

const source = `
  /// A bottleneck.
  layer low_rank(d, r) {
    index o = d
    input x[..., d]
    factor A[d, r], B[r, o]
    output y[..., o] = x[..., d] * A[d, r] * B[r, o]
  }
`;

function compiled(result: ReturnType<typeof compile>): Compilation {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const codesOf = (result: ReturnType<typeof compile>): readonly string[] => result.diagnostics.map(({ code }) => code);

test('the version is that of the package', () => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ version: VERSION });
});

describe('compile', () => {
  test('describes the layer in its artifact', () => {
    const { emissions, cost } = compiled(compile(source, { set: { d: 16, r: 4 }, targets: ['onnx'] }));
    expect(emissions.get('onnx')?.artifact).toMatchObject({
      name: 'low_rank',
      doc: 'A bottleneck.',
      producer: `einlay ${VERSION}`,
      parameters: [
        { name: 'x', role: 'input', dtype: 'f32', shape: [{ coefficient: 1, symbols: ['...'] }, 16] },
        { name: 'A', role: 'factor', shape: [16, 4] },
        { name: 'B', role: 'factor', shape: [4, 16] },
      ],
      outputs: [{ name: 'y', dtype: 'f32' }],
      cost: { parameters: 128, macs: 4096 * 128, at: [{ symbol: '...', extent: 4096 }] },
    });
    expect(cost.parameters).toBe(128);
  });

  test('gives the same bytes for the same input', () => {
    const bytes = (): Uint8Array | undefined =>
      compiled(compile(source, { set: { d: 16, r: 4 }, targets: ['onnx'] })).emissions.get('onnx')?.bytes;
    expect(bytes()).toEqual(bytes());
  });

  test('multiplies what is small first', () => {
    const { optimized } = compiled(compile(source, { set: { d: 16, r: 4 } }));
    const einsums = optimized.nodes.flatMap((node) => (node.kind === 'einsum' ? [node.output] : []));
    expect(einsums).toEqual([
      ['...', 'r'],
      ['...', 'o'],
    ]);
  });

  test('lets the observer see every pass', () => {
    const seen: string[] = [];
    const times = new Map<string, number>();
    compile(source, { set: { d: 16, r: 4 }, observer: { trace: (pass) => seen.push(pass), times } });
    expect(seen).toContain('order-contractions');
    expect([...times.keys()]).toEqual([...new Set(seen)]);
  });

  test('says what is wrong instead of throwing', () => {
    expect(codesOf(compile('layer a() {', {}))).not.toEqual([]);
    expect(codesOf(compile('// nothing', {}))).toEqual(['no-layer']);
    const two = `${source} ${source.replace('low_rank', 'other')}`;
    expect(codesOf(compile(two, { set: { d: 4, r: 2 } }))).toEqual(['which-layer']);
    expect(compile(source, { layer: 'low_rnk', set: { d: 4, r: 2 } }).ok).toBe(false);
    expect(compile(source, { set: { d: 4 } }).ok).toBe(false);
  });

  test('refuses what an artifact cannot hold', () => {
    const long = 'x'.repeat(5000);
    const text = `layer a(d) { input ${long}[..., d]\n output y[..., d] = ${long}[..., d] * 2 }`;
    expect(codesOf(compile(text, { set: { d: 4 }, targets: ['onnx'] }))).toEqual(['artifact-limit']);
  });
});

describe('einsum and evaluate', () => {
  const tensor = (shape: readonly number[], ...numbers: number[]) => ({ shape, data: Float64Array.from(numbers) });

  test('agree with the sum written out', () => {
    const operands = [tensor([2, 2], 1, 2, 3, 4), tensor([2, 2], 5, 6, 7, 8)];
    const result = evaluate('ij,jk->ik', operands);
    expect(result.ok && [...result.value.data]).toEqual([19, 22, 43, 50]);
    const { optimized } = compiled(
      einsum('ij,jk->ik', [
        [2, 2],
        [2, 2],
      ]),
    );
    const inputs = new Map(operands.map((operand, at) => [`operand${at}`, operand]));
    expect([...(interpret(optimized, inputs).get('result')?.data ?? [])]).toEqual([19, 22, 43, 50]);
  });

  test('refuse work without end and shapes that do not hold their numbers', () => {
    const codes = (result: ReturnType<typeof evaluate>): readonly string[] =>
      result.diagnostics.map(({ code }) => code);
    expect(codes(evaluate('i,j->ij', [tensor([2], 1), tensor([1], 1)]))).toEqual(['operand-shape']);
    expect(codes(evaluate('i', [tensor([-1], 1)]))).toEqual(['operand-shape']);
    const wide = { shape: [100_000], data: new Float64Array(100_000) };
    expect(codes(evaluate('i,j->ij', [wide, wide]))).toEqual(['work-too-large']);
  });

  test('a memory limit that needs slices is refused with their names', () => {
    const program = einsum(
      'ab,bc,ca->',
      [
        [8, 8],
        [8, 8],
        [8, 8],
      ],
      { path: { memoryLimit: 8 } },
    );
    expect(codesOf(program)).toEqual(['contraction-slices']);
    expect(compileProgram(compiled(einsum('ab->ba', [[2, 3]])).program).ok).toBe(true);
  });
});
