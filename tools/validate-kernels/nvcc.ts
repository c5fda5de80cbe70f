/** Hands CUDA sources to NVIDIA's compiler, which needs no GPU for that. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../run.ts';

/** What code is made for, by the compiler's own words. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  sm_80: 'arch=compute_80,code=sm_80',
  sm_90a: 'arch=compute_90a,code=sm_90a',
};

const PLACES = ['nvcc', '/usr/local/cuda/bin/nvcc'];

/** The compiler's name or path; rejects, saying what to install, when there is none. */
export async function findNvcc(): Promise<string> {
  for (const place of PLACES) {
    if (place.includes('/') && !existsSync(place)) continue;
    const found = await run(place, ['--version']).catch(() => undefined);
    if (found?.status === 0) return place;
  }
  throw new Error('There is no nvcc, so CUDA kernels cannot be compiled: install the CUDA toolkit, 12.8 or newer.');
}

/** Everything that is wrong with a source, for each architecture: errors, and registers that spill to memory. */
export async function compileCuda(nvcc: string, file: string): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'einlay-nvcc-'));
  try {
    const problems: string[] = [];
    for (const [name, generate] of Object.entries(ARCHITECTURES)) {
      const output = path.join(folder, `${name}.cubin`);
      const flags = ['-std=c++17', '-cubin', '-gencode', generate, '-Xptxas', '-v'];
      const { status, stdout, stderr } = await run(nvcc, [...flags, '-o', output, file]);
      const text = `${stdout}${stderr}`;
      if (status !== 0) problems.push(`for ${name}: ${text.trim()}`);
      problems.push(...spillsIn(text).map((kernel) => `for ${name}: ${kernel} spills registers`));
    }
    return problems;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that is wrong with a source and its header, compiled together as a C++ program does. */
export async function compileHeader(
  nvcc: string,
  name: string,
  source: string,
  header: string,
): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'einlay-nvcc-'));
  try {
    const problems: string[] = [];
    writeFileSync(path.join(folder, 'layer.cu'), source);
    writeFileSync(path.join(folder, 'layer.cuh'), header);
    writeFileSync(path.join(folder, 'main.cu'), '#include "layer.cuh"\nint main() { return 0; }\n');
    for (const file of ['layer.cu', 'main.cu']) {
      const flags = ['-std=c++17', '-c', '-gencode', 'arch=compute_90a,code=sm_90a', '-o', path.join(folder, 'made.o')];
      const { status, stdout, stderr } = await run(nvcc, [...flags, path.join(folder, file)]);
      if (status !== 0) problems.push(`${name}, ${file}: ${`${stdout}${stderr}`.trim()}`);
    }
    return problems;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Names of the kernels whose registers spill, from what the assembler tells of them. */
export function spillsIn(text: string): readonly string[] {
  const spilling: string[] = [];
  let kernel = '';
  for (const line of text.split('\n')) {
    kernel = /Function properties for (\S+)/.exec(line)?.[1] ?? kernel;
    if (/(?<!\d)[1-9]\d* bytes spill/.test(line)) spilling.push(kernel);
  }
  return spilling;
}
