/** Where the values of a program lie: which have a buffer, which are views of one, which are computed where read. */
import { invariant, multiplyExtents, nodesById } from '@einlay/ir';
import type { Extent, NodeOfKind, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import type { Buffer, Packing, ScalarType } from '@einlay/ir/loop';

/** A buffer with the row-major shape under which a value lies there. */
export interface Placed {
  readonly buffer: string;
  readonly shape: readonly Extent[];
  readonly type: ScalarType;
}

export interface Placement {
  readonly buffers: readonly Buffer[];
  /** Undefined for values that are computed where they are read. */
  readonly placeOf: (value: ValueId) => Placed | undefined;
  /** The buffer of a factor, packed; made when it is asked for first. */
  readonly packed: (value: ValueId, packing: Packing) => string;
  readonly packedBuffers: () => readonly Buffer[];
  /** The shape under which a value is a view of a factor. */
  readonly factorShape: (value: ValueId) => readonly Extent[] | undefined;
  /** Outputs that are another output or a parameter as well, so that somebody has to copy them. */
  readonly copies: readonly { readonly value: ValueId; readonly output: string }[];
}

/** Gives a buffer to every parameter, constant tensor, and value in `made`; a reshape of one of these is a view. */
export function placeValues(program: TensorProgram, made: ReadonlySet<ValueId>): Placement {
  const nodes = nodesById(program);
  const nodeOf = (value: ValueId): TensorNode => nodes.get(value) as TensorNode;
  /** The value whose buffer a reshape shares. */
  const rootOf = (value: ValueId): ValueId => {
    const node = nodeOf(value);
    return node.kind === 'reshape' && !made.has(value) ? rootOf(node.operand) : value;
  };
  const buffers = new Map<ValueId, Buffer>();
  const names = new Set<string>();
  const nameFor = (hint: string): string => {
    let name = hint;
    for (let count = 2; names.has(name); count += 1) name = `${hint}_${count}`;
    names.add(name);
    return name;
  };
  const add = (node: TensorNode, hint: string, content: Buffer['content']): void => {
    const elements = multiplyExtents(node.shape);
    buffers.set(node.id, { name: nameFor(hint), type: node.dtype, elements, content });
  };
  for (const node of program.nodes)
    if (node.kind === 'parameter') add(node, node.name, { kind: 'parameter', parameter: node.name });

  const copies: { value: ValueId; output: string }[] = [];
  const copyBuffers: Buffer[] = [];
  for (const { name, value } of program.outputs) {
    const root = rootOf(value);
    if (made.has(root) && !buffers.has(root)) {
      add(nodeOf(root), name, { kind: 'output', output: name });
      continue;
    }
    const { shape, dtype } = nodeOf(value);
    copies.push({ value, output: nameFor(name) });
    const elements = multiplyExtents(shape);
    const content = { kind: 'output', output: name } as const;
    copyBuffers.push({
      name: (copies.at(-1) as { output: string }).output,
      type: dtype,
      elements,
      content,
    });
  }
  for (const node of program.nodes) {
    if (buffers.has(node.id)) continue;
    if (made.has(node.id)) add(node, node.name ?? `v${node.id}`, { kind: 'scratch' });
    if (isStoredConstant(node)) add(node, node.name ?? `c${node.id}`, { kind: 'constant', data: node.data });
  }
  const factorOf = (value: ValueId): NodeOfKind<'parameter'> | undefined => {
    const root = nodeOf(rootOf(value));
    return root.kind === 'parameter' && root.role === 'factor' ? root : undefined;
  };
  const packedBuffers = new Map<string, Buffer>();
  return {
    packed: (value, packing) => {
      const factor = factorOf(value);
      invariant(factor, `place-values: %${value} is no factor`);
      const key = `${factor.id} ${JSON.stringify(packing)}`;
      const known = packedBuffers.get(key);
      if (known) return known.name;
      const elements = packing.splits.flat().reduce((all, extent) => all * extent, 1);
      const content = { kind: 'parameter', parameter: factor.name, packing } as const;
      const buffer: Buffer = { name: nameFor(`${factor.name}_packed`), type: factor.dtype, elements, content };
      packedBuffers.set(key, buffer);
      return buffer.name;
    },
    packedBuffers: () => [...packedBuffers.values()],
    factorShape: (value) => (factorOf(value) ? nodeOf(value).shape : undefined),
    buffers: [...buffers.values(), ...copyBuffers],
    copies,
    placeOf: (value) => {
      const buffer = buffers.get(rootOf(value));
      return buffer && { buffer: buffer.name, shape: nodeOf(value).shape, type: buffer.type };
    },
  };
}

/** A constant of one element is a literal wherever it is read. */
export const isStoredConstant = (node: TensorNode): node is NodeOfKind<'constant'> =>
  node.kind === 'constant' && node.data.length !== 1;
