/** What becomes of a layer: its kernels as text, and its diagrams. */
import { compile, drawKernels, drawNetwork, explainKernels, findPoint } from '@einlay/compiler';
import type { Compilation, TargetName } from '@einlay/compiler';
import { renderDiagnostic } from '@einlay/compiler/diagnostic';
import type { Diagnostic } from '@einlay/compiler/diagnostic';
import { chooseValues } from '../layer-values.ts';
import type { Settings } from '../settings.ts';
import { isLayerItem } from '../symbols.ts';
import type { Analysis, Workspace } from '../workspace.ts';

/** What can be shown beside a layer. */
export const PREVIEWS = ['wgsl', 'cuda', 'onnx', 'network', 'kernels'] as const;

/** What is shown beside a layer. */
export type PreviewKind = (typeof PREVIEWS)[number];

/** What the request `einlay/preview` answers. */
export interface Preview {
  readonly layer: string;
  readonly kind: PreviewKind;
  /** `text` is the program of a target or a diagram; `message` says why there is none. */
  readonly format: 'text' | 'svg' | 'message';
  readonly text: string;
  /** Values of the layer's parameters that were taken. */
  readonly values: Readonly<Record<string, number>>;
}

/** A preview of the layer at a place, or of the last one before it. */
export function preview(
  analysis: Analysis,
  offset: number,
  kind: PreviewKind,
  workspace: Workspace,
  settings: Settings,
): Preview {
  const layers = analysis.module.document.items.filter(isLayerItem);
  const item = layers.findLast(({ span }) => span.start <= offset) ?? layers[0];
  const name = item?.name.text ?? '';
  const message = (text: string): Preview => ({ layer: name, kind, format: 'message', text, values: {} });
  const layer = analysis.module.layers.get(name);
  const chosen = layer && chooseValues(analysis.module, layer, name, settings.values);
  if (!item) return message('there is no layer here');
  if (!chosen)
    return message(
      messages(analysis.diagnostics, analysis) || `${name} cannot be compiled with values that were tried`,
    );
  const isTarget = kind !== 'network' && kind !== 'kernels';
  const compiled = compile(analysis.document.getText(), {
    file: analysis.path,
    readFile: (file) => workspace.document(file)?.getText(),
    layer: name,
    set: chosen.values,
    targets: isTarget ? [kind] : [],
  });
  if (!compiled.ok) return message(messages(compiled.diagnostics, analysis));
  const answer = { layer: name, kind, values: chosen.values };
  if (isTarget) return { ...answer, format: 'text', text: programOf(compiled.value, kind) };
  const drawn = kind === 'network' ? network(compiled.value) : kernels(compiled.value);
  return { ...answer, ...drawn };
}

const EXTENSIONS: Readonly<Record<TargetName, string>> = { wgsl: '.wgsl', cuda: '.cu', onnx: '.onnx.txt' };

function programOf({ emissions }: Compilation, target: TargetName): string {
  const file = emissions.get(target)?.files.find(({ extension }) => extension === EXTENSIONS[target]);
  return typeof file?.content === 'string' ? file.content : '';
}

function network({ program, name }: Compilation): Pick<Preview, 'format' | 'text'> {
  const found = findPoint(program);
  if (found.product) return { format: 'svg', text: drawNetwork(found.product, name) };
  return { format: 'message', text: `${name} is not one product: ${found.kind === 'none' ? found.reason : ''}` };
}

function kernels(compilation: Compilation): Pick<Preview, 'format' | 'text'> {
  const explained = explainKernels(compilation);
  if (explained.ok) return { format: 'svg', text: drawKernels(explained.value) };
  return { format: 'message', text: explained.diagnostics.map(({ message }) => message).join('\n') };
}

const messages = (diagnostics: readonly Diagnostic[], { module }: Analysis): string =>
  diagnostics
    .map((diagnostic) => renderDiagnostic(diagnostic, { sourceOf: (file) => module.sources.get(file) }))
    .join('\n');
