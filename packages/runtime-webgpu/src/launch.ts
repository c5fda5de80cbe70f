/** One artifact on the device of a runtime: everything a run needs is gathered, submitted at once, and given back. */
import { EinlayError, payloadOf } from '@einlay/artifact';
import type {
  Artifact,
  Device,
  DeviceOutput,
  Extent,
  KernelBuffer,
  LaunchContext,
  TensorData,
  WebgpuPayload,
} from '@einlay/artifact';
import type { PooledBuffer } from './buffers.ts';
import { USAGE } from './constants.ts';
import { lostError } from './device.ts';
import type { DeviceSource, OpenDevice } from './device.ts';
import { hostInput, readBuffers, residentTensor, STORAGE } from './inputs.ts';
import type { WebgpuInput } from './inputs.ts';
import { planRun } from './plan.ts';
import type { RunPlan } from './plan.ts';
import { compileProgram } from './program.ts';
import type { BoundBuffers, CompiledKernel, Program } from './program.ts';
import { startTimer } from './timing.ts';
import type { Timer } from './timing.ts';

type Inputs = ReadonlyMap<string, WebgpuInput>;

/** Opens an artifact. It is a user of the device until it is closed. */
export async function openLayer(source: DeviceSource, artifact: Artifact): Promise<Device<WebgpuInput>> {
  const payload = payloadOf(artifact, 'webgpu');
  /** What has been compiled, for the device there is and for those that were lost. */
  const programs = new Map<OpenDevice, Promise<Program>>();
  const programOn = (open: OpenDevice): Promise<Program> => {
    const found = programs.get(open);
    if (found !== undefined) return found;
    const program = compileProgram(open, artifact.name, payload);
    programs.set(open, program);
    program.catch(() => programs.delete(open));
    return program;
  };

  const run = async <Made>(
    work: (run: Run) => Promise<Made>,
    inputs: Inputs,
    context: LaunchContext,
  ): Promise<Made> => {
    const open = await source.current();
    try {
      const program = await programOn(open);
      const made = await work(await gather(open, program, artifact, payload, inputs, context));
      if (open.lost !== undefined) throw lostError(open.lost);
      return made;
    } catch (cause) {
      throw (await reasonOfLoss(open, cause)) ?? cause;
    }
  };

  const opened = await source.acquire();
  try {
    await programOn(opened);
  } catch (cause) {
    const loss = await reasonOfLoss(opened, cause);
    await source.release();
    throw loss ?? cause;
  }

  return {
    upload: hostInput,
    launch: (inputs, outputs, context) => run((run) => runAndRead(run, outputs), inputs, context),
    launchResident: (inputs, outputs, context) =>
      run(
        async (run) => {
          await runAndKeep(run);
          return outputs.map(({ declaration: { name } }) => {
            const { dtype, buffer, elements } = run.outputs.get(name) as OutputBuffer;
            return residentTensor(source, run.open, dtype, elements, buffer);
          });
        },
        inputs,
        context,
      ),
    async close() {
      for (const [open, program] of programs) {
        const { constants } = (await program.catch(() => undefined)) ?? { constants: new Map<string, PooledBuffer>() };
        for (const buffer of constants.values()) open.buffers.give(buffer);
      }
      await source.release();
    },
  };
}

/** A device says that it is lost a little later than the calls that fail because of it. */
async function reasonOfLoss({ device, lost }: OpenDevice, cause: unknown): Promise<EinlayError | undefined> {
  if (cause instanceof EinlayError) return undefined;
  if (lost !== undefined) return lostError(lost);
  const waited = new Promise<undefined>((resolve) => {
    setTimeout(() => {
      resolve(undefined);
    }, 100);
  });
  const info = await Promise.race([device.lost, waited]);
  return info === undefined ? undefined : lostError(info.message === '' ? info.reason : info.message);
}

interface OutputBuffer {
  readonly dtype: KernelBuffer['dtype'];
  readonly elements: number;
  readonly buffer: PooledBuffer;
}

/** All a run needs, ready to be submitted. */
interface Run {
  readonly open: OpenDevice;
  readonly program: Program;
  readonly plan: RunPlan;
  readonly context: LaunchContext;
  /** By name; those of `outputs` too. */
  readonly buffers: ReadonlyMap<string, PooledBuffer>;
  readonly uniform: PooledBuffer;
  /** For each kernel, what its bind group is found by. */
  readonly keys: readonly string[];
  readonly timer: Timer | undefined;
  /** By output. They belong to the run. */
  readonly outputs: ReadonlyMap<string, OutputBuffer>;
  /** Gives back what is of no use once the run is submitted. */
  readonly giveScratch: () => void;
  readonly giveOutputs: () => void;
}

async function gather(
  open: OpenDevice,
  program: Program,
  artifact: Artifact,
  payload: WebgpuPayload,
  inputs: Inputs,
  context: LaunchContext,
): Promise<Run> {
  const plan = planRun(payload, context.symbols, open.device.limits);
  const shapes = new Map(artifact.parameters.map(({ name, shape }) => [name, shape.map(numberOf)]));
  const scratch: PooledBuffer[] = [];
  const outputs = new Map<string, OutputBuffer>();
  const take = async (bytes: number, usage: number, what: string): Promise<PooledBuffer> => {
    const buffer = await open.buffers.take(bytes, usage, what);
    scratch.push(buffer);
    return buffer;
  };
  const place = async (buffer: KernelBuffer): Promise<PooledBuffer> => {
    const { name, dtype, content } = buffer;
    const { bytes, elements } = plan.sizes.get(name) ?? { bytes: 0, elements: 0 };
    switch (content.kind) {
      case 'parameter': {
        const { parameter } = content;
        return (inputs.get(parameter) as WebgpuInput).on(open, buffer, shapes.get(parameter) ?? []);
      }
      case 'constant':
        return program.constants.get(name) as PooledBuffer;
      case 'scratch':
        return take(bytes, STORAGE, `\`${name}\``);
      case 'output': {
        const made = await open.buffers.take(bytes, STORAGE, `\`${content.output}\``);
        outputs.set(content.output, { dtype, elements, buffer: made });
        return made;
      }
    }
  };
  const giveScratch = (): void => {
    for (const buffer of scratch) open.buffers.give(buffer);
  };
  const giveOutputs = (): void => {
    for (const { buffer } of outputs.values()) open.buffers.give(buffer);
  };

  const placing = payload.buffers.map(async (buffer) => [buffer.name, await place(buffer)] as const);
  const uniform = take(plan.symbols.byteLength, USAGE.uniform | USAGE.copyDestination, 'extents');
  const settled = await Promise.allSettled([uniform, ...placing]);
  try {
    const failed = settled.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const names = payload.kernels.map(({ name }) => name);
    const buffers = new Map(await Promise.all(placing));
    const extents = await uniform;
    return {
      open,
      program,
      plan,
      context,
      buffers,
      uniform: extents,
      keys: payload.kernels.map(({ bindings }) => {
        const bound = bindings.map(({ buffer }) => `${buffers.get(buffer)?.id}:${plan.sizes.get(buffer)?.bytes}`);
        return [extents.id, ...bound].join();
      }),
      timer: context.onTimings && (await startTimer(open, artifact.name, names)),
      outputs,
      giveScratch,
      giveOutputs,
    };
  } catch (error) {
    giveScratch();
    giveOutputs();
    throw error;
  }
}

const numberOf = (extent: Extent): number => (typeof extent === 'number' ? extent : 0);

async function runAndRead(run: Run, outputs: readonly DeviceOutput[]): Promise<readonly TensorData[]> {
  const { open } = run;
  const readings = outputs.map(({ declaration: { name }, data }) => {
    const { buffer, dtype, elements } = run.outputs.get(name) as OutputBuffer;
    return { buffer, dtype, length: elements, data };
  });
  let bound: readonly BoundBuffers[] = [];
  let verdict: Promise<GPUError | null> | undefined;
  const give = (): void => {
    run.giveScratch();
    run.giveOutputs();
  };
  try {
    const results = await readBuffers(
      open,
      readings,
      (encoder) => {
        open.device.pushErrorScope('validation');
        bound = encodeRun(run, encoder);
      },
      () => {
        verdict = endScope(open);
        give();
      },
    );
    await prove(bound, verdict);
    await reportTimings(run);
    return results;
  } catch (error) {
    if (verdict === undefined) give();
    throw error;
  }
}

/** Leaves the outputs where they are. */
async function runAndKeep(run: Run): Promise<void> {
  const { device } = run.open;
  // A launch like one that was fine before is fine: no need to ask the device, and to wait until it says so.
  const isProven = run.program.kernels.every(({ bindGroups }, at) => bindGroups.get(run.keys[at] ?? '')?.isProven);
  if (!isProven) device.pushErrorScope('validation');
  const encoder = device.createCommandEncoder();
  const bound = encodeRun(run, encoder);
  device.queue.submit([encoder.finish()]);
  const verdict = isProven ? undefined : endScope(run.open);
  run.giveScratch();
  try {
    if (verdict !== undefined) await prove(bound, verdict);
    await reportTimings(run);
  } catch (error) {
    run.giveOutputs();
    throw error;
  }
}

/** What was wrong since the scope began. Whoever does not wait for it does not hear that the device was lost, either. */
function endScope({ device }: OpenDevice): Promise<GPUError | null> {
  const verdict = device.popErrorScope();
  verdict.catch(() => undefined);
  return verdict;
}

async function prove(bound: readonly BoundBuffers[], verdict: Promise<GPUError | null> | undefined): Promise<void> {
  const error = await verdict;
  if (error) throw new Error(error.message);
  for (const buffers of bound) buffers.isProven = true;
}

async function reportTimings({ context, timer }: Run): Promise<void> {
  if (timer !== undefined) context.onTimings?.(await timer.read());
}

/** Encodes all kernels; what each was bound to. */
function encodeRun(run: Run, encoder: GPUCommandEncoder): readonly BoundBuffers[] {
  const { open, plan, program, timer } = run;
  open.device.queue.writeBuffer(run.uniform.gpu, 0, plan.symbols);
  const all: BoundBuffers[] = [];
  // One pass for all, except that times are those of passes.
  let pass = timer === undefined ? encoder.beginComputePass() : undefined;
  program.kernels.forEach((compiled, at) => {
    const [x = 0, y = 0] = plan.workgroups[at] ?? [];
    if (timer !== undefined) pass = encoder.beginComputePass({ timestampWrites: timer.writes(at) });
    if (pass !== undefined && x > 0) {
      const bound = bindBuffers(run, compiled, run.keys[at] ?? '');
      all.push(bound);
      pass.setPipeline(compiled.pipeline);
      pass.setBindGroup(0, bound.bindGroup);
      pass.dispatchWorkgroups(x, y);
    }
    if (timer !== undefined) pass?.end();
  });
  if (timer === undefined) pass?.end();
  timer?.resolve(encoder);
  return all;
}

/** Far more than runs under way at the same time need. */
const MOST_BIND_GROUPS = 64;

function bindBuffers(
  { open, buffers, plan, uniform }: Run,
  { kernel, layout, bindGroups }: CompiledKernel,
  key: string,
): BoundBuffers {
  const found = bindGroups.get(key);
  if (found !== undefined) return found;
  const bindGroup = open.device.createBindGroup({
    layout,
    entries: [
      { binding: 0, resource: { buffer: uniform.gpu, size: plan.symbols.byteLength } },
      ...kernel.bindings.map(({ buffer }, at) => {
        const { gpu } = buffers.get(buffer) as PooledBuffer;
        return { binding: at + 1, resource: { buffer: gpu, size: plan.sizes.get(buffer)?.bytes ?? 0 } };
      }),
    ],
  });
  const made = { bindGroup, isProven: false };
  bindGroups.set(key, made);
  const [oldest] = bindGroups.size > MOST_BIND_GROUPS ? bindGroups.keys() : [];
  if (oldest !== undefined) bindGroups.delete(oldest);
  return made;
}
