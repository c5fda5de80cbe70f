/** Layers and schedules for tests of kernels that hold their factors. */
import { parametersOf } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';

/** Block tensor-train with bonds, a bias and a map at the end. */
export const BTT = `layer btt(g, a, p, e, r) {
  input  x[..., d]
  index  d = g * a
  factor A[g, a, p, r], B[p, g, r, e], bias[p, e]
  let    h[..., p, g, r] = x[..., (g a)] * A[g, a, p, r]
  output y[..., p, e] = gelu(h[..., p, g, r] * B[p, g, r, e] + bias[p, e])
}`;

/** Einsums in order, and the maps that read them. */
export function stagesOf(program: TensorProgram, columns: readonly number[]) {
  const names = program.nodes.filter(({ kind }) => kind === 'einsum');
  return names.map((node, at) => {
    const map = program.nodes.find(
      (other) => other.kind === 'map' && other.operands.some(({ value }) => value === node.id),
    );
    const before = names[at - 1];
    const left = node.kind === 'einsum' && before !== undefined && node.operands[1]?.value === before.id ? 1 : 0;
    return {
      einsum: node.name ?? `v${node.id}`,
      left,
      columns: columns[at],
      ...(map === undefined ? {} : { epilogue: map.name ?? `v${map.id}` }),
    };
  });
}

/** Eighths between -3/8 and 3/8 for all parameters. */
export const inputsOf = (program: TensorProgram, tokens: number): ReadonlyMap<string, HostTensor> =>
  new Map(
    parametersOf(program).map(({ name, shape }, k) => {
      const extents = shape.map((extent) => (typeof extent === 'number' ? extent : tokens));
      const length = extents.reduce((all, extent) => all * extent, 1);
      const data = Float64Array.from({ length }, (_, i) => ((((i * 37 + k * 103 + 18) % 1009) % 7) - 3) / 8);
      return [name, { shape: extents, data }];
    }),
  );
