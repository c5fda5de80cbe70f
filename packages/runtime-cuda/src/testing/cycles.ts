/** A process that loads, runs and frees over and over, and tells what it holds; started by a test. */
import { load } from '@einlay/artifact';
import { cuda } from '../cuda.ts';
import { cycle } from './cycle.ts';
import { doubling } from './doubling.ts';
import { openFake } from './fake.ts';

const [library = '', cache = '', rounds = '0'] = process.argv.slice(2);
const fake = openFake(library);
const runtime = cuda({ driver: library, nvrtc: library, cache });
const collect = (globalThis as { readonly gc?: () => void }).gc;

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
  await cycle(runtime);
  if (round === Number(rounds) / 2 || round === Number(rounds) - 1) samples.push(held());
}
await keeper.close();
for (let round = 0; round < Number(rounds) / 10; round += 1) {
  await cycle(runtime);
  if (round === Number(rounds) / 20 || round === Number(rounds) / 10 - 1) samples.push(held());
}
console.log(JSON.stringify({ samples, misuse: fake.misuse(), memory: runtime.memory() }));
