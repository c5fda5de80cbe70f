/** Pointwise work: one invocation an element. */
import { evaluateExtent, multiplyExtents } from '@einlay/ir';
import type { TensorProgram, ValueId } from '@einlay/ir';
import { KernelBuilder, builtin, extentValue, lessThan, plus, times } from '@einlay/ir/loop';
import type { Kernel, Memory } from '@einlay/ir/loop';
import { digitsOf } from './digits.ts';
import type { Placement } from './place-values.ts';
import { ValueReader, asStored } from './read-values.ts';

/** Where a kernel's result goes. */
export interface Destination {
  readonly buffer: string;
  readonly type: Memory['type'];
}

/** A kernel that computes every element of `value` where it stands. */
export function pointwiseKernel(
  name: string,
  program: TensorProgram,
  placement: Placement,
  value: ValueId,
  { buffer, type }: Destination,
  invocations: number,
): Kernel {
  const kernel = new KernelBuilder(name);
  const reader = new ValueReader(program, placement, kernel);
  const { shape } = reader.nodeOf(value);
  const elements = multiplyExtents(shape);
  const result = kernel.bind(buffer, 'write', type, elements);
  const at = kernel.let('at', plus(times(builtin('workgroup'), invocations), builtin('invocation')));
  const store = (): void => {
    const position = digitsOf(
      at,
      1,
      0,
      shape.map((extent) => (typeof extent === 'number' ? extent : extentValue(extent))),
    );
    const named = position.map((digit, axis) => kernel.let(`i${axis}`, digit));
    kernel.store(result, at, asStored(reader.computed(value, named, buffer), type));
  };
  const whole = typeof elements === 'number' && evaluateExtent(elements) % invocations === 0;
  if (whole) store();
  else kernel.if(lessThan(at, extentValue(elements)), store);
  return kernel.build({ invocations, grid: [{ extent: elements, tile: invocations }] });
}
