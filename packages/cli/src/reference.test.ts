import { describe, expect, test } from '@jest/globals';
import { tensorOf } from '@einlay/artifact';
import type { Artifact, DeviceTensor, LoadedLayer, OutputTensors } from '@einlay/artifact';
import { compile } from '@einlay/compiler';
import { compareWithReference, interpretSmall } from './reference.ts';
import { timedOnDevice } from './time-layer.ts';

const compiled = compile('export { dense } from "std"', {
  layer: 'dense',
  set: { d_in: 3, d_out: 2 },
  targets: ['onnx'],
});
if (!compiled.ok) throw new Error('dense does not compile');
const { artifact } = compiled.value.emissions.get('onnx') as { readonly artifact: Artifact };

/** A layer that computes whatever `run` says. */
const layerThat = (run: () => OutputTensors): LoadedLayer =>
  ({ artifact, run: () => Promise.resolve(run()) }) as unknown as LoadedLayer;

describe('a layer compared with the interpreter', () => {
  const reference = interpretSmall(compiled.value, artifact, new Map([['...', 4096]]));
  if (!reference.ok) throw new Error('no reference');
  const { value } = reference.value.expected.get('y') ?? { value: { shape: [], data: new Float64Array() } };

  test('is compared for few tokens, but not for a round number of them', () => {
    expect(value.shape).toEqual([37, 2]);
  });

  test('agrees when it is right', async () => {
    const right = layerThat(() => ({ y: tensorOf('f32', value.shape, value.data) }));
    expect(await compareWithReference(reference.value, right)).toMatchObject({ ok: true });
  });

  test.each([0, 41, 73])('does not when element %i is wrong', async (at) => {
    const data = value.data.map((number, position) => (position === at ? number + 0.01 : number));
    const wrong = layerThat(() => ({ y: tensorOf('f32', value.shape, data) }));
    const { diagnostics } = await compareWithReference(reference.value, wrong);
    expect(diagnostics.map(({ code }) => code)).toEqual(['bench-disagrees']);
  });
});

describe('times of a device', () => {
  function deviceLayer(told: readonly (readonly number[])[]) {
    let [runs, reads, releases] = [0, 0, 0];
    const output = { read: () => Promise.resolve((reads += 1)), release: () => (releases += 1) };
    const layer = {
      runOnDevice: (_: unknown, options?: { onTimings?: (timings: readonly object[]) => void }) => {
        options?.onTimings?.((told[runs] ?? []).map((nanoseconds) => ({ kernel: 'k', nanoseconds })));
        runs += 1;
        return Promise.resolve({ y: output as unknown as DeviceTensor });
      },
    } as unknown as LoadedLayer;
    return { layer, counts: () => ({ runs, reads, releases }) };
  }

  test('with a clock are those of its kernels, run by run', async () => {
    const { layer, counts } = deviceLayer([
      [1e6, 2e6],
      [3e6, 4e6],
    ]);
    const heard: (readonly number[])[] = [];
    const timed = timedOnDevice(layer, {}, { hasClock: true }, (times) => heard.push(times));
    expect([await timed(), await timed()]).toEqual([3, 7]);
    expect(heard).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(counts()).toEqual({ runs: 2, reads: 0, releases: 2 });
  });

  test('without one are those of several runs, the last of which is waited for', async () => {
    const { layer, counts } = deviceLayer([]);
    expect(await timedOnDevice(layer, {}, { hasClock: false })()).toBeGreaterThan(0);
    expect(counts()).toEqual({ runs: 10, reads: 1, releases: 10 });
  });
});
