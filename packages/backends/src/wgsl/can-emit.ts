/** Everything about a program that a WebGPU device cannot run, as diagnostics. */
import { BYTES, isFloat } from '@einlay/ir';
import type { Diagnostic, Extent } from '@einlay/ir';
import { isCollective, isComparison, isLogical, typeOf } from '@einlay/ir/loop';
import type { Kernel, LoopExpression, LoopProgram, ScalarType, Tile } from '@einlay/ir/loop';
import { forEachExpression, forEachStatement } from '../c-like/rewrite.ts';
import { scopeOf } from '../c-like/types-of.ts';
import { report } from './diagnostics.ts';
import { isWgslScalar } from './types.ts';
import type { WgslTarget } from './target.ts';

/** Bytes that variables of a function may have together, by the specification of WGSL. */
const MAX_PRIVATE_BYTES = 8192;
/** Braces inside braces, likewise. */
const MAX_NESTING = 127;
/** Indices are `i32`. */
const MAX_INDEX = 2 ** 31 - 1;

/** What WGSL, or this device, cannot do; nothing when it can do all of it. */
export const canEmit = (program: LoopProgram, target: WgslTarget): readonly Diagnostic[] =>
  program.kernels.flatMap((kernel) => checkKernel(kernel, target));

function checkKernel(kernel: Kernel, target: WgslTarget): readonly Diagnostic[] {
  return [
    ...checkTypes(kernel, target),
    ...checkOperators(kernel),
    ...checkLimits(kernel, target),
    ...checkSubgroups(kernel, target),
  ];
}

/** Bytes of an element where a kernel sees it: truth values take the room of an integer. */
export const bytesOf = (type: ScalarType): number => (type === 'bool' ? 4 : BYTES[type]);

const known = (extent: Extent): number => (typeof extent === 'number' ? extent : 0);

/** Every scalar type in a kernel. */
export function typesOf(kernel: Kernel): ReadonlySet<ScalarType> {
  const types = new Set<ScalarType>();
  for (const { memory } of kernel.bindings) types.add(memory.type);
  for (const { type } of [...kernel.memories, ...kernel.tiles]) types.add(type);
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'literal' || expression.kind === 'cast') types.add(expression.type);
  });
  return types;
}

function checkTypes(kernel: Kernel, { features }: WgslTarget): readonly Diagnostic[] {
  const types = [...typesOf(kernel)];
  const missing = types.filter((type) => !isWgslScalar(type)).map((type) => report['wgsl-type']({}, kernel.name, type));
  const halves = types.includes('f16') && !features.includes('shader-f16');
  return halves ? [...missing, report['wgsl-feature']({}, kernel.name, 'shader-f16')] : missing;
}

/** Operators that integers have; a `divide` of integers would have to make a fraction. */
const OF_INTEGERS = [
  ...['negate', 'abs', 'relu', 'add', 'subtract', 'multiply', 'quotient', 'remainder', 'max', 'min'],
  'exchange',
];

function checkOperators(kernel: Kernel): readonly Diagnostic[] {
  const scope = scopeOf(kernel);
  const problems = new Map<string, Diagnostic>();
  forEachExpression(kernel.body, (expression) => {
    const operator = operatorOf(expression);
    if (operator === undefined) return;
    const [name, argument] = operator;
    const { type } = typeOf(argument, scope);
    const isFine = isFloat(type) || (type === 'i32' && OF_INTEGERS.includes(name));
    if (!isFine) problems.set(`${name} ${type}`, report['wgsl-operator']({}, kernel.name, name, type));
  });
  return [...problems.values()];
}

/** An operator that not every type has, with one of its arguments. */
function operatorOf(expression: LoopExpression): readonly [string, LoopExpression] | undefined {
  switch (expression.kind) {
    case 'unary':
      return expression.operator === 'not' ? undefined : [expression.operator, expression.argument];
    case 'binary': {
      const { operator, left } = expression;
      const all = isLogical(operator) || isComparison(operator);
      return all ? undefined : [operator, left];
    }
    case 'multiply-add':
      return ['multiply', expression.left];
    case 'subgroup':
      return [expression.operator, expression.argument];
    case 'exchange':
      return ['exchange', expression.argument];
    default:
      return undefined;
  }
}

/** Bytes of all memories in a space; each array may be followed by padding up to its alignment. */
export const bytesIn = (kernel: Kernel, space: 'workgroup' | 'register'): number =>
  kernel.memories
    .filter((memory) => memory.space === space)
    .reduce((sum, { type, elements }) => sum + Math.ceil((known(elements) * bytesOf(type)) / 16) * 16, 0);

function checkLimits(kernel: Kernel, { limits }: WgslTarget): readonly Diagnostic[] {
  const workgroups = kernel.grid.reduce((all, { extent, tile }) => all * Math.ceil(known(extent) / tile), 1);
  const invocations = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
  const largest = Math.max(0, ...kernel.bindings.map(({ memory }) => known(memory.elements) * bytesOf(memory.type)));
  const checks: readonly (readonly [needed: number, what: string, limit: number])[] = [
    [kernel.bindings.length, 'storage buffers', limits.maxStorageBuffersPerShaderStage],
    [largest, 'bytes in one buffer', limits.maxStorageBufferBindingSize],
    [bytesIn(kernel, 'workgroup'), 'bytes of workgroup memory', limits.maxComputeWorkgroupStorageSize],
    [bytesIn(kernel, 'register'), 'bytes of registers for each invocation', MAX_PRIVATE_BYTES],
    [kernel.invocations, 'invocations in a workgroup', invocations],
    [kernel.cluster ?? 1, 'workgroups in a cluster', 1],
    [workgroups, 'workgroups', Math.min(limits.maxComputeWorkgroupsPerDimension ** 2, MAX_INDEX)],
    [largestIndex(kernel), 'as an index', MAX_INDEX],
    [nesting(kernel), 'levels of nested statements', MAX_NESTING],
  ];
  return checks
    .filter(([needed, , limit]) => needed > limit)
    .map(([needed, what, limit]) => report['wgsl-limit']({}, kernel.name, needed, what, limit));
}

/** The largest magnitude of a number that is written as an index. */
function largestIndex(kernel: Kernel): number {
  let largest = 0;
  const see = (value: number): void => {
    // −2³¹ is an i32, 2³¹ is none.
    largest = Math.max(largest, value < 0 ? -value - 1 : value);
  };
  const seeExtent = (extent: Extent): void => {
    see(typeof extent === 'number' ? extent : extent.coefficient);
  };
  for (const { memory } of kernel.bindings) seeExtent(memory.elements);
  for (const { extent, tile } of kernel.grid) {
    seeExtent(extent);
    see(tile);
  }
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'literal' && expression.type === 'i32') see(expression.value);
    if (expression.kind === 'extent') seeExtent(expression.extent);
  });
  return largest;
}

function nesting(kernel: Kernel): number {
  const depthOf = (body: Kernel['body']): number =>
    body.reduce((deepest, statement) => {
      if (statement.kind === 'for') return Math.max(deepest, 1 + depthOf(statement.body));
      if (statement.kind !== 'if') return deepest;
      return Math.max(deepest, 1 + depthOf(statement.whenTrue), 1 + depthOf(statement.whenFalse));
    }, 0);
  return 1 + depthOf(kernel.body);
}

/** Whether the body depends on how a workgroup is divided into subgroups. */
export function usesSubgroups(kernel: Kernel): boolean {
  let found = kernel.tiles.length > 0 || multipliesFragments(kernel);
  forEachExpression(kernel.body, (expression) => {
    found ||= isCollective(expression);
  });
  return found;
}

/** Whether lanes hand in fragments of matrices, or copies go on by themselves: no WebGPU device has that. */
function multipliesFragments(kernel: Kernel): boolean {
  let found = false;
  forEachStatement(kernel.body, ({ kind }) => {
    found ||= kind === 'matrix-multiply' || kind === 'staged-multiply' || kind === 'copy';
  });
  return found;
}

/** Without subgroups of its own, a workgroup is one. */
export const subgroupSizeOf = ({ subgroupSize, invocations }: Kernel): number => subgroupSize ?? invocations;

/** Whether a kernel must say which subgroups it wants, since the device has several sizes. */
export const demandsSubgroupSize = (kernel: Kernel, { subgroupSizes: { smallest, largest } }: WgslTarget): boolean =>
  usesSubgroups(kernel) && smallest !== largest;

function checkSubgroups(kernel: Kernel, target: WgslTarget): readonly Diagnostic[] {
  if (!usesSubgroups(kernel)) return [];
  const { features, subgroupSizes } = target;
  const { smallest, largest } = subgroupSizes;
  const size = subgroupSizeOf(kernel);
  const canDemand = features.includes('subgroup-size-control') && Number.isInteger(Math.log2(size));
  const mayDiffer = demandsSubgroupSize(kernel, target) && !canDemand;
  const problems: Diagnostic[] = [];
  if (multipliesFragments(kernel)) problems.push(report['wgsl-subgroup-matrix']({}, kernel.name, 'fragments'));
  if (!features.includes('subgroups')) problems.push(report['wgsl-feature']({}, kernel.name, 'subgroups'));
  else if (size < smallest || size > largest || mayDiffer)
    problems.push(report['wgsl-subgroup-size']({}, kernel.name, size, smallest, largest));
  if (kernel.tiles.length === 0) return problems;
  const feature = 'chromium-experimental-subgroup-matrix';
  if (!features.includes(feature)) return [...problems, report['wgsl-feature']({}, kernel.name, feature)];
  const tiles = new Map(kernel.tiles.map((tile) => [tile.id, tile]));
  const missing = new Set<string>();
  forEachStatement(kernel.body, (statement) => {
    if (statement.kind !== 'tile-multiply') return;
    const [left, accumulator] = [tiles.get(statement.left) as Tile, tiles.get(statement.accumulator) as Tile];
    const { type, rows, columns: depth } = left;
    const { type: resultType, columns } = accumulator;
    const offered = target.subgroupMatrices.some(
      (shape) =>
        shape.type === type &&
        shape.resultType === resultType &&
        shape.rows === rows &&
        shape.columns === columns &&
        shape.depth === depth,
    );
    if (!offered) missing.add(`${type} ${rows}×${depth} and ${depth}×${columns} to ${resultType}`);
  });
  return [...problems, ...[...missing].map((product) => report['wgsl-subgroup-matrix']({}, kernel.name, product))];
}
