/** Random programs mean the same to the interpreter after all passes, and to ONNX Runtime, in every element type. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interpret } from '@einlay/ir';
import type { HostTensor } from '@einlay/ir';
import { disagreement, programs } from '@einlay/ir/testing';
import type { ProgramCase } from '@einlay/ir/testing';
import { onnx } from '@einlay/runtime-onnx';
import { compileProgram } from '../src/index.ts';
import type { Compilation, Emission } from '../src/index.ts';
import { runArtifact } from './run-artifact.ts';

function compiled({ program }: ProgramCase): Compilation {
  const result = compileProgram(program, { targets: ['onnx'] });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const runOnnx = (generated: ProgramCase): Promise<ReadonlyMap<string, HostTensor>> =>
  runArtifact(compiled(generated).emissions.get('onnx') as Emission, onnx({ threads: 1 }), generated.inputs);

describe('random programs', () => {
  test('mean the same after all passes', () => {
    fc.assert(
      fc.property(programs({ batch: false }), (generated) => {
        const { optimized } = compiled(generated);
        expect(disagreement(generated, interpret(optimized, generated.inputs))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test.each(['f32', 'f64', 'f16', 'bf16'] as const)(
    'compute the same on ONNX Runtime in %s',
    async (dtype) => {
      await fc.assert(
        fc.asyncProperty(programs({ dtypes: [dtype], batch: false }), async (generated) => {
          expect(disagreement(generated, await runOnnx(generated))).toBeUndefined();
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
