/** Times runs of a layer. */
import { upload } from '@einlay/artifact';
import type { DeviceTensor, DeviceTensors, LoadedLayer, Runtime, Tensor } from '@einlay/artifact';
import type { Result } from '@einlay/compiler/diagnostic';
import { attempt } from './run-artifact.ts';

/** A device that is open. */
export interface DeviceAtHand {
  readonly runtime: Runtime;
  /** Whether it times kernels itself. */
  readonly hasClock: boolean;
}

/** Milliseconds of one run. */
export type Timed = () => Promise<number>;

/** Runs that take the caller's tensors and give arrays, as programs on a processor do. */
export const timedInMemory =
  (layer: LoadedLayer, tensors: Readonly<Record<string, Tensor>>): Timed =>
  async () => {
    const start = performance.now();
    await layer.run(tensors);
    return performance.now() - start;
  };

/** Without a clock on the device: so many runs after each other that handing them over hides behind them. */
const RUNS_AT_ONCE = 10;

/** Hears how many milliseconds each kernel took. */
export type KernelListener = (times: readonly number[]) => void;

/**
 * Runs on tensors that are on a device and results that stay there. A device with a clock tells how long its kernels
 * took; for others it is the time until the last of several runs is done, copying its result included.
 */
export const timedOnDevice =
  (
    layer: LoadedLayer,
    tensors: DeviceTensors,
    { hasClock }: Pick<DeviceAtHand, 'hasClock'>,
    hear: KernelListener = () => undefined,
  ): Timed =>
  async () => {
    if (hasClock) {
      let times: readonly number[] = [];
      release(
        await layer.runOnDevice(tensors, {
          onTimings: (timings) => {
            times = timings.map(({ nanoseconds }) => nanoseconds / 1e6);
          },
        }),
      );
      hear(times);
      return times.reduce((all, each) => all + each, 0);
    }
    const start = performance.now();
    for (let run = 1; run < RUNS_AT_ONCE; run += 1) release(await layer.runOnDevice(tensors));
    const last = await layer.runOnDevice(tensors);
    for (const output of Object.values(last)) await output.read();
    release(last);
    return (performance.now() - start) / RUNS_AT_ONCE;
  };

/** Copies the tensors of a layer to a device. Errors: those of `upload`. */
export async function uploadAll(
  { artifact }: Pick<LoadedLayer, 'artifact'>,
  tensors: Readonly<Record<string, Tensor>>,
  { runtime }: Pick<DeviceAtHand, 'runtime'>,
): Promise<Result<DeviceTensors>> {
  const there: Record<string, DeviceTensor> = {};
  const uploaded = await attempt(async () => {
    for (const { name, dtype } of artifact.parameters)
      there[name] = await upload(tensors[name] as Tensor, { runtime, dtype });
    return there;
  });
  if (!uploaded.ok) release(there);
  return uploaded;
}

export function release(tensors: DeviceTensors): void {
  for (const tensor of Object.values(tensors)) tensor.release();
}

export const median = (times: readonly number[]): number =>
  [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;
