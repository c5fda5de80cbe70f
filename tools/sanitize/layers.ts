/** Layers of the standard library at sizes that no tile divides, of one feature and of many. */

export interface SanitizedLayer {
  readonly layer: string;
  readonly set: Readonly<Record<string, number>>;
}

export const LAYERS: readonly SanitizedLayer[] = [
  { layer: 'dense', set: { d_in: 1, d_out: 1 } },
  { layer: 'dense', set: { d_in: 768, d_out: 1000 } },
  { layer: 'dense', set: { d_in: 100, d_out: 36 } },
  { layer: 'low_rank', set: { d_in: 768, d_out: 768, r: 48 } },
  { layer: 'low_rank', set: { d_in: 1000, d_out: 1000, r: 6 } },
  { layer: 'kronecker', set: { b: 16, a: 48, e: 16, d: 48 } },
  { layer: 'kronecker', set: { b: 25, a: 40, e: 25, d: 40 } },
  { layer: 'tensor_train', set: { b: 16, a: 48, e: 16, d: 48, r: 2 } },
  { layer: 'tensor_train3', set: { a: 8, b: 8, c: 12, d: 8, e: 8, f: 12, r: 2 } },
  { layer: 'monarch', set: { d_in: 768, d_out: 768, blocks: 16 } },
  { layer: 'monarch', set: { d_in: 1000, d_out: 1000, blocks: 25 } },
  { layer: 'btt', set: { g: 1, a: 1, p: 1, e: 1 } },
  { layer: 'btt', set: { g: 16, a: 48, p: 16, e: 48 } },
  { layer: 'btt', set: { g: 16, a: 48, p: 16, e: 48, r: 4 } },
  { layer: 'btt', set: { g: 25, a: 40, p: 25, e: 40, r: 3 } },
  { layer: 'btt', set: { g: 32, a: 32, p: 32, e: 32 } },
  { layer: 'btt3', set: { a: 8, b: 8, g: 12, d: 8, e: 8, m: 12 } },
  { layer: 'block_diagonal', set: { blocks: 3, i: 40, o: 24 } },
  { layer: 'block_dense', set: { g: 16, a: 48, r: 4, d_out: 1000 } },
  { layer: 'blast', set: { b: 4, p: 24, q: 20, r: 8 } },
  { layer: 'ffn', set: { d: 96, f: 200 } },
  { layer: 'attention', set: { d: 48, heads: 3 } },
  { layer: 'transformer_block', set: { d: 48, heads: 3 } },
];

/** Every symbol of a layer has this extent: no token, one, and ends of tiles. */
export const TOKENS: readonly number[] = [0, 1, 19, 70];

export const DTYPES = ['bf16', 'f16', 'f32'] as const;
