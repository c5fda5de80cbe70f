/** What `einlay analyze` is asked about: points, and layers of files that are some or are none. */
import { findPoint } from '@einlay/compiler';
import type { Subject } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Diagnostic, Result } from '@einlay/compiler/diagnostic';
import { loadModule, lowerLayer, pointText } from '@einlay/language';
import type { CheckedModule } from '@einlay/language';
import { analyze, parseExponent, parseStructure, parseTheta } from '@einlay/space';
import type { Analysis, Outcome, Problem, SizeRule, Theta } from '@einlay/space';
import { report } from './diagnostics.ts';
import type { LayerOptions } from './layer-options.ts';
import { parseSettings } from './layer-options.ts';
import { readText, textOrNothing } from './read-files.ts';

export interface PointOptions {
  readonly theta?: string;
  readonly xi?: string;
  readonly structure?: string;
  readonly din?: string;
  readonly dout?: string;
  readonly sizes: SizeRule;
  readonly multiple: number;
}

/** The point of `--theta` or `--structure` at the widths that are given. Errors: `bad-theta`, `bad-width`, `bad-sizes`. */
export function pointSubject(options: PointOptions): Result<Subject> {
  const point = wanted(options);
  const dInRead = readWidth('din', options.din);
  const widths = [dInRead, options.dout === undefined ? dInRead : readWidth('dout', options.dout)];
  const wrong = [
    ...(point.ok ? [] : point.diagnostics),
    ...widths.flatMap((each) => (each.ok ? [] : each.diagnostics)),
  ];
  const [dIn, dOut] = widths.map((each) => (each.ok ? each.value : 1));
  if (!point.ok || dIn === undefined || dOut === undefined || wrong.length > 0) return failure(...new Set(wrong));
  const { sizes: rule, multiple } = options;
  const analysis = outcome(analyze(point.value, { dIn, dOut }, { rule, multiple }));
  if (!analysis.ok)
    return rule === 'divisors' || rule === 'greedy'
      ? analysis
      : failure(
          ...analysis.diagnostics.map((diagnostic) =>
            diagnostic.code === 'bad-sizes' ? { ...diagnostic, hint: '--sizes divisors is exact' } : diagnostic,
          ),
        );
  return success(subjectOf(analysis.value, options.structure ?? 'point'));
}

/** A point with the picture of its layer, which only one that drops features has not. */
export function subjectOf(analysis: Analysis, name: string): Subject {
  const { excess, factors } = analysis;
  const found = { kind: 'point' as const, analysis, factors };
  if (excess.input < 0 || excess.output < 0) return { name, found };
  // What pads and cuts is left out of the picture.
  const bare = { ...analysis, excess: { input: 0, output: 0 } };
  const module = loadModule(pointText(bare, 'point'), '<point>');
  const program = module.ok ? lowerLayer(module.value, 'point') : module;
  const traced = program.ok ? findPoint(program.value) : undefined;
  return traced?.product ? { name, found, product: traced.product } : { name, found };
}

function wanted({ theta, xi, structure }: PointOptions): Result<Theta> {
  if (structure !== undefined) return outcome(parseStructure(structure));
  const blocks = parseExponent(xi ?? '0');
  if (Number.isNaN(blocks)) return failure(report['bad-theta']({}, `--xi is \`${xi ?? ''}\`, which is not a number`));
  return outcome(parseTheta(theta ?? '', blocks));
}

/** A width as written. Whether it is a good one is for the space to say. */
export function readWidth(option: string, text = ''): Result<number> {
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim());
  if (isNumber) return success(Number(text));
  return failure(report['bad-width']({}, `--${option} is \`${text}\`, but a width is a whole number`));
}

const CODES = { theta: 'bad-theta', width: 'bad-width', sizes: 'bad-sizes' } as const;

const diagnosticOf = ({ kind, message }: Problem): Diagnostic => report[CODES[kind]]({}, message);

/** What the space says, as diagnostics. */
export const outcome = <T>(found: Outcome<T>): Result<T> =>
  found.ok ? success(found.value) : failure(...found.problems.map(diagnosticOf));

/** The layers of a file: the one that is named, or all of them. A layer that needs values it does not have says so. */
export function fileSubjects(
  file: string,
  { layer, set, dtype }: LayerOptions,
  sources: Map<string, string>,
): Result<readonly Subject[]> {
  const text = readText(file);
  if (!text.ok) return text;
  sources.set(file, text.value);
  const values = parseSettings(set);
  if (!values.ok) return values;
  const readFile = (name: string): string | undefined => {
    const imported = textOrNothing(name);
    sources.set(name, imported ?? '');
    return imported;
  };
  const module = loadModule(text.value, file, { readFile });
  if (!module.ok) return module;
  const names = layer === undefined ? [...module.value.exports.keys()] : [layer];
  if (names.length === 0) return failure(report['no-layers']({}, file));
  const subjects: Subject[] = [];
  for (const name of names) {
    const settings = layer === undefined ? settingsFor(module.value, name, values.value) : values.value;
    const lacking = layer === undefined ? missing(module.value, name, settings) : [];
    if (lacking.length > 0) {
      subjects.push({ name, found: { kind: 'none', reason: `it needs values: --set ${lacking.join('=…,')}=…` } });
      continue;
    }
    const program = lowerLayer(module.value, name, settings, { dtype });
    if (!program.ok) return program;
    const found = findPoint(program.value);
    subjects.push({ name, found, ...(found.product ? { product: found.product } : {}) });
  }
  return success(subjects, module.diagnostics);
}

const parametersOf = (module: CheckedModule, name: string) => module.exports.get(name)?.syntax.parameters ?? [];

/** Of a whole file, every layer takes the values that it has parameters for. */
const settingsFor = (
  module: CheckedModule,
  name: string,
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => {
  const names = parametersOf(module, name).map((parameter) => parameter.name.text);
  return Object.fromEntries(Object.entries(values).filter(([parameter]) => names.includes(parameter)));
};

const missing = (module: CheckedModule, name: string, values: Readonly<Record<string, number>>): readonly string[] =>
  parametersOf(module, name)
    .filter((parameter) => !parameter.default && !Object.hasOwn(values, parameter.name.text))
    .map((parameter) => parameter.name.text);
