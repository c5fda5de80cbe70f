/** How many blocks a kernel has, as C++ says it, and a reader understands it. */
import type { Extent } from '@einlay/ir';
import type { GridExtent } from '@einlay/ir/loop';

/** An extent as a product. `wide` is put around symbols, to compute in a type of more bits. */
export function extentText(extent: Extent, symbolNames: ReadonlyMap<string, string>, wide = ''): string {
  if (typeof extent === 'number') return String(extent);
  const symbols = extent.symbols.map((symbol) => {
    const name = symbolNames.get(symbol) ?? symbol;
    return wide === '' ? name : `${wide}(${name})`;
  });
  return [...(extent.coefficient === 1 ? [] : [String(extent.coefficient)]), ...symbols].join(' * ');
}

/** The product of all ⌈extent / tile⌉; what is known is computed. */
export function gridText(grid: readonly GridExtent[], symbolNames: ReadonlyMap<string, string>, wide = ''): string {
  let known = 1;
  const factors: string[] = [];
  for (const { extent, tile } of grid) {
    if (typeof extent === 'number') known *= Math.ceil(extent / tile);
    else if (tile === 1) factors.push(extentText(extent, symbolNames, wide));
    else factors.push(`((${extentText(extent, symbolNames, wide)} + ${tile - 1}) / ${tile})`);
  }
  return [...(known === 1 && factors.length > 0 ? [] : [String(known)]), ...factors].join(' * ');
}
