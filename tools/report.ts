/** How every check of this repository ends: what failed, then `N passed, N failed`, and an exit code to match. */

export interface Check {
  readonly name: string;
  /** Empty when the check passed. */
  readonly failures: readonly string[];
}

/** `3 passed, 1 failed`; the last line of every check and of `npm test`. */
export const summary = (passed: number, failed: number): string => `${passed} passed, ${failed} failed`;

/** Prints the checks that failed, with their reasons, and the summary. */
export function report(checks: readonly Check[]): void {
  const failed = checks.filter(({ failures }) => failures.length > 0);
  for (const { name, failures } of failed) console.log([`✗ ${name}`, ...failures.map(indent)].join('\n'));
  console.log(summary(checks.length - failed.length, failed.length));
  if (failed.length > 0) process.exitCode = 1;
}

const indent = (text: string): string => text.replace(/^/gm, '    ');
