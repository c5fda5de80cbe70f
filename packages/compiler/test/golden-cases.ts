/**
 * The golden cases: small programs with everything the compiler makes of them written beside, so that a change shows
 * what it does everywhere. `npm run golden` writes the files anew; review the difference.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { evaluateExtent, parametersOf, symbolsOfProgram } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { compile, printProgram } from '@einlay/compiler';
import type { Compilation } from '@einlay/compiler';

const folder = new URL('golden/', import.meta.url);

export interface GoldenCase {
  readonly name: string;
  /** The folder, ending in a slash. */
  readonly url: URL;
  readonly compilation: Compilation;
  /** What belongs into the folder beside `input.ein`, by path. */
  readonly files: ReadonlyMap<string, string>;
}

export const goldenNames = (): readonly string[] => readdirSync(folder).sort();

/** Compiles the case `name`: its first line says which layer and with which parameters. */
export function goldenCase(name: string): GoldenCase {
  const url = new URL(`${name}/`, folder);
  const source = readFileSync(new URL('input.ein', url), 'utf8');
  const [, layer = '', settings = ''] = /^\/\/ compile: (\w+) (.*)/.exec(source) ?? [];
  const set = Object.fromEntries(
    settings.split(',').map((setting) => {
      const [parameter = '', value = ''] = setting.split('=');
      return [parameter.trim(), Number(value)];
    }),
  );
  const compiled = compile(source, { file: 'input.ein', layer, set, targets: ['onnx', 'wgsl'] });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  const { program, optimized, emissions } = compiled.value;
  const files = new Map([
    ['tensor.ir', printProgram(program)],
    ['optimized.ir', printProgram(optimized)],
  ]);
  for (const [target, { files: emitted }] of emissions)
    for (const { extension, content } of emitted)
      if (typeof content === 'string') files.set(`${target}/layer${extension}`, content);
  return { name, url, compilation: compiled.value, files };
}

/** Small exact numbers; positions stay within every table of the cases. */
export function inputsOf(program: TensorProgram): ReadonlyMap<string, HostTensor> {
  const bindings = new Map(symbolsOfProgram(program).map((name, at) => [name, at + 3]));
  return new Map(
    parametersOf(program).map(({ name, dtype, shape }, k) => {
      const extents = shape.map((extent) => evaluateExtent(extent, bindings));
      const length = extents.reduce((all, extent) => all * extent, 1);
      const data = Float64Array.from({ length }, (_, i) =>
        dtype === 'i32' ? (i * 3) % 5 : ((((i * 37 + k * 101 + 17) % 1009) % 7) - 3) / 4,
      );
      return [name, { shape: extents, data }];
    }),
  );
}
