/** A process that loads, runs and frees over and over, and tells what it holds; started by a test. */
import { load, upload } from '@einlay/artifact';
import { cuda } from '../cuda.ts';
import { chain, doubling, x } from './doubling.ts';
import { openFake } from './fake.ts';

const [library = '', cache = '', rounds = '0'] = process.argv.slice(2);
const fake = openFake(library);
const runtime = cuda({ driver: library, nvrtc: library, cache });
const collect = (globalThis as { readonly gc?: () => void }).gc;

async function cycle(): Promise<void> {
  for (const artifact of [doubling(), chain]) {
    const layer = await load(artifact, { runtime });
    const resident = await upload(x, { runtime, dtype: 'f32' });
    const bound = layer.bind({ x: resident });
    resident.release();
    const { y } = await bound.runOnDevice({});
    const { y: again } = await layer.run(y === undefined ? {} : { x: y });
    if (again?.data.length !== 3) throw new Error('no result');
    y?.release();
    await bound.run({}, { onTimings: () => undefined });
    await bound.close();
    await layer.close();
  }
}

const HELD = ['allocations', 'bytes', 'pinned', 'events', 'modules', 'graphs', 'executables', 'programs'];

function held(): readonly number[] {
  collect?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return [...HELD.map((name) => fake.count(name)), heapUsed + external, rss];
}

// Half of them while another layer keeps the device open, half of them with a device of their own.
const keeper = await load(doubling(), { runtime });
const samples: (readonly number[])[] = [];
for (let round = 0; round < Number(rounds); round += 1) {
  await cycle();
  if (round === Number(rounds) / 2 || round === Number(rounds) - 1) samples.push(held());
}
await keeper.close();
for (let round = 0; round < Number(rounds) / 10; round += 1) {
  await cycle();
  if (round === Number(rounds) / 20 || round === Number(rounds) / 10 - 1) samples.push(held());
}
console.log(JSON.stringify({ samples, misuse: fake.misuse(), memory: runtime.memory() }));
