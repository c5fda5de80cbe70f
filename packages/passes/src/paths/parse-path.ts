/** Checks a contraction path that comes from outside. */
import { failure, success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import { report } from '../diagnostics.ts';
import type { Path } from './problem.ts';

/**
 * A path over `count` operands from parsed JSON: an array of steps, each an array of distinct positions in the list of
 * what is left, until one value is left. A step may take any number of operands, one included.
 *
 * Errors: `path-malformed`, `path-position`, `path-incomplete`.
 */
export function parsePath(value: unknown, count: number): Result<Path> {
  if (!Array.isArray(value)) return failure(report['path-malformed']({}, 'a path is an array of steps'));
  const path: number[][] = [];
  let left = count;
  for (const [at, step] of (value as readonly unknown[]).entries()) {
    if (!isPositions(step) || step.length === 0)
      return failure(report['path-malformed']({}, `step ${at} is not an array of positions`));
    const wrong = step.find((position, k) => position < 0 || position >= left || step.indexOf(position) !== k);
    if (wrong !== undefined) return failure(report['path-position']({}, at, wrong, left));
    path.push([...step]);
    left -= step.length - 1;
  }
  return left === 1 && path.length > 0 ? success(path) : failure(report['path-incomplete']({}, left));
}

const isPositions = (step: unknown): step is readonly number[] =>
  Array.isArray(step) && step.every((position) => Number.isInteger(position));
