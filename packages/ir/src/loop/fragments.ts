/**
 * How a product of matrices is spread over a subgroup whose invocations own known elements: a *fragment* is what one lane
 * holds of a matrix, in order. The table is that of the warp-wide products of NVIDIA's processors (PTX ISA, "Matrix
 * Fragments for mma.m16n8k16"), which is also the one that schedules are made for; another target with known owners adds
 * a shape here.
 */

/** Rows, columns and depth of a product, the lanes it takes, and what a lane holds of each matrix: [row, column]. */
export interface FragmentShape {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly lanes: number;
  /** Where a part of the left matrix that a lane holds comes from. */
  readonly left: (lane: number, part: number) => readonly [row: number, depth: number];
  /** Where a part of the right matrix that a lane holds comes from. */
  readonly right: (lane: number, part: number) => readonly [depth: number, column: number];
  /** Where a part of the sums that a lane holds belongs. */
  readonly accumulator: (lane: number, part: number) => readonly [row: number, column: number];
}

const group = (lane: number): number => Math.floor(lane / 4);
const inGroup = (lane: number): number => lane % 4;
/** The first or second eight, by bit `bit` of the part. */
const half = (part: number, bit: number): number => 8 * ((part >> bit) & 1);

/** Products by name. A lane holds 8 parts of the left matrix, 4 of the right and 4 of the accumulator. */
export const FRAGMENT_SHAPES = {
  m16n8k16: {
    rows: 16,
    columns: 8,
    depth: 16,
    lanes: 32,
    left: (lane, part) => [group(lane) + half(part, 1), 2 * inGroup(lane) + (part & 1) + half(part, 2)],
    right: (lane, part) => [2 * inGroup(lane) + (part & 1) + half(part, 1), group(lane)],
    accumulator: (lane, part) => [group(lane) + half(part, 1), 2 * inGroup(lane) + (part & 1)],
  },
} as const satisfies Readonly<Record<string, FragmentShape>>;

/**
 * A right matrix of 16 rows k and any multiple of 8 columns n in workgroup memory: pieces of 8 × 8, those of the first 8 rows first;
 * in a piece a column's rows are neighbours.
 */
export const stagedPosition = (k: number, n: number, columns: number): number =>
  Math.floor(k / 8) * 8 * columns + Math.floor(n / 8) * 64 + (n % 8) * 8 + (k % 8);

/** Subgroups that multiply by a staged matrix together. */
export const STAGED_SUBGROUPS = 4;

/** A shape of matrices that subgroups multiply at once. */
export type FragmentShapeName = keyof typeof FRAGMENT_SHAPES;

/** Parts of a matrix that a lane holds. */
export const fragmentParts = (
  { rows, columns, depth, lanes }: FragmentShape,
  role: 'left' | 'right' | 'accumulator',
): number => (role === 'left' ? rows * depth : role === 'right' ? depth * columns : rows * columns) / lanes;
