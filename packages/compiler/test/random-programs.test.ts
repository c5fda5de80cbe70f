/** Random programs mean the same to the interpreter after all passes, and to ONNX Runtime, in every element type. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interpret } from '@einlay/ir';
import { disagreement, programs } from '@einlay/ir/testing';
import type { ProgramCase } from '@einlay/ir/testing';
import { compileProgram } from '../src/index.ts';
import type { Compilation } from '../src/index.ts';
import { runOnnx } from './run-onnx.ts';

function compiled({ program }: ProgramCase): Compilation {
  const result = compileProgram(program, { targets: ['onnx'] });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

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
          expect(disagreement(generated, await runOnnx(compiled(generated), generated.inputs))).toBeUndefined();
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
