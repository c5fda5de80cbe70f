/**
 * Writes loops that ask for it as copies of their bodies, the counter a number in each.
 *
 * Needs:  variables scoped: a body's copies each have their own.
 * Leaves: no loop that asks, unless copies would be more than `MAX_STATEMENTS`; indices that depend only on such counters
 *         are literals, so registers can become variables.
 */
import type { Kernel, LoopExpression, LoopStatement } from '@einlay/ir/loop';
import { literal, literalValue } from '@einlay/ir/loop';
import { foldOnce, foldStatement } from './fold-constants.ts';
import { forEachStatement, freshIds, mapBodies, mapExpressions, mapParts } from './rewrite.ts';

/** Beyond this a loop is faster than what its copies do to compilers and caches of instructions. */
export const MAX_STATEMENTS = 4096;

export function unroll(kernel: Kernel): Kernel {
  const fresh = freshIds(kernel);
  return { ...kernel, body: unrollBody(kernel.body, fresh) };
}

const unrollBody = (body: readonly LoopStatement[], fresh: () => number): readonly LoopStatement[] =>
  body.flatMap((statement) => {
    const inner = mapBodies(statement, (nested) => unrollBody(nested, fresh));
    if (inner.kind !== 'for' || !inner.unroll) return [inner];
    const extent = literalValue(inner.extent) ?? Infinity;
    if (extent * countStatements(inner.body) > MAX_STATEMENTS) return [{ ...inner, unroll: false }];
    return Array.from({ length: extent }, (_, at) =>
      copyBody(inner.body, new Map([[inner.counter, literal('i32', at)]]), fresh),
    ).flat();
  });

function countStatements(body: readonly LoopStatement[]): number {
  let count = 0;
  forEachStatement(body, () => {
    count += 1;
  });
  return count;
}

/** The body with variables replaced, its own ones renewed. `known` grows while statements are passed. */
function copyBody(
  body: readonly LoopStatement[],
  known: Map<number, LoopExpression>,
  fresh: () => number,
): readonly LoopStatement[] {
  return body.flatMap((statement) => {
    const replaced = mapExpressions(statement, (expression) =>
      mapParts(expression, (part) => foldOnce(part.kind === 'variable' ? (known.get(part.variable) ?? part) : part)),
    );
    switch (replaced.kind) {
      case 'let': {
        if (replaced.value.kind === 'literal') {
          known.set(replaced.variable, replaced.value);
          return [];
        }
        const variable = fresh();
        known.set(replaced.variable, { kind: 'variable', variable });
        return [{ ...replaced, variable }];
      }
      case 'for': {
        const counter = fresh();
        known.set(replaced.counter, { kind: 'variable', variable: counter });
        return [{ ...replaced, counter, body: copyBody(replaced.body, known, fresh) }];
      }
      default:
        return foldStatement(mapBodies(replaced, (nested) => copyBody(nested, known, fresh)));
    }
  });
}
