/** Walks and rewrites tensor programs. */
import { invariant } from '../diagnostic.ts';
import { ProgramBuilder } from './build.ts';
import { operandsOf } from './nodes.ts';
import type { NodeOfKind, Operand, Scalar, TensorNode, TensorProgram, ValueId } from './nodes.ts';

/**
 * What to do with nodes of each kind: append what replaces the node to `builder` and return its value, or return
 * undefined to keep the node. The node a visitor sees already refers to values of the new program.
 */
export type Visitors = {
  readonly [Kind in TensorNode['kind']]?: (node: NodeOfKind<Kind>, builder: ProgramBuilder) => ValueId | undefined;
};

/**
 * The program with nodes replaced as `visitors` say, in order, and without nodes that no output needs (parameters
 * stay: they are the program's signature). Ids are numbered anew; the same program when nothing changed.
 */
export function rewrite(program: TensorProgram, visitors: Visitors): TensorProgram {
  const builder = new ProgramBuilder(program.name, program.doc);
  const moved = new Map<ValueId, ValueId>();
  let changed = false;
  for (const node of program.nodes) {
    const relocated = mapOperands(node, (value) => movedTo(moved, value, program));
    const visit = visitors[node.kind] as
      ((node: TensorNode, builder: ProgramBuilder) => ValueId | undefined) | undefined;
    const replacement = visit?.(relocated, builder);
    changed ||= replacement !== undefined;
    moved.set(node.id, replacement ?? builder.append(relocated));
  }
  if (!changed) return program;
  for (const { name, value, axes } of program.outputs) builder.output(name, movedTo(moved, value, program), axes);
  return removeDead(builder.build());
}

/** The program without nodes that no output needs; parameters stay. Ids are numbered anew when something went. */
export function removeDead(program: TensorProgram): TensorProgram {
  const needed = new Set<ValueId>(program.outputs.map(({ value }) => value));
  for (const node of [...program.nodes].reverse())
    if (needed.has(node.id)) operandsOf(node).forEach((value) => needed.add(value));
  const keep = program.nodes.filter((node) => node.kind === 'parameter' || needed.has(node.id));
  if (keep.length === program.nodes.length) return program;
  const builder = new ProgramBuilder(program.name, program.doc);
  const moved = new Map<ValueId, ValueId>();
  for (const node of keep)
    moved.set(node.id, builder.append(mapOperands(node, (value) => movedTo(moved, value, program))));
  for (const { name, value, axes } of program.outputs) builder.output(name, movedTo(moved, value, program), axes);
  return builder.build();
}

/** The node with every value it reads replaced; the same node when all stay. */
export function mapOperands<Node extends TensorNode>(node: Node, move: (value: ValueId) => ValueId): Node;
export function mapOperands(node: TensorNode, move: (value: ValueId) => ValueId): TensorNode {
  if (operandsOf(node).every((value) => move(value) === value)) return node;
  const moveOperand = ({ value, indices }: Operand): Operand => ({ value: move(value), indices });
  switch (node.kind) {
    case 'parameter':
    case 'constant':
      return node;
    case 'einsum':
    case 'map':
      return { ...node, operands: node.operands.map(moveOperand) };
    case 'reduce':
      return { ...node, operand: moveOperand(node.operand) };
    case 'lookup':
      return { ...node, table: move(node.table), positions: move(node.positions) };
    case 'softmax':
    case 'layer-norm':
    case 'reshape':
    case 'cast':
      return { ...node, operand: move(node.operand) };
  }
}

/** The expression with `replace` applied to every part, innermost first; undefined keeps a part. */
export function mapScalar(scalar: Scalar, replace: (scalar: Scalar) => Scalar | undefined): Scalar {
  const inside = (part: Scalar): Scalar => mapScalar(part, replace);
  const whole = ((): Scalar => {
    switch (scalar.kind) {
      case 'literal':
      case 'element':
      case 'index':
      case 'extent':
        return scalar;
      case 'unary':
        return { ...scalar, argument: inside(scalar.argument) };
      case 'binary':
        return { ...scalar, left: inside(scalar.left), right: inside(scalar.right) };
      case 'select':
        return {
          ...scalar,
          condition: inside(scalar.condition),
          whenTrue: inside(scalar.whenTrue),
          whenFalse: inside(scalar.whenFalse),
        };
    }
  })();
  return replace(whole) ?? whole;
}

/** Every part of an expression, innermost first. */
export function scalarParts(scalar: Scalar): readonly Scalar[] {
  const parts: Scalar[] = [];
  mapScalar(scalar, (part) => {
    parts.push(part);
    return undefined;
  });
  return parts;
}

/** How often each value is read by nodes and outputs. */
export function countUses(program: TensorProgram): ReadonlyMap<ValueId, number> {
  const uses = new Map<ValueId, number>();
  const count = (value: ValueId): void => void uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const node of program.nodes) operandsOf(node).forEach(count);
  for (const { value } of program.outputs) count(value);
  return uses;
}

function movedTo(moved: ReadonlyMap<ValueId, ValueId>, value: ValueId, program: TensorProgram): ValueId {
  const target = moved.get(value);
  invariant(target !== undefined, () => `rewrite ${program.name}: %${value} is read before it is made`);
  return target;
}
