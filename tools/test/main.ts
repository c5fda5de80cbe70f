/**
 * `npm test`: every check of the repository, one after the other. A failing stage does not stop the next, so that one
 * run shows all there is to mend. Ends with `N passed, N failed`: tests, pages of examples, packages and walls, each
 * counted, and the other stages as one each.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { summary } from '../report.ts';
import { countJest, countSummary, runStage, type Stage } from './stage.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-test-'));
const jestReport = path.join(scratch, 'jest.json');
const script = (file: string): Stage['command'] => ['node', '--import', 'tsx', file];

const STAGES: readonly Stage[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
  { name: 'walls', command: script('tools/walls/main.ts'), count: countSummary },
  { name: 'typecheck', command: ['tsc', '-b', '--pretty', 'false'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  {
    name: 'build',
    command: [
      ...(['nx', 'run-many', '--targets=build', '--output-style=static'] as const),
      // CI builds from nothing: a cache could hide that a package no longer builds.
      ...(process.env['CI'] === undefined ? [] : ['--skip-nx-cache']),
    ],
  },
  {
    name: 'tests',
    command: [
      ...(['node', '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'] as const),
      ...['node_modules/jest/bin/jest.js', '--json', `--outputFile=${jestReport}`],
    ],
    count: () => (existsSync(jestReport) ? countJest(readFileSync(jestReport, 'utf8')) : undefined),
  },
  { name: 'kernels', command: script('tools/validate-kernels/main.ts'), count: countSummary },
  { name: 'webgpu', command: script('tools/webgpu/main.ts'), count: countSummary },
  { name: 'examples', command: script('tools/examples/main.ts'), count: countSummary },
  { name: 'docs', command: script('tools/run-docs/main.ts'), count: countSummary },
  { name: 'pack', command: script('tools/pack/main.ts'), count: countSummary },
];

let passed = 0;
let failed = 0;
for (const stage of STAGES) {
  const outcome = await runStage(stage);
  passed += outcome.passed;
  failed += outcome.failed;
  console.log(outcome.text);
}
rmSync(scratch, { recursive: true });
console.log(summary(passed, failed));
process.exitCode = failed > 0 ? 1 : 0;
