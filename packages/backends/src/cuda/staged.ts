/**
 * Products by a matrix in shared memory, as functions beside the prelude: one for each number of columns, since the
 * instruction names every number of the sums. Four warps run it together, each for its own 16 rows.
 */
import type { Kernel, ScalarType } from '@einlay/ir/loop';
import { forEachStatement } from '../c-like/rewrite.ts';
import { scopeOf } from '../c-like/types-of.ts';
import { typeOf } from '@einlay/ir/loop';

/** The function for so many columns. */
export const stagedName = (columns: number): string => `multiply_m64n${columns}k16`;

/** Every function that kernels need, as text; no text for none. */
export function stagedFunctions(kernels: readonly Kernel[]): string {
  const functions = new Map<string, string>();
  for (const kernel of kernels) {
    const scope = scopeOf(kernel);
    forEachStatement(kernel.body, (statement) => {
      if (statement.kind !== 'staged-multiply') return;
      const { type } = typeOf(statement.left, scope);
      functions.set(`${type} ${statement.columns}`, stagedFunction(type, statement.columns));
    });
  }
  return [...functions.values()].join('');
}

function stagedFunction(type: ScalarType, columns: number): string {
  const sums = Array.from({ length: columns / 8 }, (_, group) => `s${group}`);
  const outputs = sums.flatMap((sum) => [0, 1, 2, 3].map((part) => `"+f"(${sum}.v[${part}])`));
  const slots = outputs.map((_, at) => `%${at}`);
  const [left, right] = [outputs.length, outputs.length + 4];
  const shape = `m64n${columns}k16.f32.${type}.${type}`;
  const lefts = [0, 1, 2, 3].map((part) => `%${left + part}`).join(', ');
  return [
    `__device__ __forceinline__ void ${stagedName(columns)}(${type}, ${sums.map((sum) => `vec<float, 4>& ${sum}`).join(', ')},`,
    `    unsigned a0, unsigned a1, unsigned a2, unsigned a3, const ${type}* right) {`,
    `  asm volatile("wgmma.mma_async.sync.aligned.${shape} "`,
    ...chunks(slots, 16).map(
      (part, at, all) =>
        `      "${at === 0 ? '{' : ''}${part.join(', ')}${at === all.length - 1 ? `}, {${lefts}}, %${right}, 1, 1, 1, 0;` : ','} "`,
    ),
    ...chunks(outputs, 4).map(
      (part, at, all) => `      ${at === 0 ? ': ' : '  '}${part.join(', ')}${at === all.length - 1 ? '' : ','}`,
    ),
    `      : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "l"(staged_descriptor(right, ${columns})));`,
    '}',
    '',
  ].join('\n');
}

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
