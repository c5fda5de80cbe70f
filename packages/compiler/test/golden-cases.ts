/**
 * The golden cases: small programs with everything the compiler makes of them written beside, so that a change shows
 * what it does everywhere. `npm run golden` writes the files anew; review the difference.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { printProgram } from '@einlay/compiler';
import type { Compilation } from '@einlay/compiler';
import { compileForDevice, compileGolden } from './golden-source.ts';

const folder = new URL('golden/', import.meta.url);

export interface GoldenCase {
  readonly name: string;
  /** The folder, ending in a slash. */
  readonly url: URL;
  readonly source: string;
  readonly compilation: Compilation;
  /** What belongs into the folder beside `input.ein`, by path. */
  readonly files: ReadonlyMap<string, string>;
}

export const goldenNames = (): readonly string[] => readdirSync(folder).sort();

/** Compiles the case `name`. */
export function goldenCase(name: string): GoldenCase {
  const url = new URL(`${name}/`, folder);
  const source = readFileSync(new URL('input.ein', url), 'utf8');
  const compilation = compileGolden(source, ['onnx', 'wgsl']);
  const { program, optimized, emissions } = compilation;
  const files = new Map([
    ['tensor.ir', printProgram(program)],
    ['optimized.ir', printProgram(optimized)],
  ]);
  // Tensor cores want half precision.
  const half = compileGolden(source, ['cuda'], 'bf16');
  for (const [target, { files: emitted }] of [...emissions, ...half.emissions])
    for (const { extension, content } of emitted)
      if (typeof content === 'string') files.set(`${target}/layer${extension.replace(/^\.cuda\b/, '')}`, content);
  const { files: forDevice = [] } = compileForDevice(source)?.emissions.get('wgsl') ?? {};
  for (const { extension, content } of forDevice) files.set(`device/layer${extension}`, String(content));
  return { name, url, source, compilation, files };
}
