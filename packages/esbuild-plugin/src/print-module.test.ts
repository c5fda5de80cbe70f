import { expect, test } from '@jest/globals';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { load } from '@einlay/artifact';
import type { Artifact, CompiledLayer, Runtime } from '@einlay/artifact';
import { NO_CACHE } from './cache.ts';
import { compileFile } from './compile-file.ts';
import { printModule } from './print-module.ts';

const SOURCE = `/// Doubles.
layer twice(n = 3) {
  input  x[..., n]
  output y[..., n] = 2 * x[..., n]
}
  layer delete(n = 2) { input x[..., n] output y[..., n] = x[..., n] + 1 }
`;

const compiled = compileFile('/p/layers.ein', SOURCE, {
  options: { targets: ['wgsl', 'onnx'] },
  cache: NO_CACHE,
  readFile: () => undefined,
});

const imported = async (code: string): Promise<Readonly<Record<string, CompiledLayer>>> =>
  (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Readonly<Record<string, CompiledLayer>>;

test('a module exports each layer by its name, with the artifacts that were compiled', async () => {
  const module = await imported(printModule(compiled).code);
  expect(Object.keys(module).sort()).toEqual(['delete', 'twice']);
  const [twice] = compiled.layers;
  expect(module['twice']?.name).toBe('twice');
  expect(module['twice']?.artifacts.webgpu).toEqual(twice?.artifacts[0]);
  expect(module['twice']?.artifacts.onnx).toEqual(twice?.artifacts[1]);
  expect(module['twice']?.artifacts.cuda).toBeUndefined();
});

test('load takes the artifact for its runtime, and says which there are', async () => {
  const { twice } = await imported(printModule(compiled).code);
  if (twice === undefined) throw new Error('there is no layer');
  const opened: Artifact[] = [];
  const runtime = (target: string): Runtime => ({
    name: 'test',
    target,
    open: (artifact) => {
      opened.push(artifact);
      return Promise.reject(new Error('far enough'));
    },
  });
  await expect(load(twice, { runtime: runtime('onnx') })).rejects.toThrow('far enough');
  expect(opened).toEqual([compiled.layers[0]?.artifacts[1]]);
  await expect(load(twice, { runtime: runtime('cuda') })).rejects.toMatchObject({
    code: 'runtime-target',
    message: 'the runtime test runs artifacts for cuda, and this one is for webgpu and onnx',
  });
});

test('the source map leads to the layer in its file', () => {
  const { code, map } = printModule(compiled);
  const trace = new TraceMap(JSON.stringify(map));
  const placeOf = (part: string) => {
    const line = code.split('\n').findIndex((text) => text.includes(part));
    return originalPositionFor(trace, { line: line + 1, column: code.split('\n')[line]?.indexOf(part) ?? 0 });
  };
  expect(placeOf('name: "twice"')).toEqual({ source: '/p/layers.ein', line: 2, column: 6, name: 'twice' });
  expect(placeOf('name: "delete"')).toEqual({ source: '/p/layers.ein', line: 6, column: 8, name: 'delete' });
  expect(map.sourcesContent).toEqual([SOURCE]);
});
