/**
 * Drops values and registers that nothing reads, and bodies without statements.
 *
 * Needs:  variables scoped: whatever reads one stands after it.
 * Leaves: every `let` and every register read somewhere, so printed text carries no noise.
 */
import type { Kernel, LoopExpression, LoopStatement } from '@einlay/ir/loop';
import { expressionsOf } from '@einlay/ir/loop';
import { forEachExpression, forEachStatement, mapBodies, mapOperands } from './rewrite.ts';

export function removeUnused(kernel: Kernel): Kernel {
  const loaded = new Set<number>();
  const body = withoutUnusedValues(kernel.body);
  forEachExpression(body, (expression) => {
    if (expression.kind === 'load') loaded.add(expression.memory);
  });
  forEachStatement(body, (statement) => {
    if (statement.kind === 'matrix-multiply' || statement.kind === 'staged-multiply') loaded.add(statement.accumulator);
  });
  const unread = kernel.memories.filter(({ id, space }) => space === 'register' && !loaded.has(id));
  if (unread.length === 0) return { ...kernel, body };
  // Without the stores to registers that nothing reads, more may be unused.
  const memories = kernel.memories.filter((memory) => !unread.includes(memory));
  return removeUnused({ ...kernel, memories, body: withoutStoresTo(body, new Set(unread.map(({ id }) => id))) });
}

function withoutStoresTo(body: readonly LoopStatement[], memories: ReadonlySet<number>): readonly LoopStatement[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'store' && memories.has(statement.memory)) return [];
    return [mapBodies(statement, (nested) => withoutStoresTo(nested, memories))];
  });
}

/** The body from its end to its start, since what is used is known only then. */
function withoutUnusedValues(all: readonly LoopStatement[]): readonly LoopStatement[] {
  const used = new Set<number>();
  const use = (expression: LoopExpression): LoopExpression => {
    if (expression.kind === 'variable') used.add(expression.variable);
    return mapOperands(expression, use);
  };
  const keep = (body: readonly LoopStatement[]): readonly LoopStatement[] => {
    const kept: LoopStatement[] = [];
    for (const statement of [...body].reverse()) {
      if (statement.kind === 'let' && !used.has(statement.variable)) continue;
      const inner = mapBodies(statement, keep);
      if (inner.kind === 'for' && inner.body.length === 0) continue;
      if (inner.kind === 'if' && inner.whenTrue.length + inner.whenFalse.length === 0) continue;
      expressionsOf(inner).forEach(use);
      kept.push(inner);
    }
    return kept.reverse();
  };
  return keep(all);
}
