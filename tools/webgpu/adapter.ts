/** Finds or fetches a WebGPU adapter for Node. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { root } from '../pages.ts';
import { run } from '../run.ts';

const SETUP = path.join(root, 'tools/setup-lavapipe.sh');

/** Fetching takes seconds; a mirror that hangs must not hold up a test run. */
const MOST_SECONDS = 300;

/** Prints the name of the adapter that a Node sees, if it sees any. */
const PROBE = `
  const { create } = await import('webgpu');
  const gpu = create([]);
  console.log((await gpu.requestAdapter())?.info.description ?? '');`;

export interface NodeWithAdapter {
  /** Runs like `node`. */
  readonly program: string;
  /** Name of the adapter. */
  readonly adapter: string;
}

/**
 * A Node that sees an adapter: with lavapipe, a software adapter that is the same on every machine and has all we test;
 * where that cannot be had, with whatever the machine offers. Rejects, saying what to install, when there is neither.
 */
export async function findAdapter(): Promise<NodeWithAdapter> {
  const problems: string[] = [];
  for (const find of [fetchLavapipe, () => Promise.resolve(process.execPath)]) {
    try {
      const program = await find();
      const { stdout, stderr, status } = await run(program, ['--input-type=module', '--eval', PROBE], {
        cwd: root,
        timeout: 60_000,
      });
      const adapter = stdout.trim();
      if (status === 0 && adapter !== '') return { program, adapter };
      problems.push(`${program} sees no adapter: ${stderr.trim()}`);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    [
      'There is no WebGPU adapter, so kernels cannot be run.',
      ...problems,
      'On Debian, as root: apt-get update && apt-get install -y ca-certificates, and run this again; it fetches Mesa lavapipe.',
      'Elsewhere: install a Vulkan driver, such as that of the GPU or Mesa lavapipe, 25 or newer.',
    ].join('\n'),
  );
}

async function fetchLavapipe(): Promise<string> {
  // What the script leaves behind names the Node it was made with.
  const key = createHash('sha256').update(readFileSync(SETUP)).update(process.execPath).digest('hex').slice(0, 12);
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(cache, 'einlay', `lavapipe-${key}`);
  const program = path.join(folder, 'node-vk');
  if (existsSync(program)) return program;
  const { status, stdout, stderr } = await run('bash', [SETUP, folder], { timeout: MOST_SECONDS * 1000 });
  if (status === 0) return program;
  throw new Error(`tools/setup-lavapipe.sh failed: ${`${stdout}\n${stderr}`.trim().split('\n').slice(-5).join('\n')}`);
}
