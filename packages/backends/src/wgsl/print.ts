/** Prints one legal kernel as a WGSL module with a single entry point. */
import { extentValue, plus, quotient, times } from '@einlay/ir/loop';
import type { Builtin, Kernel, LoopExpression } from '@einlay/ir/loop';
import { Namer, commentText } from '../c-like/namer.ts';
import { alone, infix } from '../c-like/precedence.ts';
import type { Phrase } from '../c-like/precedence.ts';
import { BodyPrinter, indent, nameKernel } from '../c-like/print-body.ts';
import type { Width } from '../c-like/place-memories.ts';
import { forEachExpression } from '../c-like/rewrite.ts';
import { symbolsOfKernel } from '../c-like/symbols-of-kernel.ts';
import { subgroupSizeOf, typesOf, usesSubgroups } from './can-emit.ts';
import { wgslDialect } from './dialect.ts';
import { FUNCTION_NAMES, FunctionLibrary } from './functions.ts';
import { TAKEN } from './keywords.ts';
import type { LegalKernel } from './legalize.ts';
import { storedType, typeText } from './types.ts';
import type { WgslFeature } from './target.ts';

/** Names that the text around a body uses. */
const FRAME = [
  ...['main', 'extents', 'Extents', 'workgroup', 'invocation', 'subgroup', 'lane'],
  ...['workgroup_id', 'num_workgroups', 'local_invocation_index', 'subgroup_invocation_id'],
];

/** Workgroups in one direction; more continue in the next. */
const MAX_WORKGROUPS = 65535;

/** `enable` directives of features. */
const EXTENSIONS: Readonly<Record<WgslFeature, string>> = {
  'shader-f16': 'f16',
  subgroups: 'subgroups',
  'subgroup-size-control': 'subgroup_size_control',
  'chromium-experimental-subgroup-matrix': 'chromium_experimental_subgroup_matrix',
};

/** What a kernel needs of a device. */
export function featuresOf({ kernel, demandsSubgroupSize }: LegalKernel): readonly WgslFeature[] {
  const features: WgslFeature[] = [];
  if (typesOf(kernel).has('f16')) features.push('shader-f16');
  if (usesSubgroups(kernel)) features.push('subgroups');
  if (demandsSubgroupSize) features.push('subgroup-size-control');
  if (kernel.tiles.length > 0) features.push('chromium-experimental-subgroup-matrix');
  return features;
}

/** The text of a module. `members` names the extents in the uniform buffer, in the order in which they lie there. */
export function printKernel(legal: LegalKernel, members: ReadonlyMap<string, string>): string {
  const { kernel, places, demandsSubgroupSize } = legal;
  const library = new FunctionLibrary();
  const namer = new Namer([...TAKEN, ...FUNCTION_NAMES, ...FRAME]);
  const names = nameKernel(kernel, places, namer);
  const sharesBuffers = kernel.bindings.some(({ access }) => access === 'read-write');
  const body = new BodyPrinter({ kernel, places, names, dialect: wgslDialect({ library, members, sharesBuffers }) });

  const frame = printFrame(kernel, body);
  const lines = [...frame.lines, ...body.lines()];
  const features = featuresOf(legal);
  const symbols = symbolsOfKernel(kernel);
  const widthOf = (memory: number): Width => places.get(memory)?.width ?? 1;
  const globals = kernel.bindings.map(({ memory, access }, at) => {
    const type = storedType({ type: memory.type, lanes: widthOf(memory.id) });
    const mode = access === 'read' ? 'read' : 'read_write';
    return `@group(0) @binding(${at + 1}) var<storage, ${mode}> ${names.of(memory.id)}: array<${type}>;`;
  });
  const shared = kernel.memories.flatMap(({ id, space, type, elements }) => {
    if (space !== 'workgroup') return [];
    const lanes = widthOf(id);
    const length = Math.ceil(Number(elements) / lanes);
    return [`var<workgroup> ${names.of(id)}: array<${typeText({ type, lanes })}, ${length}>;`];
  });
  const uniform =
    symbols.size === 0
      ? []
      : [
          ['struct Extents {', ...[...members.values()].map((member) => `  ${member}: i32,`), '}'],
          ['@group(0) @binding(0) var<uniform> extents: Extents;'],
        ];
  const sections: readonly (readonly string[])[] = [
    [
      ...features.map((feature) => `enable ${EXTENSIONS[feature]};`),
      // That subgroups stay together is checked by the loop verifier and interpreter, which know more of the values.
      ...(features.includes('subgroups') ? ['diagnostic(off, subgroup_uniformity);'] : []),
      ...(kernel.tiles.length > 0 ? ['diagnostic(off, chromium.subgroup_matrix_uniformity);'] : []),
    ],
    ...uniform,
    globals,
    shared,
    ...library.texts(),
    [
      `// ${commentText(kernel.doc === undefined ? kernel.name : `${kernel.name}: ${kernel.doc}`)}`,
      `@compute @workgroup_size(${kernel.invocations})${demandsSubgroupSize ? ` @subgroup_size(${subgroupSizeOf(kernel)})` : ''}`,
      ...(frame.parameters.length === 0
        ? ['fn main() {']
        : ['fn main(', ...frame.parameters.map((parameter) => `  ${parameter},`), ') {']),
      ...lines.map(indent),
      '}',
    ],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

/** Parameters of the entry point, and the lines that make the built-in values of loop IR from them. */
function printFrame(
  kernel: Kernel,
  body: BodyPrinter,
): { readonly parameters: readonly string[]; readonly lines: readonly string[] } {
  const used = new Set<Builtin>();
  forEachExpression(kernel.body, (expression) => {
    if (expression.kind === 'builtin') used.add(expression.builtin);
  });
  const parameters: string[] = [];
  const lines: string[] = [];
  const total = workgroupsOf(kernel);
  const fits = total.kind === 'literal' && total.value <= MAX_WORKGROUPS;
  if (used.has('workgroup') || !fits) parameters.push('@builtin(workgroup_id) workgroup_id: vec3u');
  if (!fits) parameters.push('@builtin(num_workgroups) num_workgroups: vec3u');
  if (used.has('invocation') || used.has('subgroup'))
    parameters.push('@builtin(local_invocation_index) local_invocation_index: u32');
  if (used.has('lane') && usesSubgroups(kernel))
    parameters.push('@builtin(subgroup_invocation_id) subgroup_invocation_id: u32');

  // More workgroups than fit in one direction lie in rows, the last of which may be longer than needed.
  const inRows = 'i32(workgroup_id.x + workgroup_id.y * num_workgroups.x)';
  if (used.has('workgroup') || !fits) lines.push(`let workgroup = ${fits ? 'i32(workgroup_id.x)' : inRows};`);
  if (!fits) {
    const beyond = infix('>=', 'compare', alone('workgroup'), body.print(total));
    lines.push(`if (${beyond.text}) {`, '  return;', '}');
  }
  const subgroupSize = subgroupSizeOf(kernel);
  const position: Phrase = alone('i32(local_invocation_index)');
  if (used.has('invocation')) lines.push(`let invocation = ${position.text};`);
  if (used.has('subgroup')) lines.push(`let subgroup = ${position.text} / ${subgroupSize};`);
  if (used.has('lane')) {
    const lane = usesSubgroups(kernel) ? 'i32(subgroup_invocation_id)' : `${position.text} % ${subgroupSize}`;
    lines.push(`let lane = ${lane};`);
  }
  return { parameters, lines };
}

/** How many workgroups a kernel has. */
function workgroupsOf({ grid }: Kernel): LoopExpression {
  return grid.reduce<LoopExpression>((all, { extent, tile }) => {
    const tiles = quotient(plus(extentValue(extent), tile - 1), tile);
    return times(all, tiles);
  }, extentValue(1));
}
