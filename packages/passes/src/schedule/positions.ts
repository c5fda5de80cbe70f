/** Where the invocations of a kernel of contractions stand, and where elements lie. */
import type { Extent, Operand } from '@einlay/ir';
import { extentValue, plus, smaller } from '@einlay/ir/loop';
import type { LoopExpression, Memory } from '@einlay/ir/loop';
import type { Stage } from './contraction-stages.ts';
import { stridesOf } from './read-values.ts';
import type { ValueReader } from './read-values.ts';

/** Whole extents and what a workgroup has of them. */
export interface Range {
  readonly extent: Extent;
  /** How much of it the workgroup makes; undefined for a summed index of unknown extent. */
  readonly tile: number | undefined;
  /** Where the tile starts. */
  readonly origin: LoopExpression;
}

export type RangeOf = (name: string) => Range;

/** Where the elements of an operand lie, by index name. */
export interface OperandAccess {
  readonly memory: Memory;
  readonly strides: ReadonlyMap<string, Extent>;
  /** Whether positions are those in the workgroup's tile. */
  readonly local: boolean;
}

/** Where an invocation stands along an index. */
export interface Coordinate {
  readonly local: LoopExpression;
  /** The first position beyond the tile, when the digit may get there. */
  readonly limit: number | undefined;
  readonly global: LoopExpression;
  readonly extent: Extent;
  /** Whether tiles reach beyond the extent. */
  readonly overflows: boolean;
}

/** The buffer of an operand; undefined for a value that is computed where it is read. */
export function bufferOf(reader: ValueReader, { value, indices }: Operand): OperandAccess | undefined {
  const access = reader.accessOf(value);
  return access && { memory: access.memory, strides: stridesByName(indices, access.strides), local: false };
}

/** The result of a contraction, in the buffer where it goes. */
export const resultIn = (memory: Memory, { einsum, output }: Pick<Stage, 'einsum' | 'output'>): OperandAccess => ({
  memory,
  strides: stridesByName(output, stridesOf(einsum.shape)),
  local: false,
});

const stridesByName = (indices: readonly string[], strides: readonly Extent[]): ReadonlyMap<string, Extent> =>
  new Map(indices.map((name, axis) => [name, strides[axis] as Extent]));

export type Coordinates = ReadonlyMap<string, Coordinate>;

export const isMultiple = (extent: Extent, of: number): boolean =>
  (typeof extent === 'number' ? extent : extent.coefficient) % of === 0;

/** Whether tiles of an index reach beyond its extent. */
export const overflows = ({ extent, tile }: Range): boolean =>
  extent !== tile && !(tile !== undefined && isMultiple(extent, tile) && typeof extent === 'number');

/** A position from which `width` elements are there in any case: beyond the end the last such one. */
export function positionOf(
  { local, limit, global, extent, overflows: reachesBeyond }: Coordinate,
  isLocal: boolean,
  width = 1,
): LoopExpression {
  if (isLocal) return limit === undefined ? local : smaller(local, limit - width);
  if (reachesBeyond) return smaller(global, plus(extentValue(extent), -width));
  return limit === undefined || typeof extent !== 'number' ? global : smaller(global, extent - width);
}

/** Whether `name` is contiguous in memory and every four of its elements start at a multiple of four. */
export function isAligned({ strides, local }: OperandAccess, name: string | undefined, rangeOf: RangeOf): boolean {
  if (name === undefined || strides.get(name) !== 1) return false;
  const { extent, tile } = rangeOf(name);
  const span = local ? tile : extent;
  if (typeof span !== 'number' || span % 4 !== 0 || (tile !== undefined && tile % 4 !== 0)) return false;
  return [...strides].every(([other, stride]) => other === name || isMultiple(stride, 4));
}

/** A name for variables along an index. */
export const safeName = (name: string): string => (/^[a-z]\w*$/i.test(name) ? name : 'batch');
