/** A layer whose factor is staged in shared memory: what multiplies it there is of the latest processors alone. */
import { compile } from '@einlay/compiler';
import type { HostileSource } from './hostile-names.ts';

export function stagedSource(): HostileSource {
  const set = { d_in: 4096, d_out: 4096 };
  const compiled = compile('export { dense } from "std"', { layer: 'dense', set, dtype: 'bf16', targets: ['cuda'] });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  const files = compiled.value.emissions.get('cuda')?.files ?? [];
  const contentOf = (extension: string): string =>
    String(files.find((file) => file.extension === extension)?.content ?? '');
  const source = contentOf('.cu');
  if (!source.includes('wgmma.mma_async')) throw new Error('a large product is not staged');
  return { name: 'staged', source, header: contentOf('.cuh') };
}
