import { describe, expect, test } from '@jest/globals';
import { BATCH } from '../tensor/nodes.ts';
import { multiplyExtents, symbol } from '../extent.ts';
import {
  KernelBuilder,
  binary,
  builtin,
  exchange,
  extentValue,
  lessThan,
  literal,
  load,
  minus,
  multiplyAdd,
  plus,
  quotient,
  remainder,
  smaller,
  times,
  vector,
} from './build.ts';
import { KernelError, interpretLoops, packTensor } from './interpret.ts';
import type { Buffer, Kernel, LoopExpression, LoopProgram } from './nodes.ts';
import { printKernel } from './print.ts';
import { verifyLoopProgram } from './verify.ts';

const TOKENS = symbol(BATCH);

/** y[t, o] = Σ x[t, k] w[k, o] for 4 × 3 matrices, one workgroup for two tokens, x staged in workgroup memory. */
function productKernel(): Kernel {
  const kernel = new KernelBuilder('product');
  const x = kernel.bind('x', 'read', 'f32', multiplyExtents([TOKENS, 4]));
  const w = kernel.bind('w', 'read', 'f32', 12);
  const y = kernel.bind('y', 'write', 'f32', multiplyExtents([TOKENS, 3]));
  const staged = kernel.memory('staged', 'workgroup', 'f32', 8);
  const sum = kernel.memory('sum', 'register', 'f32', 1);
  const at = builtin('invocation');
  const token = kernel.let('token', plus(times(builtin('workgroup'), 2), quotient(at, 4)));
  const clamped = smaller(token, plus(extentValue(TOKENS), -1));
  kernel.store(staged, at, load(x, plus(times(clamped, 4), remainder(at, 4))));
  kernel.barrier();
  const column = kernel.let('column', remainder(at, 4));
  kernel.if(binary('and', lessThan(column, 3), lessThan(token, extentValue(TOKENS))), () => {
    kernel.store(sum, 0, literal('f32', 0));
    kernel.for('k', 4, (k) => {
      const left = load(staged, plus(times(quotient(at, 4), 4), k));
      kernel.store(sum, 0, multiplyAdd(left, load(w, plus(times(k, 3), column)), load(sum, 0)));
    });
    kernel.store(y, plus(times(token, 3), column), load(sum, 0));
  });
  return kernel.build({ invocations: 8, grid: [{ extent: TOKENS, tile: 2 }] });
}

const buffers: readonly Buffer[] = [
  { name: 'x', type: 'f32', elements: multiplyExtents([TOKENS, 4]), content: { kind: 'parameter', parameter: 'x' } },
  { name: 'w', type: 'f32', elements: 12, content: { kind: 'parameter', parameter: 'w' } },
  { name: 'y', type: 'f32', elements: multiplyExtents([TOKENS, 3]), content: { kind: 'output', output: 'y' } },
];

const programOf = (kernel: Kernel): LoopProgram => ({ name: 'test', buffers, kernels: [kernel] });

const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const w = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1];

function run(kernel: Kernel, tokens = 3): readonly number[] {
  const program = programOf(kernel);
  verifyLoopProgram(program, 'test');
  const inputs = new Map([
    ['x', { shape: [tokens, 4], data: Float64Array.from(x.slice(0, tokens * 4)) }],
    ['w', { shape: [4, 3], data: Float64Array.from(w) }],
  ]);
  const results = interpretLoops(program, inputs, new Map([['y', [tokens, 3]]]), new Map([[BATCH, tokens]]));
  return [...(results.get('y')?.data ?? [])];
}

describe('the loop interpreter', () => {
  test('computes a product with a tail of tokens', () => {
    expect(run(productKernel())).toEqual([5, 6, 7, 13, 14, 15, 21, 22, 23]);
  });

  test('launches nothing for no tokens', () => {
    expect(run(productKernel(), 0)).toEqual([]);
  });

  test('sees the barrier that is missing', () => {
    const kernel = productKernel();
    const body = kernel.body.filter(({ kind }) => kind !== 'barrier');
    expect(() => run({ ...kernel, body })).toThrow(/staged\[\d\] is read before it is written|while another uses it/);
  });

  test('sees a barrier that only some reach', () => {
    const kernel = new KernelBuilder('divergent');
    kernel.bind('y', 'write', 'f32', 9);
    kernel.if(lessThan(builtin('invocation'), 3), () => {
      kernel.barrier();
    });
    expect(() => run(kernel.build({ invocations: 4, grid: [] }))).toThrow(/not all invocations reach a barrier/);
  });

  test('sees tokens beyond the end', () => {
    const kernel = productKernel();
    const [token, store, ...rest] = kernel.body;
    if (store?.kind !== 'store' || token === undefined) throw new Error('the kernel has changed');
    const index = plus(times(builtin('workgroup'), 8), builtin('invocation'));
    const value = { kind: 'load', memory: 0, index, lanes: 1 } as const;
    expect(() => run({ ...kernel, body: [token, { ...store, value }, ...rest] })).toThrow(/x\[12\] is out of range/);
  });

  test('sees two workgroups writing one element', () => {
    const kernel = new KernelBuilder('crowded');
    const to = kernel.bind('y', 'write', 'f32', 9);
    kernel.store(to, builtin('invocation'), literal('f32', 1));
    expect(() => run(kernel.build({ invocations: 9, grid: [{ extent: 2, tile: 1 }] }))).toThrow(KernelError);
    expect(run(kernel.build({ invocations: 9, grid: [] }))).toEqual(new Array(9).fill(1));
  });

  test('sees an output that nobody writes', () => {
    const kernel = productKernel();
    expect(() => run({ ...kernel, grid: [{ extent: 1, tile: 1 }] })).toThrow(/no kernel writes element 6 of y/);
  });

  test('wants wide accesses aligned', () => {
    const kernel = new KernelBuilder('wide');
    const from = kernel.bind('x', 'read', 'f32', 12);
    const to = kernel.bind('y', 'write', 'f32', 12);
    kernel.store(to, 0, load(from, builtin('invocation'), 4));
    expect(() => run(kernel.build({ invocations: 2, grid: [] }))).toThrow(/index 1 is not aligned to 4 lanes/);
  });

  test('adds over a subgroup, for all of it', () => {
    const kernel = new KernelBuilder('sum');
    const from = kernel.bind('x', 'read', 'f32', 12);
    const to = kernel.bind('y', 'write', 'f32', 9);
    const sum = kernel.let('sum', {
      kind: 'subgroup',
      operator: 'add',
      argument: load(from, builtin('invocation')),
    });
    kernel.if(lessThan(builtin('invocation'), 9), () => {
      kernel.store(to, builtin('invocation'), sum);
    });
    const kernelOfSix = kernel.build({ invocations: 12, subgroupSize: 6, grid: [] });
    expect(run(kernelOfSix)).toEqual([21, 21, 21, 21, 21, 21, 57, 57, 57]);
  });

  test.each([
    [1, [2, 1, 4, 3, 6, 5, 8, 7, 10]],
    [2, [3, 4, 1, 2, 7, 8, 5, 6, 11]],
  ])('hands every lane what its partner has, across a mask of %i', (mask, expected) => {
    const kernel = new KernelBuilder('partners');
    const from = kernel.bind('x', 'read', 'f32', 12);
    const to = kernel.bind('y', 'write', 'f32', 9);
    const partner = kernel.let('partner', exchange(load(from, builtin('invocation')), mask));
    kernel.if(lessThan(builtin('invocation'), 9), () => {
      kernel.store(to, builtin('invocation'), partner);
    });
    expect(run(kernel.build({ invocations: 12, subgroupSize: 4, grid: [] }))).toEqual(expected);
  });

  test('exchanges vectors whole', () => {
    const kernel = new KernelBuilder('partners');
    const from = kernel.bind('x', 'read', 'f32', 12);
    const to = kernel.bind('y', 'write', 'f32', 9);
    const at = times(builtin('invocation'), 4);
    const partner = kernel.let('partner', exchange(load(from, at, 4), 1));
    kernel.store(to, at, partner);
    kernel.if(lessThan(builtin('invocation'), 1), () => {
      kernel.store(to, 8, literal('f32', 0));
    });
    expect(run(kernel.build({ invocations: 2, subgroupSize: 2, grid: [] }))).toEqual([5, 6, 7, 8, 1, 2, 3, 4, 0]);
  });

  describe('copies', () => {
    /** Copies x ahead, eight numbers at a time, and hands them on doubled. */
    const copied = (pending: number): Kernel => {
      const kernel = new KernelBuilder('copied');
      const from = kernel.bind('x', 'read', 'f32', 24);
      const to = kernel.bind('y', 'write', 'f32', 24);
      const staged = kernel.memory('staged', 'workgroup', 'f32', 16);
      const isFirst = lessThan(builtin('invocation'), 1);
      const start = (piece: number): void => {
        if (piece < 3) kernel.copy(staged, 8 * (piece % 2), from, 8 * piece, 8);
        kernel.append({ kind: 'end-batch' });
      };
      kernel.if(isFirst, () => {
        start(0);
        start(1);
      });
      for (let piece = 0; piece < 3; piece += 1) {
        kernel.if(isFirst, () => {
          kernel.append({ kind: 'await-batches', pending });
        });
        kernel.barrier();
        const value = load(staged, plus(8 * (piece % 2), builtin('invocation')));
        kernel.store(to, plus(8 * piece, builtin('invocation')), binary('add', value, value));
        kernel.barrier();
        kernel.if(isFirst, () => {
          start(piece + 2);
        });
      }
      return kernel.build({ invocations: 8, grid: [] });
    };
    const numbers = Array.from({ length: 24 }, (_, at) => at);
    const runCopied = (kernel: Kernel): readonly number[] => {
      const program: LoopProgram = {
        name: 'copied',
        buffers: [
          { name: 'x', type: 'f32', elements: 24, content: { kind: 'parameter', parameter: 'x' } },
          { name: 'y', type: 'f32', elements: 24, content: { kind: 'output', output: 'y' } },
        ],
        kernels: [kernel],
      };
      verifyLoopProgram(program, 'test');
      const inputs = new Map([['x', { shape: [24], data: Float64Array.from(numbers) }]]);
      return [...(interpretLoops(program, inputs, new Map([['y', [24]]]), new Map()).get('y')?.data ?? [])];
    };

    test('arrive when they are awaited', () => {
      expect(runCopied(copied(1))).toEqual(numbers.map((each) => 2 * each));
    });

    test('are not there before', () => {
      expect(() => runCopied(copied(2))).toThrow(/staged\[0\] is read before it is written/);
    });

    test('do not land on what others still read', () => {
      const kernel = copied(1);
      // Without the second barrier of each round.
      let barriers = 0;
      const body = kernel.body.filter(({ kind }) => kind !== 'barrier' || (barriers += 1) % 2 === 1);
      expect(() => runCopied({ ...kernel, body })).toThrow(
        /staged\[\d+\] is read before it is written|while another uses it/,
      );
    });
  });

  describe('a cluster', () => {
    /** Each invocation hands its number to the other workgroup of its cluster. */
    const swap = (rank: LoopExpression, withBarrier = true): Kernel => {
      const kernel = new KernelBuilder('swap');
      const to = kernel.bind('y', 'write', 'f32', 12);
      const kept = kernel.memory('kept', 'workgroup', 'f32', 3);
      const number = plus(times(plus(times(builtin('workgroup'), 2), builtin('rank')), 3), builtin('invocation'));
      kernel.store(kept, builtin('invocation'), { kind: 'cast', type: 'f32', argument: number }, rank);
      if (withBarrier) kernel.barrier();
      kernel.store(to, number, load(kept, builtin('invocation')));
      return kernel.build({ invocations: 3, cluster: 2, grid: [{ extent: 2, tile: 1 }] });
    };
    const runSwap = (kernel: Kernel): readonly number[] => {
      const program: LoopProgram = {
        name: 'swap',
        buffers: [{ name: 'y', type: 'f32', elements: 12, content: { kind: 'output', output: 'y' } }],
        kernels: [kernel],
      };
      verifyLoopProgram(program, 'test');
      return [...(interpretLoops(program, new Map(), new Map([['y', [12]]]), new Map()).get('y')?.data ?? [])];
    };
    const other = minus(1, builtin('rank'));

    test('stores to the memory of another workgroup', () => {
      expect(runSwap(swap(other))).toEqual([3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8]);
      expect(printKernel(swap(other))).toContain('kept@1 - rank[invocation] = f32(');
    });

    test('waits for all at a barrier', () => {
      expect(() => runSwap(swap(other, false))).toThrow(/kept\[0\] is read before it is written/);
    });

    test('has no more ranks than workgroups', () => {
      expect(() => runSwap(swap(plus(builtin('rank'), 1)))).toThrow(/there is no such rank/);
    });

    test('is what a rank needs', () => {
      const { cluster, ...alone } = swap(other);
      expect(cluster).toBe(2);
      expect(() => runSwap(alone)).toThrow(/a rank of memory that no cluster shares/);
    });
  });

  test('multiplies tiles', () => {
    const kernel = new KernelBuilder('tiles');
    const from = kernel.bind('x', 'read', 'f32', 12);
    const weights = kernel.bind('w', 'read', 'f32', 12);
    const to = kernel.bind('y', 'write', 'f32', 9);
    const [left, right, sum] = [
      kernel.tile('left', 'left', 'f32', 3, 4),
      kernel.tile('right', 'right', 'f32', 4, 3),
      kernel.tile('sum', 'accumulator', 'f32', 3, 3),
    ];
    const at = (memory: number, tile: number, stride: number) =>
      ({ tile, memory, index: literal('i32', 0), stride: literal('i32', stride), order: 'row-major' }) as const;
    kernel.append({ kind: 'tile-fill', tile: sum.id, value: 0 });
    kernel.append({ kind: 'tile-load', ...at(from.id, left.id, 4) });
    kernel.append({ kind: 'tile-load', ...at(weights.id, right.id, 3) });
    kernel.append({ kind: 'tile-multiply', accumulator: sum.id, left: left.id, right: right.id });
    kernel.append({ kind: 'tile-store', ...at(to.id, sum.id, 3) });
    expect(run(kernel.build({ invocations: 4, subgroupSize: 4, grid: [] }))).toEqual([5, 6, 7, 13, 14, 15, 21, 22, 23]);
  });
});

test('packing splits, pads and permutes', () => {
  const tensor = { shape: [3, 2], data: Float64Array.from([1, 2, 3, 4, 5, 6]) };
  // Rows in pairs, the pair innermost: the second pair lacks a row.
  const packed = packTensor(tensor, { splits: [[2, 2], [2]], order: [0, 2, 1] });
  expect([...packed]).toEqual([1, 3, 2, 4, 5, 0, 6, 0]);
});

test('a kernel prints as it reads', () => {
  expect(printKernel(productKernel())).toBe(
    [
      'kernel product: 8 invocations, grid ⌈... / 2⌉',
      '  read x: f32[4·...]',
      '  read w: f32[12]',
      '  write y: f32[3·...]',
      '  workgroup staged: f32[8]',
      '  register sum: f32[1]',
      '  let token = (workgroup * 2) + (invocation / 4)',
      '  staged[invocation] = x[(min(token, extent(...) + -1) * 4) + (invocation % 4)]',
      '  barrier',
      '  let column = invocation % 4',
      '  if (column < 3) and (token < extent(...)):',
      '    sum[0] = 0',
      '    for k < 4:',
      '      sum[0] = fma(staged[((invocation / 4) * 4) + k], w[(k * 3) + column], sum[0])',
      '    y[(token * 3) + column] = sum[0]',
    ].join('\n'),
  );
});

describe('the verifier', () => {
  test.each([
    [
      'a store to a binding that is only read',
      { kind: 'store', memory: 0, index: literal('i32', 0), value: literal('f32', 0) },
    ],
    ['a value of another type', { kind: 'store', memory: 2, index: literal('i32', 0), value: literal('i32', 0) }],
    [
      'an index that is no whole number',
      { kind: 'store', memory: 2, index: literal('f32', 0), value: literal('f32', 0) },
    ],
    [
      'a variable that nobody sets',
      { kind: 'let', variable: 77, name: 'a', value: { kind: 'variable', variable: 78 } },
    ],
    [
      'a sum of two types',
      { kind: 'let', variable: 77, name: 'a', value: binary('add', literal('i32', 1), literal('f32', 1)) },
    ],
    [
      'an unrolled loop of unknown extent',
      { kind: 'for', counter: 77, name: 'i', extent: extentValue(TOKENS), unroll: true, body: [] },
    ],
    [
      'a tile in a kernel without subgroups',
      {
        kind: 'tile-load',
        tile: 0,
        memory: 0,
        index: literal('i32', 0),
        stride: literal('i32', 1),
        order: 'row-major',
      },
    ],
  ] as const)('refuses %s', (_, statement) => {
    const kernel = productKernel();
    expect(() => {
      verifyLoopProgram(programOf({ ...kernel, body: [...kernel.body, statement] }), 'a-pass');
    }).toThrow(/^a-pass: product: /);
  });

  test.each([
    ['with lanes beyond the subgroup', 4, exchange(literal('f32', 1), 4), 'across 4 lanes in subgroups of 4'],
    ['that leaves lanes without a partner', 6, exchange(literal('f32', 1), 2), 'across 2 lanes in subgroups of 6'],
    ['across no power of two', 12, exchange(literal('f32', 1), 3), 'across 3 lanes in subgroups of 12'],
    ['without subgroups', undefined, exchange(literal('f32', 1), 1), 'across 1 lanes in subgroups of no size'],
    [
      'inside another expression',
      4,
      binary('add', exchange(literal('f32', 1), 1), literal('f32', 1)),
      'a subgroup operation inside another expression',
    ],
    [
      'inside another exchange',
      4,
      exchange(exchange(literal('f32', 1), 1), 2),
      'a subgroup operation inside another expression',
    ],
  ])('refuses an exchange %s', (_, subgroupSize, value, message) => {
    const kernel = new KernelBuilder('k');
    kernel.let('partner', value);
    const built = kernel.build({ invocations: 12, grid: [], ...(subgroupSize === undefined ? {} : { subgroupSize }) });
    expect(() => {
      verifyLoopProgram(programOf(built), 'a-pass');
    }).toThrow(message);
  });
});

describe('a product of fragments', () => {
  const [rows, columns, depth] = [16, 8, 16];
  const left = Array.from({ length: rows * depth }, (_, at) => ((at * 7) % 11) - 5);
  const right = Array.from({ length: depth * columns }, (_, at) => ((at * 5) % 13) - 6);

  /** Each lane loads its parts one by one, as the PTX manual lays them out; it starts with sums of 1. */
  function fragmentKernel(lanes: number): Kernel {
    const kernel = new KernelBuilder('fragments');
    const a = kernel.bind('a', 'read', 'bf16', rows * depth);
    const b = kernel.bind('b', 'read', 'bf16', depth * columns);
    const c = kernel.bind('c', 'write', 'f32', rows * columns);
    const sums = kernel.memory('sums', 'register', 'f32', 4);
    const [group, pair] = [quotient(builtin('lane'), 4), times(remainder(builtin('lane'), 4), 2)];
    for (let part = 0; part < 4; part += 1) kernel.store(sums, part, literal('f32', 1));
    const leftAt = (row: number, k: number) => load(a, plus(times(plus(group, row), depth), plus(pair, k)));
    const rightAt = (k: number) => load(b, plus(times(plus(pair, k), columns), group));
    const corners = [0, 8].flatMap((k) => [0, 8].flatMap((row) => [leftAt(row, k), leftAt(row, k + 1)]));
    kernel.append({
      kind: 'matrix-multiply',
      shape: 'm16n8k16',
      accumulator: sums.id,
      index: literal('i32', 0),
      left: vector(corners),
      right: vector([0, 1, 8, 9].map(rightAt)),
    });
    for (let part = 0; part < 4; part += 1) {
      const row = plus(group, part < 2 ? 0 : 8);
      kernel.store(c, plus(times(row, columns), plus(pair, part % 2)), load(sums, part));
    }
    return kernel.build({ invocations: lanes, subgroupSize: lanes, grid: [] });
  }

  const run = (kernel: Kernel): ArrayLike<number> => {
    const program: LoopProgram = {
      name: 'test',
      buffers: [
        { name: 'a', type: 'bf16', elements: left.length, content: { kind: 'parameter', parameter: 'a' } },
        { name: 'b', type: 'bf16', elements: right.length, content: { kind: 'parameter', parameter: 'b' } },
        { name: 'c', type: 'f32', elements: rows * columns, content: { kind: 'output', output: 'c' } },
      ],
      kernels: [kernel],
    };
    verifyLoopProgram(program, 'test');
    const inputs = new Map([
      ['a', { shape: [rows, depth], data: Float64Array.from(left) }],
      ['b', { shape: [depth, columns], data: Float64Array.from(right) }],
    ]);
    return interpretLoops(program, inputs, new Map([['c', [rows, columns]]]), new Map()).get('c')?.data ?? [];
  };

  test('is the product of the matrices that lanes own', () => {
    const expected = Array.from({ length: rows * columns }, (_, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      let sum = 1;
      for (let k = 0; k < depth; k += 1) sum += (left[row * depth + k] ?? 0) * (right[k * columns + column] ?? 0);
      return sum;
    });
    expect(Array.from(run(fragmentKernel(32)))).toEqual(expected);
  });

  test('needs a subgroup of 32', () => {
    expect(() => run(fragmentKernel(16))).toThrow('without subgroups of 32');
  });
});
