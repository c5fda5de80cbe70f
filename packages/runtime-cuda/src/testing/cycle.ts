/** Loads, runs and frees layers and tensors, in every way there is. */
import { load, upload } from '@einlay/artifact';
import type { CudaRuntime } from '../cuda.ts';
import { chain, doubling, x } from './doubling.ts';

export async function cycle(runtime: CudaRuntime): Promise<void> {
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
