/** `einlay bench FILE --layer NAME --set k=v,…` */
import type { Artifact, LoadedLayer, Runtime, Tensor } from '@einlay/artifact';
import { compile, explain } from '@einlay/compiler';
import type { Compilation, CompileOptions } from '@einlay/compiler';
import { success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { withCuda } from '../cuda-device.ts';
import type { Context } from '../io.ts';
import { compileFile } from '../layer-options.ts';
import type { DTypeName, LayerOptions } from '../layer-options.ts';
import { randomTensors } from '../random-tensors.ts';
import { compareWithReference, interpretSmall } from '../reference.ts';
import { attempt, openArtifact } from '../run-artifact.ts';
import { EXIT, refuse, show } from '../show.ts';
import { shortNumber, textTable } from '@einlay/compiler/text-table';
import { median, release, timedInMemory, timedOnDevice, uploadAll } from '../time-layer.ts';
import type { DeviceAtHand, Timed } from '../time-layer.ts';
import { withWebgpu } from '../webgpu-device.ts';

export interface BenchOptions extends LayerOptions {
  /** Values for symbols; `...` is the number of tokens. */
  readonly at: ReadonlyMap<string, number>;
  readonly target: 'onnx' | 'webgpu' | 'cuda';
  readonly rounds: number;
  readonly json?: boolean;
}

/** Unless the command line says otherwise. */
const TOKENS = 4096;

const WARM_UPS = 3;

/** One line of the answer. */
export interface Measured {
  readonly name: string;
  readonly parameters: number;
  readonly macs: number;
  /** The median. */
  readonly milliseconds: number;
}

/** Where layers are timed. */
export interface Stand {
  readonly options: Pick<CompileOptions, 'targets' | 'device' | 'cuda'>;
  readonly runtime?: Runtime;
  /** Makes a layer ready for being timed, and what to do when that is done. */
  readonly prepare: (
    layer: LoadedLayer,
    tensors: Readonly<Record<string, Tensor>>,
  ) => Promise<Result<{ readonly timed: Timed; readonly release: () => void }>>;
}

/** Compares the layer with the interpreter, then times it beside the dense layer that it could stand for. */
export async function bench(file: string, options: BenchOptions, context: Context): Promise<number> {
  const answer = await withStand(options, async (stand) => {
    const { result, sources } = compileFile(file, options, stand.options);
    show(result.diagnostics, sources, context);
    if (!result.ok) return { ok: false, diagnostics: [] };
    return benchOn(stand, result.value, options);
  });
  if (!answer.ok) return refuse(answer.diagnostics, context);
  const { layers, maxError } = answer.value;
  await context.io.print(options.json ? `${JSON.stringify(answer.value)}\n` : describe(layers, maxError));
  return EXIT.success;
}

/** Does something where layers of a target can be timed. Errors: those of opening a device. */
export async function withStand<T>(
  { target }: Pick<BenchOptions, 'target'>,
  work: (stand: Stand) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (target === 'webgpu')
    return withWebgpu((device) => work(standOn(device, { targets: ['wgsl'], device: device.target })));
  if (target === 'cuda') return withCuda((device) => work(standOn(device, { targets: ['cuda'], cuda: device.target })));
  return work({
    options: { targets: ['onnx'] },
    prepare: (layer, tensors) =>
      Promise.resolve(success({ timed: timedInMemory(layer, tensors), release: () => undefined })),
  });
}

/** Layers on tensors that are on the device. */
const standOn = (device: DeviceAtHand, options: Stand['options']): Stand => ({
  options,
  runtime: device.runtime,
  prepare: async (layer, tensors) => {
    const there = await uploadAll(layer, tensors, device);
    if (!there.ok) return there;
    const done = (): void => {
      release(there.value);
    };
    return success({ timed: timedOnDevice(layer, there.value, device), release: done });
  },
});

interface Answer {
  readonly at: Readonly<Record<string, number>>;
  readonly layers: readonly Measured[];
  readonly speedAgainstDense?: number;
  readonly maxError: number;
}

async function benchOn(stand: Stand, compilation: Compilation, options: BenchOptions): Promise<Result<Answer>> {
  const at = new Map([['...', TOKENS], ...options.at]);
  const maxError = await compareOn(stand, compilation, at);
  if (!maxError.ok) return maxError;
  const dense = compileDense(artifactOf(compilation), options.dtype, stand);
  const measured = await measure(stand, dense === undefined ? [compilation] : [compilation, dense], at, options.rounds);
  if (!measured.ok) return measured;
  const [own, other] = measured.value;
  return success({
    at: Object.fromEntries(at),
    layers: measured.value,
    ...(own && other ? { speedAgainstDense: other.milliseconds / own.milliseconds } : {}),
    maxError: maxError.value,
  });
}

/** The largest difference of a layer from what the interpreter says. Errors: `bench-disagrees`, and those of running it. */
export async function compareOn(
  stand: Stand,
  compilation: Compilation,
  at: ReadonlyMap<string, number>,
): Promise<Result<number>> {
  const reference = interpretSmall(compilation, artifactOf(compilation), at);
  if (!reference.ok) return reference;
  return withLayer(stand, compilation, (layer) => compareWithReference(reference.value, layer));
}

const artifactOf = ({ emissions }: Compilation): Artifact => {
  const [emission] = emissions.values();
  if (!emission) throw new Error('bench: nothing was emitted');
  return emission.artifact;
};

async function withLayer<T>(
  { runtime }: Stand,
  compilation: Compilation,
  work: (layer: LoadedLayer) => Promise<Result<T>>,
): Promise<Result<T>> {
  const layer = await openArtifact(artifactOf(compilation), runtime);
  if (!layer.ok) return layer;
  try {
    return await work(layer.value);
  } finally {
    await layer.value.close();
  }
}

/** The dense layer of the same features, when the layer takes and gives one tensor of tokens with features. */
function compileDense(
  { parameters, outputs }: Artifact,
  dtype: DTypeName,
  { options }: Stand,
): Compilation | undefined {
  const inputs = parameters.filter(({ role }) => role === 'input');
  const [input, output] = [inputs[0]?.shape, outputs[0]?.shape];
  if (inputs.length !== 1 || outputs.length !== 1 || input?.length !== 2 || output?.length !== 2) return undefined;
  const [d_in, d_out] = [input[1], output[1]];
  if (typeof d_in !== 'number' || typeof d_out !== 'number') return undefined;
  const dense = compile('import { dense } from "std"', {
    layer: 'dense',
    set: { d_in, d_out },
    dtype,
    ...options,
  });
  return dense.ok ? dense.value : undefined;
}

/** Times layers in turn, so that whatever else the machine does meets them alike. */
export async function measure(
  { runtime, prepare }: Stand,
  compilations: readonly Compilation[],
  at: ReadonlyMap<string, number>,
  rounds: number,
): Promise<Result<readonly Measured[]>> {
  const runs: { readonly timed: Timed; readonly times: number[] }[] = [];
  const endings: (() => void | Promise<void>)[] = [];
  try {
    for (const compilation of compilations) {
      const artifact = artifactOf(compilation);
      const tensors = randomTensors(artifact, at);
      if (!tensors.ok) return tensors;
      const layer = await openArtifact(artifact, runtime);
      if (!layer.ok) return layer;
      endings.push(() => layer.value.close());
      const prepared = await prepare(layer.value, tensors.value);
      if (!prepared.ok) return prepared;
      endings.push(prepared.value.release);
      runs.push({ timed: prepared.value.timed, times: [] });
    }
    const timed = await attempt(async () => {
      for (let round = -WARM_UPS; round < rounds; round += 1) {
        for (const { timed, times } of runs) {
          const time = await timed();
          if (round >= 0) times.push(time);
        }
      }
    });
    if (!timed.ok) return timed;
  } finally {
    for (const end of endings.reverse()) await end();
  }
  return success(
    compilations.map((compilation, position) => {
      const { layer: name, parameters, macs } = explain(compilation, at);
      return { name, parameters, macs, milliseconds: median(runs[position]?.times ?? []) };
    }),
  );
}

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
