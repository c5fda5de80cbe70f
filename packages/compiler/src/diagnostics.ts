/** What the compiler itself has to say, beyond its stages; `docs/diagnostics.md` explains every code. */
import { defineDiagnostics } from '@einlay/ir';

export const report = defineDiagnostics({
  'tuned-table': {
    severity: 'error',
    message: (problem: string) => `the table of tuned schedules is not as it must be: ${problem}`,
  },
  'no-layer': {
    severity: 'error',
    message: (file: string) => `${file} declares no layer`,
  },
  'which-layer': {
    severity: 'error',
    message: (file: string, names: readonly string[]) =>
      `${file} declares several layers, say which one to compile: ${names.map((name) => `\`${name}\``).join(', ')}`,
  },
  'artifact-limit': {
    severity: 'error',
    message: (problem: string) => `the layer does not fit into an artifact: ${problem}`,
  },
  'plan-extent': {
    severity: 'error',
    message: (index: string, found: number | undefined) =>
      found === undefined
        ? `index \`${index}\` has no extent`
        : `the extent of index \`${index}\` is ${found}, which is not a whole number of at most 2⁵³`,
  },
  'plan-ellipsis': {
    severity: 'error',
    message: () => 'the axes under `...` have no extents here; give them names',
  },
  'operand-shape': {
    severity: 'error',
    message: (operand: number, problem: string) => `operand ${operand} ${problem}`,
  },
  'work-too-large': {
    severity: 'error',
    message: (what: string, found: number, most: number) =>
      `the reference interpreter would need ${found.toExponential(1)} ${what}, more than the ${most.toExponential(0)} it takes on`,
  },
  'schedule-device': {
    severity: 'error',
    message: (problem: string) => `the device of the schedule is not told as it must be: ${problem}`,
  },
});
