/** A layer whose factor is staged in shared memory: what multiplies it there is of the latest processors alone. */
import { compile } from '@einlay/compiler';
import { sourceOf } from './hostile-names.ts';
import type { CudaSource } from './hostile-names.ts';

export function stagedSource(): CudaSource {
  const set = { d_in: 4096, d_out: 4096 };
  const compiled = compile('export { dense } from "std"', { layer: 'dense', set, dtype: 'bf16', targets: ['cuda'] });
  const made = sourceOf('staged', compiled);
  if (!made.source.includes('wgmma.mma_async')) throw new Error('a large product is not staged');
  return made;
}
