/** Compiles the source of a golden case, wherever it was read: browsers run golden cases too. */
import { evaluateExtent, parametersOf, symbolsOfProgram } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { compile, targetOfAdapter } from '@einlay/compiler';
import type { Compilation, CompileOptions, TargetName } from '@einlay/compiler';

/** The first line of the source says which layer and with which parameters. */
export function compileGolden(
  source: string,
  targets: readonly TargetName[],
  dtype: CompileOptions['dtype'] = 'f32',
  device?: CompileOptions['device'],
): Compilation {
  const [, layer = '', settings = ''] = /^\/\/ compile: (\w+) (.*)/.exec(source) ?? [];
  const set = Object.fromEntries(
    settings.split(',').map((setting) => {
      const [parameter = '', value = ''] = setting.split('=');
      return [parameter.trim(), Number(value)];
    }),
  );
  const compiled = compile(source, { file: 'input.ein', layer, set, dtype, targets, ...(device ? { device } : {}) });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  return compiled.value;
}

/** Devices that cases are for beside the one that nothing is known of. */
const DEVICES = {
  h100: targetOfAdapter({
    limits: {
      maxStorageBuffersPerShaderStage: 16,
      maxStorageBufferBindingSize: 2 ** 31 - 4,
      maxComputeWorkgroupStorageSize: 49152,
      maxComputeInvocationsPerWorkgroup: 1024,
      maxComputeWorkgroupSizeX: 1024,
    },
    features: ['shader-f16', 'subgroups', 'chromium-experimental-subgroup-matrix'],
    subgroupMinSize: 32,
    subgroupMaxSize: 32,
    subgroupMatrixConfigs: [{ componentType: 'f16', resultComponentType: 'f32', M: 16, N: 16, K: 16 }],
    isFallbackAdapter: false,
  }),
} as const;

/** The same for the device and in the element type that the second line of the source names; undefined when there is none. */
export function compileForDevice(source: string): Compilation | undefined {
  const [, name, dtype] = /^\/\/ device: (h100), (f16|f32)$/m.exec(source) ?? [];
  if (name === undefined) return undefined;
  return compileGolden(source, ['wgsl'], dtype as 'f16' | 'f32', DEVICES[name as keyof typeof DEVICES]);
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
