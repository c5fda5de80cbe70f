/** A process that stores the same large entries over and over; started, and sometimes killed, by a test. */
import { CubinCache } from '../cubin-cache.ts';

const cache = new CubinCache(process.argv[2] ?? '');
console.log('begun');
for (let round = 0; round < 5; round += 1)
  for (let entry = 0; entry < 4; entry += 1) {
    const key = `${entry}`.repeat(64);
    await cache.store(key, new Uint8Array(4_000_000).fill(entry));
    // Whole or, had another process found it damaged, gone; never something else.
    const found = await cache.read(key);
    if (found !== undefined && (found.length !== 4_000_000 || found[3_999_999] !== entry))
      throw new Error(`wrong ${key}`);
  }
console.log('done');
