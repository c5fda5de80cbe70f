/**
 * Loads, runs and frees thousands of times on the device of this machine, and looks at what is left behind:
 *
 *     node --expose-gc --import tsx --conditions=@einlay/source packages/runtime-cuda/src/testing/cycles-on-device.ts
 *
 * Parameters: how often (5000: two layers each time, so 10 000 of them); and for a driver that is not the system's its
 * path, which then is NVRTC, too, and a folder for what is compiled. Says what grew, in bytes, from a tenth of the way on;
 * the exit code is 1 when that is more than noise.
 */
import { load } from '@einlay/artifact';
import koffi from 'koffi';
import { cuda } from '../cuda.ts';
import { cycle } from './cycle.ts';
import { doubling } from './doubling.ts';
import { freeDeviceMemory } from './free-device-memory.ts';

/** Of bytes: what a collector leaves lying around, pages that a process keeps, and the grain of memory of a device. */
const NOISE = { heap: 4_000_000, resident: 32_000_000, device: 4_000_000 };

const [count = '5000', library, cache = false] = process.argv.slice(2);
const rounds = Number(count);
const runtime = cuda(library === undefined ? {} : { driver: library, nvrtc: library, cache });
const freeBytes = freeDeviceMemory(koffi.load(library ?? 'libcuda.so.1'));

function sample(): Record<keyof typeof NOISE, number> {
  (globalThis as { readonly gc?: () => void }).gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss, device: -freeBytes() };
}

// Half of them while another layer keeps the device open, half of them with a device of their own.
const keeper = await load(doubling(), { runtime });
let before = sample();
for (let round = 1; round <= rounds; round += 1) {
  if (round === Math.ceil(rounds / 2)) await keeper.close();
  await cycle(runtime);
  if (round === Math.ceil(rounds / 10)) before = sample();
}
const after = sample();
const grown = (Object.keys(NOISE) as (keyof typeof NOISE)[]).map((what) => [what, after[what] - before[what]] as const);
const held = Object.entries(runtime.memory()).filter(([, amount]) => amount !== 0);
console.log(JSON.stringify({ cycles: 2 * rounds, grown: Object.fromEntries(grown), held: Object.fromEntries(held) }));
process.exitCode = grown.some(([what, bytes]) => bytes > NOISE[what]) || held.length > 0 ? 1 : 0;
