import { load, numbersOf, tensorOf } from '@einlay/artifact';
import type { Tensor } from '@einlay/artifact';
import type { HostTensor } from '@einlay/ir';
import { onnx } from '@einlay/runtime-onnx';
import type { Compilation, Emission } from '../src/index.ts';

/** The outputs of a compiled layer by name, from ONNX Runtime; inputs are rounded to the layer's element types. */
export async function runOnnx(
  { emissions }: Compilation,
  inputs: ReadonlyMap<string, HostTensor>,
): Promise<ReadonlyMap<string, HostTensor>> {
  const { artifact, bytes } = emissions.get('onnx') as Emission;
  const layer = await load(bytes, { runtime: onnx({ threads: 1 }) });
  const given = artifact.parameters.map(({ name, dtype }) => {
    const { shape, data } = inputs.get(name) as HostTensor;
    return [name, tensorOf(dtype, shape, data)] as const;
  });
  const results = await layer.run(Object.fromEntries(given));
  await layer.close();
  return new Map(
    artifact.outputs.map(({ name, dtype }) => {
      const { shape, data } = results[name] as Tensor;
      return [name, { shape, data: numbersOf(dtype, data) }];
    }),
  );
}
