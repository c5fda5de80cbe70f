/** Layers for tests of kernels of subgroup matrices. */

/** Two rows, columns and sums, none of which lie side by side everywhere, and a batch. */
export const MIXED = `layer mixed(h, g, a, c, p, e) {
  input  x[..., a, g, h, c]
  factor W[a, g, p, c, e], bias[p, e]
  output y[..., p, h, g, e] = gelu(x[..., a, g, h, c] * W[a, g, p, c, e] + bias[p, e])
}`;

/** Tokens lie side by side, in x and in y; what goes into the product is computed where it is read. */
export const TURNED = `layer turned(i, o, n) {
  input  x[i, n]
  factor W[o, i]
  output y[o, n] = W[o, i] * relu(x[i, n])
}`;

export const DENSE = `layer dense(i, o) {
  input  x[..., i]
  factor W[i, o]
  output y[..., o] = x[..., i] * W[i, o]
}`;
