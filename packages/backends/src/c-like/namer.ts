/**
 * Names that a language allows and that nothing else in a module has.
 *
 * Whatever a hint contains, a name is an ASCII identifier of moderate length: Greek letters become their names, accents
 * fall off, anything else becomes `_`.
 */
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  ς: 'sigma',
  σ: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

const MAX_LENGTH = 48;

/** `hint` as an identifier. Two hints may give the same one. */
export function identifier(hint: string): string {
  const plain = Array.from(hint.slice(0, 4 * MAX_LENGTH).normalize('NFKD'))
    .map((character) => GREEK[character.toLowerCase()] ?? character)
    .join('')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    // Underscores in front, two together or one at the end belong to languages and their compilers.
    .replace(/_{2,}/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, MAX_LENGTH)
    .replace(/_$/, '');
  if (plain === '') return 'value';
  return /^[0-9]/.test(plain) ? `v${plain}` : plain;
}

/** Gives out names, none twice. */
export class Namer {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();
  readonly #isForeign: (name: string) => boolean;

  /** `reserved` names are never given out, nor those of a family that belongs to others. */
  constructor(reserved: Iterable<string>, isForeign: (name: string) => boolean = () => false) {
    this.#taken = new Set(reserved);
    this.#isForeign = isForeign;
  }

  /** A name like `hint`. */
  name(hint: string): string {
    const plain = identifier(hint);
    const base = this.#isForeign(plain) ? `my_${plain}` : plain;
    let name = base;
    let count = this.#next.get(base) ?? 2;
    for (; this.#taken.has(name); count += 1) name = `${base}_${count}`;
    this.#next.set(base, count);
    this.#taken.add(name);
    return name;
  }
}

/** `text` on one line, without characters that end a comment or hide what follows. */
export const commentText = (text: string): string =>
  text
    .slice(0, 1000)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim();
