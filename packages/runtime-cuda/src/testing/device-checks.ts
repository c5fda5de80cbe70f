/**
 * What is checked of the runtime on a device, whether it is there or not: what all runtimes must do, and what this one
 * does in a way of its own. Every source here compiles for a device and for the processor.
 */
import { load } from '@einlay/artifact';
import type { KernelTiming } from '@einlay/artifact';
import { conformanceChecks } from '@einlay/artifact/testing';
import type { ConformanceCheck } from '@einlay/artifact/testing';
import type { CudaRuntime } from '../cuda.ts';
import { chain, doubling } from './doubling.ts';
import { cudaPayload } from './payloads.ts';

export function deviceChecks(runtime: CudaRuntime): readonly ConformanceCheck[] {
  return [
    ...conformanceChecks({ runtime, dtypes: ['f32', 'f16', 'bf16', 'i32'], payloadOf: cudaPayload }),
    { name: 'runs that come again give the same, as graphs too', run: () => checkGraphs(runtime) },
    { name: 'times are those of the kernels', run: () => checkTimes(runtime) },
    { name: 'tensors of many pieces arrive whole', run: () => checkPieces(runtime) },
    { name: 'shared memory of 200 KiB is given', run: () => checkShared(runtime) },
    { name: 'all that was held is given back', run: () => checkNothingHeld(runtime) },
  ];
}

function ramp(length: number): Float32Array {
  const made = new Float32Array(length);
  for (let at = 0; at < length; at += 1) made[at] = (at % 1000) - 500;
  return made;
}

function compare(found: ArrayLike<number> | undefined, expected: Float32Array): void {
  const wrong = expected.findIndex((value, at) => value !== found?.[at]);
  if (found?.length !== expected.length || wrong >= 0)
    throw new Error(`of ${expected.length} elements, ${wrong} is ${found?.[wrong]} and not ${expected[wrong]}`);
}

async function checkGraphs(runtime: CudaRuntime): Promise<void> {
  const layer = await load(chain, { runtime });
  for (const length of [3, 70_000, 3, 1]) {
    const data = ramp(length);
    const bound = layer.bind({ x: { shape: [length], data } });
    for (let run = 0; run < 5; run += 1)
      compare(
        (await bound.run({}))['y']?.data,
        data.map((value) => value * 4),
      );
    await bound.close();
  }
  // Another tensor in another buffer is another run, though all extents are the same.
  const [one, other] = [
    layer.bind({ x: { shape: [3], data: ramp(3) } }),
    layer.bind({ x: { shape: [3], data: ramp(9).slice(6) } }),
  ];
  for (let run = 0; run < 5; run += 1) {
    compare((await one.run({}))['y']?.data, Float32Array.of(-2000, -1996, -1992));
    compare((await other.run({}))['y']?.data, Float32Array.of(-1976, -1972, -1968));
  }
  if (runtime.memory().graphs === 0) throw new Error('no run became a graph');
  await layer.close();
}

/** Many elements take longer than few, and no kernel takes no time. */
async function checkTimes(runtime: CudaRuntime): Promise<void> {
  const layer = await load(chain, { runtime });
  const timeOf = async (length: number): Promise<number> => {
    const bound = layer.bind({ x: { shape: [length], data: ramp(length) } });
    const totals: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      let told: readonly KernelTiming[] = [];
      await bound.run({}, { onTimings: (timings) => (told = timings) });
      if (told.map(({ kernel }) => kernel).join() !== 'between,y') throw new Error(`times of ${JSON.stringify(told)}`);
      totals.push(told.reduce((all, { nanoseconds }) => all + nanoseconds, 0));
    }
    await bound.close();
    return Math.min(...totals);
  };
  const [few, many] = [await timeOf(2 ** 12), await timeOf(2 ** 24)];
  await layer.close();
  if (!(few > 0 && many > 2 * few && many < 1e10)) throw new Error(`${few} ns for few elements, ${many} ns for many`);
}

async function checkPieces(runtime: CudaRuntime): Promise<void> {
  const layer = await load(doubling(), { runtime });
  const inputs = [12_000_001, 2 ** 21, 2 ** 21 + 1, 3].map(ramp);
  const results = await Promise.all(inputs.map((data) => layer.run({ x: { shape: [data.length], data } })));
  for (const [at, data] of inputs.entries())
    compare(
      results[at]?.['y']?.data,
      data.map((value) => value * 2),
    );
  await layer.close();
}

async function checkShared(runtime: CudaRuntime): Promise<void> {
  const layer = await load(doubling({}, { sharedBytes: 200 * 1024 }), { runtime });
  compare(
    (await layer.run({ x: { shape: [3], data: ramp(3) } }))['y']?.data,
    ramp(3).map((value) => value * 2),
  );
  await layer.close();
}

function checkNothingHeld(runtime: CudaRuntime): Promise<void> {
  const held = Object.entries(runtime.memory()).filter(([, amount]) => amount !== 0);
  return held.length === 0 ? Promise.resolve() : Promise.reject(new Error(`held: ${JSON.stringify(held)}`));
}
