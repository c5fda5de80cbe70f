/**
 * How long the device worked on each kernel of a run.
 *
 * The kernels are launched as one graph with events between them, so that the time in which this side launches the next
 * does not count.
 */
import type { KernelTiming } from '@einlay/artifact';
import type { CudaDevice } from './device.ts';
import type { Driver } from './driver.ts';

/** A kernel of a run; `launch` submits it, unless it has no blocks. */
export interface TimedKernel {
  readonly name: string;
  readonly launch: ((driver: Driver) => void) | undefined;
}

/** Launches the kernels. Gives a function that waits for them and tells their times; it is to be called once. */
export function launchTimed(
  device: CudaDevice,
  kernels: readonly TimedKernel[],
): () => Promise<readonly KernelTiming[]> {
  const { stream } = device;
  const timers = kernels.map(({ name, launch }) => ({
    name,
    launch,
    events: launch && ([device.takeEvent('timed'), device.takeEvent('timed')] as const),
  }));
  const giveEvents = (): void => {
    for (const event of timers.flatMap(({ events }) => events ?? [])) device.giveEvent('timed', event);
  };
  try {
    const graph = device.capture((driver) => {
      for (const { launch, events } of timers) {
        if (launch === undefined || events === undefined) continue;
        driver.recordInGraph(events[0], stream);
        launch(driver);
        driver.recordInGraph(events[1], stream);
      }
    });
    device.retireGraph(graph);
    device.use((driver) => {
      driver.launchGraph(graph, stream);
    });
  } catch (error) {
    giveEvents();
    throw error;
  }
  return async () => {
    try {
      await device.idle();
      return timers.map(({ name: kernel, events }) => {
        if (events === undefined) return { kernel, nanoseconds: 0 };
        const milliseconds = device.use((driver) => driver.milliseconds(...events));
        return { kernel, nanoseconds: Math.round(milliseconds * 1e6) };
      });
    } finally {
      giveEvents();
    }
  };
}
