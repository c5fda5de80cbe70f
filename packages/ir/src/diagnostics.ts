/** Every diagnostic of this package: wrong equations in numpy's notation. */
import { defineDiagnostics } from './diagnostic.ts';

const list = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

export const report = defineDiagnostics({
  'equation-character': {
    severity: 'error',
    message: (character: string) =>
      `\`${character}\` cannot stand in an equation: indices are letters, separated by \`,\` and \`->\``,
  },
  'equation-arrow': {
    severity: 'error',
    message: () => 'an equation has at most one `->`, written as these two characters',
  },
  'equation-ellipsis': {
    severity: 'error',
    message: (problem: string) => `an ellipsis is exactly three dots, at most once in a term: ${problem}`,
  },
  'equation-operands': {
    severity: 'error',
    message: (terms: number, operands: number) =>
      `the equation has ${terms} ${terms === 1 ? 'term' : 'terms'} but there ${operands === 1 ? 'is 1 operand' : `are ${operands} operands`}`,
  },
  'equation-rank': {
    severity: 'error',
    message: (term: string, indices: number, operand: number, shape: readonly number[]) =>
      `term \`${term}\` names ${indices} ${indices === 1 ? 'axis' : 'axes'} but operand ${operand} has shape ${list(shape)}`,
  },
  'equation-extents': {
    severity: 'error',
    message: (index: string, first: string, second: string) => `index \`${index}\` has extent ${first} but ${second}`,
  },
  'equation-broadcast': {
    severity: 'error',
    message: (first: string, second: string) =>
      `the axes under \`...\` do not broadcast: extent ${first} but ${second}`,
  },
  'equation-output-index': {
    severity: 'error',
    message: (index: string) => `output index \`${index}\` is on no operand`,
  },
  'equation-output-repeated': {
    severity: 'error',
    message: (index: string) => `index \`${index}\` stands twice in the output; an output has every index once`,
  },
  'equation-output-ellipsis': {
    severity: 'error',
    message: (count: number) =>
      `the operands have ${count} ${count === 1 ? 'axis' : 'axes'} under \`...\` but the output has no \`...\`: write it there, or name the axes to sum over them`,
  },
  'too-many-elements': {
    severity: 'error',
    message: (what: string, shape: readonly number[]) => `${what} would have shape ${list(shape)}: too many elements`,
  },
});
