/**
 * `npm test`: every check of the repository, one after the other. A failing stage does not stop the next, so that one
 * run shows all there is to mend. Ends with `N passed, N failed`: tests, examples, packages and walls, each counted.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './pages.ts';
import { summary } from './report.ts';
import { run } from './run.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly name: string;
  /** A program of node_modules/.bin, or node, and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** How many checks the stage made, read from what it printed or wrote; one, unless stated. */
  readonly count?: (stdout: string) => Counts | undefined;
}

interface Outcome extends Counts {
  readonly seconds: number;
  /** What to show: everything of a stage that failed, nothing of one that passed. */
  readonly output: string;
}

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-test-'));
const jestReport = path.join(scratch, 'jest.json');
const continuous = process.env['CI'] !== undefined;

const script = (file: string): readonly [string, ...string[]] => ['node', '--import', 'tsx', `tools/${file}`];

const STAGES: readonly Stage[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
  { name: 'walls', command: script('walls/main.ts'), count: countSummary },
  { name: 'typecheck', command: ['tsc', '-b'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  {
    name: 'build',
    // CI builds from nothing: a cache that hides a broken build would defeat it.
    command: ['nx', 'run-many', '-t', 'build', '--output-style=static', ...(continuous ? ['--skip-nx-cache'] : [])],
  },
  {
    name: 'tests',
    command: [
      'node',
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${jestReport}`,
    ],
    count: countJest,
  },
  { name: 'docs', command: script('run-docs/main.ts'), count: countSummary },
  { name: 'pack', command: script('pack/main.ts'), count: countSummary },
];

/** Reads the last line of our own checks. */
function countSummary(stdout: string): Counts | undefined {
  const found = /(\d+) passed, (\d+) failed\s*$/.exec(stdout);
  return found === null ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

/** A file of tests that does not even load counts as one failed test. */
function countJest(): Counts | undefined {
  if (!existsSync(jestReport)) return undefined;
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(jestReport, 'utf8'),
  ) as Record<'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites', number>;
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

async function runStage({ command: [program, ...parameters], count }: Stage): Promise<Outcome> {
  const start = performance.now();
  const bin = path.join(root, 'node_modules/.bin');
  const { status, stdout, stderr } = await run(program, parameters, {
    cwd: root,
    env: { ...process.env, PATH: [bin, process.env['PATH']].join(path.delimiter) },
  });
  const output = stdout + stderr;
  const seconds = (performance.now() - start) / 1000;
  return { ...conclude(status === 0, count?.(stdout)), seconds, output };
}

/** A stage that ends badly has failed, even if everything it counted before had passed. */
function conclude(succeeded: boolean, counts: Counts | undefined): Counts {
  if (succeeded) return counts ?? { passed: 1, failed: 0 };
  return { passed: counts?.passed ?? 0, failed: Math.max(counts?.failed ?? 0, 1) };
}

let passed = 0;
let failed = 0;
for (const stage of STAGES) {
  const outcome = await runStage(stage);
  passed += outcome.passed;
  failed += outcome.failed;
  if (outcome.failed > 0) console.log(outcome.output.trimEnd());
  const mark = outcome.failed > 0 ? '✗' : '✓';
  const time = `${outcome.seconds.toFixed(1)} s`.padStart(8);
  console.log(`${mark} ${stage.name.padEnd(10)}${time}   ${summary(outcome.passed, outcome.failed)}`);
}
rmSync(scratch, { recursive: true });
console.log(summary(passed, failed));
process.exitCode = failed > 0 ? 1 : 0;
