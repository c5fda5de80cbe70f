/**
 * Values for the parameters of a layer that an editor shows numbers for. A layer of a text has none but the defaults; the rest come from the
 * settings of the editor, from a call of the layer, or are made up.
 */
import { lowerLayer } from '@einlay/language';
import type { CheckedLayer, CheckedModule, LowerOptions } from '@einlay/language';

export type Values = Readonly<Record<string, number>>;

/** Values that make a layer whole, and which of them were made up. */
export interface ChosenValues {
  readonly values: Values;
  readonly invented: readonly string[];
}

/** What an unknown extent is taken for: first the one that suits most devices, then others, since constraints may want them. */
const EXAMPLES = [32, 16, 64, 8, 4, 2, 1];

/** The values known for a layer, and made-up ones for what is not known. Undefined when none will do. */
export function chooseValues(
  module: CheckedModule,
  layer: CheckedLayer,
  name: string,
  known: Values,
  options: LowerOptions = {},
): ChosenValues | undefined {
  const parameters = layer.syntax.parameters;
  const given = Object.fromEntries(
    parameters.flatMap(({ name: { text } }) => (known[text] === undefined ? [] : [[text, known[text]] as const])),
  );
  const invented = parameters
    .filter((parameter) => !parameter.default && given[parameter.name.text] === undefined)
    .map((parameter) => parameter.name.text);
  for (const example of invented.length === 0 ? [1] : EXAMPLES) {
    const values = { ...given, ...Object.fromEntries(invented.map((parameter) => [parameter, example])) };
    if (lowerLayer(module, name, values, options).ok) return { values, invented };
  }
  return undefined;
}
