import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from '@jest/globals';
import { einlay, scratchFolder } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

describe('bash', () => {
  /** What bash would offer after these words, the last of which is unfinished. */
  async function offers(...words: readonly string[]): Promise<readonly string[]> {
    const script = file('einlay.bash', (await einlay(['completion', 'bash'])).stdout);
    const quoted = ['einlay', ...words].map((word) => `'${word}'`).join(' ');
    const program = `source ${script}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _einlay; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', program], { encoding: 'utf8', cwd: folder }).split('\n').filter(Boolean);
  }

  test('commands', async () => {
    expect(await offers('ch')).toEqual(['check']);
    expect(await offers('e')).toEqual(['eval', 'explain']);
    expect(await offers('')).toContain('completion');
  });

  test('options of the command, and those of all', async () => {
    expect(await offers('path', '--m')).toEqual(['--minimize', '--memory-limit']);
    expect(await offers('check', '--')).toEqual(['--watch', '--help', '--version', '--color']);
  });

  test('choices of an option', async () => {
    expect(await offers('eval', '--target', '')).toEqual(['reference', 'onnx', 'webgpu', 'cuda']);
    expect(await offers('path', 'ij', '--optimize', 'g')).toEqual(['greedy']);
    expect(await offers('check', '--color', 'a')).toEqual(['auto', 'always']);
  });

  test('nothing elsewhere, so that bash offers files', async () => {
    expect(await offers('check', 'lay')).toEqual([]);
  });
});

test.each(['zsh', 'fish'] as const)('%s', async (shell) => {
  const { stdout } = await einlay(['completion', shell]);
  for (const word of ['compile', 'memory-limit', 'random-greedy', 'bf16']) expect(stdout).toContain(word);
  // Where the shell is installed, it can read the script.
  const { status, error } = spawnSync(shell, ['-n', file(`einlay.${shell}`, stdout)]);
  if (error === undefined) expect(status).toBe(0);
});
