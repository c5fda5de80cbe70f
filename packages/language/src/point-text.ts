/** Writes points of the continuous space as layers, as people would write them by hand. */
import { invariant } from '@einlay/ir';
import { initialization, inputProduct, outputProduct, printTheta } from '@einlay/space';
import type { Analysis, IndexName } from '@einlay/space';

/** What indices are called in a layer; `x` and `y` have their names already. */
const LETTERS: Readonly<Record<IndexName, string>> = {
  alpha: 'a',
  beta: 'b',
  gamma: 'g',
  delta: 'd',
  epsilon: 'e',
  phi: 'f',
  rho: 'r',
  xi: 'k',
};

const INPUT_AXES: readonly IndexName[] = ['xi', 'gamma', 'beta', 'alpha'];
const OUTPUT_AXES: readonly IndexName[] = ['xi', 'phi', 'epsilon', 'delta'];

/** Axes of a factor that meets x first: what it is a batch over, what it takes in, what it makes. */
const FIRST_AXES: Readonly<Record<'A' | 'B', readonly IndexName[]>> = {
  A: ['xi', 'gamma', 'alpha', 'phi', 'delta', 'rho'],
  B: ['xi', 'gamma', 'beta', 'phi', 'epsilon', 'rho'],
};

const SECOND_AXES: Readonly<Record<'A' | 'B', readonly IndexName[]>> = {
  A: ['xi', 'phi', 'gamma', 'alpha', 'rho', 'delta'],
  B: ['xi', 'phi', 'gamma', 'beta', 'rho', 'epsilon'],
};

/**
 * The text of a layer without parameters that is this point. Its product is written in the order in which it is cheapest, which is also the
 * order that initial values and learning rates go by. Widths that sizes exceed are padded in front and cut behind, in
 * statements of their own; sizes that fall short of a width are a mistake of the caller.
 */
export function pointText(point: Analysis, name: string): string {
  const { theta, sizes, widths, excess } = point;
  invariant(excess.input >= 0 && excess.output >= 0, 'pointText: features would be dropped');
  const there = (names: readonly IndexName[]): readonly IndexName[] => names.filter((index) => theta[index] > 0);
  const letters = (names: readonly IndexName[]): readonly string[] => there(names).map((index) => LETTERS[index]);
  const list = (names: readonly IndexName[]): string => ['...', ...letters(names)].join(', ');
  const joined = (names: readonly IndexName[]): string => {
    const own = letters(names);
    return own.length === 1 ? `..., ${own.join('')}` : `..., (${own.join(' ')})`;
  };
  const isPadded = excess.input > 0;
  const isCut = excess.output > 0;
  const rules = initialization(sizes, widths, point.factors);
  const factors = rules.map(({ name: factor, kappa }, position) => {
    const axes = position === 0 && rules.length > 1 ? FIRST_AXES[factor] : SECOND_AXES[factor];
    // Blocks are independent, so no layer can be told from its product how wide they are together.
    return { tensor: `${factor}[${letters(axes).join(', ')}]`, rate: theta.xi > 0 ? ` lr ${kappa}` : '' };
  });
  const input = isPadded ? 'padded' : 'x';
  const product = [`${input}[${list(INPUT_AXES)}]`, ...factors.map(({ tensor }) => tensor)].join(' * ');
  const result = `${isCut ? 'full' : 'y'}[${joined(OUTPUT_AXES)}]`;
  const rates = new Set(factors.map(({ rate }) => rate));
  const declared =
    rates.size === 1
      ? [`factor ${factors.map(({ tensor }) => tensor).join(', ')}${[...rates].join('')}`]
      : factors.map(({ tensor, rate }) => `factor ${tensor}${rate}`);
  const indices = there([...INPUT_AXES.toReversed(), 'delta', 'epsilon', 'phi', 'rho']);
  return [
    `/// A point of the continuous space: θ = ${printTheta(theta)}.`,
    ...(isPadded ? [`/// Its ${widths.dIn} features are padded to ${inputProduct(sizes)}.`] : []),
    ...(isCut ? [`/// Of ${outputProduct(sizes)} results the first ${widths.dOut} are kept.`] : []),
    `layer ${name}() {`,
    ...indices.map((index) => `  index ${LETTERS[index]} = ${sizes[index]}`),
    ...(isPadded ? paddedInput(point, joined(INPUT_AXES), there(INPUT_AXES)) : [`  input x[${joined(INPUT_AXES)}]`]),
    ...declared.map((statement) => `  ${statement}`),
    `  ${isCut ? 'let' : 'output'} ${result} = ${product}`,
    ...(isCut ? [`  index o = ${widths.dOut}`, `  output y[..., o] = full[..., min(o, ${widths.dOut - 1})]`] : []),
    '}',
    '',
  ].join('\n');
}

/** x with zeros behind its features. */
function paddedInput({ sizes, widths }: Analysis, axis: string, names: readonly IndexName[]): readonly string[] {
  const position = names.reduce(
    (sum, index) => (sum === '' ? LETTERS[index] : `${parenthesized(sum)} * ${sizes[index]} + ${LETTERS[index]}`),
    '',
  );
  const { dIn } = widths;
  return [
    `  index i = ${dIn}`,
    '  input x[..., i]',
    `  let padded[${axis}] = where(${position} < ${dIn}, x[..., min(${position}, ${dIn - 1})], 0)`,
  ];
}

const parenthesized = (sum: string): string => (sum.includes('+') ? `(${sum})` : sum);
