/** Kernels that hold their factors in registers, on a real adapter with the subgroups it has. */
import { expect, test } from '@jest/globals';
import { webgpu } from '@einlay/runtime-webgpu';
import { runHeld } from './run-held.ts';

const runtime = webgpu();

test.each([0, 1, 3, 8, 13, 100])('btt of %d tokens', async (tokens) => {
  expect(await runHeld(runtime, tokens)).toBeUndefined();
});
