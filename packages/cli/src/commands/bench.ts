/** `einlay bench FILE --layer NAME --set k=v,…` */
import { numbersOf } from '@einlay/artifact';
import type { Artifact, LoadedLayer, Tensor } from '@einlay/artifact';
import { agrees, compile, explain, interpretWithTolerance } from '@einlay/compiler';
import type { Compilation, HostTensor } from '@einlay/compiler';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from '../diagnostics.ts';
import type { Context } from '../io.ts';
import { compileFile } from '../layer-options.ts';
import type { DTypeName, LayerOptions } from '../layer-options.ts';
import { randomTensors } from '../random-tensors.ts';
import { openArtifact } from '../run-artifact.ts';
import { EXIT, refuse, show } from '../show.ts';
import { shortNumber, textTable } from '../text-table.ts';

export interface BenchOptions extends LayerOptions {
  /** Values for symbols; `...` is the number of tokens. */
  readonly at: ReadonlyMap<string, number>;
  readonly rounds: number;
  readonly json?: boolean;
}

/** Unless the command line says otherwise. */
const TOKENS = 4096;

/** The interpreter takes its time, so it gets few. */
const CHECKED_TOKENS = 4;

const WARM_UPS = 3;

/** One line of the answer. */
interface Measured {
  readonly name: string;
  readonly parameters: number;
  readonly macs: number;
  /** The median. */
  readonly milliseconds: number;
}

/** Compares the layer with the interpreter, then times it beside the dense layer that it could stand for. */
export async function bench(file: string, options: BenchOptions, context: Context): Promise<number> {
  const { result, sources } = compileFile(file, options, { targets: ['onnx'] });
  show(result.diagnostics, sources, context);
  if (!result.ok) return EXIT.badInput;
  const at = new Map([['...', TOKENS], ...options.at]);

  const maxError = await withLayer(result.value, (layer) => compareWithInterpreter(result.value, layer, at));
  if (!maxError.ok) return refuse(maxError.diagnostics, context);
  const dense = compileDense(artifactOf(result.value), options.dtype);
  const measured = await measure(dense === undefined ? [result.value] : [result.value, dense], at, options.rounds);
  if (!measured.ok) return refuse(measured.diagnostics, context);
  const [own, other] = measured.value;
  const answer = {
    at: Object.fromEntries(at),
    layers: measured.value,
    ...(own && other ? { speedAgainstDense: other.milliseconds / own.milliseconds } : {}),
    maxError: maxError.value,
  };
  await context.io.print(options.json ? `${JSON.stringify(answer)}\n` : describe(measured.value, maxError.value));
  return EXIT.success;
}

const artifactOf = ({ emissions }: Compilation): Artifact => {
  const [emission] = emissions.values();
  if (!emission) throw new Error('bench: nothing was emitted');
  return emission.artifact;
};

async function withLayer<T>(
  compilation: Compilation,
  work: (layer: LoadedLayer) => Promise<Result<T>>,
): Promise<Result<T>> {
  const layer = await openArtifact(artifactOf(compilation));
  if (!layer.ok) return layer;
  try {
    return await work(layer.value);
  } finally {
    await layer.value.close();
  }
}

/** The dense layer of the same features, when the layer takes and gives one tensor of tokens with features. */
function compileDense({ parameters, outputs }: Artifact, dtype: DTypeName): Compilation | undefined {
  const inputs = parameters.filter(({ role }) => role === 'input');
  const [input, output] = [inputs[0]?.shape, outputs[0]?.shape];
  if (inputs.length !== 1 || outputs.length !== 1 || input?.length !== 2 || output?.length !== 2) return undefined;
  const [d_in, d_out] = [input[1], output[1]];
  if (typeof d_in !== 'number' || typeof d_out !== 'number') return undefined;
  const dense = compile('import { dense } from "std"', {
    layer: 'dense',
    set: { d_in, d_out },
    dtype,
    targets: ['onnx'],
  });
  return dense.ok ? dense.value : undefined;
}

/** The largest difference from the interpreter, on a few tokens. Error: `bench-disagrees`. */
async function compareWithInterpreter(
  { optimized }: Compilation,
  layer: LoadedLayer,
  at: ReadonlyMap<string, number>,
): Promise<Result<number>> {
  const { parameters, outputs } = layer.artifact;
  const tensors = randomTensors(layer.artifact, new Map([...at, ['...', CHECKED_TOKENS]]));
  if (!tensors.ok) return tensors;
  const inputs = parameters.map(({ name, dtype }): [string, HostTensor] => {
    const { shape, data } = tensors.value[name] as Tensor;
    return [name, { shape, data: numbersOf(dtype, data) }];
  });
  const expected = interpretWithTolerance(optimized, new Map(inputs));
  const actual = await layer.run(tensors.value);
  let maxError = 0;
  for (const { name, dtype } of outputs) {
    const { value, tolerance } = expected.get(name) ?? { value: { data: [] }, tolerance: [] };
    for (const [position, number] of numbersOf(dtype, (actual[name] as Tensor).data).entries()) {
      const [wanted = NaN, allowed = 0] = [value.data[position], tolerance[position]];
      const distance = Math.abs(number - wanted);
      if (!agrees(number, wanted, allowed)) return failure(report['bench-disagrees']({}, name, distance, allowed));
      maxError = Math.max(maxError, distance || 0);
    }
  }
  return success(maxError);
}

/** Times layers in turn, so that whatever else the machine does meets them alike. */
async function measure(
  compilations: readonly Compilation[],
  at: ReadonlyMap<string, number>,
  rounds: number,
): Promise<Result<readonly Measured[]>> {
  const runs: { readonly layer: LoadedLayer; readonly run: () => Promise<unknown>; readonly times: number[] }[] = [];
  try {
    for (const compilation of compilations) {
      const artifact = artifactOf(compilation);
      const tensors = randomTensors(artifact, at);
      if (!tensors.ok) return tensors;
      const layer = await openArtifact(artifact);
      if (!layer.ok) return layer;
      runs.push({ layer: layer.value, run: () => layer.value.run(tensors.value), times: [] });
    }
    for (let round = -WARM_UPS; round < rounds; round += 1) {
      for (const { run, times } of runs) {
        const start = performance.now();
        await run();
        if (round >= 0) times.push(performance.now() - start);
      }
    }
  } finally {
    for (const { layer } of runs) await layer.close();
  }
  return success(
    compilations.map((compilation, position) => {
      const { layer: name, parameters, macs } = explain(compilation, at);
      return { name, parameters, macs, milliseconds: median(runs[position]?.times ?? []) };
    }),
  );
}

const median = (times: readonly number[]): number =>
  [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;

function describe(measured: readonly Measured[], maxError: number): string {
  const dense = measured[1];
  const table = textTable(
    [
      { title: 'layer', align: 'left' },
      { title: 'params', align: 'right' },
      { title: 'MACs', align: 'right' },
      { title: 'ms', align: 'right' },
      { title: 'speed', align: 'right' },
    ],
    measured.map(({ name, parameters, macs, milliseconds }) => [
      name,
      shortNumber(parameters),
      shortNumber(macs),
      milliseconds.toPrecision(3),
      dense ? `${(dense.milliseconds / milliseconds).toFixed(2)}×` : '',
    ]),
  );
  return `${table.join('\n')}\nlargest difference from the interpreter: ${maxError.toExponential(1)}\n`;
}
