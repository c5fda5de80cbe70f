/** Golden cases and kernels with subgroups in a browser: compiled there, run there, compared there with the interpreter. */
import { disagreement } from '@einlay/ir/testing';
import { webgpu } from '@einlay/runtime-webgpu';
import type { Emission } from '@einlay/compiler';
import { compileGolden, inputsOf } from './golden-source.ts';
import { runHeld } from './run-held.ts';
import { runArtifact } from './run-artifact.ts';

/** What a page runs: a name, and something that rejects when the check fails. */
export interface PageCheck {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** A check for each source, by name of the case, and for factors in registers. */
export function goldenChecks(sources: Readonly<Record<string, string>>): readonly PageCheck[] {
  const runtime = webgpu();
  const check = (problem: string | undefined): void => {
    if (problem !== undefined) throw new Error(problem);
  };
  const held = [3, 13].map((tokens) => ({
    name: `factors in registers, ${tokens} tokens`,
    run: async () => {
      check(await runHeld(runtime, tokens));
    },
  }));
  const golden = Object.entries(sources).map(([name, source]) => ({
    name: `golden case ${name}`,
    run: async () => {
      const { program, emissions } = compileGolden(source, ['wgsl']);
      const inputs = inputsOf(program);
      const results = await runArtifact(emissions.get('wgsl') as Emission, runtime, inputs);
      check(disagreement({ program, inputs }, results));
    },
  }));
  return [...golden, ...held];
}
