import { expect, test } from '@jest/globals';
import { BufferPool } from './buffers.ts';

/** Enough of a device for a pool: it runs out of memory where it is told to. */
function paperDevice(memory: number): { device: GPUDevice; held: () => number } {
  let held = 0;
  let failed = false;
  const device = {
    limits: { maxBufferSize: 2 ** 30 },
    pushErrorScope: () => (failed = false),
    popErrorScope: () => Promise.resolve(failed ? { message: 'out of memory' } : null),
    createBuffer: ({ size, usage }: GPUBufferDescriptor) => {
      failed = held + size > memory;
      if (!failed) held += size;
      return { size, usage, destroy: () => (held -= size) };
    },
  };
  return { device: device as unknown as GPUDevice, held: () => held };
}

test('what was given back is used again, by whoever wants the same', async () => {
  const { device, held } = paperDevice(Infinity);
  const pool = new BufferPool(device);
  const first = await pool.take(1000, 1, 'a');
  pool.give(first);
  expect(await pool.take(1001, 1, 'b')).toBe(first);
  const other = await pool.take(1001, 1, 'b');
  expect(other.id).not.toBe(first.id);
  pool.give(other);
  expect(await pool.take(1000, 2, 'c')).not.toBe(other);
  pool.destroy();
  expect(held()).toBe(2048);
});

test('what lies around is destroyed when there is no more room', async () => {
  const { device } = paperDevice(1024);
  const pool = new BufferPool(device);
  pool.give(await pool.take(1024, 1, 'a'));
  await expect(pool.take(512, 1, 'b')).resolves.toMatchObject({ gpu: { size: 512 } });
  await expect(pool.take(1024, 1, '`c`')).rejects.toMatchObject({
    code: 'runtime-memory',
    message: 'the device is out of memory: there was no room for `c` of 1024 bytes',
  });
});

test('large buffers stay for the next run, and go when nobody wants them any more', async () => {
  const { device, held } = paperDevice(Infinity);
  const pool = new BufferPool(device);
  const large = 2 ** 30;
  for (let run = 0; run < 3; run += 1) pool.give(await pool.take(large, 1, 'a'));
  expect(held()).toBe(large);
  for (let run = 0; run < 100; run += 1) pool.give(await pool.take(16, 1, 'b'));
  expect(held()).toBe(16);
});

test('more than any buffer may have is refused', async () => {
  const pool = new BufferPool(paperDevice(Infinity).device);
  await expect(pool.take(2 ** 30 + 1, 1, '`c`')).rejects.toMatchObject({ code: 'runtime-limit' });
  await expect(pool.take(2 ** 30 - 1, 1, '`c`')).resolves.toMatchObject({ gpu: { size: 2 ** 30 } });
});
