/** Compiles the source of a golden case, wherever it was read: browsers run golden cases too. */
import { evaluateExtent, parametersOf, symbolsOfProgram } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { compile } from '@einlay/compiler';
import type { Compilation, CompileOptions, TargetName } from '@einlay/compiler';

/** The first line of the source says which layer and with which parameters. */
export function compileGolden(
  source: string,
  targets: readonly TargetName[],
  dtype: CompileOptions['dtype'] = 'f32',
): Compilation {
  const [, layer = '', settings = ''] = /^\/\/ compile: (\w+) (.*)/.exec(source) ?? [];
  const set = Object.fromEntries(
    settings.split(',').map((setting) => {
      const [parameter = '', value = ''] = setting.split('=');
      return [parameter.trim(), Number(value)];
    }),
  );
  const compiled = compile(source, { file: 'input.ein', layer, set, dtype, targets });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  return compiled.value;
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
