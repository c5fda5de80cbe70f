/**
 * Builds and runs the examples as whoever copies them would, with what the build made of the packages, and shows what the
 * build plugin promises with real bundlers: one clear error, watching, the same bytes, only the layers that are imported.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { report, type Check } from '../report.ts';
import { bundleChecks } from './bundle-checks.ts';
import { devServerChecks } from './dev-server-checks.ts';
import { exampleChecks } from './example-checks.ts';
import { nxChecks } from './nx-checks.ts';
import { watchChecks } from './watch-checks.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-examples-'));
const checks: Check[] = [];
for (const [at, { name, run }] of [
  ...bundleChecks(),
  ...watchChecks(),
  ...exampleChecks(),
  ...devServerChecks(),
  ...nxChecks(),
].entries()) {
  const failures = await run(path.join(scratch, String(at))).catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
  checks.push({ name, failures });
}
rmSync(scratch, { recursive: true });
report(checks);
