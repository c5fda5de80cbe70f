/**
 * Runs the checks of `device-checks.ts` on the device of this machine, and tells what it is:
 *
 *     node --import tsx --conditions=@einlay/source packages/runtime-cuda/src/testing/on-device.ts
 */
import { cuda } from '../cuda.ts';
import { deviceChecks } from './device-checks.ts';

const runtime = cuda();
console.log(await runtime.facts());
let failed = 0;
const checks = deviceChecks(runtime);
for (const { name, run } of checks) {
  const problem = await run().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  console.log(problem === undefined ? `✓ ${name}` : `✗ ${name}: ${problem}`);
  if (problem !== undefined) failed += 1;
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
