/**
 * Prints tensor programs: the form in traces, goldens and `explain`. One line a node, names made unique, nothing left
 * out that has a meaning; equal programs print equally whatever their ids.
 *
 *     program low_rank
 *     input x: f32[..., 1024]
 *     factor A: f32[1024, 64]
 *     factor B: f32[64, 1024]
 *     z: f32[..., 64] = einsum[..., r] x[..., i] * A[i, r]
 *     v4: f32[..., 1024] = einsum[..., o] z[..., r] * B[r, o]
 *     output y = v4
 */
import { printExtent, printShape } from '../extent.ts';
import type {
  BinaryOperator,
  Initializer,
  Operand,
  ParameterNode,
  Scalar,
  TensorNode,
  TensorProgram,
  ValueId,
} from './nodes.ts';

/** A program as text, one node on a line. */
export function printProgram(program: TensorProgram): string {
  const names = nameValues(program);
  const lines = [`program ${program.name}`];
  for (const node of program.nodes) lines.push(printNode(node, names));
  for (const { name, value, axes } of program.outputs)
    lines.push(`output ${name}[${axes.join(', ')}] = ${nameOf(names, value)}`);
  return `${lines.join('\n')}\n`;
}

/** A name for every value: its hint when that is free, else the hint with a number; `v7` without a hint. */
export function nameValues(program: TensorProgram): ReadonlyMap<ValueId, string> {
  const names = new Map<ValueId, string>();
  // Parameters are called by their names from outside, so no other value may take one.
  const taken = new Set<string>();
  for (const node of program.nodes)
    if (node.kind === 'parameter') {
      names.set(node.id, node.name);
      taken.add(node.name);
    }
  program.nodes.forEach((node, position) => {
    if (node.kind === 'parameter') return;
    const hint = node.name ?? `v${position}`;
    let name = hint;
    for (let count = 2; taken.has(name); count += 1) name = `${hint}_${count}`;
    taken.add(name);
    names.set(node.id, name);
  });
  return names;
}

const nameOf = (names: ReadonlyMap<ValueId, string>, value: ValueId): string => names.get(value) ?? `%${value}`;

/** One node as a line. `names` may lack values; those print as `%id`. */
export function printNode(node: TensorNode, names: ReadonlyMap<ValueId, string> = new Map()): string {
  if (node.kind === 'parameter') return printParameter(node);
  return `${nameOf(names, node.id)}: ${node.dtype}${printShape(node.shape)} = ${printWork(node, names)}`;
}

function printParameter(node: ParameterNode): string {
  const axes = node.axes.join(', ');
  const parts = [`${node.role} ${node.name}: ${node.dtype}${printShape(node.shape)}`];
  if (`[${axes}]` !== printShape(node.shape)) parts.push(`as [${axes}]`);
  if (node.initializer !== undefined) parts.push(`~ ${printInitializer(node.initializer)}`);
  if (node.learningRate !== undefined) parts.push(`lr ${node.learningRate}`);
  return parts.join(' ');
}

function printInitializer(initializer: Initializer): string {
  switch (initializer.kind) {
    case 'normal':
      return `normal(${initializer.deviation})`;
    case 'zeros':
    case 'ones':
      return initializer.kind;
    case 'spectral':
      return `spectral(${initializer.fanIn}, ${initializer.fanOut})`;
  }
}

function printWork(node: Exclude<TensorNode, ParameterNode>, names: ReadonlyMap<ValueId, string>): string {
  const operand = ({ value, indices }: Operand): string => `${nameOf(names, value)}[${indices.join(', ')}]`;
  switch (node.kind) {
    case 'constant':
      return `constant ${printNumbers(node.data)}`;
    case 'einsum':
      return `einsum[${node.output.join(', ')}] ${node.operands.map(operand).join(' * ')}`;
    case 'map': {
      const indices = node.indices.map(({ name }) => name).join(', ');
      return `map[${indices}] ${printScalar(node.body, (position) => {
        const element = node.operands[position];
        return element ? operand(element) : `#${position}`;
      })}`;
    }
    case 'reduce':
      return `${node.reducer}[${node.output.join(', ')}] ${operand(node.operand)}`;
    case 'softmax':
      return `softmax ${nameOf(names, node.operand)} axes ${node.axes.join(' ')}`;
    case 'layer-norm':
      return `layer_norm ${nameOf(names, node.operand)} axes ${node.axes.join(' ')} epsilon ${node.epsilon}`;
    case 'lookup':
      return `lookup ${nameOf(names, node.table)} axis ${node.axis} at ${nameOf(names, node.positions)}`;
    case 'reshape':
    case 'cast':
      return `${node.kind} ${nameOf(names, node.operand)}`;
  }
}

const SHOWN_NUMBERS = 64;

/** The numbers of a constant; of a long one the first and a checksum, so that different constants print differently. */
function printNumbers(data: readonly number[]): string {
  if (data.length <= SHOWN_NUMBERS) return `{${data.join(', ')}}`;
  const checksum = data.reduce((sum, value, at) => (sum * 31 + value * (at + 1)) % 1_000_000_007, 7);
  return `{${data.slice(0, 8).join(', ')}, … ${data.length} numbers, checksum ${checksum}}`;
}

/** Binary operators that stand between their sides; the others print as functions. */
export const INFIX_SIGNS: Readonly<Partial<Record<BinaryOperator, string>>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  less: '<',
  'less-equal': '<=',
  greater: '>',
  'greater-equal': '>=',
  equal: '==',
  'not-equal': '!=',
  and: 'and',
  or: 'or',
};

/** The body of a map with `element` spelling its operands; fully parenthesised. */
export function printScalar(scalar: Scalar, element: (position: number) => string): string {
  const print = (part: Scalar): string => printScalar(part, element);
  switch (scalar.kind) {
    case 'literal':
      return Object.is(scalar.value, -0) ? '-0' : String(scalar.value);
    case 'element':
      return element(scalar.position);
    case 'index':
      return scalar.name;
    case 'extent':
      return `extent(${printExtent(scalar.extent)})`;
    case 'unary':
      return `${scalar.operator}(${print(scalar.argument)})`;
    case 'binary': {
      const operator = INFIX_SIGNS[scalar.operator];
      const [left, right] = [print(scalar.left), print(scalar.right)];
      return operator === undefined ? `${scalar.operator}(${left}, ${right})` : `(${left} ${operator} ${right})`;
    }
    case 'select':
      return `where(${print(scalar.condition)}, ${print(scalar.whenTrue)}, ${print(scalar.whenFalse)})`;
  }
}
