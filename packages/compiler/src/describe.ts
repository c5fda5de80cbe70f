/** What an artifact says of a layer: the tensors callers hand in and get back, and what a run costs. */
import type { Artifact, Extent, Parameter, Payload, TensorDeclaration } from '@einlay/artifact';
import { nodesById, parametersOf, symbolsOfProgram } from '@einlay/ir';
import type { ParameterNode, TensorNode, TensorProgram } from '@einlay/ir';
import { ESTIMATED_EXTENT } from '@einlay/passes';
import type { CostAnalysis } from '@einlay/passes';
import { VERSION } from './version.ts';

/** The artifact of `program` for the target whose payload this is. */
export function describe(program: TensorProgram, cost: CostAnalysis, payload: Payload): Artifact {
  const nodes = nodesById(program);
  return {
    name: program.name,
    ...(program.doc === undefined ? {} : { doc: program.doc }),
    producer: `einlay ${VERSION}`,
    parameters: parametersOf(program).map((node) => describeParameter(node, program)),
    outputs: program.outputs.map(({ name, value, axes }): TensorDeclaration => {
      const { dtype, shape } = nodes.get(value) as TensorNode;
      return { name, dtype, shape, axes };
    }),
    cost: {
      parameters: cost.parameters,
      macs: cost.macs,
      flops: cost.flops,
      bytes: cost.bytes,
      at: symbolsOfProgram(program).map((symbol) => ({ symbol, extent: ESTIMATED_EXTENT })),
    },
    payload,
  };
}

function describeParameter(node: ParameterNode, program: TensorProgram): Parameter {
  const { name, role, dtype, shape, axes, doc, initializer, learningRate } = node;
  const below = tableExtent(node, program);
  return {
    name,
    role,
    dtype,
    shape,
    axes,
    ...(doc === undefined ? {} : { doc }),
    ...(initializer === undefined ? {} : { initializer }),
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(below === undefined ? {} : { below }),
  };
}

/** The extent of the table that a parameter holds positions of: what its values must stay below. */
function tableExtent({ id }: ParameterNode, program: TensorProgram): Extent | undefined {
  const nodes = nodesById(program);
  const lookups = program.nodes.filter((node) => node.kind === 'lookup' && node.positions === id);
  const extents = lookups.flatMap((node) =>
    node.kind === 'lookup' ? [(nodes.get(node.table) as TensorNode).shape[node.axis] as Extent] : [],
  );
  // Several tables: the shortest decides. One whose extent is a symbol is compared when the layer runs.
  return extents.reduce<Extent | undefined>(
    (least, extent) =>
      least === undefined || (typeof extent === 'number' && typeof least === 'number' && extent < least)
        ? extent
        : least,
    undefined,
  );
}
