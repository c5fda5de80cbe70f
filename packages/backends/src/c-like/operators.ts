/** What operators do to numbers that are known, as the interpreters have it. */
import { BINARY as TENSOR_BINARY } from '@einlay/ir/loop';
import type { BinaryOperator } from '@einlay/ir';
import type { IntegerOperator } from '@einlay/ir/loop';

export { UNARY } from '@einlay/ir/loop';

/** A quotient by zero is 0, so that it has a value at all. */
export const BINARY: Readonly<Record<BinaryOperator | IntegerOperator, (left: number, right: number) => number>> = {
  ...TENSOR_BINARY,
  quotient: (left, right) => (right === 0 ? 0 : Math.floor(left / right)),
  remainder: (left, right) => (right === 0 ? 0 : left % right),
};
