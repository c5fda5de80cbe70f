/** What the reference interpreter says a layer computes, for comparing devices with. */
import { numbersOf } from '@einlay/artifact';
import type { Artifact, LoadedLayer, Tensor } from '@einlay/artifact';
import { agrees, explain, interpretWithTolerance } from '@einlay/compiler';
import type { Bounded, Compilation, HostTensor } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';
import { randomTensors } from './random-tensors.ts';
import { attempt } from './run-artifact.ts';

/** Tensors for a layer, and what comes out. */
export interface Reference {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly expected: ReadonlyMap<string, Bounded>;
}

/** No power of two: what stands at the edge of a tile is compared, too. */
const MOST_EXTENT = 37;

/** The interpreter takes its time: about a second. */
const MOST_MACS = 1e7;

/** The values of a layer for small extents, no larger than those in `at`. Errors: those of `randomTensors`. */
export function interpretSmall(
  compilation: Compilation,
  artifact: Artifact,
  at: ReadonlyMap<string, number>,
): Result<Reference> {
  const tensors = randomTensors(artifact, smallExtents(compilation, at));
  if (!tensors.ok) return tensors;
  const inputs = artifact.parameters.map(({ name, dtype }): [string, HostTensor] => {
    const { shape, data } = tensors.value[name] as Tensor;
    return [name, { shape, data: numbersOf(dtype, data) }];
  });
  return success({
    tensors: tensors.value,
    expected: interpretWithTolerance(compilation.optimized, new Map(inputs)),
  });
}

function smallExtents(compilation: Compilation, at: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let most = MOST_EXTENT;
  for (;;) {
    const extents = new Map([...at].map(([symbol, extent]) => [symbol, Math.min(extent, most)]));
    if (most === 1 || explain(compilation, extents).macs <= MOST_MACS) return extents;
    most = Math.ceil(most / 2);
  }
}

/** The largest difference of a layer from the reference. Errors: `bench-disagrees`, and those of running it. */
export async function compareWithReference(
  { tensors, expected }: Reference,
  layer: LoadedLayer,
): Promise<Result<number>> {
  const actual = await attempt(() => layer.run(tensors));
  if (!actual.ok) return actual;
  let maxError = 0;
  for (const { name, dtype } of layer.artifact.outputs) {
    const { value, tolerance } = expected.get(name) ?? { value: { data: [] }, tolerance: [] };
    for (const [position, number] of numbersOf(dtype, (actual.value[name] as Tensor).data).entries()) {
      const [wanted = NaN, allowed = 0] = [value.data[position], tolerance[position]];
      const distance = Math.abs(number - wanted);
      if (!agrees(number, wanted, allowed)) return failure(report['bench-disagrees']({}, name, distance, allowed));
      maxError = Math.max(maxError, distance || 0);
    }
  }
  return success(maxError);
}
