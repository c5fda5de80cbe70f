/** What a file of layers offers, for menus and messages. */
import { printAxes } from './axes.ts';
import type { CheckedLayer, TensorSignature } from './check.ts';
import type { CheckedModule } from './load-module.ts';

/** A parameter as its declaration says it. */
export interface ParameterSummary {
  readonly name: string;
  /** The default as written. */
  readonly default?: string;
}

/** A layer as its declaration says it. */
export interface LayerSummary {
  readonly name: string;
  readonly doc?: string;
  readonly parameters: readonly ParameterSummary[];
  /** `x[..., (g a)]` */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** The layers that `module` has or passes on, in the order of its text. */
export const listLayers = (module: CheckedModule): readonly LayerSummary[] =>
  [...module.exports].map(([name, layer]) => summarise(name, layer));

function summarise(name: string, { syntax, text, inputs, outputs }: CheckedLayer): LayerSummary {
  const signature = (tensor: TensorSignature): string => `${tensor.name}${printAxes(tensor.axes)}`;
  return {
    name,
    ...(syntax.doc === undefined ? {} : { doc: syntax.doc }),
    parameters: syntax.parameters.map((parameter) => ({
      name: parameter.name.text,
      ...(parameter.default ? { default: text.slice(parameter.default.span.start, parameter.default.span.end) } : {}),
    })),
    inputs: inputs.map(signature),
    outputs: outputs.map(signature),
  };
}
