/** What a layer costs and is worth, for people: the numbers of `einlay explain` and `einlay analyze` in a few lines. */
import { compileProgram, describeSubject, explain, findPoint } from '@einlay/compiler';
import type { Compilation, Found } from '@einlay/compiler';
import { milliseconds, shortNumber } from '@einlay/compiler/text-table';
import { lowerLayer } from '@einlay/language';
import type { CheckedModule } from '@einlay/language';
import { DEVICES, analyzeSizes, predict, thetaOf } from '@einlay/space';
import type { ChosenValues } from './layer-values.ts';

/** Tokens that times are estimated for. */
const TOKENS = 4096;

/** A compiled layer with its values. Undefined when it does not compile, of which its diagnostics speak. */
export interface LayerFacts {
  readonly name: string;
  readonly chosen: ChosenValues;
  readonly compilation: Compilation;
  readonly found: Found;
}

export function factsOf(module: CheckedModule, name: string, chosen: ChosenValues): LayerFacts | undefined {
  const program = lowerLayer(module, name, chosen.values);
  if (!program.ok) return undefined;
  const compilation = compileProgram(program.value);
  if (!compilation.ok) return undefined;
  return { name, chosen, compilation: compilation.value, found: findPoint(program.value) };
}

/** Markdown: counts, the path of every einsum, the point of the space, and the estimate against a dense layer. */
export function describeFacts({ name, chosen, compilation, found }: LayerFacts): string {
  const { parameters, macs, bytes, intensity, at, einsums } = explain(compilation);
  const extents = Object.entries(at).map(([symbol, extent]) => `${symbol === '...' ? 'tokens' : symbol} = ${extent}`);
  return [
    valuesLine(chosen),
    `**${shortNumber(parameters)}** parameters · **${shortNumber(macs)}** MACs · **${shortNumber(bytes)}** bytes · ` +
      `**${Number(intensity.toPrecision(3))}** operations a byte${extents.length > 0 ? ` (${extents.join(', ')})` : ''}`,
    ...einsums.map(
      ({ path, flops, naiveFlops }) =>
        `path \`${JSON.stringify(path)}\`: ${shortNumber(flops)} operations, ${shortNumber(naiveFlops)} in one step`,
    ),
    ...(found.kind === 'none'
      ? [`not a point of the space: ${found.reason}`]
      : [`\`\`\`text\n${describeSubject({ name, found })}\`\`\``]),
    ...estimate(found),
  ]
    .filter((line) => line !== '')
    .join('\n\n');
}

function valuesLine({ values, invented }: ChosenValues): string {
  const settings = Object.entries(values).map(([parameter, value]) => `${parameter} = ${value}`);
  if (settings.length === 0) return '';
  return `at ${settings.join(', ')}${invented.length > 0 ? ' — an example; set `einlay.values` to choose others' : ''}`;
}

/** The time of a point on the device of the published measurements, beside a dense layer of the same widths. */
function estimate(found: Found): readonly string[] {
  if (found.kind !== 'point') return [];
  const { widths } = found.analysis;
  const sizes = { alpha: widths.dIn, beta: 1, gamma: 1, delta: widths.dOut, epsilon: 1, phi: 1, rho: 1, xi: 1 };
  const dense = analyzeSizes(thetaOf([1, 0, 0, 1, 0, 0, 0]), sizes, widths);
  if (!dense.ok) return [];
  const [own, other] = [found.analysis, dense.value].map((point) => predict(point, DEVICES.cuda, TOKENS));
  if (!own || !other) return [];
  const ratio = Number((other.seconds / own.seconds).toPrecision(3));
  return [
    `estimate for ${TOKENS} tokens on ${DEVICES.cuda.name}: ${milliseconds(own.seconds)} ms, ` +
      `dense ${milliseconds(other.seconds)} ms: ${ratio}×, limited by ${own.bound}`,
  ];
}
