/** One artifact on the device of a runtime: everything a run needs is gathered, submitted at once, and given back. */
import { EinlayError, payloadOf } from '@einlay/artifact';
import type { Artifact, Device, DeviceOutput, LaunchContext, TensorData, WebgpuPayload } from '@einlay/artifact';
import { hostInput, placeBuffers, residentTensor } from '@einlay/artifact/kernels';
import type { DeviceSource, FilledBuffer, PlacedBuffers } from '@einlay/artifact/kernels';
import type { PooledBuffer } from './buffers.ts';
import { USAGE } from './constants.ts';
import { lostError } from './device.ts';
import type { OpenDevice } from './device.ts';
import { memory, readBuffers, STORAGE } from './inputs.ts';
import type { WebgpuInput } from './inputs.ts';
import { planRun } from './plan.ts';
import type { RunPlan } from './plan.ts';
import { compileProgram } from './program.ts';
import type { BoundBuffers, CompiledKernel, Program } from './program.ts';
import { startTimer } from './timing.ts';
import type { Timer } from './timing.ts';

type Inputs = ReadonlyMap<string, WebgpuInput>;

/** Opens an artifact. It is a user of the device until it is closed. */
export async function openLayer(source: DeviceSource<OpenDevice>, artifact: Artifact): Promise<Device<WebgpuInput>> {
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
    upload: (input) => hostInput(memory, input),
    launch: (inputs, outputs, context) => run((run) => runAndRead(run, outputs), inputs, context),
    launchResident: (inputs, outputs, context) =>
      run(
        async (run) => {
          await runAndKeep(run);
          return outputs.map(({ declaration: { name } }) => {
            return residentTensor(memory, source, run.open, run.outputs.get(name) as OutputBuffer);
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

/** All a run needs, ready to be submitted. */
interface Run extends PlacedBuffers<PooledBuffer> {
  readonly open: OpenDevice;
  readonly program: Program;
  readonly plan: RunPlan;
  readonly context: LaunchContext;
  readonly uniform: PooledBuffer;
  /** For each kernel, what its bind group is found by. */
  readonly keys: readonly string[];
  readonly timer: Timer | undefined;
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
  const give = (buffer: PooledBuffer): void => {
    open.buffers.give(buffer);
  };
  const placed = await placeBuffers(artifact, payload.buffers, plan, {
    open,
    inputs,
    constants: program.constants,
    take: (bytes, what) => open.buffers.take(bytes, STORAGE, what),
    give,
  });
  const { buffers, giveOutputs } = placed;
  let uniform: PooledBuffer | undefined;
  const giveScratch = (): void => {
    placed.giveScratch();
    if (uniform !== undefined) give(uniform);
  };
  try {
    const extents = await open.buffers.take(plan.uniforms.byteLength, USAGE.uniform | USAGE.copyDestination, 'extents');
    uniform = extents;
    const names = payload.kernels.map(({ name }) => name);
    return {
      ...placed,
      open,
      program,
      plan,
      context,
      uniform: extents,
      keys: payload.kernels.map(({ bindings }) => {
        const bound = bindings.map(({ buffer }) => `${buffers.get(buffer)?.id}:${plan.sizes.get(buffer)?.bytes}`);
        return [extents.id, ...bound].join();
      }),
      timer: context.onTimings && (await startTimer(open, artifact.name, names)),
      giveScratch,
    };
  } catch (error) {
    giveScratch();
    giveOutputs();
    throw error;
  }
}

type OutputBuffer = FilledBuffer<PooledBuffer>;

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
  open.device.queue.writeBuffer(run.uniform.gpu, 0, plan.uniforms);
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
      { binding: 0, resource: { buffer: uniform.gpu, size: plan.uniforms.byteLength } },
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
