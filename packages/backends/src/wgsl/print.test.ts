import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { multiplyExtents, symbol } from '@einlay/ir';
import {
  KernelBuilder,
  binary,
  broadcast,
  builtin,
  component,
  exchange,
  extentValue,
  index,
  lessThan,
  literal,
  load,
  multiplyAdd,
  plus,
  quotient,
  remainder,
  select,
  times,
  unary,
  vector,
  verifyLoopProgram,
} from '@einlay/ir/loop';
import type { Kernel } from '@einlay/ir/loop';
import { emitWgsl } from './emit.ts';
import { TAKEN } from './keywords.ts';
import { openDevice, validateWgsl } from './testing/device.ts';
import type { TestDevice } from './testing/device.ts';
import { programOf } from './testing/kernels.ts';

let opened: TestDevice;
beforeAll(async () => {
  opened = await openDevice('null');
});
afterAll(() => {
  opened.close();
});

/** The text of a kernel, which a WGSL compiler has accepted. */
async function print(kernel: Kernel): Promise<string> {
  const program = programOf(kernel);
  verifyLoopProgram(program, 'test');
  const target = { ...opened.target, subgroupSizes: { smallest: 128, largest: 128 }, subgroupMatrices: EIGHTS };
  const emission = emitWgsl(program, target);
  if (!emission.ok) throw new Error(emission.diagnostics[0]?.message);
  const code = emission.value.kernels[0]?.code ?? '';
  expect([...(await validateWgsl(opened.device, code)), code]).toEqual([code]);
  return code;
}

const EIGHTS = [{ type: 'f16', resultType: 'f32', rows: 8, columns: 8, depth: 8 }] as const;

/** The lines inside `main`, with one level of indentation less. */
const bodyOf = (code: string): string =>
  code
    .slice(code.search(/\) \{\n/) + 4)
    .replace(/^ {2}/gm, '')
    .replace(/\n?\}\n$/, '');

describe('a whole module', () => {
  test('has extents, buffers, workgroup memory and a guard for workgroups beyond the last', async () => {
    const tokens = symbol('...');
    const kernel = new KernelBuilder('scale', 'twice x, by way of workgroup memory');
    const x = kernel.bind('x', 'read', 'f32', multiplyExtents([tokens, 8]));
    const y = kernel.bind('y', 'write', 'f32', multiplyExtents([tokens, 8]));
    const staged = kernel.memory('staged', 'workgroup', 'f32', 32);
    const at = kernel.let('at', times(plus(times(builtin('workgroup'), 8), builtin('invocation')), 4));
    kernel.if(lessThan(at, times(extentValue(tokens), 8)), () => {
      kernel.store(staged, times(builtin('invocation'), 4), load(x, at, 4));
    });
    kernel.barrier();
    kernel.if(lessThan(at, times(extentValue(tokens), 8)), () => {
      const value = load(staged, times(builtin('invocation'), 4), 4);
      kernel.store(y, at, binary('multiply', broadcast(literal('f32', 2), 4), value));
    });
    const code = await print(kernel.build({ invocations: 8, grid: [{ extent: tokens, tile: 4 }] }));
    expect(code).toBe(`struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

var<workgroup> staged: array<vec4f, 8>;

// scale: twice x, by way of workgroup memory
@compute @workgroup_size(8)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 3) >> 2)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  let at = (workgroup * 8 + invocation) * 4;
  if (at < extents.batch * 8) {
    staged[invocation] = x[at >> 2];
  }
  workgroupBarrier();
  if (at < extents.batch * 8) {
    y[at >> 2] = vec4f(2.0) * staged[invocation];
  }
}
`);
  });

  test('needs nothing but its buffers when the grid is small and known', async () => {
    const kernel = new KernelBuilder('copy');
    const x = kernel.bind('x', 'read', 'f16', 3);
    const y = kernel.bind('y', 'write', 'f16', 3);
    kernel.store(y, builtin('workgroup'), load(x, builtin('workgroup')));
    expect(await print(kernel.build({ invocations: 1, grid: [{ extent: 3, tile: 1 }] }))).toBe(`enable f16;

@group(0) @binding(1) var<storage, read> x: array<f16>;
@group(0) @binding(2) var<storage, read_write> y: array<f16>;

// copy
@compute @workgroup_size(1)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
) {
  let workgroup = i32(workgroup_id.x);
  y[workgroup] = x[workgroup];
}
`);
  });

  test('leaves out buffers and memories that nothing uses', async () => {
    const kernel = new KernelBuilder('k');
    kernel.bind('x', 'read', 'f32', 4);
    const y = kernel.bind('y', 'write', 'f32', 1);
    kernel.memory('idle', 'workgroup', 'f32', 64);
    kernel.store(y, 0, literal('f32', 1));
    const built = kernel.build({ invocations: 1, grid: [] });
    const emission = emitWgsl(programOf(built), opened.target);
    if (!emission.ok) throw new Error('refused');
    const [emitted] = emission.value.kernels;
    expect(emitted?.bindings).toEqual([{ buffer: 'y', access: 'write' }]);
    expect(emitted?.code).not.toMatch(/idle|\bx\b/);
    expect(emission.value.limits.maxComputeWorkgroupStorageSize).toBe(0);
    expect(await validateWgsl(opened.device, emitted?.code ?? '')).toEqual([]);
  });
});

/** Emits what `fill` puts between x and y, f32 buffers of 64 elements. */
async function body(
  fill: (kernel: KernelBuilder, x: ReturnType<KernelBuilder['bind']>, y: ReturnType<KernelBuilder['bind']>) => void,
): Promise<string> {
  const kernel = new KernelBuilder('k');
  const x = kernel.bind('x', 'read', 'f32', 64);
  const y = kernel.bind('y', 'write', 'f32', 64);
  fill(kernel, x, y);
  return bodyOf(await print(kernel.build({ invocations: 8, grid: [] })));
}

describe('statements', () => {
  test('registers become variables where indices are known, also after unrolling', async () => {
    const text = await body((kernel, x, y) => {
      const sums = kernel.memory('sums', 'register', 'f32', 4);
      kernel.for(
        'i',
        2,
        (i) => {
          kernel.store(sums, i, load(x, i));
        },
        { unroll: true },
      );
      kernel.store(y, 0, binary('add', load(sums, 0), load(sums, 1)));
    });
    expect(text).toBe(`var sums_0: f32;
var sums_1: f32;
sums_0 = x[0];
sums_1 = x[1];
y[0] = sums_0 + sums_1;`);
  });

  test('registers of vectors give out their lanes', async () => {
    const text = await body((kernel, x, y) => {
      const sum = kernel.memory('sum', 'register', 'f32', 4);
      kernel.store(sum, 0, load(x, 4, 4));
      kernel.store(sum, 2, literal('f32', 1));
      kernel.store(y, 0, load(sum, 1));
    });
    expect(text).toBe(`var sum: vec4f;
sum = x[1];
sum.z = 1.0;
y[0] = sum.y;`);
  });

  test('registers of unknown index stay arrays', async () => {
    const text = await body((kernel, x, y) => {
      const kept = kernel.memory('kept', 'register', 'f32', 3);
      kernel.for('i', 3, (i) => {
        kernel.store(kept, i, load(x, i));
      });
      kernel.store(y, 0, load(kept, 2));
    });
    expect(text).toBe(`var kept: array<f32, 3>;
for (var i = 0; i < 3; i++) {
  kept[i] = x[i];
}
y[0] = kept[2];`);
  });

  test('wide accesses to memory that is also written lane by lane are taken apart', async () => {
    const text = await body((kernel, x, y) => {
      const staged = kernel.memory('staged', 'workgroup', 'f32', 8);
      const first = times(remainder(builtin('invocation'), 2), 4);
      kernel.store(staged, builtin('invocation'), literal('f32', 0));
      kernel.barrier();
      kernel.if(lessThan(builtin('invocation'), 2), () => {
        kernel.store(y, first, load(staged, first, 4));
      });
      kernel.store(y, plus(builtin('invocation'), 8), load(x, 0));
    });
    expect(text).toBe(`let invocation = i32(local_invocation_index);
staged[invocation] = 0.0;
workgroupBarrier();
if (invocation < 2) {
  let at = invocation % 2 * 4;
  let at_2 = (invocation & 1) * 4;
  let value = vec4f(staged[at], staged[at + 1], staged[at + 2], staged[at + 3]);
  y[at_2] = value.x;
  y[at_2 + 1] = value.y;
  y[at_2 + 2] = value.z;
  y[at_2 + 3] = value.w;
}
y[invocation + 8] = x[0];`);
  });

  test('eight lanes are two times four', async () => {
    const text = await body((kernel, x, y) => {
      const wide = kernel.let('wide', load(x, times(builtin('invocation'), 8), 8));
      kernel.store(y, times(builtin('invocation'), 8), binary('multiply', wide, broadcast(component(wide, 5), 8)));
    });
    expect(text).toBe(`let invocation = i32(local_invocation_index);
let wide_0 = x[invocation * 2];
let wide_1 = x[invocation * 2 + 1];
let half_0 = wide_0 * vec4f(wide_1.y);
let half_1 = wide_1 * vec4f(wide_1.y);
y[invocation * 2] = half_0;
y[invocation * 2 + 1] = half_1;`);
  });

  test('a side that is not chosen reads nothing', async () => {
    const text = await body((kernel, x, y) => {
      const at = builtin('invocation');
      kernel.store(y, at, select(lessThan(at, 3), load(x, at), literal('f32', 0)));
    });
    expect(text).toBe(`let invocation = i32(local_invocation_index);
var chosen: f32;
if (invocation < 3) {
  chosen = x[invocation];
} else {
  chosen = 0.0;
}
y[invocation] = chosen;`);
  });

  test('a value that is used outside its body outlives it', async () => {
    const built = ((): Kernel => {
      const kernel = new KernelBuilder('k');
      const y = kernel.bind('y', 'write', 'f32', 8);
      let value = literal('f32', 0);
      kernel.if(lessThan(builtin('invocation'), 8), () => {
        value = kernel.let('value', unary('exp', literal('f32', 0.5)));
      });
      kernel.store(y, builtin('invocation'), value);
      return kernel.build({ invocations: 8, grid: [] });
    })();
    expect(bodyOf(await print(built))).toMatch(
      /^let invocation.*\nvar value: f32;\nif \(.*\) \{\n {2}value = 1\.648.*;\n\}\n/,
    );
  });

  test('extents of loops are read once', async () => {
    const kernel = new KernelBuilder('k');
    const lengths = kernel.bind('lengths', 'read', 'i32', 1);
    const y = kernel.bind('y', 'write', 'f32', 8);
    kernel.for('i', load(lengths, 0), (i) => {
      kernel.store(y, i, literal('f32', 1));
    });
    expect(bodyOf(await print(kernel.build({ invocations: 1, grid: [] })))).toBe(`let extent = lengths[0];
for (var i = 0; i < extent; i++) {
  y[i] = 1.0;
}`);
  });

  test('truth values are integers in buffers', async () => {
    const kernel = new KernelBuilder('k');
    const mask = kernel.bind('mask', 'read', 'bool', 8);
    const y = kernel.bind('y', 'write', 'bool', 8);
    kernel.store(y, 0, unary('not', load(mask, 0, 4)));
    kernel.store(y, 4, binary('and', load(mask, 0, 4), load(mask, 4, 4)));
    const code = await print(kernel.build({ invocations: 1, grid: [] }));
    expect(code).toContain('mask: array<vec4u>');
    expect(bodyOf(code)).toBe(`y[0] = vec4u(!(mask[0] != vec4u(0)));
y[1] = vec4u((mask[0] != vec4u(0)) & (mask[1] != vec4u(0)));`);
  });

  test('memory that one kernel reads and writes is settled by barriers', async () => {
    const kernel = new KernelBuilder('k');
    const y = kernel.bind('y', 'read-write', 'f32', 8);
    kernel.store(y, builtin('invocation'), literal('f32', 1));
    kernel.barrier();
    kernel.store(y, builtin('invocation'), binary('add', load(y, minusOne(builtin('invocation'))), literal('f32', 1)));
    expect(bodyOf(await print(kernel.build({ invocations: 8, grid: [] })))).toContain(
      'storageBarrier();\nworkgroupBarrier();',
    );
  });

  test('say which size of subgroup they want where there are several', async () => {
    const kernel = new KernelBuilder('k');
    const y = kernel.bind('y', 'write', 'f32', 64);
    const total = kernel.let('total', { kind: 'subgroup', operator: 'add', argument: literal('f32', 1) });
    kernel.store(y, builtin('invocation'), total);
    const built = kernel.build({ invocations: 64, subgroupSize: 16, grid: [] });
    const result = emitWgsl(programOf(built), opened.target);
    if (!result.ok) throw new Error(result.diagnostics[0]?.message);
    const { features, kernels } = result.value;
    expect(features).toEqual(['subgroups', 'subgroup-size-control']);
    expect(kernels[0]?.code).toContain('@compute @workgroup_size(64) @subgroup_size(16)\n');
    expect(await validateWgsl(opened.device, kernels[0]?.code ?? '')).toEqual([]);
  });

  test('more workgroups than one direction has lie in rows', async () => {
    const kernel = new KernelBuilder('k');
    const y = kernel.bind('y', 'write', 'f32', 70000);
    kernel.store(y, builtin('workgroup'), literal('f32', 1));
    expect(bodyOf(await print(kernel.build({ invocations: 1, grid: [{ extent: 70000, tile: 1 }] })))).toBe(
      `let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
if (workgroup >= 70000) {
  return;
}
y[workgroup] = 1.0;`,
    );
  });

  test('subgroups work together, and tiles belong to them', async () => {
    const kernel = new KernelBuilder('k');
    const a = kernel.bind('a', 'read', 'f16', 64);
    const c = kernel.bind('c', 'write', 'f32', 64);
    const y = kernel.bind('y', 'write', 'f32', 128);
    const left = kernel.tile('left', 'left', 'f16', 8, 8);
    const right = kernel.tile('right', 'right', 'f16', 8, 8);
    const sum = kernel.tile('sum', 'accumulator', 'f32', 8, 8);
    const access = { index: index(0), stride: index(8) };
    kernel.append({ kind: 'tile-load', tile: left.id, memory: a.id, ...access, order: 'row-major' });
    kernel.append({ kind: 'tile-load', tile: right.id, memory: a.id, ...access, order: 'column-major' });
    kernel.append({ kind: 'tile-fill', tile: sum.id, value: 0 });
    kernel.append({ kind: 'tile-multiply', accumulator: sum.id, left: left.id, right: right.id });
    kernel.append({ kind: 'tile-store', tile: sum.id, memory: c.id, ...access, order: 'row-major' });
    const total = kernel.let('total', { kind: 'subgroup', operator: 'add', argument: literal('f32', 1) });
    kernel.store(y, builtin('lane'), total);
    const code = await print(kernel.build({ invocations: 128, subgroupSize: 128, grid: [] }));
    expect(code).toMatch(/^enable f16;\nenable subgroups;\nenable chromium_experimental_subgroup_matrix;\n/);
    expect(bodyOf(code)).toBe(`let lane = i32(subgroup_invocation_id);
var left: subgroup_matrix_left<f16, 8, 8>;
var right: subgroup_matrix_right<f16, 8, 8>;
var sum: subgroup_matrix_result<f32, 8, 8>;
left = subgroupMatrixLoad<subgroup_matrix_left<f16, 8, 8>, row_major>(&a, 0, 8);
right = subgroupMatrixLoad<subgroup_matrix_right<f16, 8, 8>, col_major>(&a, 0, 8);
sum = subgroup_matrix_result<f32, 8, 8>(0.0);
sum = subgroupMatrixMultiplyAccumulate(left, right, sum);
subgroupMatrixStore<row_major>(&c, 0, sum, 8);
let total = subgroupAdd(1.0);
y[lane] = total;`);
  });

  test('lanes of subgroups exchange what they have', async () => {
    const kernel = new KernelBuilder('k');
    const x = kernel.bind('x', 'read', 'f32', 512);
    const y = kernel.bind('y', 'write', 'f32', 512);
    const at = times(builtin('lane'), 4);
    const partner = kernel.let('partner', exchange(load(x, at, 4), 16));
    kernel.store(y, at, partner);
    const code = await print(kernel.build({ invocations: 128, subgroupSize: 128, grid: [] }));
    expect(code).toMatch(/^enable subgroups;\n/);
    expect(bodyOf(code)).toBe(`let lane = i32(subgroup_invocation_id);
let partner = subgroupShuffleXor(x[lane], 16u);
y[lane] = partner;`);
  });
});

const minusOne = (value: ReturnType<typeof builtin>): ReturnType<typeof builtin> => remainder(plus(value, 7), 8);

describe('expressions', () => {
  const text = async (fill: (x: (at: number) => ReturnType<typeof load>) => ReturnType<typeof load>): Promise<string> =>
    (
      await body((kernel, x, y) => {
        kernel.store(
          y,
          0,
          fill((at) => load(x, at)),
        );
      })
    )
      .split('\n')
      .at(-1) ?? '';

  test('have the parentheses they need and no others', async () => {
    expect(await text((x) => binary('add', binary('add', x(0), x(1)), binary('add', x(2), x(3))))).toBe(
      'y[0] = x[0] + x[1] + (x[2] + x[3]);',
    );
    expect(await text((x) => binary('multiply', binary('subtract', x(0), x(1)), unary('negate', x(2))))).toBe(
      'y[0] = (x[0] - x[1]) * -x[2];',
    );
    expect(await text((x) => unary('negate', unary('negate', x(0))))).toBe('y[0] = -(-x[0]);');
    expect(await text((x) => binary('divide', x(0), binary('divide', x(1), literal('f32', -2))))).toBe(
      'y[0] = x[0] / (x[1] / -2.0);',
    );
    expect(
      await text((x) =>
        select(
          binary(
            'or',
            binary('and', binary('less', x(0), x(1)), binary('equal', x(0), x(2))),
            binary('less', x(1), x(2)),
          ),
          literal('f32', 1),
          literal('f32', -1),
        ),
      ),
    ).toBe('y[0] = select(-1.0, 1.0, ((x[0] < x[1]) & (x[0] == x[2])) | (x[1] < x[2]));');
  });

  test('numbers that no literal can say are made of bits', async () => {
    const one = literal('f32', 1);
    expect(await text((x) => binary('add', x(0), binary('divide', one, literal('f32', 0))))).toBe(
      'y[0] = x[0] + f32_from_bits(0x7f800000u);',
    );
    expect(await text(() => unary('log', literal('f32', -1)))).toBe('y[0] = f32_from_bits(0x7fc00000u);');
    expect(await text(() => literal('f32', 1e39))).toBe('y[0] = f32_from_bits(0x7f800000u);');
    expect(await text(() => literal('f32', -0))).toBe('y[0] = f32_from_bits(0x80000000u);');
  });

  test('what is known is computed', async () => {
    const wide = vector([1, 2, 3, 4].map((value) => literal('f32', value)));
    expect(await text(() => component(binary('divide', wide, broadcast(literal('f32', 2), 4)), 3))).toBe('y[0] = 2.0;');
    expect(await text((x) => select(lessThan(1, 2), x(1), x(2)))).toBe('y[0] = x[1];');
  });

  test('small powers are products', async () => {
    expect(await text((x) => binary('power', x(0), literal('f32', 2)))).toBe('y[0] = base * base;');
  });

  test('however deep, are accepted', async () => {
    const code = await body((kernel, x, y) => {
      let sum = load(x, 0);
      for (let at = 0; at < 500; at += 1) sum = binary('add', literal('f32', 1), binary('multiply', load(x, 1), sum));
      kernel.store(y, 0, sum);
    });
    expect(code).toContain('let part = ');
  });

  test('integers divided by nothing have a value', async () => {
    const kernel = new KernelBuilder('k');
    const positions = kernel.bind('positions', 'read', 'i32', 4);
    const y = kernel.bind('y', 'write', 'i32', 4);
    kernel.store(y, 0, quotient(load(positions, 0), 0));
    kernel.store(y, 1, binary('remainder', literal('i32', 3), literal('i32', 0)));
    kernel.store(y, 2, multiplyAdd(load(positions, 0), literal('i32', 3), literal('i32', -2147483648)));
    expect(bodyOf(await print(kernel.build({ invocations: 1, grid: [] })))).toBe(`y[0] = 0;
y[1] = 0;
y[2] = positions[0] * 3 + -2147483648;`);
  });
});

describe('hostile names', () => {
  const kernelNamed = (name: string): Kernel => {
    const kernel = new KernelBuilder(name, `${name}\n*/ fn evil() {}`);
    const tokens = symbol(name);
    const x = kernel.bind(name, 'read', 'f32', tokens);
    const y = kernel.bind('y', 'write', 'f32', tokens);
    const kept = kernel.memory(name, 'register', 'f32', 4);
    const shared = kernel.memory(name, 'workgroup', 'f32', 8);
    kernel.comment(name);
    const value = kernel.let(name, unary('gelu', load(x, builtin('workgroup'))));
    kernel.for(name, extentValue(tokens), (counter) => {
      kernel.store(kept, remainder(counter, 4), value);
    });
    kernel.store(shared, builtin('invocation'), binary('max', load(kept, 0), binary('power', value, value)));
    kernel.store(y, builtin('workgroup'), load(shared, builtin('invocation')));
    return kernel.build({ invocations: 8, grid: [{ extent: tokens, tile: 1 }] });
  };

  test('that WGSL keeps for itself', async () => {
    for (const name of [...TAKEN, 'main', 'extents', 'gelu_f32', 'vec4f', '__x', '_', 'workgroup', 'invocation'])
      await print(kernelNamed(name));
  }, 60_000);

  test.each(['γ·a', '...', '', '0', 'a\nb', '*/ } fn evil() {', 'x;\u2028y', '日本', '\u0000', 'é', '𝕩', '-'])(
    '%j',
    async (name) => {
      expect(await print(kernelNamed(name))).not.toMatch(/^\s*fn evil|\n\*\//m);
    },
  );

  test('of any length', async () => {
    expect((await print(kernelNamed('long'.repeat(5000)))).length).toBeLessThan(10_000);
  });

  test('of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 20 }), async (name) => {
        await print(kernelNamed(name));
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
