/** The factors of the page, and the matrix that they stand for, in plain JavaScript. */

const SIZE = 16;

/** Waves with a frequency for each pair of blocks. */
const wave = (at: number, frequency: number): number => Math.cos((2 * Math.PI * (at + 0.5) * frequency) / (2 * SIZE));

function fill(valueAt: (first: number, second: number, third: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: SIZE ** 3 }, (_, at) => {
    return valueAt(Math.floor(at / SIZE ** 2), Math.floor(at / SIZE) % SIZE, at % SIZE);
  });
}

/** `A[g, a, p]` */
export const A = { shape: [16, 16, 16], data: fill((g, a, p) => wave(a, 1 + ((g + p) % 4))) } as const;

/** `B[p, g, e]` */
export const B = { shape: [16, 16, 16], data: fill((p, g, e) => wave(e, 1 + ((3 * g + p) % 5))) } as const;

/** Row `(g a)` and column `(p e)` of the matrix are `A[g, a, p] * B[p, g, e]`. */
export function matrixAt(row: number, column: number): number {
  const [g, a] = [Math.floor(row / SIZE), row % SIZE];
  const [p, e] = [Math.floor(column / SIZE), column % SIZE];
  return (A.data[(g * SIZE + a) * SIZE + p] ?? NaN) * (B.data[(p * SIZE + g) * SIZE + e] ?? NaN);
}
