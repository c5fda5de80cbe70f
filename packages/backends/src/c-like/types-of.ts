/** Types of everything in a kernel. */
import { invariant } from '@einlay/ir';
import type { ExpressionType, Kernel, Memory, TypeScope } from '@einlay/ir/loop';
import { typeOf } from '@einlay/ir/loop';
import { forEachStatement } from './rewrite.ts';

/** What `typeOf` needs to know of `kernel`, for expressions anywhere in its body. */
export function scopeOf(kernel: Kernel): TypeScope {
  const memories = new Map<number, Memory>();
  for (const { memory } of kernel.bindings) memories.set(memory.id, memory);
  for (const memory of kernel.memories) memories.set(memory.id, memory);
  const variables = new Map<number, ExpressionType>();
  const scope: TypeScope = {
    place: kernel.name,
    typeOfVariable: (variable) => variables.get(variable),
    memoryOf: (memory) => memories.get(memory),
  };
  forEachStatement(kernel.body, (statement) => {
    if (statement.kind === 'let') variables.set(statement.variable, typeOf(statement.value, scope));
    if (statement.kind === 'for') variables.set(statement.counter, { type: 'i32', lanes: 1 });
  });
  return scope;
}

/** The memory of this id; the verifier has seen that there is one. */
export function memoryOf(scope: TypeScope, id: number): Memory {
  const memory = scope.memoryOf(id);
  invariant(memory, () => `${scope.place}: there is no memory ${id}`);
  return memory;
}
