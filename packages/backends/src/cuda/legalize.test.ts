/** Legal kernels compute what the kernels they come from do, by the interpreter. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interpretLoops, verifyLoopProgram } from '@einlay/ir/loop';
import { programOf } from '../wgsl/testing/kernels.ts';
import { randomKernels } from '../wgsl/testing/random-kernels.ts';
import { legalize } from './legalize.ts';

test('random kernels mean the same when legal', () => {
  fc.assert(
    fc.property(randomKernels(), ({ kernel, inputs, outputs, extents }) => {
      const program = programOf(kernel);
      const legal = { ...program, kernels: [legalize(kernel).kernel] };
      verifyLoopProgram(legal, 'legalize');
      const expected = interpretLoops(program, inputs, outputs, extents).get('y')?.data ?? new Float64Array();
      const found = interpretLoops(legal, inputs, outputs, extents).get('y')?.data ?? new Float64Array();
      expect(expected.length).toBeGreaterThan(0);
      // Folding rounds what it computes to f32.
      const gaps = expected.map((value, at) => Math.abs(value - (found[at] as number)));
      expect(Math.max(...gaps)).toBeLessThan(1e-4);
    }),
    { numRuns: 200 },
  );
}, 60_000);
