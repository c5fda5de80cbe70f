import { expect, test } from '@jest/globals';
import { spillsIn } from './nvcc.ts';
import { modulesOf, openCompiler } from './validate.ts';

test('modules are told apart', () => {
  expect(modulesOf('// Kernel a\n\nfn a() {}\n// Kernel b\nfn b() {}\n')).toEqual([
    '// Kernel a\n\nfn a() {}\n',
    '// Kernel b\nfn b() {}\n',
  ]);
});

test('what is wrong is said with the line', async () => {
  const compiler = await openCompiler();
  expect(await compiler.validate('@compute @workgroup_size(1)\nfn main() {}\n')).toEqual([]);
  const [problem] = await compiler.validate('@compute @workgroup_size(1)\nfn main() {\n  let x: i32 = 1.5;\n}\n');
  expect(problem).toMatch(/in: let x: i32 = 1\.5;$/);
  expect(await compiler.validate('@compute @workgroup_size(100000)\nfn main() {}\n')).toHaveLength(1);
  compiler.close();
});

test('kernels that spill are named', () => {
  const text = [
    'ptxas info    : Function properties for first_kernel',
    '    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads',
    'ptxas info    : Function properties for second_kernel',
    '    8 bytes stack frame, 10 bytes spill stores, 12 bytes spill loads',
  ].join('\n');
  expect(spillsIn(text)).toEqual(['second_kernel']);
});
