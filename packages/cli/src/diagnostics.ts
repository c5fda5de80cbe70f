/** Everything the command itself says about wrong input; `docs/diagnostics.md` explains every code. */
import { defineDiagnostics } from '@einlay/compiler/diagnostic';

export const report = defineDiagnostics({
  'file-missing': {
    severity: 'error',
    message: (file: string) => `there is no file ${file}`,
  },
  'file-unreadable': {
    severity: 'error',
    message: (file: string, reason: string) => `${file} cannot be read: ${reason}`,
  },
  'file-not-text': {
    severity: 'error',
    message: (file: string) => `${file} is not text in UTF-8`,
  },
  'file-unwritable': {
    severity: 'error',
    message: (file: string, reason: string) => `${file} cannot be written: ${reason}`,
  },
  'not-formatted': {
    severity: 'error',
    message: (file: string) => `${file} is not in canonical layout`,
  },
  'json-syntax': {
    severity: 'error',
    message: (name: string, problem: string) => `${name} is not JSON: ${problem}`,
  },
  'tensor-form': {
    severity: 'error',
    message: (name: string, found: string) => `${name} should be {"shape":[…],"data":[…]}, but ${found}`,
  },
  'tensor-shape': {
    severity: 'error',
    message: (name: string, problem: string) => `the shape of ${name} is a list of whole numbers, but ${problem}`,
  },
  'tensor-count': {
    severity: 'error',
    message: (name: string, shape: readonly number[], expected: number, found: number) =>
      `${name} has shape [${shape.join(', ')}], which is ${expected} numbers, but ${found} are there`,
  },
  'tensor-number': {
    severity: 'error',
    message: (name: string, position: number, found: string) =>
      `data[${position}] of ${name} is ${found}, where a finite number must stand`,
  },
  'tensor-range': {
    severity: 'error',
    message: (name: string, position: number, value: number, dtype: string) =>
      `data[${position}] of ${name} is ${value}, which ${dtype} cannot hold`,
  },
  'tensor-too-large': {
    severity: 'error',
    message: (elements: number, most: number) =>
      `a tensor of ${elements} elements would be made, more than the ${most} this command takes on`,
  },
  'batch-line': {
    severity: 'error',
    message: (problem: string) => `a line should be {"equation":"…","operands":[…]}, but ${problem}`,
  },
  'extents-form': {
    severity: 'error',
    message: (problem: string) => `extents are given as {"i":8,"j":16}, but ${problem}`,
  },
  'unknown-extents': {
    severity: 'warning',
    message: (names: readonly string[]) =>
      `the equation has no ${names.map((name) => `\`${name}\``).join(', ')}, whose extents are given`,
  },
  'setting-value': {
    severity: 'error',
    message: (name: string, text: string) => `\`${name}\` is set to \`${text}\`, which is not a number`,
  },
  'target-later': {
    severity: 'unsupported',
    message: (target: string, known: readonly string[]) =>
      `the target ${target} comes in a later version; there is ${known.join(', ')}`,
  },
  'bench-input': {
    severity: 'unsupported',
    message: (name: string, reason: string) => `a benchmark cannot make up values for \`${name}\`: ${reason}`,
  },
  'bench-disagrees': {
    severity: 'error',
    message: (output: string, distance: number, allowed: number) =>
      `\`${output}\` is off by ${distance.toExponential(1)} where rounding explains ${allowed.toExponential(1)}, so times would mean nothing`,
  },
  'bad-theta': {
    severity: 'error',
    message: (problem: string) => problem,
  },
  'bad-width': {
    severity: 'error',
    message: (problem: string) => problem,
  },
  'bad-sizes': {
    severity: 'error',
    message: (problem: string) => problem,
  },
  'features-dropped': {
    severity: 'warning',
    message: (side: string, product: number, width: number) =>
      `rounded sizes multiply to ${product}, so ${width - product} of ${width} features of the ${side} are dropped`,
  },
  'sizes-far': {
    severity: 'warning',
    message: (width: string, indices: string, found: string, wanted: string) =>
      `${width} is ${indices} = ${found}, where the exponents ask for about ${wanted}: it has no nearer divisors`,
  },
  'degenerate-point': {
    severity: 'warning',
    message: () => 'θρ is so large that the layer costs more than a dense one and can express no more',
  },
  'bad-share': {
    severity: 'error',
    message: (option: string, text: string) =>
      `--${option} is \`${text}\`, but it is a share of a dense layer, such as 1/4`,
  },
  'nothing-suitable': {
    severity: 'error',
    message: (seen: number) => `of ${seen} points none is what is wanted`,
  },
  'no-layers': {
    severity: 'error',
    message: (file: string) => `${file} has no layers`,
  },
  'nothing-to-write': {
    severity: 'error',
    message: (what: string, layer: string, reason: string) => `${what} cannot be written for ${layer}: ${reason}`,
  },
  'tune-problem': {
    severity: 'warning',
    message: (problem: string) => `some schedules are left out: ${problem}`,
  },
  'tune-nothing': {
    severity: 'error',
    message: () => 'no schedule was measured, so there is none to store',
  },
});
