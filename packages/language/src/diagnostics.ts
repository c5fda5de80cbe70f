/** Everything this package says about wrong programs. `docs/diagnostics.md` shows a bad and a good program for each. */
import { defineDiagnostics } from '@einlay/ir';

export const report = defineDiagnostics({
  // Reading text: tokens, grammar, parse, format.

  'file-too-large': {
    severity: 'error',
    message: (length: number, limit: number) =>
      `the file has ${length} characters; a file of layers may have ${limit} at most`,
  },
  'not-text': {
    severity: 'error',
    message: () => 'the file is not text: it contains zero characters',
  },
  'nested-too-deeply': {
    severity: 'error',
    message: (limit: number) => `nested more than ${limit} levels deep`,
  },
  'unexpected-character': {
    severity: 'error',
    message: (characters: string) => `no word or sign of the language starts with \`${characters}\``,
  },
  'unclosed-text': {
    severity: 'error',
    message: () => 'this text has no closing `"` on its line',
  },
  'unexpected-token': {
    severity: 'error',
    message: (expected: string, found: string) => `expected ${expected} but found ${found}`,
  },
  'number-too-large': {
    severity: 'error',
    message: (digits: string) => `${digits} is too large for a number; write \`inf\` for infinity`,
  },
  'chained-comparison': {
    severity: 'error',
    message: () => 'a comparison has two sides',
  },
  'axis-not-a-name': {
    severity: 'error',
    message: () => 'an axis is declared by the name of an index',
  },
  'misplaced-text': {
    severity: 'error',
    message: () => 'text stands only as the equation of `einsum`',
  },
  'misplaced-argument-name': {
    severity: 'error',
    message: (what: string) => `${what} takes its arguments by position, without names`,
  },
  'reserved-name': {
    severity: 'error',
    message: (name: string) => `\`${name}\` is a word of the language and cannot be declared`,
  },
  'not-yet-supported': {
    severity: 'unsupported',
    message: (word: string) => `\`${word}\` is reserved for what the compiler cannot do yet`,
  },
  'too-many-errors': {
    severity: 'error',
    message: (count: number) => `and ${count} more`,
  },

  // Modules: load-module.

  'import-not-found': {
    severity: 'error',
    message: (path: string) => `there is no file \`${path}\``,
  },
  'import-cycle': {
    severity: 'error',
    message: (files: readonly string[]) => `files import each other in a circle: ${files.join(' → ')}`,
  },
  'import-path': {
    severity: 'error',
    message: (path: string) => `\`${path}\` is neither "std" nor a path that starts with \`./\` or \`../\``,
  },
  'unknown-export': {
    severity: 'error',
    message: (name: string, path: string) => `\`${path}\` has no layer \`${name}\``,
  },

  // Names, axes and types: check.

  'duplicate-name': {
    severity: 'error',
    message: (name: string) => `\`${name}\` already has a meaning here`,
  },
  'unknown-name': {
    severity: 'error',
    message: (name: string) => `nothing is called \`${name}\` here`,
  },
  'unknown-layer': {
    severity: 'error',
    message: (name: string) => `there is no layer \`${name}\``,
  },
  'unknown-function': {
    severity: 'error',
    message: (name: string) => `there is no function \`${name}\``,
  },
  'unknown-initializer': {
    severity: 'error',
    message: (name: string) => `there is no initializer \`${name}\`: they are normal(deviation), zeros, ones, spectral`,
  },
  'unknown-dtype': {
    severity: 'error',
    message: (name: string) => `there is no element type \`${name}\``,
  },
  'unknown-parameter': {
    severity: 'error',
    message: (layer: string, name: string) => `layer \`${layer}\` has no parameter \`${name}\``,
  },
  'missing-parameter': {
    severity: 'error',
    message: (layer: string, names: readonly string[]) =>
      `layer \`${layer}\` needs ${names.map((name) => `\`${name}\``).join(', ')}`,
  },
  'unknown-index': {
    severity: 'error',
    message: (index: string, where: string) => `index \`${index}\` is ${where}, but no operand has it`,
  },
  'duplicate-index': {
    severity: 'error',
    message: (index: string) => `index \`${index}\` stands twice where each index may stand once`,
  },
  'batch-not-first': {
    severity: 'error',
    message: () => '`...` stands for the leading axes and comes first, once',
  },
  'batch-mismatch': {
    severity: 'error',
    message: (name: string, has: boolean) =>
      has ? `\`${name}\` has leading batch axes: write \`...\` first` : `\`${name}\` has no leading batch axes`,
  },
  'batch-dropped': {
    severity: 'error',
    message: () => 'an operand has leading batch axes `...`, but the left side has none',
  },
  'axis-count': {
    severity: 'error',
    message: (name: string, axes: number, found: number) =>
      `\`${name}\` has ${axes} ${axes === 1 ? 'axis' : 'axes'} but is given ${found}`,
  },
  'axes-missing': {
    severity: 'error',
    message: (name: string) => `\`${name}\` is a tensor: its axes must be written after it`,
  },
  'not-a-tensor': {
    severity: 'error',
    message: (name: string, what: string) => `\`${name}\` is ${what}, not a tensor with axes`,
  },
  'argument-count': {
    severity: 'error',
    message: (name: string, expected: string, found: number) => `\`${name}\` takes ${expected} but is given ${found}`,
  },
  'argument-not-a-tensor': {
    severity: 'error',
    message: () => 'a layer or `einsum` takes whole tensors: a name, a name with axes, or another such call',
  },
  'output-count': {
    severity: 'error',
    message: (layer: string, count: number) =>
      `layer \`${layer}\` has ${count} outputs; only a layer with one output can be called`,
  },
  'no-output': {
    severity: 'error',
    message: (layer: string) => `layer \`${layer}\` has no output`,
  },
  'rebinding-mismatch': {
    severity: 'error',
    message: (name: string, before: string, after: string) =>
      `a \`repeat\` block must leave \`${name}\` the axes it had, ${before}, but gives it ${after}`,
  },
  'misplaced-statement': {
    severity: 'error',
    message: (word: string) => `\`${word}\` cannot stand in a \`repeat\` block`,
  },
  'type-mismatch': {
    severity: 'error',
    message: (expected: string, found: string) => `expected ${expected} but this is ${found}`,
  },
  'not-constant': {
    severity: 'error',
    message: (what: string) => `${what} is not known at compile time`,
  },
  'recursive-layer': {
    severity: 'error',
    message: (layers: readonly string[]) => `layers call each other without end: ${layers.join(' → ')}`,
  },

  'bad-structure': {
    severity: 'error',
    message: (problem: string) => problem,
  },
  'unknown-structure': {
    severity: 'error',
    message: (name: string) => `there is no structure \`${name}\``,
  },

  // Extents and values: lower.

  'no-sizes': {
    severity: 'error',
    message: (problem: string) => problem,
  },

  'extent-mismatch': {
    severity: 'error',
    message: (index: string, first: string, firstPlace: string, second: string, secondPlace: string) =>
      `index \`${index}\` has extent ${first} in ${firstPlace} but ${second} in ${secondPlace}`,
  },
  'shape-mismatch': {
    severity: 'error',
    message: (what: string, expected: string, found: string) => `${what} must have extent ${expected} but has ${found}`,
  },
  'unknown-extent': {
    severity: 'error',
    message: (index: string) => `nothing says what extent index \`${index}\` has`,
  },
  'extent-not-a-number': {
    severity: 'error',
    message: (index: string, factor: string) =>
      `index \`${index}\` of factor \`${factor}\` is known only at run time; a factor needs numbers`,
  },
  'bad-extent': {
    severity: 'error',
    message: (what: string, value: number) => `${what} is ${value}, but an extent is a whole number of at least 1`,
  },
  'bad-count': {
    severity: 'error',
    message: (count: number) => `nothing can be repeated ${count} times`,
  },
  'not-whole': {
    severity: 'error',
    message: (value: string) => `${value} is not a whole number`,
  },
  'too-large': {
    severity: 'error',
    message: (what: string, limit: string) => `${what} is too large: the limit is ${limit}`,
  },
  'constraint-failed': {
    severity: 'error',
    message: (constraint: string, values: string) => `\`${constraint}\` does not hold: ${values}`,
  },
  'position-out-of-range': {
    severity: 'error',
    message: (position: number, extent: number) => `position ${position} is outside 0 … ${extent - 1}`,
  },
  'program-too-large': {
    severity: 'error',
    message: (limit: number) => `written out, this layer has more than ${limit} operations`,
  },
});
