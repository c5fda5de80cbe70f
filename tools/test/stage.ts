/** One step of `npm test`, and how its result is counted. */
import path from 'node:path';
import { root } from '../pages.ts';
import { summary } from '../report.ts';
import { run } from '../run.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface Stage {
  readonly name: string;
  /** A program, which may be one of node_modules/.bin, and its arguments. Runs at the root of the repository. */
  readonly command: readonly [string, ...string[]];
  /** How many checks the stage made, from what it printed or wrote. A stage without it is one check. */
  readonly count?: (stdout: string) => Counts | undefined;
}

export interface Outcome extends Counts {
  /** What to print: a line, and before it everything the stage said, when it failed. */
  readonly text: string;
}

export async function runStage({ name, command: [program, ...parameters], count }: Stage): Promise<Outcome> {
  const start = performance.now();
  const bin = path.join(root, 'node_modules/.bin');
  const { status, stdout, stderr } = await run(program, parameters, {
    cwd: root,
    env: { ...process.env, PATH: [bin, process.env['PATH']].join(path.delimiter) },
  });
  const counts = count === undefined ? countOne(status === 0) : conclude(status === 0, count(stdout));
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(8);
  const mark = counts.failed > 0 ? '✗' : '✓';
  const said = counts.failed > 0 ? `${`${stdout}\n${stderr}`.trim()}\n` : '';
  return { ...counts, text: `${said}${mark} ${name.padEnd(10)}${time}   ${summary(counts.passed, counts.failed)}` };
}

const countOne = (succeeded: boolean): Counts => (succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A stage that ends badly, or without saying what it counted, has failed; even if all it had counted passed. */
function conclude(succeeded: boolean, counts: Counts | undefined): Counts {
  if (succeeded && counts !== undefined) return counts;
  return { passed: counts?.passed ?? 0, failed: Math.max(counts?.failed ?? 0, 1) };
}

/** Reads the last line of a check that ends with `report`. */
export function countSummary(stdout: string): Counts | undefined {
  const found = /(\d+) passed, (\d+) failed\s*$/.exec(stdout);
  return found === null ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

/** Reads the report of `jest --json`. A file of tests that does not even load counts as one failed test. */
export function countJest(json: string): Counts {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(json) as Record<
    'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites',
    number
  >;
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}
