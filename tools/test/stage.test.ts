import { describe, expect, test } from '@jest/globals';
import { countJest, countSummary, runStage, type Stage } from './stage.ts';

const program = (text: string, count?: Stage['count']): Stage => ({
  name: 'name',
  command: ['node', '--eval', text],
  ...(count === undefined ? {} : { count }),
});

describe('a stage', () => {
  test('that passes is one check, and says no more than a line', async () => {
    const outcome = await runStage(program(`console.log('said')`));
    expect(outcome).toMatchObject({ passed: 1, failed: 0 });
    expect(outcome.text).toMatch(/^✓ name +\d+\.\d s {3}1 passed, 0 failed$/);
  });

  test('that fails shows what it said', async () => {
    const outcome = await runStage(program(`console.log('out'); console.error('err'); process.exit(3)`));
    expect(outcome).toMatchObject({ passed: 0, failed: 1 });
    expect(outcome.text).toMatch(/^out\n\nerr\n✗ name .*0 passed, 1 failed$/);
  });

  test('counts what it checked', async () => {
    const outcome = await runStage(program(`console.log('5 passed, 2 failed'); process.exit(1)`, countSummary));
    expect(outcome).toMatchObject({ passed: 5, failed: 2 });
  });

  test('that crashes has failed, whatever it had counted', async () => {
    expect(await runStage(program(`console.log('5 passed, 0 failed'); process.exit(1)`, countSummary))).toMatchObject({
      passed: 5,
      failed: 1,
    });
    expect(await runStage(program('', countSummary))).toMatchObject({ passed: 0, failed: 1 });
    expect(await runStage(program('process.abort()', countSummary))).toMatchObject({ passed: 0, failed: 1 });
  });
});

test('the last summary counts', () => {
  expect(countSummary('3 passed, 4 failed\nmore\n10 passed, 0 failed\n')).toEqual({ passed: 10, failed: 0 });
  expect(countSummary('10 passed, 0 failed\nbut then')).toBeUndefined();
});

test('a test file that does not load counts as a failed test', () => {
  const json = JSON.stringify({ numPassedTests: 7, numFailedTests: 1, numRuntimeErrorTestSuites: 2 });
  expect(countJest(json)).toEqual({ passed: 7, failed: 3 });
});
