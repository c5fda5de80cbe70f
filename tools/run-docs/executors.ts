/** Runs examples with what the build made: the language in this process, modules and the command in one of their own. */
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { loadModule, lowerLayer } from '@einlay/language';
import { root } from '../pages.ts';
import { run } from '../run.ts';
import type { Executors } from './run-page.ts';

/** No example has a reason to take longer; one that hangs must not hang the tests. */
const LIMIT_MS = 120_000;

/**
 * Executors for examples in folders below `scratch`. There, `@einlay/…` is what a user would have installed, and
 * `einlay` is on the path.
 */
export function executors(scratch: string): Executors {
  symlinkSync(path.join(root, 'node_modules'), path.join(scratch, 'node_modules'), 'dir');
  const commands = path.join(scratch, '.bin');
  mkdirSync(commands);
  const einlay = path.join(commands, 'einlay');
  writeFileSync(
    einlay,
    `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'packages/cli/dist/main.js')}' "$@"\n`,
  );
  chmodSync(einlay, 0o755);
  const limits = {
    timeout: LIMIT_MS,
    env: { ...process.env, NO_COLOR: '1', PATH: [commands, process.env['PATH']].join(path.delimiter) },
  };

  return {
    checkModule(text, file, folder, lowering) {
      const readFile = (name: string) => {
        const found = path.resolve(folder, name);
        return existsSync(found) ? readFileSync(found, 'utf8') : undefined;
      };
      const module = loadModule(text, file, { readFile });
      if (!module.ok || !lowering) return module.diagnostics;
      return lowerLayer(module.value, lowering.layer, lowering.settings).diagnostics;
    },
    async runModule(text, file, folder) {
      const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20' });
      writeFileSync(path.join(folder, file), code);
      return run(process.execPath, [file], { ...limits, cwd: folder });
    },
    runShell: (text, folder) => run('bash', ['-e', '-o', 'pipefail', '-c', text], { ...limits, cwd: folder }),
  };
}
