import type { TensorProgram } from '@einlay/ir';
import { findPath } from '../../paths/find-path.ts';
import { run } from '../../run.ts';
import { fusePointwise } from '../../tensor/fuse-pointwise.ts';
import { normalizeEinsums } from '../../tensor/normalize-einsums.ts';
import { orderContractions, planContractions } from '../../tensor/order-contractions.ts';
import { shareSubexpressions } from '../../tensor/share-subexpressions.ts';
import { simplifyReshapes } from '../../tensor/simplify-reshapes.ts';
import { splitIndices } from '../../tensor/split-indices.ts';

/** The passes that stand before scheduling, in the compiler's order. */
export function prepare(program: TensorProgram): TensorProgram {
  const normal = run(normalizeEinsums, run(splitIndices, run(simplifyReshapes, program)));
  const plans = planContractions(normal, { findPath });
  if (!plans.ok) throw new Error(plans.diagnostics[0]?.message);
  const ordered = run(orderContractions, normal, { plans: plans.value });
  return run(simplifyReshapes, run(fusePointwise, run(shareSubexpressions, ordered)));
}
