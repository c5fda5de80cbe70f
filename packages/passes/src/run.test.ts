import { expect, test } from '@jest/globals';
import { InvariantError, ProgramBuilder } from '@einlay/ir';
import type { TensorProgram } from '@einlay/ir';
import { run, runWith, tensorPass } from './run.ts';

function identity(): TensorProgram {
  const builder = new ProgramBuilder('identity');
  builder.output('y', builder.parameter('x', [2], 'f32'));
  return builder.build();
}

const rename = tensorPass('rename', (program, name: string) => ({ ...program, name }));

test('run hands options to the pass and returns what it makes', () => {
  expect(run(rename, identity(), 'other').name).toBe('other');
});

test('run refuses a malformed result and names the pass', () => {
  const lose = tensorPass('lose-outputs', (program) => ({ ...program, outputs: [] }));
  expect(() => run(lose, identity())).toThrow(InvariantError);
  expect(() => run(lose, identity())).toThrow(/lose-outputs/);
});

test('an observer sees every pass with its printed result, and times add up by name', () => {
  const seen: [string, string][] = [];
  const times = new Map([['rename', 1000]]);
  const observed = runWith({ trace: (name, printed) => seen.push([name, printed]), times });
  observed(rename, observed(rename, identity(), 'one'), 'two');
  expect(seen).toEqual([
    ['rename', 'program one\ninput x: f32[2]\noutput y[2] = x\n'],
    ['rename', 'program two\ninput x: f32[2]\noutput y[2] = x\n'],
  ]);
  expect([...times.keys()]).toEqual(['rename']);
  expect(times.get('rename')).toBeGreaterThan(1000);
});
