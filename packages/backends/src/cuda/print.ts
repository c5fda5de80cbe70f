/** Prints one legal kernel as a CUDA function. */
import { BUILTINS } from '@einlay/ir/loop';
import type { Builtin, Kernel } from '@einlay/ir/loop';
import { commentText } from '../c-like/namer.ts';
import { BodyPrinter, indent, nameKernel } from '../c-like/print-body.ts';
import { forEachExpression } from '../c-like/rewrite.ts';
import { cudaDialect } from './dialect.ts';
import { cudaNamer } from './keywords.ts';
import type { LegalKernel } from './legalize.ts';
import { sharedLayout } from './shared-layout.ts';
import { storedType, typeText } from './types.ts';

const WARP = 32;

/** The text of a kernel named `entry`. `members` names the extents it is given, in order. */
export function printKernel(
  { kernel, places }: LegalKernel,
  entry: string,
  members: ReadonlyMap<string, string>,
): string {
  const namer = cudaNamer(entry, ...members.values());
  const names = nameKernel(kernel, places, namer);
  const subgroupSize = kernel.subgroupSize ?? kernel.invocations;
  const body = new BodyPrinter({
    kernel,
    places,
    names,
    dialect: cudaDialect({ members, subgroupSize, clusters: kernel.cluster !== undefined }),
  });
  const widthOf = (memory: number) => places.get(memory)?.width ?? 1;
  const pointers = kernel.bindings.map(({ memory, access }) => {
    const type = storedType({ type: memory.type, lanes: widthOf(memory.id) });
    // A binding that nothing reads or writes keeps its place among the arguments.
    const name = places.has(memory.id) ? ` ${names.of(memory.id)}` : '';
    return `${access === 'read' ? 'const ' : ''}${type}* __restrict__${name}`;
  });
  const extents = [...members.values()].map((member) => `int ${member}`);
  const { offsets, arrivals, bytes } = sharedLayout(kernel);
  const shared = kernel.memories.flatMap(({ id, type }) => {
    const offset = offsets.get(id);
    if (offset === undefined) return [];
    const text = typeText({ type, lanes: widthOf(id) });
    return [`${text}* const ${names.of(id)} = reinterpret_cast<${text}*>(shared_memory + ${offset});`];
  });
  const lines = [
    ...(bytes > 0 ? ['extern __shared__ __align__(16) unsigned char shared_memory[];', ...shared] : []),
    ...builtinLines(kernel),
    ...(arrivals === undefined
      ? []
      : [
          `unsigned long long* const arrivals = reinterpret_cast<unsigned long long*>(shared_memory + ${arrivals});`,
          'int batches = 0;',
          'begin_batches(arrivals);',
        ]),
    // A block may have its memory written as soon as it runs.
    ...(kernel.cluster === undefined ? [] : ['cluster_barrier();']),
    ...body.lines(),
  ];
  const cluster = kernel.cluster === undefined ? '' : `__cluster_dims__(${kernel.cluster}, 1, 1) `;
  const title = commentText(kernel.doc === undefined ? kernel.name : `${kernel.name}: ${kernel.doc}`);
  return [
    `// ${title}`,
    `extern "C" __global__ void ${cluster}__launch_bounds__(${kernel.invocations})`,
    `${entry}(${[...pointers, ...extents].join(', ')}) {`,
    ...lines.map(indent),
    '}',
    '',
  ].join('\n');
}

/** The lines that make the built-in values of loop IR. */
function builtinLines(kernel: Kernel): readonly string[] {
  const used = new Set<Builtin>();
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'builtin') used.add(expression.builtin);
  });
  const size = kernel.subgroupSize ?? kernel.invocations;
  const values: Readonly<Record<Builtin, string>> = {
    workgroup: kernel.cluster === undefined ? 'blockIdx.x' : `(int)blockIdx.x / ${kernel.cluster}`,
    rank: kernel.cluster === undefined ? '0' : 'cluster_rank()',
    invocation: 'threadIdx.x',
    // All lanes have the same: where one says so, addresses need fewer registers.
    subgroup: size === WARP ? `__shfl_sync(0xffffffffu, (int)threadIdx.x / ${size}, 0)` : `(int)threadIdx.x / ${size}`,
    lane: `(int)threadIdx.x % ${size}`,
  };
  return BUILTINS.flatMap((builtin) => (used.has(builtin) ? [`const int ${builtin} = ${values[builtin]};`] : []));
}
