/** Types of what `print-module` prints: names of layers and tensors, element types, extents. */
import type { Artifact, Extent, TensorDeclaration } from '@einlay/artifact';
import type { CompiledFile } from './compile-file.ts';

/** A declaration file. It depends on the layers and their values, not on the targets. */
export function printDeclarations({ layers }: CompiledFile): string {
  const declared = layers.flatMap(({ name, artifacts: [artifact] }) =>
    artifact === undefined ? [] : [printLayer(name, artifact)],
  );
  return [
    '// Written by the build from the .ein file of this name; change that one.',
    `import type { CompiledLayer, TensorSignature } from '@einlay/artifact';`,
    '',
    ...declared,
    ...(declared.length === 0 ? ['export {};', ''] : []),
  ].join('\n');
}

function printLayer(name: string, { doc, parameters, outputs }: Artifact): string {
  const local = `layer_${name}`;
  return [
    ...(doc === undefined ? [] : [comment(doc, '')]),
    `declare const ${local}: CompiledLayer<{`,
    '  readonly parameters: {',
    ...parameters.map(printTensor),
    '  };',
    '  readonly outputs: {',
    ...outputs.map(printTensor),
    '  };',
    '}>;',
    `export { ${local} as ${name} };`,
    '',
  ].join('\n');
}

function printTensor(tensor: TensorDeclaration): string {
  const { name, dtype, shape, axes, doc } = tensor;
  const role = 'role' in tensor ? `${String(tensor.role)} ` : 'output ';
  const told = `${role}${name}[${axes.join(', ')}]`;
  const extents = shape.map(printExtent).join(', ');
  return [
    comment(doc === undefined ? told : `${told}: ${doc}`, '    '),
    `    readonly ${printKey(name)}: TensorSignature<'${dtype}', readonly [${extents}]>;`,
  ].join('\n');
}

const printKey = (name: string): string => (/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name));

/** The batch is any number of axes; other symbols are known when the layer runs. */
function printExtent(extent: Extent): string {
  if (typeof extent === 'number') return String(extent);
  return extent.symbols.includes('...') ? '...number[]' : 'number';
}

function comment(text: string, indent: string): string {
  const lines = text.replaceAll('*/', '* /').split('\n');
  if (lines.length === 1) return `${indent}/** ${text.replaceAll('*/', '* /')} */`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n');
}
