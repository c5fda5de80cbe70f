import type { HostTensor } from '../tensor/interpret.ts';
import { agrees, interpretWithTolerance } from '../tensor/tolerance.ts';
import type { ProgramCase } from './programs.ts';

/**
 * The first place where `actual`, outputs by name from wherever they come, is not what the interpreter says of a
 * program, beyond what rounding explains; undefined when there is none.
 */
export function disagreement(
  { program, inputs }: Pick<ProgramCase, 'program' | 'inputs'>,
  actual: ReadonlyMap<string, HostTensor>,
): string | undefined {
  for (const [name, { value, tolerance }] of interpretWithTolerance(program, inputs)) {
    const found = actual.get(name);
    if (!found) return `there is no output ${name}`;
    if (found.shape.join() !== value.shape.join())
      return `${name} has shape [${found.shape.join(', ')}] instead of [${value.shape.join(', ')}]`;
    for (const [at, expected] of value.data.entries())
      if (!agrees(found.data[at] as number, expected, tolerance[at] as number))
        return `${name} is ${found.data[at] ?? 'missing'} at ${at} instead of ${expected} ± ${tolerance[at] ?? 0}`;
  }
  return undefined;
}
