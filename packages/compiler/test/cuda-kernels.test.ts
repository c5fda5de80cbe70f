/** CUDA as it is emitted, compiled for the processor and run there: golden cases and random programs do what they mean. */
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { disagreement, programs } from '@einlay/ir/testing';
import { compileProgram } from '../src/index.ts';
import type { Emission } from '../src/index.ts';
import { openFakeCuda } from './fake-cuda.ts';
import { goldenCase, goldenNames } from './golden-cases.ts';
import { compileGolden, inputsOf } from './golden-source.ts';
import { runArtifact } from './run-artifact.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

const { runtime, remove } = openFakeCuda();
afterAll(remove);

describe.each(goldenNames())('golden case %s', (name) => {
  const { source } = goldenCase(name);
  test.each(['f32', 'bf16'] as const)('in %s', async (dtype) => {
    const { program, emissions } = compileGolden(source, ['cuda'], dtype);
    const inputs = inputsOf(program);
    const results = await runArtifact(emissions.get('cuda') as Emission, runtime, inputs);
    expect(disagreement({ program, inputs }, results)).toBeUndefined();
  });
});

describe('random programs', () => {
  test.each(['f32', 'bf16', 'f16'] as const)('compute the same in %s', async (dtype) => {
    await fc.assert(
      fc.asyncProperty(programs({ dtypes: [dtype], batch: false }), async (generated) => {
        const compiled = compileProgram(generated.program, { targets: ['cuda'] });
        if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
        const emission = compiled.value.emissions.get('cuda') as Emission;
        expect(disagreement(generated, await runArtifact(emission, runtime, generated.inputs))).toBeUndefined();
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
