/**
 * When an operand needs parentheses.
 *
 * The rules are the strictest of WGSL and C: shifts and masks take only operands that stand alone, comparisons do not
 * chain, `&` (all) and `|` (any) of truth values take themselves on the left and no other operator. Nothing is re-associated: `a + (b + c)` keeps its parentheses, since floating
 * sums depend on them.
 */
export type Level = 'alone' | 'prefix' | 'multiply' | 'add' | 'bitwise' | 'compare' | 'all' | 'any';

/** Printed text and what holds it together. */
export interface Phrase {
  readonly text: string;
  readonly level: Level;
}

export const alone = (text: string): Phrase => ({ text, level: 'alone' });

/** What may stand to the left and to the right of an operator without parentheses. */
const OPERANDS: Readonly<Record<Level, readonly [readonly Level[], readonly Level[]]>> = {
  alone: [['alone'], ['alone']],
  prefix: [['alone'], ['alone']],
  multiply: [
    ['alone', 'prefix', 'multiply'],
    ['alone', 'prefix'],
  ],
  add: [
    ['alone', 'prefix', 'multiply', 'add'],
    ['alone', 'prefix', 'multiply'],
  ],
  bitwise: [['alone'], ['alone']],
  compare: [
    ['alone', 'prefix', 'multiply', 'add'],
    ['alone', 'prefix', 'multiply', 'add'],
  ],
  all: [
    ['alone', 'prefix', 'all'],
    ['alone', 'prefix'],
  ],
  any: [
    ['alone', 'prefix', 'any'],
    ['alone', 'prefix'],
  ],
};

const within = ({ text, level }: Phrase, allowed: readonly Level[]): string =>
  allowed.includes(level) ? text : `(${text})`;

/** `left sign right`. */
export function infix(sign: string, level: Level, left: Phrase, right: Phrase): Phrase {
  const [allowedLeft, allowedRight] = OPERANDS[level];
  return { text: `${within(left, allowedLeft)} ${sign} ${within(right, allowedRight)}`, level };
}

/** `sign operand`, written together. */
export const prefix = (sign: string, operand: Phrase): Phrase => ({
  text: `${sign}${within(operand, OPERANDS.prefix[0])}`,
  level: 'prefix',
});

/** Something that takes what stands before it, as `.x` and `[i]` do. */
export const postfix = (operand: Phrase, suffix: string): Phrase => alone(`${within(operand, ['alone'])}${suffix}`);

/** `name(parts)`. */
export const call = (name: string, ...parts: readonly Phrase[]): Phrase =>
  alone(`${name}(${parts.map(({ text }) => text).join(', ')})`);
