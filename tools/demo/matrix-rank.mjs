/** The numerical rank of a matrix. */

/** A pivot this much smaller than the largest element is rounding: ours are float64 products of a few factors. */
const NEGLIGIBLE = 1e-10;

/** How many pivots Gaussian elimination finds, row by row. `data` is row-major, and used up. */
export function matrixRank(data, rows, columns) {
  const lines = Array.from({ length: rows }, (_, row) => data.subarray(row * columns, (row + 1) * columns));
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let rank = 0;
  for (let column = 0; column < columns && rank < rows; column += 1) {
    let best = rank;
    for (let row = rank; row < rows; row += 1)
      if (Math.abs(lines[row][column]) > Math.abs(lines[best][column])) best = row;
    if (Math.abs(lines[best][column]) <= largest * NEGLIGIBLE) continue;
    [lines[rank], lines[best]] = [lines[best], lines[rank]];
    for (let row = rank + 1; row < rows; row += 1) clear(lines[row], lines[rank], column);
    rank += 1;
  }
  return rank;
}

/** Subtracts as much of `pivot` from `line` as makes its element in `column` zero. */
function clear(line, pivot, column) {
  const factor = line[column] / pivot[column];
  for (let at = column; at < line.length; at += 1) line[at] -= factor * pivot[at];
}
