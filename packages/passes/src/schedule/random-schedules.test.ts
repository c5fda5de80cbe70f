/** Contractions with tiles, chunks, staging and unrolling drawn at random compute what the program means. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BATCH, ProgramBuilder, bindSymbols, interpret, parametersOf, symbol } from '@einlay/ir';
import type { Extent, HostTensor, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement } from '@einlay/ir/testing';
import { applySchedule } from './apply-schedule.ts';
import { checkSchedule } from './check-schedule.ts';
import type { ContractionKernel, Schedule, StageSchedule } from './schedule.ts';

const target = { workgroupBytes: 65536, invocations: 256, buffers: 8 };

/** One or two contractions of indices of some extents; `n` is known only when it runs. */
interface Chain {
  readonly x: readonly string[];
  readonly A: readonly string[];
  readonly B?: readonly string[];
  /** Between the contractions, and at the end. */
  readonly z: readonly string[];
  readonly y: readonly string[];
}

const CHAINS: readonly Chain[] = [
  { x: ['n', 'k'], A: ['k', 'j'], z: [], y: ['n', 'j'] },
  { x: ['n', 'k'], A: ['j', 'k'], z: [], y: ['n', 'j'] },
  { x: ['k', 'i'], A: ['k', 'j'], z: [], y: ['j', 'i'] },
  { x: ['i', 'b', 'k'], A: ['k', 'j', 'b'], z: [], y: ['i', 'b', 'j'] },
  { x: ['n', 'g', 'k', 'l'], A: ['l', 'k', 'j'], z: [], y: ['n', 'j', 'g'] },
  { x: ['n', 'g', 'a'], A: ['f', 'g', 'a'], B: ['f', 'e', 'g'], z: ['n', 'f', 'g'], y: ['n', 'f', 'e'] },
  { x: ['n', 'g', 'a'], A: ['g', 'a', 'f'], B: ['g', 'f', 'e'], z: ['f', 'g', 'n'], y: ['n', 'f', 'e'] },
  { x: ['n', 'i'], A: ['i', 'r'], B: ['r', 'o'], z: ['n', 'r'], y: ['n', 'o'] },
];

const EXTENTS = [1, 2, 3, 4, 6, 8, 12, 16];

interface Drawn {
  readonly program: TensorProgram;
  readonly inputs: ReadonlyMap<string, HostTensor>;
  readonly schedule: Schedule;
}

/** The divisors of a number among a few. */
const divisorsOf = (extent: number): readonly number[] => [1, 2, 3, 4, 8, 16].filter((size) => extent % size === 0);

const drawn: fc.Arbitrary<Drawn> = fc.gen().map((draw): Drawn => {
  const pick = <T>(options: readonly T[]): T => options[draw(fc.nat, options.length - 1)] as T;
  const { x, A, B, z, y } = pick(CHAINS);
  const sizes = new Map([...x, ...A, ...(B ?? [])].map((name) => [name, pick(EXTENTS)]));
  const sizeOf = (name: string): number => sizes.get(name) as number;
  const shapeOf = (names: readonly string[]): readonly Extent[] =>
    names.map((name) => (name === 'n' ? symbol(BATCH) : sizeOf(name)));
  const builder = new ProgramBuilder('drawn');
  const operand = (name: string, indices: readonly string[]) => ({
    value: builder.parameter(name, shapeOf(indices), 'f32'),
    indices,
  });
  const [xOperand, aOperand] = [operand('x', x), operand('A', A)];
  let value = builder.einsum([xOperand, aOperand], B ? z : y, { name: B ? 'z' : 'y' });
  if (B) value = builder.einsum([{ value, indices: z }, operand('B', B)], y, { name: 'y' });
  builder.output('y', value, y);
  const program = builder.build();

  const summedBy = (one: readonly string[], other: readonly string[], output: readonly string[]) =>
    other.filter((name) => one.includes(name) && !output.includes(name));
  const summed = B ? summedBy(z, B, y) : summedBy(x, A, y);
  const index = pick(summed);
  const size = pick(divisorsOf(sizeOf(index)));
  const chunk = pick([undefined, { index, size }, { index, size }]);
  const stage = (einsum: string, staged: readonly StageSchedule['staged'][], inner: string): StageSchedule => {
    const sides = pick(staged);
    const steps = inner === chunk?.index ? chunk.size : sizeOf(inner);
    return {
      einsum,
      left: pick([0, 0, 1]),
      micro: [pick([1, 2, 4, 8]), pick([1, 3, 4, 8])],
      ...(sides === undefined ? {} : { staged: sides }),
      unroll: pick(divisorsOf(steps)),
    };
  };
  const innermost = (
    left: 0 | 1,
    one: readonly string[],
    other: readonly string[],
    output: readonly string[],
  ): string => (left === 0 ? summedBy(one, other, output) : summedBy(other, one, output)).at(-1) as string;
  const any: readonly StageSchedule['staged'][] = [undefined, ['left'], ['right'], ['left', 'right']];
  const stages = B
    ? [stage('z', any, innermost(0, x, A, z)), stage('y', [undefined, ['right'], ['left']], innermost(0, z, B, y))]
    : [stage('y', any, innermost(0, x, A, y))];
  const kernel: ContractionKernel = {
    kind: 'contractions',
    stages,
    tiles: y.map((name) => (name === 'n' ? pick([1, 4, 5, 8]) : Math.min(sizeOf(name), pick([1, 3, 4, 8, 16])))),
    invocations: pick([1, 5, 8, 32]),
    ...(chunk === undefined ? {} : { chunk }),
    ...(chunk !== undefined && pick([true, false]) ? { prefetch: true } : {}),
  };
  const inputs = new Map(
    parametersOf(program).map(({ name }, at) => {
      const shape = (name === 'x' ? x : name === 'A' ? A : (B ?? [])).map(sizeOf);
      const length = shape.reduce((all, extent) => all * extent, 1);
      const data = Float64Array.from({ length }, (_, place) => ((((place + 3) * 37 + at * 101) % 61) - 30) / 16);
      return [name, { shape, data }] as const;
    }),
  );
  return { program, inputs, schedule: { kernels: [kernel] } };
});

test('what fits computes the same', () => {
  const seen = { staged: 0, prefetched: 0, chunked: 0 };
  fc.assert(
    fc.property(drawn, ({ program, inputs, schedule }) => {
      const checked = checkSchedule(program, schedule, target);
      if (!checked.ok) return;
      const [kernel] = schedule.kernels as readonly [ContractionKernel];
      if (kernel.stages.some(({ staged }) => staged !== undefined)) seen.staged += 1;
      if (kernel.prefetch) seen.prefetched += 1;
      if (kernel.chunk) seen.chunked += 1;
      const bindings = bindSymbols(
        parametersOf(program).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
      );
      const shapes = new Map([...interpret(program, inputs)].map(([name, { shape }]) => [name, shape]));
      const found = interpretLoops(applySchedule(program, schedule), inputs, shapes, bindings);
      expect(disagreement({ program, inputs }, found)).toBeUndefined();
    }),
    { numRuns: 250 },
  );
  expect(seen.staged).toBeGreaterThan(40);
  expect(seen.prefetched).toBeGreaterThan(20);
  expect(seen.chunked).toBeGreaterThan(40);
}, 60_000);
