import { load, numbersOf, tensorOf } from '@einlay/artifact';
import type { Runtime, Tensor } from '@einlay/artifact';
import type { HostTensor } from '@einlay/ir';
import type { Emission } from '../src/index.ts';

/** The outputs of a compiled layer by name, from a device; inputs are rounded to the layer's element types. */
export async function runArtifact(
  { artifact, bytes }: Emission,
  runtime: Runtime,
  inputs: ReadonlyMap<string, HostTensor>,
): Promise<ReadonlyMap<string, HostTensor>> {
  const layer = await load(bytes, { runtime });
  try {
    const given = artifact.parameters.map(({ name, dtype }) => {
      const { shape, data } = inputs.get(name) as HostTensor;
      return [name, tensorOf(dtype, shape, data)] as const;
    });
    const results = await layer.run(Object.fromEntries(given));
    return new Map(
      artifact.outputs.map(({ name, dtype }) => {
        const { shape, data } = results[name] as Tensor;
        return [name, { shape, data: numbersOf(dtype, data) }];
      }),
    );
  } finally {
    await layer.close();
  }
}
