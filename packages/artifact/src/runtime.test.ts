import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GraphBinding, Payload } from './artifact.ts';
import { load } from './runtime.ts';
import type { Device, DeviceInput, DeviceOutput, Runtime } from './runtime.ts';
import { numbersOf, tensorOf } from './tensor.ts';
import type { TensorData } from './tensor.ts';
import { conformanceChecks } from './testing/conformance.ts';
import type { ConformanceLayer } from './testing/conformance.ts';

/** A device made of this program: it keeps the suite honest, and shows the least a runtime must do. */
const paper: Runtime = {
  name: 'paper',
  target: 'onnx',
  open: (artifact) => Promise.resolve(openPaper(artifact.name as ConformanceLayer['kind'])),
};

interface Sheet extends DeviceInput {
  readonly release: () => void;
}

let held = 0;
beforeEach(() => {
  held = 0;
});

function openPaper(kind: ConformanceLayer['kind']): Device<Sheet> {
  return {
    upload(input) {
      held += 1;
      return {
        ...input,
        release: () => {
          held -= 1;
        },
      };
    },
    async launch(inputs, outputs) {
      await new Promise(setImmediate);
      const numbers = new Map(
        [...inputs].map(([name, { parameter, data }]) => [name, numbersOf(parameter.dtype, data)]),
      );
      return outputs.map((output) => write(kind, numbers, output));
    },
    close: () => Promise.resolve(),
  };
}

function write(
  kind: ConformanceLayer['kind'],
  inputs: ReadonlyMap<string, Float64Array>,
  { declaration: { name, dtype }, shape, data }: DeviceOutput,
): TensorData {
  const of = (input: string): readonly number[] => [...(inputs.get(input) ?? [])];
  const columns = shape[1] ?? 1;
  const length = shape.reduce((all, extent) => all * extent, 1);
  const numbers = Array.from({ length }, (_, at): number => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    switch (kind) {
      case 'linear':
        return [0, 1, 2].reduce((all, k) => all + (of('x')[row * 3 + k] ?? 0) * (of('W')[k * 2 + column] ?? 0), 0);
      case 'outer': {
        const products = of('a').flatMap((left) => of('b').map((right) => left * right));
        return name === 'y' ? (products[at] ?? 0) : products.reduce((all, product) => all + product, 0);
      }
      case 'rows':
        return of('E')[(of('token')[row] ?? 0) * 2 + column] ?? 0;
      case 'double':
        return (of('x')[at] ?? 0) * 2;
      case 'not':
        return 1 - (of('x')[at] ?? 0);
    }
  });
  const made = tensorOf(dtype, shape, numbers).data;
  data?.set(made);
  return data ?? made;
}

function payloadOf({ artifact }: ConformanceLayer): Payload {
  const bind = ({ name, dtype }: { name: string; dtype: GraphBinding['dtype'] }): GraphBinding => ({
    tensor: name,
    graphName: name,
    dtype,
  });
  const model = Uint8Array.of(1, 2, 3);
  return { kind: 'onnx', opset: 21, model, inputs: artifact.parameters.map(bind), outputs: artifact.outputs.map(bind) };
}

const options = { runtime: paper, payloadOf, dtypes: ['f64', 'f32', 'f16', 'bf16', 'i32'] } as const;

describe('a runtime on paper', () => {
  test.each(conformanceChecks(options))('$name', async ({ run }) => {
    await run();
    expect(held).toBe(0);
  });
});

describe('the suite', () => {
  const failing = async (change: (device: Device) => Partial<Device>): Promise<readonly string[]> => {
    const open: Runtime['open'] = async (artifact) => {
      const device = await paper.open(artifact);
      return { ...device, ...change(device) };
    };
    const failed: string[] = [];
    for (const { name, run } of conformanceChecks({ ...options, runtime: { ...paper, open } }))
      await run().catch(() => failed.push(name));
    return failed;
  };

  test('finds a device that keeps the first tensors it saw', async () => {
    const seen = new Map<string, Sheet>();
    const failed = await failing((device) => ({
      launch: (inputs, outputs, context) => {
        for (const [name, input] of inputs as ReadonlyMap<string, Sheet>) if (!seen.has(name)) seen.set(name, input);
        return device.launch(seen, outputs, context);
      },
    }));
    expect(failed).toContain('extents may differ from run to run, down to none');
    expect(failed).toContain('factors are bound once');
  });

  test('finds a device that hands out the same memory again', async () => {
    const memory = new Float32Array(100);
    const failed = await failing((device) => ({
      launch: async (inputs, outputs, context) => {
        const made = await device.launch(inputs, outputs, context);
        return made.map((data) => {
          if (!(data instanceof Float32Array)) return data;
          memory.set(data);
          return memory.subarray(0, data.length);
        });
      },
    }));
    expect(failed).toEqual(
      expect.arrayContaining(['runs leave their inputs and the results of other runs alone', 'runs may overlap']),
    );
  });

  test('finds a device that has no eye for the arrays of the caller', async () => {
    const failed = await failing((device) => ({
      launch: (inputs, outputs, context) =>
        device.launch(
          inputs,
          outputs.map((output) => ({ ...output, data: undefined })),
          context,
        ),
    }));
    expect(failed).toContain('results are written where the caller says');
  });
});

describe('what a device throws', () => {
  const broken = (change: Partial<Device>): Runtime => ({
    ...paper,
    open: async (artifact) => ({ ...(await paper.open(artifact)), ...change }),
  });
  const x = tensorOf('f32', [1], [1]);
  const refusal = { name: 'EinlayError', code: 'runtime-failed', message: 'paper refused: out of paper' };
  const outOfPaper = new Error('out of paper');
  const shape = [{ coefficient: 1, symbols: ['n'] }];
  const tensors = [{ name: 'x', dtype: 'f32', shape, axes: ['n'] }] as const;
  const layer = {
    kind: 'double',
    dtype: 'f32',
    artifact: { name: 'double', producer: '', parameters: [], outputs: [] },
  } as const;
  const parameters = ['x', 'z'].map((name) => ({ role: 'input' as const, ...tensors[0], name }));
  const outputs = [{ ...tensors[0], name: 'y' }];
  const artifact = { ...layer.artifact, parameters, outputs };
  const whole = { ...artifact, payload: payloadOf({ ...layer, artifact }) };

  test('at a launch, becomes a refusal with its words', async () => {
    const loaded = await load(whole, { runtime: broken({ launch: () => Promise.reject(outOfPaper) }) });
    await expect(loaded.run({ x, z: x })).rejects.toMatchObject({ ...refusal, cause: outOfPaper });
    expect(held).toBe(0);
  });

  test('at an upload, too, and what was uploaded before is released', async () => {
    let uploads = 0;
    let released = 0;
    const upload = () => {
      uploads += 1;
      if (uploads % 2 === 0) throw outOfPaper;
      return { release: () => (released += 1) };
    };
    const loaded = await load(whole, { runtime: broken({ upload }) });
    await expect(loaded.run({ x, z: x })).rejects.toMatchObject(refusal);
    expect(() => loaded.bind({ x, z: x })).toThrow(expect.objectContaining(refusal));
    expect({ uploads, released }).toEqual({ uploads: 4, released: 2 });
  });
});

test('closing a layer frees what was bound to it, and to layers bound from it, once', async () => {
  const shape = [{ coefficient: 1, symbols: ['n'] }];
  const declare = (name: string) => ({ name, dtype: 'f32', shape, axes: ['n'] }) as const;
  const parameters = ['x', 'z'].map((name) => ({ role: 'input' as const, ...declare(name) }));
  const artifact = { name: 'double', producer: '', parameters, outputs: [declare('y')] };
  const payload = payloadOf({ kind: 'double', dtype: 'f32', artifact });
  const layer = await load({ ...artifact, payload }, { runtime: paper });
  const tensor = tensorOf('f32', [1], [3]);
  const bound = layer.bind({ x: tensor });
  const both = bound.bind({ z: tensor });
  const closedBefore = layer.bind({ x: tensor });
  await closedBefore.close();
  const running = both.run({});
  expect(held).toBe(2);
  await layer.close();
  expect((await running)['y']).toEqual(tensorOf('f32', [1], [6]));
  expect(held).toBe(0);
  await Promise.all([both.close(), bound.close()]);
  expect(held).toBe(0);
  await expect(both.run({})).rejects.toMatchObject({ code: 'layer-closed' });
});
