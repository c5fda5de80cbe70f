import type { Extent } from '@einlay/ir';
import type { Kernel } from '@einlay/ir/loop';
import { forEachExpression } from './rewrite.ts';

/** The symbols whose values a kernel needs. */
export function symbolsOfKernel(kernel: Kernel): ReadonlySet<string> {
  const symbols = new Set<string>();
  const see = (extent: Extent): void => {
    if (typeof extent !== 'number') extent.symbols.forEach((name) => symbols.add(name));
  };
  for (const { extent } of kernel.grid) see(extent);
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'extent') see(expression.extent);
  });
  return symbols;
}
