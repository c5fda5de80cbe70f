/**
 * Functions of f64 that ONNX Runtime has no operator for, made of operators it has.
 *
 * erf(x) = x·P(x²)/Q(x²) near 0 and 1 − exp(−x²)·R(x)/S(x) beyond, with the rational functions of W. J. Cody, "Rational
 * Chebyshev approximations for the error function", Mathematics of Computation 23 (1969). Absolute errors stay below
 * 3·10⁻¹⁶.
 */

/** Appends operators and numbers; values are names. */
export interface Arithmetic {
  readonly number: (value: number) => string;
  readonly apply: (operator: string, ...inputs: readonly string[]) => string;
}

/** Coefficients with the highest power first. */
const NEAR = {
  above: [
    1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3,
  ],
  below: [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3],
} as const;
const FAR = {
  above: [
    2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
    8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
  ],
  below: [
    1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
    3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
  ],
} as const;
const BORDER = 0.46875;

/** Beyond this, erf is ±1 in f64. */
const END = 6;

/** 1 / (1 + exp(−x)). Sigmoid exists, but ONNX Runtime fuses x·Sigmoid(x) into an operator that exists for f32 only. */
export function sigmoid(x: string, { number, apply }: Arithmetic): string {
  return apply('Div', number(1), apply('Add', number(1), apply('Exp', apply('Neg', x))));
}

/** x / (1 + exp(−x)). */
export function silu(x: string, { number, apply }: Arithmetic): string {
  return apply('Div', x, apply('Add', number(1), apply('Exp', apply('Neg', x))));
}

export function erf(x: string, arithmetic: Arithmetic): string {
  const { number, apply } = arithmetic;
  const polynomial = (coefficients: readonly number[], at: string): string =>
    coefficients
      .slice(1)
      .reduce(
        (sum, coefficient) => apply('Add', apply('Mul', sum, at), number(coefficient)),
        number(coefficients[0] ?? 0),
      );
  const size = apply('Abs', x);
  const square = apply('Mul', x, x);
  const near = apply('Mul', x, apply('Div', polynomial(NEAR.above, square), polynomial(NEAR.below, square)));
  const clamped = apply('Min', size, number(END));
  const decay = apply('Exp', apply('Neg', apply('Mul', clamped, clamped)));
  const ratio = apply('Div', polynomial(FAR.above, clamped), polynomial(FAR.below, clamped));
  const far = apply('Sub', number(1), apply('Mul', decay, ratio));
  const signed = apply('Where', apply('Less', x, number(0)), apply('Neg', far), far);
  return apply('Where', apply('Less', size, number(BORDER)), near, signed);
}

/** x·Φ(x) = x/2·(1 + erf(x/√2)). */
export function gelu(x: string, arithmetic: Arithmetic): string {
  const { number, apply } = arithmetic;
  const inside = erf(apply('Mul', x, number(Math.SQRT1_2)), arithmetic);
  return apply('Mul', apply('Mul', x, number(0.5)), apply('Add', number(1), inside));
}

/** x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
export function geluTanh(x: string, { number, apply }: Arithmetic): string {
  const cube = apply('Mul', apply('Mul', x, x), x);
  const inside = apply('Add', x, apply('Mul', number(0.044715), cube));
  const tanh = apply('Tanh', apply('Mul', number(Math.sqrt(2 / Math.PI)), inside));
  return apply('Mul', apply('Mul', x, number(0.5)), apply('Add', number(1), tanh));
}
