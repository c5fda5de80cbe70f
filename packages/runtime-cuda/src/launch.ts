/** One artifact on the device of a runtime: everything a run needs is gathered, submitted at once, and given back. */
import { payloadOf } from '@einlay/artifact';
import type { Artifact, CudaPayload, Device, KernelTiming, LaunchContext } from '@einlay/artifact';
import { hostInput, placeBuffers, planKernels, residentTensor } from '@einlay/artifact/kernels';
import type { DeviceSource, FilledBuffer, KernelPlan, PlacedBuffers } from '@einlay/artifact/kernels';
import type { PooledBuffer } from './buffers.ts';
import type { CudaDevice } from './device.ts';
import type { Driver, Launch } from './driver.ts';
import { memory } from './memory.ts';
import type { CudaInput } from './memory.ts';
import { loadProgram } from './program.ts';
import type { Program } from './program.ts';
import { launchTimed } from './timing.ts';

type Inputs = ReadonlyMap<string, CudaInput>;

/** Opens an artifact. It is a user of the device until it is closed. */
export async function openLayer(source: DeviceSource<CudaDevice>, artifact: Artifact): Promise<Device<CudaInput>> {
  const payload = payloadOf(artifact, 'cuda');
  const device = await source.acquire();
  let program: Program;
  try {
    program = await loadProgram(device, artifact.name, payload);
  } catch (error) {
    await source.release();
    throw error;
  }

  /** Submits a run. Its outputs are those of `keep`, unless that fails. */
  const run = async <Made>(
    inputs: Inputs,
    context: LaunchContext,
    keep: (placed: PlacedBuffers<PooledBuffer>) => Promise<Made>,
  ): Promise<Made> => {
    const plan = planKernels(payload, context.symbols);
    const placed = await placeBuffers(artifact, payload.buffers, plan, {
      open: device,
      inputs,
      constants: program.constants,
      take: (bytes, what) => Promise.resolve(device.buffers.take(bytes, what)),
      give: (buffer) => {
        device.buffers.give(buffer);
      },
    });
    try {
      let tellTimes;
      try {
        tellTimes = submit(device, program, payload, plan, placed.buffers, context);
      } finally {
        placed.giveScratch();
      }
      if (tellTimes !== undefined) context.onTimings?.(await tellTimes());
      return await keep(placed);
    } catch (error) {
      placed.giveOutputs();
      throw error;
    }
  };
  const outputOf = ({ outputs }: PlacedBuffers<PooledBuffer>, name: string): FilledBuffer<PooledBuffer> =>
    outputs.get(name) as FilledBuffer<PooledBuffer>;

  return {
    upload: (input) => hostInput(memory, input),
    launch: (inputs, outputs, context) =>
      run(inputs, context, async (placed) => {
        const readings = outputs.map(({ declaration: { name }, data }) => ({ ...outputOf(placed, name), data }));
        const results = await device.staging.read(readings);
        placed.giveOutputs();
        return results;
      }),
    launchResident: (inputs, outputs, context) =>
      run(inputs, context, (placed) =>
        Promise.resolve(
          outputs.map(({ declaration: { name } }) => residentTensor(memory, source, device, outputOf(placed, name))),
        ),
      ),
    async close() {
      program.close();
      await device.settle();
      await source.release();
    },
  };
}

/** Launches all kernels, none of which is done yet. When times are wanted, gives a function that tells them. */
function submit(
  device: CudaDevice,
  { kernels, graphs }: Program,
  payload: CudaPayload,
  plan: KernelPlan,
  buffers: ReadonlyMap<string, PooledBuffer>,
  { onTimings }: LaunchContext,
): (() => Promise<readonly KernelTiming[]>) | undefined {
  const launches = kernels.map(({ kernel, function: found }, at): Launch => {
    const { bindings, threads, sharedBytes } = kernel;
    return {
      function: found,
      blocks: plan.groups[at] ?? 0,
      threads,
      sharedBytes,
      pointers: bindings.map(({ buffer }) => buffers.get(buffer)?.address ?? 0),
      integers: plan.symbols,
    };
  });
  const { stream } = device;
  const isLaunched = ({ blocks }: Launch): boolean => blocks > 0;
  const launchAll = (driver: Driver): void => {
    for (const launch of launches.filter(isLaunched)) driver.launch(launch, stream);
  };
  if (onTimings !== undefined) {
    return launchTimed(
      device,
      launches.map((launch, at) => ({
        name: kernels[at]?.kernel.name ?? '',
        launch: isLaunched(launch)
          ? (driver) => {
              driver.launch(launch, stream);
            }
          : undefined,
      })),
    );
  }
  // One launch is as quick as one graph.
  const graph =
    launches.filter(isLaunched).length < 2 ? undefined : graphs.find(keyOf(payload, plan, buffers), launchAll);
  device.use((driver) => {
    if (graph === undefined) launchAll(driver);
    else driver.launchGraph(graph, stream);
  });
  return undefined;
}

/** All that launches of one program depend on. */
const keyOf = (
  { buffers: declared }: CudaPayload,
  { symbols, groups }: KernelPlan,
  buffers: ReadonlyMap<string, PooledBuffer>,
): string => [symbols, groups, declared.map(({ name }) => buffers.get(name)?.id)].map((part) => part.join()).join(';');
