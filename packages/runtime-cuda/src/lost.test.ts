import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { load, upload } from '@einlay/artifact';
import type { DeviceTensor } from '@einlay/artifact';
import { cuda } from './cuda.ts';
import { chain, doubling, quadrupled, x } from './testing/doubling.ts';
import { buildFake, RESULTS } from './testing/fake.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

// The driver's errors outlive a runtime: nothing else is tested with this one.
const fake = buildFake(temporaryFolder());
const runtimeOf = () => cuda({ driver: fake.path, nvrtc: fake.path, cache: false });

beforeEach(() => {
  fake.reset();
});

afterEach(() => {
  expect(fake.misuse()).toBe('');
});

describe('a device that is lost', () => {
  const lost = {
    code: 'runtime-lost',
    message: 'the device of CUDA was lost: CUDA_ERROR_ILLEGAL_ADDRESS, an illegal memory access was encountered',
    hint: 'CUDA refuses all further work of this process: start it anew',
  };

  test('says so in the run that lost it and in all that follow, and closes without complaint', async () => {
    const doomed = runtimeOf();
    const layer = await load(chain, { runtime: doomed });
    const bound = layer.bind({ x });
    const kept = (await layer.runOnDevice({ x }))['y'] as DeviceTensor;
    expect((await bound.run({}))['y']).toEqual(quadrupled);
    fake.fail('kernel', 1, RESULTS.illegalAddress);
    const running = [bound.run({}), layer.run({ x })];
    for (const outcome of await Promise.allSettled(running)) expect(outcome).toMatchObject({ reason: lost });
    await expect(layer.run({ x })).rejects.toMatchObject(lost);
    await expect(kept.read()).rejects.toMatchObject(lost);
    await expect(load(doubling(), { runtime: doomed })).rejects.toMatchObject(lost);
    await expect(upload(x, { runtime: doomed, dtype: 'f32' })).rejects.toMatchObject(lost);
    kept.release();
    await layer.close();
    // Another runtime of the process gets no further.
    await expect(load(doubling(), { runtime: runtimeOf() })).rejects.toMatchObject(lost);
  });
});
