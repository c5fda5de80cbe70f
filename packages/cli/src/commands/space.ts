/** `einlay space --d N --full-rank --no-sharing --top N [--measure]` */
import { compile, pointJson, thetaJson } from '@einlay/compiler';
import type { Compilation } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { pointText } from '@einlay/language';
import { DEVICES, STRUCTURES, analyze, parseExponent, predict, printExponent } from '@einlay/space';
import type { Analysis, Widths } from '@einlay/space';
import { report } from '../diagnostics.ts';
import { findLayers } from '../find-layers.ts';
import type { DeviceName, PredictedLayer, SearchResult } from '../find-layers.ts';
import type { Context } from '../io.ts';
import { drawMap, drawTimes } from '../plots.ts';
import { startProgress } from '../progress.ts';
import { EXIT, refuse } from '../show.ts';
import { outcome, readWidth } from '../subjects.ts';
import { milliseconds, shortNumber, textTable } from '@einlay/compiler/text-table';
import { writeFiles } from '../write-files.ts';
import type { OutputFile } from '../write-files.ts';
import { compareOn, measure, withStand } from './bench.ts';
import type { BenchOptions, Measured, Stand } from './bench.ts';

export interface SpaceOptions {
  readonly d?: string;
  readonly din?: string;
  readonly dout?: string;
  readonly target: DeviceName;
  readonly tokens?: number;
  readonly fullRank?: boolean;
  /** False when `--no-sharing` was said. */
  readonly sharing: boolean;
  /** Shares of a dense layer. */
  readonly params?: string;
  readonly macs?: string;
  readonly intermediate?: number;
  readonly multiple: number;
  readonly samples?: number;
  readonly seed: number;
  readonly top: number;
  readonly named?: boolean;
  readonly measure?: boolean;
  readonly rounds: number;
  readonly json?: boolean;
  /** Where to write the layers of the table. */
  readonly ein?: string;
  readonly map?: string;
  /** Where to draw predicted against measured times. */
  readonly times?: string;
}

/** Unless the command line says otherwise. */
const TOKENS = 4096;

/** Targets whose layers can be timed here. */
const MEASURED: readonly BenchOptions['target'][] = ['onnx', 'webgpu', 'cuda'];

interface Line extends PredictedLayer {
  readonly name: string;
  /** With `--measure`: milliseconds of the layer, and of the dense one beside it. */
  readonly measured?: { readonly milliseconds: number; readonly dense: number };
}

/** Lists the fastest layers that are what is wanted, by prediction, and measures them when asked. */
export async function space(options: SpaceOptions, context: Context): Promise<number> {
  const { target, tokens = TOKENS } = options;
  const widths = widthsOf(options);
  const budgets = ['params', 'macs'].map((name) => readShare(name, name === 'params' ? options.params : options.macs));
  const wrong = [widths, ...budgets].flatMap((each) => (each.ok ? [] : each.diagnostics));
  if (!widths.ok || wrong.length > 0) return refuse(wrong, context);
  const dense = widths.value.dIn * widths.value.dOut;
  const [mostParams, mostMacs] = budgets.map((share) => (share.ok ? share.value * dense : Infinity));
  const found = outcome(
    findLayers({
      ...{ widths: widths.value, target, tokens, multiple: options.multiple, top: options.top, seed: options.seed },
      ...(options.samples === undefined ? {} : { samples: options.samples }),
      wanted: {
        ...{ fullRank: options.fullRank === true, unshared: !options.sharing },
        ...{ mostParams: mostParams ?? Infinity, mostMacs: mostMacs ?? Infinity },
        mostIntermediate: options.intermediate ?? Infinity,
      },
    }),
  );
  if (!found.ok) return refuse(found.diagnostics, context);
  if (found.value.layers.length === 0) return refuse([report['nothing-suitable']({}, found.value.seen)], context);
  const lines = [
    ...found.value.layers.map((layer, at): Line => ({ ...layer, name: `point${at + 1}` })),
    ...(options.named ? namedLines(widths.value, options) : []),
  ];
  const timed = options.measure ? await measureLines(lines, options, context) : success(lines);
  if (!timed.ok) return refuse(timed.diagnostics, context);
  const files = await outputFiles(timed.value, options);
  const written = await writeFiles(files);
  if (!written.ok) return refuse(written.diagnostics, context);
  const words = options.json
    ? `${JSON.stringify(answer(timed.value, found.value, options))}\n`
    : describe(timed.value, found.value, options, context);
  await context.io.print(words);
  return EXIT.success;
}

function widthsOf({ d, din, dout }: SpaceOptions): Result<Widths> {
  const [dIn, dOut] = [din ?? d, dout ?? d].map((text, side) =>
    readWidth(d !== undefined && (side === 0 ? din : dout) === undefined ? 'd' : side === 0 ? 'din' : 'dout', text),
  );
  if (dIn?.ok && dOut?.ok) return success({ dIn: dIn.value, dOut: dOut.value });
  return failure(...(dIn?.ok === false ? dIn.diagnostics : dOut?.ok === false ? dOut.diagnostics : []));
}

function readShare(option: string, text: string | undefined): Result<number> {
  if (text === undefined) return success(Infinity);
  const share = parseExponent(text);
  return share > 0 && Number.isFinite(share) ? success(share) : failure(report['bad-share']({}, option, text));
}

/** Named structures of these widths, with exponents that people use; those without fitting sizes are left out. */
function namedLines(widths: Widths, { target, tokens = TOKENS, multiple }: SpaceOptions): readonly Line[] {
  return STRUCTURES.flatMap(({ name, parameters, point }): readonly Line[] => {
    const values = parameters.map((parameter) => parameter.default ?? 1 / 4);
    const analysis = analyze(point(values), widths, { rule: 'divisors', multiple });
    if (!analysis.ok) return [];
    return [{ name, point: analysis.value, prediction: predict(analysis.value, DEVICES[target], tokens) }];
  });
}

// Measuring.

async function measureLines(
  lines: readonly Line[],
  options: SpaceOptions,
  { io }: Context,
): Promise<Result<readonly Line[]>> {
  const target = MEASURED.find((each) => each === options.target);
  if (target === undefined) return failure(report['target-later']({}, options.target, MEASURED));
  const progress = startProgress(io, lines.length, Infinity);
  return withStand({ target }, async (stand) => {
    const timed: Line[] = [];
    for (const [at, line] of lines.entries()) {
      progress.update(at, `measuring ${line.name}`);
      const measured = await measureLine(line, stand, options);
      if (!measured.ok) {
        progress.clear();
        return measured;
      }
      timed.push({ ...line, measured: measured.value });
    }
    progress.clear();
    return success(timed);
  });
}

/** A layer and the dense one of its widths in turn, after the layer was compared with the interpreter. */
async function measureLine(
  { point }: Line,
  stand: Stand,
  { tokens = TOKENS, rounds, target }: SpaceOptions,
): Promise<Result<NonNullable<Line['measured']>>> {
  const at = new Map([['...', tokens]]);
  const { dIn, dOut } = point.widths;
  const layer = compileFor(pointText(point, 'point'), {}, stand, target);
  const dense = compileFor('export { dense as point } from "std"', { d_in: dIn, d_out: dOut }, stand, target);
  if (!layer.ok) return layer;
  if (!dense.ok) return dense;
  const compared = await compareOn(stand, layer.value, at);
  if (!compared.ok) return compared;
  const measured: Result<readonly Measured[]> = await measure(stand, [layer.value, dense.value], at, rounds);
  if (!measured.ok) return measured;
  const [own, other] = measured.value.map((each) => each.milliseconds);
  return success({ milliseconds: own ?? NaN, dense: other ?? NaN });
}

const compileFor = (
  text: string,
  set: Readonly<Record<string, number>>,
  { options }: Stand,
  target: DeviceName,
): Result<Compilation> =>
  compile(text, { file: '<point>', layer: 'point', set, dtype: DEVICES[target].dtype, ...options });

// Telling.

const taxonomyOfLine = ({ point }: Line): readonly [omega: number, psi: number, nu: number] => [
  point.omega,
  point.psi,
  point.nu,
];

function describe(lines: readonly Line[], found: SearchResult, options: SpaceOptions, { stdout }: Context): string {
  const { target, tokens = TOKENS } = options;
  const { dense, seen, suitable } = found;
  const { dIn, dOut } = dense.point.widths;
  const isMeasured = options.measure === true;
  const titles = [
    'layer',
    'α',
    'β',
    'γ',
    'δ',
    'ε',
    'φ',
    'ρ',
    'params',
    'MACs',
    'ω',
    'ψ',
    'ν',
    'ms',
    'speed',
    'limited by',
  ];
  const table = textTable(
    [...titles, ...(isMeasured ? ['measured', 'speed'] : [])].map((title) => ({
      title,
      align: title === 'layer' || title === 'limited by' ? 'left' : 'right',
    })),
    lines.map((line) => {
      const { sizes, params, macs } = line.point;
      const { seconds, bound, kernels } = line.prediction;
      const own = [sizes.alpha, sizes.beta, sizes.gamma, sizes.delta, sizes.epsilon, sizes.phi, sizes.rho];
      return [
        `${line.name}${sizes.xi > 1 ? ` (ξ ${sizes.xi})` : ''}`,
        ...own.map(String),
        shortNumber(params),
        shortNumber(macs),
        ...taxonomyOfLine(line).map(printExponent),
        milliseconds(seconds),
        times(dense.prediction.seconds / seconds),
        kernels === 1 ? bound : `${bound}, ${kernels} kernels`,
        ...(line.measured
          ? [line.measured.milliseconds.toPrecision(3), times(line.measured.dense / line.measured.milliseconds)]
          : []),
      ];
    }),
  );
  return `${[
    stdout.bold(`${dIn} → ${dOut}, ${tokens} tokens, ${DEVICES[target].name}`),
    ...table,
    `dense: ${milliseconds(dense.prediction.seconds)} ms; speeds are against it`,
    stdout.dim(`${shortNumber(seen)} points looked at, ${shortNumber(suitable)} of them what was wanted`),
  ].join('\n')}\n`;
}

const times = (speed: number): string => `${speed.toFixed(2)}×`;

function answer(
  lines: readonly Line[],
  { dense, seen, suitable }: SearchResult,
  { target, tokens = TOKENS }: SpaceOptions,
): unknown {
  const { dIn, dOut } = dense.point.widths;
  const denseMs = dense.prediction.seconds * 1000;
  return {
    ...{ target, device: DEVICES[target].name, tokens, din: dIn, dout: dOut, denseMs, seen, suitable },
    layers: lines.map(({ name, point, prediction, measured }) => ({
      ...{ name, theta: thetaJson(point), ...pointJson(point) },
      ...{ predictedMs: prediction.seconds * 1000, speed: dense.prediction.seconds / prediction.seconds },
      ...{ bound: prediction.bound, kernels: prediction.kernels },
      ...(measured
        ? {
            measuredMs: measured.milliseconds,
            measuredDenseMs: measured.dense,
            measuredSpeed: measured.dense / measured.milliseconds,
          }
        : {}),
    })),
  };
}

async function outputFiles(
  lines: readonly Line[],
  { ein, map, times: plot }: SpaceOptions,
): Promise<readonly OutputFile[]> {
  const files: OutputFile[] = [];
  const isDrawable = ({ excess }: Analysis): boolean => excess.input >= 0 && excess.output >= 0;
  if (ein !== undefined) {
    const texts = lines.filter(({ point }) => isDrawable(point)).map(({ name, point }) => pointText(point, name));
    files.push({ path: ein, content: texts.join('\n') });
  }
  if (map !== undefined) {
    const points = lines.map((line) => {
      const [omega, psi, nu] = taxonomyOfLine(line);
      return { name: line.name, omega, psi, nu, isOwn: line.name.startsWith('point') };
    });
    files.push({ path: map, content: await drawMap(points) });
  }
  if (plot !== undefined) {
    const points = lines.flatMap(({ name, prediction, measured }) =>
      measured ? [{ name, predicted: prediction.seconds * 1000, measured: measured.milliseconds }] : [],
    );
    files.push({ path: plot, content: await drawTimes(points) });
  }
  return files;
}
