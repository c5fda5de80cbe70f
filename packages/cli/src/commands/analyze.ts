/** `einlay analyze --theta θ --din N --dout N`, `einlay analyze --structure NAME …`, `einlay analyze FILE` */
import {
  describeSubject,
  describeSubjects,
  drawNetwork,
  exponentsOfNetwork,
  pointJson,
  subjectJson,
} from '@einlay/compiler';
import type { Subject } from '@einlay/compiler';
import type { Diagnostic, Result } from '@einlay/compiler/diagnostic';
import { success } from '@einlay/compiler/diagnostic';
import { pointText } from '@einlay/language';
import {
  STRUCTURES,
  SYMBOLS,
  countsOf,
  exactSizes,
  factorsOf,
  inputProduct,
  networkCounts,
  outputProduct,
  taxonomyOf,
  thetaOfSizes,
} from '@einlay/space';
import type { Analysis, Counts, Theta } from '@einlay/space';
import { report } from '../diagnostics.ts';
import type { Context } from '../io.ts';
import type { LayerOptions } from '../layer-options.ts';
import { drawGrowth, drawMap } from '../plots.ts';
import type { GrowthLine, MapPoint } from '../plots.ts';
import { EXIT, refuse, show } from '../show.ts';
import { fileSubjects, pointSubject } from '../subjects.ts';
import type { PointOptions } from '../subjects.ts';
import { writeFiles } from '../write-files.ts';
import type { OutputFile } from '../write-files.ts';

export interface AnalyzeOptions extends PointOptions, LayerOptions {
  readonly json?: boolean;
  /** Where to draw the network of the layer. */
  readonly svg?: string;
  /** Where to draw how counts grow with the width. */
  readonly growth?: string;
  /** Where to draw the map of the space. */
  readonly map?: string;
  /** Where to write the point as a layer. */
  readonly ein?: string;
}

/** Says what points and layers cost and are worth, and draws them. */
export async function analyze(file: string | undefined, options: AnalyzeOptions, context: Context): Promise<number> {
  const sources = new Map<string, string>();
  const subjects = file === undefined ? one(pointSubject(options)) : fileSubjects(file, options, sources);
  if (!subjects.ok) return refuse(subjects.diagnostics, context, sources);
  show([...subjects.diagnostics, ...subjects.value.flatMap(warningsOf)], sources, context);
  const files = await outputFiles(subjects.value, options);
  if (!files.ok) return refuse(files.diagnostics, context);
  const written = await writeFiles(files.value);
  if (!written.ok) return refuse(written.diagnostics, context);
  await context.io.print(options.json ? `${JSON.stringify(answer(subjects.value, options))}\n` : told(subjects.value));
  return EXIT.success;
}

const one = (subject: Result<Subject>): Result<readonly Subject[]> =>
  subject.ok ? success([subject.value], subject.diagnostics) : subject;

const told = (subjects: readonly Subject[]): string => {
  const [only, ...others] = subjects;
  return only && others.length === 0 ? describeSubject(only) : describeSubjects(subjects);
};

/** What `--json` prints: the fixed form for a point, the same with more around it for layers. */
function answer(subjects: readonly Subject[], { theta, structure, layer }: AnalyzeOptions): unknown {
  const [first] = subjects;
  if (first?.found.kind === 'point' && (theta !== undefined || structure !== undefined))
    return pointJson(first.found.analysis);
  return layer !== undefined && first ? subjectJson(first) : { layers: subjects.map(subjectJson) };
}

function warningsOf({ found }: Subject): readonly Diagnostic[] {
  if (found.kind !== 'point') return [];
  const { excess, widths, sizes, degenerate } = found.analysis;
  const short = (name: string, product: number, width: number): Diagnostic =>
    report['features-dropped']({ hint: '--sizes up or divisors drops none' }, name, product, width);
  return [
    ...(excess.input < 0 ? [short('input', inputProduct(sizes), widths.dIn)] : []),
    ...(excess.output < 0 ? [short('output', outputProduct(sizes), widths.dOut)] : []),
    ...farFrom(found.analysis),
    ...(degenerate ? [report['degenerate-point']({})] : []),
  ];
}

/** How far exponents of sizes may be from those asked for before it is said. */
const FAR = 0.15;

/** Widths of few divisors, primes above all, have no sizes near some points. */
function farFrom({ theta, sizes, widths }: Analysis): readonly Diagnostic[] {
  const found = thetaOfSizes(sizes, widths);
  return (
    [
      ['d_in', widths.dIn, ['alpha', 'beta', 'gamma']],
      ['d_out', widths.dOut, ['delta', 'epsilon', 'phi']],
    ] as const
  ).flatMap(([name, width, indices]) => {
    if (width === 1 || indices.every((index) => Math.abs(found[index] - theta[index]) <= FAR)) return [];
    const there = indices.filter((index) => theta[index] > 0);
    const symbols = there.map((index) => SYMBOLS[index]).join('·');
    const split = there.map((index) => sizes[index]).join('·');
    const wanted = there.map((index) => Math.round(width ** theta[index])).join('·');
    return [report['sizes-far']({}, `${name} = ${width}`, symbols, split, wanted)];
  });
}

async function outputFiles(
  subjects: readonly Subject[],
  { svg, growth, map, ein }: AnalyzeOptions,
): Promise<Result<readonly OutputFile[]>> {
  const files: OutputFile[] = [];
  const [only] = subjects;
  if (svg !== undefined && only) {
    if (!only.product) return cannot('its network', only);
    files.push({ path: svg, content: drawNetwork(only.product, only.name) });
  }
  if (ein !== undefined && only) {
    const { found } = only;
    if (found.kind !== 'point' || found.analysis.excess.input < 0 || found.analysis.excess.output < 0)
      return cannot('a layer of it', only);
    files.push({ path: ein, content: pointText(found.analysis, 'point') });
  }
  if (growth !== undefined) files.push({ path: growth, content: await drawGrowth(subjects.flatMap(growthOf)) });
  if (map !== undefined)
    files.push({ path: map, content: await drawMap([...landmarks(), ...subjects.flatMap(onMap)]) });
  return success(files);
}

function cannot(what: string, { name, found }: Subject): Result<never> {
  const reason =
    found.kind === 'none'
      ? found.reason
      : found.kind === 'point'
        ? 'it drops features'
        : 'it has more than two factors';
  return { ok: false, diagnostics: [report['nothing-to-write']({}, what, name, reason)] };
}

/** Widths of the plots of growth. */
const WIDTHS = Array.from({ length: 11 }, (_, power) => 2 ** (power + 6));

function growthOf({ name, found }: Subject): readonly GrowthLine[] {
  if (found.kind === 'none') return [];
  const at =
    found.kind === 'point'
      ? (width: number) => exactCounts(found.analysis.theta, width)
      : (width: number) => {
          const { factors, indices } = exponentsOfNetwork(found);
          return networkCounts({
            factors,
            indices: indices.map((index) => ({ ...index, value: width ** index.value })),
          });
        };
  const lines = (
    layer: string,
    countsAt: (width: number) => Pick<Counts, 'params' | 'macs' | 'rank'>,
  ): readonly GrowthLine[] =>
    (
      [
        ['parameters', 'params'],
        ['multiply-adds', 'macs'],
        ['rank', 'rank'],
      ] as const
    ).map(([quantity, key]) => ({
      layer,
      quantity,
      at: WIDTHS.map((width) => ({ width, value: countsAt(width)[key] })),
    }));
  const dense = (width: number) => ({ params: width ** 2, macs: width ** 2, rank: width });
  return [...lines(name, at), ...lines('dense', dense)];
}

const exactCounts = (theta: Theta, width: number): Counts => {
  const widths = { dIn: width, dOut: width };
  return countsOf(exactSizes(theta, widths), widths, factorsOf(theta));
};

/** Named structures at exponents that people use. */
function landmarks(): readonly MapPoint[] {
  return STRUCTURES.map(({ name, parameters, point }): MapPoint => {
    const values = parameters.map((parameter) => parameter.default ?? 1 / 4);
    const taxonomy = taxonomyOf(point(values));
    return { name, ...taxonomy, isOwn: false };
  });
}

function onMap({ name, found }: Subject): readonly MapPoint[] {
  if (found.kind === 'none') return [];
  const { omega, psi, nu }: Pick<Analysis, 'omega' | 'psi' | 'nu'> = found.kind === 'point' ? found.analysis : found;
  return [{ name, omega, psi, nu, isOwn: true }];
}
