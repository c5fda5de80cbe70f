/** What a project says in the configuration of its bundler. */
import type { CompileOptions, TargetName } from '@einlay/compiler';

/** Values of a layer's parameters. */
export type LayerValues = Readonly<Record<string, number>>;

/** Options of the plugin, in every bundler. */
export interface EinlayOptions {
  /** What to compile for; `onnx`, `wgsl` and `cuda` are there. An import holds an artifact for each. */
  readonly targets: readonly TargetName[];
  /**
   * Values of parameters by the name of the layer: `{ btt: { g: 32, a: 32, p: 32, e: 32 } }`. What is not given has the
   * default of the `.ein` file. A function is asked for every layer instead, where names alone do not tell.
   */
  readonly layers?: Readonly<Record<string, LayerValues>> | ((layer: string, file: string) => LayerValues | undefined);
  /** Element type of tensors that state none; `f32`. */
  readonly dtype?: NonNullable<CompileOptions['dtype']>;
  /** The device that WGSL is for, by default what every WebGPU device has: what `targetOfAdapter` makes. */
  readonly device?: NonNullable<CompileOptions['device']>;
  /**
   * Where types go: `true`, the default, writes `layers.d.ein.ts` beside `layers.ein`; a folder keeps them there, in the
   * same tree; `false` writes none.
   */
  readonly declarations?: boolean | string;
  /** Folder of what was compiled before, `node_modules/.cache/einlay` by default; `false` compiles every time. */
  readonly cache?: string | false;
  /** Where relative paths of these options and of messages start; the working directory by default. */
  readonly root?: string;
}

/** The values that the options give a layer; undefined when they do not mention it. */
export function valuesOf({ layers = {} }: EinlayOptions, layer: string, file: string): LayerValues | undefined {
  if (typeof layers === 'function') return layers(layer, file);
  return Object.hasOwn(layers, layer) ? layers[layer] : undefined;
}
