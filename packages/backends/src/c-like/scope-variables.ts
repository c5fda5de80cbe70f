/**
 * Moves values that are used outside the body that sets them into registers.
 *
 * Needs:  nothing.
 * Leaves: every variable used only after its `let`, in the same body or deeper, as languages with blocks demand.
 * Before: `unroll`, which copies bodies with the variables in them.
 */
import type { ExpressionType, Kernel, LoopStatement, Memory } from '@einlay/ir/loop';
import { isCollective, literal } from '@einlay/ir/loop';
import { expressionsOf } from '@einlay/ir/loop';
import { forEachExpression, freshIds, mapExpressions, mapParts, rewriteBody } from './rewrite.ts';
import { scopeOf } from './types-of.ts';

export function scopeVariables(kernel: Kernel): Kernel {
  const escaping = escapingVariables(kernel.body);
  if (escaping.size === 0) return kernel;
  const scope = scopeOf(kernel);
  const fresh = freshIds(kernel);
  const registers = new Map<number, { readonly memory: Memory; readonly type: ExpressionType }>();
  const body = rewriteBody(kernel.body, (statement) => {
    const mapped = mapExpressions(statement, (expression) =>
      mapParts(expression, (part) => {
        const register = part.kind === 'variable' ? registers.get(part.variable) : undefined;
        if (!register) return part;
        const { memory, type } = register;
        return { kind: 'load', memory: memory.id, index: literal('i32', 0), lanes: type.lanes };
      }),
    );
    if (mapped.kind !== 'let' || !escaping.has(mapped.variable)) return [mapped];
    const type = scope.typeOfVariable(mapped.variable) as ExpressionType;
    const { name, value, variable } = mapped;
    const memory: Memory = { id: fresh(), name, space: 'register', type: type.type, elements: type.lanes };
    registers.set(variable, { memory, type });
    const store = (stored: typeof value): LoopStatement => ({
      kind: 'store',
      memory: memory.id,
      index: literal('i32', 0),
      value: stored,
    });
    // Only a `let` may hold an operation of the subgroup.
    if (!isCollective(value)) return [store(value)];
    const answer = fresh();
    return [{ ...mapped, variable: answer }, store({ kind: 'variable', variable: answer })];
  });
  return { ...kernel, memories: [...kernel.memories, ...[...registers.values()].map(({ memory }) => memory)], body };
}

/** Variables that are read where no enclosing body has set them. */
function escapingVariables(body: readonly LoopStatement[]): ReadonlySet<number> {
  const escaping = new Set<number>();
  const visit = (statements: readonly LoopStatement[], outside: ReadonlySet<number>): void => {
    const known = new Set(outside);
    for (const statement of statements) {
      for (const expression of expressionsOf(statement))
        forEachExpression([{ kind: 'store', memory: -1, index: literal('i32', 0), value: expression }], (part) => {
          if (part.kind === 'variable' && !known.has(part.variable)) escaping.add(part.variable);
        });
      if (statement.kind === 'let') known.add(statement.variable);
      if (statement.kind === 'for') visit(statement.body, new Set([...known, statement.counter]));
      if (statement.kind === 'if') {
        visit(statement.whenTrue, known);
        visit(statement.whenFalse, known);
      }
    }
  };
  visit(body, new Set());
  return escaping;
}
