/** Fetches VS Code as code-server serves it to a browser, from npm, with the Node that it needs. Nothing is compiled. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { run } from '../run.ts';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const INSTALL_SECONDS = 600;

export interface Editor {
  readonly node: string;
  /** The command of code-server. */
  readonly entry: string;
}

/** The editor in `~/.cache/einlay`: half a minute and 800 MB once. */
export async function fetchEditor(): Promise<Editor> {
  const folder = path.join(homedir(), '.cache/einlay', `code-server-${CODE_SERVER}`);
  if (!existsSync(folder)) await install(folder);
  return editorIn(folder);
}

const nodePackage = `node-${process.platform}-${process.arch}`;

const editorIn = (folder: string): Editor => ({
  node: path.join(folder, 'node_modules', nodePackage, 'bin/node'),
  entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
});

async function install(folder: string): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(path.join(fresh, 'package.json'), '{ "private": true }');
  // Their scripts would compile what the editor can do without.
  const npm = async (where: string, ...words: readonly string[]): Promise<void> => {
    const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--engine-strict=false'];
    const { status, stderr } = await run('npm', ['install', ...flags, ...words], {
      cwd: path.join(fresh, where),
      timeout: INSTALL_SECONDS * 1000,
    });
    if (status !== 0) throw new Error(`npm cannot install the editor:\n${stderr}`);
  };
  await npm('.', `code-server@${CODE_SERVER}`, `${nodePackage}@${NODE}`);
  await npm('node_modules/code-server/lib/vscode');
  await npm('node_modules/code-server/lib/vscode/extensions');
  renameSync(fresh, folder);
}
