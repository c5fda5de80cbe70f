/**
 * Checks that a tensor program is one: everything `nodes.ts` says of programs, and nothing else. It runs between every
 * two passes; what it finds is a mistake of ours, so it breaks an invariant that names the pass and prints the node.
 */
import { invariant } from '../diagnostic.ts';
import { DTYPES, isFloat } from '../dtype.ts';
import { MAX_ELEMENTS, extentsEqual, multiplyExtents, printExtent, printShape, shapesEqual } from '../extent.ts';
import type { Extent } from '../extent.ts';
import { operandsOf } from './nodes.ts';
import type { IndexDeclaration, MapNode, Operand, TensorNode, TensorProgram, ValueId } from './nodes.ts';
import { printNode } from './print.ts';
import { scalarParts } from './visit.ts';

/** Throws an `InvariantError` unless `program` is well formed; `passName` is who made it. */
export function verifyProgram(program: TensorProgram, passName: string): void {
  const made = new Map<ValueId, TensorNode>();
  const names = new Set<string>();
  for (const node of program.nodes) {
    const check = (condition: boolean, problem: string): void => {
      invariant(condition, () => `${passName}: ${problem}, in ${printNode(node)}`);
    };
    check(!made.has(node.id), `two values have the id ${node.id}`);
    for (const value of operandsOf(node)) check(made.has(value), `%${value} is read before it is made`);
    check(DTYPES.includes(node.dtype), 'unknown element type');
    checkExtents(node.shape, check);
    if (node.kind === 'parameter') {
      check(!names.has(node.name), `two parameters are called ${node.name}`);
      check(node.axes.length === node.shape.length, 'axes and shape differ in number');
      names.add(node.name);
    }
    checkNode(node, (value) => made.get(value) as TensorNode, check);
    made.set(node.id, node);
  }
  const outputNames = new Set<string>();
  invariant(program.outputs.length > 0, `${passName}: ${program.name} has no output`);
  for (const { name, value, axes } of program.outputs) {
    const node = made.get(value);
    invariant(node, `${passName}: output ${name} is %${value}, which nothing makes`);
    invariant(!outputNames.has(name), `${passName}: two outputs are called ${name}`);
    invariant(axes.length === node.shape.length, `${passName}: output ${name} has other axes than its value`);
    outputNames.add(name);
  }
}

type Check = (condition: boolean, problem: string) => void;
type NodeOf = (value: ValueId) => TensorNode;

function checkExtents(shape: readonly Extent[], check: Check): void {
  for (const extent of shape) {
    const coefficient = typeof extent === 'number' ? extent : extent.coefficient;
    check(Number.isInteger(coefficient) && coefficient >= 0, `${printExtent(extent)} is no extent`);
    if (typeof extent !== 'number') check(extent.symbols.length > 0, 'a symbolic extent without symbols');
  }
  const elements = multiplyExtents(shape);
  check((typeof elements === 'number' ? elements : elements.coefficient) <= MAX_ELEMENTS, 'too many elements');
}

function checkNode(node: TensorNode, nodeOf: NodeOf, check: Check): void {
  switch (node.kind) {
    case 'parameter':
      return;
    case 'constant':
      check(node.data.length === node.shape.reduce((all, extent) => all * extent, 1), 'data and shape differ');
      return;
    case 'einsum': {
      check(node.operands.length > 0, 'an einsum without operands');
      const extents = checkIndices(node.operands, nodeOf, check);
      checkOutput(node.output, node.shape, extents, check);
      check(isFloat(node.dtype), 'an einsum of an element type that does not float');
      for (const { value } of node.operands) check(nodeOf(value).dtype === node.dtype, 'element types differ');
      return;
    }
    case 'map':
      checkMap(node, nodeOf, check);
      return;
    case 'reduce': {
      const extents = checkIndices([node.operand], nodeOf, check);
      checkOutput(node.output, node.shape, extents, check);
      check(nodeOf(node.operand.value).dtype === node.dtype, 'element types differ');
      return;
    }
    case 'softmax':
    case 'layer-norm': {
      const operand = nodeOf(node.operand);
      check(shapesEqual(operand.shape, node.shape) && operand.dtype === node.dtype, 'operand and value differ');
      check(isFloat(node.dtype), `${node.kind} of an element type that does not float`);
      check(node.axes.length > 0 && new Set(node.axes).size === node.axes.length, 'axes must be given once each');
      for (const axis of node.axes) check(axis in node.shape, `no axis ${axis}`);
      return;
    }
    case 'lookup': {
      const [table, positions] = [nodeOf(node.table), nodeOf(node.positions)];
      check(node.axis in table.shape, `no axis ${node.axis}`);
      check(positions.dtype === 'i32', 'positions must be i32');
      const rest = [...table.shape.slice(0, node.axis), ...positions.shape, ...table.shape.slice(node.axis + 1)];
      check(shapesEqual(rest, node.shape) && table.dtype === node.dtype, 'the value of a lookup has another shape');
      return;
    }
    case 'reshape': {
      const operand = nodeOf(node.operand);
      check(operand.dtype === node.dtype, 'element types differ');
      check(
        extentsEqual(multiplyExtents(operand.shape), multiplyExtents(node.shape)),
        `${printShape(operand.shape)} has another number of elements`,
      );
      return;
    }
    case 'cast':
      check(shapesEqual(nodeOf(node.operand).shape, node.shape), 'shapes differ');
  }
}

/** The extent of each index of `operands`; every axis has one index and each index one extent. */
function checkIndices(operands: readonly Operand[], nodeOf: NodeOf, check: Check): ReadonlyMap<string, Extent> {
  const extents = new Map<string, Extent>();
  for (const { value, indices } of operands) {
    const { shape } = nodeOf(value);
    check(shape.length === indices.length, `%${value} has ${shape.length} axes but ${indices.length} indices`);
    indices.forEach((index, axis) => {
      const extent = shape[axis] as Extent;
      const known = extents.get(index) ?? extent;
      check(extentsEqual(known, extent), `index ${index} has extents ${printExtent(known)} and ${printExtent(extent)}`);
      extents.set(index, extent);
    });
  }
  return extents;
}

function checkOutput(
  output: readonly string[],
  shape: readonly Extent[],
  extents: ReadonlyMap<string, Extent>,
  check: Check,
): void {
  check(new Set(output).size === output.length, 'an output index stands twice');
  for (const index of output) check(extents.has(index), `output index ${index} is on no operand`);
  const expected = output.map((index) => extents.get(index) as Extent);
  check(shapesEqual(expected, shape), `the shape should be ${printShape(expected)}`);
}

function checkMap(node: MapNode, nodeOf: NodeOf, check: Check): void {
  const declared = new Map(node.indices.map(({ name, extent }: IndexDeclaration) => [name, extent]));
  check(declared.size === node.indices.length, 'an index of a map is declared twice');
  for (const [index, extent] of checkIndices(node.operands, nodeOf, check)) {
    const known = declared.get(index);
    check(known !== undefined, `index ${index} is not declared`);
    if (known !== undefined) check(extentsEqual(known, extent), `index ${index} is declared with another extent`);
  }
  const shape = node.indices.map(({ extent }) => extent);
  check(shapesEqual(shape, node.shape), `the shape should be ${printShape(shape)}`);
  for (const part of scalarParts(node.body)) {
    if (part.kind === 'element') check(part.position in node.operands, `no operand ${part.position}`);
    if (part.kind === 'index') check(declared.has(part.name), `index ${part.name} is not declared`);
  }
}
