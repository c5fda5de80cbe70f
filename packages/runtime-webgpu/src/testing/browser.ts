/** What is checked in a browser: that the runtime does there what all runtimes do. */
import { conformanceChecks } from '@einlay/artifact/testing';
import { webgpu } from '../webgpu.ts';
import { webgpuPayload } from './payloads.ts';

/** Runs one check after the other; what went wrong, by check. Software adapters of browsers know no f16. */
export async function runChecks(): Promise<readonly { readonly name: string; readonly failures: readonly string[] }[]> {
  const results: { readonly name: string; readonly failures: readonly string[] }[] = [];
  for (const { name, run } of conformanceChecks({
    runtime: webgpu(),
    dtypes: ['f32', 'i32'],
    payloadOf: webgpuPayload,
  })) {
    const failures = await run().then(
      () => [],
      (error: unknown) => [String(error)],
    );
    results.push({ name, failures });
  }
  return results;
}
