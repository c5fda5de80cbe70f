/** Builds the examples with the commands of their READMEs, type-checks them, and runs what runs without a GPU. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';
import { run } from '../run.ts';
import { findNvcc } from '../validate-kernels/nvcc.ts';
import { copyExample } from './copy-example.ts';
import type { PendingCheck } from './pending-check.ts';

export const exampleChecks = (): readonly PendingCheck[] => [
  ...readdirSync(path.join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name: `examples/${name}: two commands, and packages as they are here`,
      run: () => told(name),
    })),
  { name: 'examples/vite-webgpu: builds and type-checks', run: (scratch) => scripts('vite-webgpu', scratch) },
  { name: 'examples/node-onnx: builds, type-checks and answers', run: answers },
  { name: 'examples/cpp-cuda: builds', run: compiles },
];

/** What is wrong with the README and the versions of an example. */
async function told(name: string): Promise<readonly string[]> {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const readme = read(`examples/${name}/README.md`);
  const { dependencies, devDependencies } = JSON.parse(read(`examples/${name}/package.json`)) as Manifest;
  const wrong = Object.entries({ ...dependencies, ...devDependencies }).filter(([library, version]) => {
    const installed = JSON.parse(read(`node_modules/${library}/package.json`)) as { version: string };
    return installed.version !== version;
  });
  return Promise.resolve([
    ...(readme.includes('```sh\nnpm install\nnpm start\n```') ? [] : ['README.md does not have the two commands']),
    ...wrong.map(([library, version]) => `${library} is not at version ${version} here`),
  ]);
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Runs scripts of a package, in order; what they said, when one failed. */
async function npmRun(folder: string, names: readonly string[], programs: readonly string[] = []) {
  const env = { ...process.env, PATH: [...programs, process.env['PATH']].join(path.delimiter) };
  for (const name of names) {
    const { status, stdout, stderr } = await run('npm', ['run', '--silent', name], { cwd: folder, env });
    if (status !== 0) return [`npm run ${name} fails:\n${stdout}${stderr}`];
  }
  return [];
}

async function scripts(example: string, scratch: string): Promise<readonly string[]> {
  mkdirSync(scratch);
  return npmRun(copyExample(example, scratch), ['build', 'typecheck']);
}

async function answers(scratch: string): Promise<readonly string[]> {
  mkdirSync(scratch);
  const folder = copyExample('node-onnx', scratch);
  const problems = await npmRun(folder, ['build', 'typecheck']);
  if (problems.length > 0) return problems;
  const declarations = 'src/layers.d.ein.ts';
  const committed = readFileSync(path.join(root, 'examples/node-onnx', declarations), 'utf8');
  const server = spawn(process.execPath, ['dist/main.js'], {
    cwd: folder,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /http:\S+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      });
      server.on('close', () => {
        reject(new Error(`the service ended: ${said}`));
      });
    });
    const ask = (body: string): Promise<Response> => fetch(url, { method: 'POST', body });
    const vectors = [
      [1, 2, 3, 4, 5, 6, 7, 8],
      [0, 0, 0, 0, 0, 0, 0, 0],
    ];
    const found = (await (await ask(JSON.stringify(vectors))).json()) as number[][];
    const far = vectors.some((vector, row) => scoresOf(vector).some((score, at) => !isNear(score, found[row]?.[at])));
    const short = await ask('[[1, 2]]');
    return [
      ...(far ? [`it answers ${JSON.stringify(found)} instead of ${JSON.stringify(vectors.map(scoresOf))}`] : []),
      ...(short.status === 400 ? [] : [`it answers ${short.status} to a vector that is too short`]),
      ...(readFileSync(path.join(folder, declarations), 'utf8') === committed
        ? []
        : [`${declarations} in the repository is not what the build writes`]),
    ];
  } finally {
    server.kill();
  }
}

const isNear = (expected: number, found: number | undefined): boolean => Math.abs(expected - (found ?? NaN)) < 1e-5;

/** What the service should answer, from the factors in its source. */
function scoresOf(vector: readonly number[]): readonly number[] {
  const hidden = [0, 1].map((rank) => vector.reduce((sum, value, at) => sum + value * Math.sin(2 * at + rank), 0));
  const logits = [0, 1, 2].map((label) => hidden.reduce((sum, value, at) => sum + value * Math.cos(3 * at + label), 0));
  const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

async function compiles(scratch: string): Promise<readonly string[]> {
  mkdirSync(scratch);
  const folder = copyExample('cpp-cuda', scratch);
  const programs = path.join(scratch, 'bin');
  mkdirSync(programs);
  const einlay = path.join(programs, 'einlay');
  // npm links commands only where their files are already built.
  writeFileSync(
    einlay,
    `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'packages/cli/dist/main.js')}' "$@"\n`,
  );
  chmodSync(einlay, 0o755);
  const nvcc = await findNvcc();
  const places = path.isAbsolute(nvcc) ? [programs, path.dirname(nvcc)] : [programs];
  const problems = await npmRun(folder, ['build'], places);
  return problems.length > 0 || existsSync(path.join(folder, 'build/example')) ? problems : ['there is no program'];
}
