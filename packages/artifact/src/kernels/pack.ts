/** Puts the elements of a factor in the order in which kernels read them. */
import type { Packing } from '../artifact.ts';

/** A part of an axis: one step along it moves `stride` in the tensor and `step` along the axis. */
interface Part {
  readonly axis: number;
  readonly extent: number;
  readonly step: number;
  readonly stride: number;
  /** Elements of all parts after it, in packed order. */
  readonly size: number;
}

/** Fills `packed`, which is zero, with the elements of a row-major tensor in the order of `packing`. */
export function pack<Data extends { [at: number]: number }>(
  packed: Data,
  data: Readonly<Data>,
  own: readonly number[],
  packing: Packing,
): void {
  const { shape = own } = packing;
  const parts = partsOf(shape, packing);
  const walk = (depth: number, to: number, from: number, coordinates: readonly number[]): void => {
    const part = parts[depth];
    if (part === undefined) {
      packed[to] = data[from] ?? 0;
      return;
    }
    const { axis, extent, step, stride, size } = part;
    // Coordinates only grow further in, so from the end of the axis on all is padding.
    const room = Math.ceil(((shape[axis] ?? 0) - (coordinates[axis] ?? 0)) / step);
    const end = Math.min(extent, room);
    if (depth === parts.length - 1) {
      for (let at = 0; at < end; at += 1) packed[to + at] = data[from + at * stride] ?? 0;
      return;
    }
    const inner = [...coordinates];
    for (let at = 0; at < end; at += 1) {
      walk(depth + 1, to + at * size, from + at * stride, inner);
      inner[axis] = (inner[axis] ?? 0) + step;
    }
  };
  walk(
    0,
    0,
    0,
    shape.map(() => 0),
  );
}

/** The parts in packed order. */
function partsOf(shape: readonly number[], { splits, order }: Packing): readonly Part[] {
  const product = (extents: readonly number[]): number => extents.reduce((all, extent) => all * extent, 1);
  const parts = splits.flatMap((split, axis) =>
    split.map((extent, at) => {
      const step = product(split.slice(at + 1));
      return { axis, extent, step, stride: step * product(shape.slice(axis + 1)) };
    }),
  );
  const ordered = order.flatMap((position) => parts[position] ?? []);
  return ordered.map((part, at) => ({ ...part, size: product(ordered.slice(at + 1).map(({ extent }) => extent)) }));
}
