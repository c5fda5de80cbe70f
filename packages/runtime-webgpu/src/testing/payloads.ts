/** The layers of the conformance suite, spelled in WGSL by hand. */
import type { Extent, GridExtent, KernelBinding, WebgpuPayload } from '@einlay/artifact';
import { bufferOf, symbolsOf } from '@einlay/artifact/testing';
import type { ConformanceLayer } from '@einlay/artifact/testing';

/** The position of an invocation among those of all workgroups of 64. */
export const HEAD = `
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let at = i32((group.x + group.y * groups.x) * 64 + local);`;

interface Spelling {
  /** The output it makes. */
  readonly writes: string;
  readonly code: string;
  readonly symbols: readonly string[];
  readonly grid: readonly GridExtent[];
}

const BATCH: Extent = { coefficient: 1, symbols: ['...'] };

function spell({ kind, dtype, artifact: { parameters } }: ConformanceLayer): readonly Spelling[] {
  switch (kind) {
    case 'linear':
      return [
        {
          writes: 'y',
          symbols: ['...'],
          grid: [
            { extent: BATCH, tile: 32 },
            { extent: 2, tile: 2 },
          ],
          code: `
@group(0) @binding(0) var<uniform> batch: i32;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> W: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
${HEAD}
  if (at >= batch * 2) { return; }
  let row = at / 2;
  let column = at % 2;
  var sum = 0f;
  for (var k = 0; k < 3; k += 1) { sum += x[row * 3 + k] * W[k * 2 + column]; }
  y[at] = sum;
}`,
        },
      ];
    case 'outer': {
      // The suite also has this layer with one symbol for both extents.
      const [s = '', t = ''] = parameters.flatMap(({ shape }) => symbolsOf(shape));
      const symbols = [...new Set([s, t])];
      const head = `
@group(0) @binding(0) var<uniform> extents: vec4i;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> made: array<f32>;
${HEAD}
  let s = extents.x;
  let t = extents.${s === t ? 'x' : 'y'};`;
      return [
        {
          writes: 'y',
          symbols,
          grid: [
            { extent: { coefficient: 1, symbols: [s] }, tile: 1 },
            { extent: { coefficient: 1, symbols: [t] }, tile: 64 },
          ],
          code: `${head}
  if (at >= s * t) { return; }
  made[at] = a[at / t] * b[at % t];
}`,
        },
        {
          writes: 'total',
          symbols,
          grid: [],
          code: `${head}
  if (at > 0) { return; }
  var sum = 0f;
  for (var i = 0; i < s; i += 1) {
    for (var j = 0; j < t; j += 1) { sum += a[i] * b[j]; }
  }
  made[0] = sum;
}`,
        },
      ];
    }
    case 'rows':
      return [
        {
          writes: 'y',
          symbols: ['...'],
          grid: [{ extent: { coefficient: 2, symbols: ['...'] }, tile: 64 }],
          code: `
@group(0) @binding(0) var<uniform> batch: i32;
@group(0) @binding(1) var<storage, read> E: array<f32>;
@group(0) @binding(2) var<storage, read> token: array<i32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
${HEAD}
  if (at >= batch * 2) { return; }
  y[at] = E[token[at / 2] * 2 + at % 2];
}`,
        },
      ];
    case 'double':
    case 'not': {
      const type = dtype === 'bool' ? 'u32' : dtype;
      return [
        {
          writes: 'y',
          symbols: ['n'],
          grid: [{ extent: { coefficient: 1, symbols: ['n'] }, tile: 64 }],
          code: `
${dtype === 'f16' ? 'enable f16;' : ''}
@group(0) @binding(0) var<uniform> n: i32;
@group(0) @binding(1) var<storage, read> x: array<${type}>;
@group(0) @binding(2) var<storage, read_write> y: array<${type}>;
${HEAD}
  if (at >= n) { return; }
  y[at] = ${kind === 'not' ? '1 - x[at]' : 'x[at] + x[at]'};
}`,
        },
      ];
    }
  }
}

export function webgpuPayload(layer: ConformanceLayer): WebgpuPayload {
  const { dtype } = layer;
  const { parameters, outputs } = layer.artifact;
  const spelled = spell(layer);
  const reads = parameters.map(({ name }): KernelBinding => ({ buffer: name, access: 'read' }));
  return {
    kind: 'webgpu',
    features: dtype === 'f16' ? ['shader-f16'] : [],
    limits: { maxComputeInvocationsPerWorkgroup: 64 },
    symbols: spelled[0]?.symbols ?? [],
    buffers: [
      ...parameters.map((parameter) => bufferOf(parameter, { kind: 'parameter', parameter: parameter.name })),
      ...outputs.map((output) => bufferOf(output, { kind: 'output', output: output.name })),
    ],
    kernels: spelled.map(({ code, grid, writes }) => ({
      name: writes,
      code,
      bindings: [...reads, { buffer: writes, access: 'write' }],
      grid,
    })),
  };
}
