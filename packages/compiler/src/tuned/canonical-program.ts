/**
 * A program without the names that people gave it: two layers whose kernels are the same have the same text, whatever
 * their parameters, indices and intermediates are called and in whichever order they are declared.
 */
import {
  BATCH,
  mapOperands,
  mapScalar,
  nameValues,
  nodesById,
  operandsOf,
  printExtent,
  printProgram,
} from '@einlay/ir';
import type { Extent, Operand, Scalar, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import type { KernelSchedule, Schedule } from '@einlay/passes';

export interface CanonicalProgram {
  /** What the program computes, its shapes and element types, on one line. */
  readonly text: string;
  /** A schedule of the program in the names of the text. */
  readonly toCanonical: (schedule: Schedule) => Schedule;
  /** A schedule in the names of the text for the program. */
  readonly fromCanonical: (schedule: Schedule) => Schedule;
}

type Names = ReadonlyMap<string, string>;

/** Names of values, and by the name of its value those of the indices of a node. */
interface Dictionary {
  readonly values: Names;
  readonly indices: ReadonlyMap<string, Names>;
}

export function canonicalProgram(program: TensorProgram): CanonicalProgram {
  const nodes = inOrder(program);
  const ids = new Map(nodes.map(({ id }, at): [ValueId, ValueId] => [id, at]));
  const symbols = new Map<string, string>();
  const renamed = nodes.map((node) => rename(node, ids, symbols));
  const canonical: TensorProgram = {
    name: '',
    nodes: renamed.map(({ node }) => node),
    outputs: program.outputs.map(({ value }, at) => ({ name: `o${at}`, value: ids.get(value) as ValueId, axes: [] })),
  };
  const [own, others] = [nameValues(program), nameValues(canonical)];
  const parts = nodes.map(({ id }, at) => ({
    name: own.get(id) as string,
    other: others.get(at) as string,
    indices: (renamed[at] as (typeof renamed)[number]).indices,
  }));
  const forth = {
    values: new Map(parts.map(({ name, other }) => [name, other])),
    indices: new Map(parts.map(({ name, indices }) => [name, indices])),
  };
  const back = {
    values: reversed(forth.values),
    indices: new Map(parts.map(({ other, indices }) => [other, reversed(indices)])),
  };
  return {
    text: printProgram(canonical).trim().split('\n').slice(1).join('; '),
    toCanonical: ({ kernels }) => ({ kernels: kernels.map((kernel) => translate(kernel, forth)) }),
    fromCanonical: ({ kernels }) => ({ kernels: kernels.map((kernel) => translate(kernel, back)) }),
  };
}

const reversed = (names: Names): Names => new Map([...names].map(([name, other]) => [other, name]));

/** What outputs need, each value after those it reads. */
function inOrder(program: TensorProgram): readonly TensorNode[] {
  const nodes = nodesById(program);
  const found = new Set<TensorNode>();
  const visit = (id: ValueId): void => {
    const node = nodes.get(id) as TensorNode;
    if (found.has(node)) return;
    operandsOf(node).forEach(visit);
    found.add(node);
  };
  for (const { value } of program.outputs) visit(value);
  return [...found];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A node that is called by its place, and its indices by the order in which they appear. */
function rename(
  node: TensorNode,
  ids: ReadonlyMap<ValueId, ValueId>,
  symbols: Map<string, string>,
): { readonly node: TensorNode; readonly indices: Names } {
  const indices = new Map<string, string>();
  const indexOf = (name: string): string => {
    const made = indices.get(name) ?? LETTERS[indices.size] ?? `i${indices.size}`;
    indices.set(name, made);
    return made;
  };
  const symbolOf = (name: string): string => {
    const made = name === BATCH ? BATCH : (symbols.get(name) ?? `n${symbols.size}`);
    symbols.set(name, made);
    return made;
  };
  const extentOf = (extent: Extent): Extent =>
    typeof extent === 'number' ? extent : { ...extent, symbols: extent.symbols.map(symbolOf).sort() };
  const operandOf = ({ value, indices }: Operand): Operand => ({ value, indices: indices.map(indexOf) });
  const scalarOf = (body: Scalar): Scalar =>
    mapScalar(body, (part) => {
      if (part.kind === 'index') return { ...part, name: indexOf(part.name) };
      return part.kind === 'extent' ? { ...part, extent: extentOf(part.extent) } : undefined;
    });

  const moved = mapOperands(node, (value) => ids.get(value) as ValueId);
  const { dtype } = node;
  const common = { id: ids.get(node.id) as ValueId, dtype, shape: node.shape.map(extentOf) };
  const rewritten = ((): TensorNode => {
    switch (moved.kind) {
      case 'parameter': {
        const axes = common.shape.map(printExtent);
        return { ...common, kind: 'parameter', role: moved.role, name: `p${common.id}`, axes };
      }
      case 'einsum': {
        const operands = moved.operands.map(operandOf);
        return { ...common, kind: 'einsum', operands, output: moved.output.map(indexOf) };
      }
      case 'map': {
        const declared = moved.indices.map(({ name, extent }) => ({ name: indexOf(name), extent: extentOf(extent) }));
        const operands = moved.operands.map(operandOf);
        return { ...common, kind: 'map', indices: declared, operands, body: scalarOf(moved.body) };
      }
      case 'reduce': {
        const operand = operandOf(moved.operand);
        return { ...common, kind: 'reduce', reducer: moved.reducer, operand, output: moved.output.map(indexOf) };
      }
      case 'constant':
        return { kind: 'constant', id: common.id, dtype, shape: moved.shape, data: moved.data };
      case 'softmax':
        return { ...common, kind: 'softmax', operand: moved.operand, axes: moved.axes };
      case 'layer-norm':
        return { ...common, kind: 'layer-norm', operand: moved.operand, axes: moved.axes, epsilon: moved.epsilon };
      case 'lookup':
        return { ...common, kind: 'lookup', table: moved.table, positions: moved.positions, axis: moved.axis };
      case 'reshape':
      case 'cast':
        return { ...common, kind: moved.kind, operand: moved.operand };
    }
  })();
  return { node: rewritten, indices };
}

/** A kernel with other names. One that is unknown stays: whoever checks the schedule says so. */
function translate(kernel: KernelSchedule, { values, indices }: Dictionary): KernelSchedule {
  const nameOf = (value: string): string => values.get(value) ?? value;
  const stageOf = <Stage extends { readonly einsum: string; readonly epilogue?: string }>(stage: Stage): Stage => ({
    ...stage,
    einsum: nameOf(stage.einsum),
    ...(stage.epilogue === undefined ? {} : { epilogue: nameOf(stage.epilogue) }),
  });
  switch (kernel.kind) {
    case 'held':
      return { ...kernel, stages: kernel.stages.map(stageOf) };
    case 'matrices':
      return { ...kernel, stages: kernel.stages.map(stageOf) };
    case 'subgroup-matrices':
      return { ...kernel, stages: kernel.stages.map(stageOf) };
    case 'contractions': {
      const { chunk } = kernel;
      const last = kernel.stages.at(-1)?.einsum ?? '';
      const index = chunk && (indices.get(last)?.get(chunk.index) ?? chunk.index);
      return {
        ...kernel,
        stages: kernel.stages.map(stageOf),
        ...(chunk && index !== undefined ? { chunk: { ...chunk, index } } : {}),
      };
    }
    case 'pointwise':
    case 'rows':
      return { ...kernel, value: nameOf(kernel.value) };
  }
}
