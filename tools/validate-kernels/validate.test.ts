import { expect, test } from '@jest/globals';
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
