/** Everything that runs on ONNX Runtime also runs as WGSL kernels: einsum cases, golden cases, random programs. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HostTensor } from '@einlay/ir';
import { disagreement, programs } from '@einlay/ir/testing';
import { webgpu } from '@einlay/runtime-webgpu';
import { compileProgram, einsum } from '../src/index.ts';
import type { Emission } from '../src/index.ts';
import { computedCases, expectResult, operandsOf } from './einsum-case.ts';
import { goldenCase, goldenNames } from './golden-cases.ts';
import { inputsOf } from './golden-source.ts';
import { runArtifact } from './run-artifact.ts';

const runtime = webgpu();

test.each(computedCases.map((each) => [each.id, each.equation, each] as const))('%s %s', async (_, equation, each) => {
  const compiled = einsum(equation, each.shapes, { targets: ['wgsl'] });
  expect(compiled.diagnostics).toEqual([]);
  if (!compiled.ok) return;
  const inputs = new Map(operandsOf(each).map((operand, at) => [`operand${at}`, operand]));
  const results = await runArtifact(compiled.value.emissions.get('wgsl') as Emission, runtime, inputs);
  expectResult(each, results.get('result') as HostTensor, 2 ** -24);
});

test.each(goldenNames())('golden case %s', async (name) => {
  const { compilation } = goldenCase(name);
  const { program, emissions } = compilation;
  const inputs = inputsOf(program);
  const results = await runArtifact(emissions.get('wgsl') as Emission, runtime, inputs);
  expect(disagreement({ program, inputs }, results)).toBeUndefined();
});

describe('random programs', () => {
  test('compute the same as kernels', async () => {
    await fc.assert(
      fc.asyncProperty(programs({ dtypes: ['f32'], batch: false }), async (generated) => {
        const compiled = compileProgram(generated.program, { targets: ['wgsl'] });
        if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
        const emission = compiled.value.emissions.get('wgsl') as Emission;
        expect(disagreement(generated, await runArtifact(emission, runtime, generated.inputs))).toBeUndefined();
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);
});
