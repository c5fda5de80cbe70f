import { removeDead } from '@einlay/ir';
import { tensorPass } from '../run.ts';

/**
 * Removes every value that no output needs.
 *
 * Needs:  nothing.
 * Leaves: the parameters, needed or not: they are the program's signature.
 * Before: anything whose cost grows with the program; passes that drop readers of values already end with this.
 */
export const removeDeadValues = tensorPass('remove-dead-values', (program) => removeDead(program));
