/** What this package reports about wrong input; `docs/diagnostics.md` explains every code. */
import { defineDiagnostics } from '@einlay/ir';

export const report = defineDiagnostics({
  'path-malformed': {
    severity: 'error',
    message: (problem: string) => `this is not a contraction path: ${problem}`,
  },
  'path-position': {
    severity: 'error',
    message: (step: number, position: number, left: number) =>
      `step ${step} of the path takes position ${position}, but ${
        position < 0 || position >= left ? `only ${left} operands are left there` : 'that operand is already taken'
      }`,
  },
  'path-incomplete': {
    severity: 'error',
    message: (left: number) => `the path ends with ${left} operands left instead of one result`,
  },
  'path-memory-limit': {
    severity: 'error',
    message: (limit: number, smallest: number) =>
      `no contraction path keeps every result within ${limit} elements; the smallest limit that can be met is ${smallest}`,
  },
  'path-target': {
    severity: 'error',
    message: () => 'the time of a contraction path is that on a target, and no target is given',
  },
  'path-too-large': {
    severity: 'unsupported',
    message: (operands: number, most: number) =>
      `the optimal contraction path is searched for up to ${most} operands, not ${operands}`,
  },
  'contraction-slices': {
    severity: 'unsupported',
    message: (slices: readonly string[]) =>
      `the memory limit can only be met by a loop over ${slices.map((index) => `\`${index}\``).join(', ')}, which compiled programs cannot have yet`,
  },
  'schedule-form': {
    severity: 'error',
    message: (place: string, wanted: string, found: string) => `${place} should be ${wanted}, but it is ${found}`,
  },
  'schedule-member': {
    severity: 'error',
    message: (place: string, name: string, known: readonly string[]) =>
      `${place} has no member \`${name}\`; there are ${known.join(', ')}`,
  },
  'schedule-value': {
    severity: 'error',
    message: (place: string, name: string, program: string) =>
      `${place} is \`${name}\`, and \`${program}\` has no such value`,
  },
  'schedule-fit': {
    severity: 'error',
    message: (kernel: string, problem: string) => `no kernel can make \`${kernel}\` like this: ${problem}`,
  },
  'schedule-missing': {
    severity: 'error',
    message: (value: string) => `the schedule has no kernel for \`${value}\``,
  },
  'schedule-recomputed': {
    severity: 'error',
    message: (value: string, most: number) =>
      `\`${value}\` has no kernel, so more than ${most} elements would be computed anew for each of its own`,
  },
  'schedule-limit': {
    severity: 'error',
    message: (kernel: string, needed: number, what: string, most: number) =>
      `the kernel for \`${kernel}\` would need ${needed} ${what}; the device has ${most}`,
  },
});
