/** `einlay compile FILE --layer NAME --set k=v,… --target T[,T] --out DIR` */
import path from 'node:path';
import { success } from '@einlay/compiler/diagnostic';
import type { Context } from '../io.ts';
import { chooseTargets, compileFile, readSchedule } from '../layer-options.ts';
import type { LayerOptions } from '../layer-options.ts';
import { EXIT, refuse, show } from '../show.ts';
import { watchable } from '../watch.ts';
import type { Outcome } from '../watch.ts';
import { writeFiles } from '../write-files.ts';

export interface CompileCommandOptions extends LayerOptions {
  readonly target: readonly string[];
  readonly out: string;
  /** A file with a schedule for kernels. */
  readonly schedule?: string;
}

/** Writes an artifact for each target and its readable files beside it, and prints their names; nothing on an error. */
export const compileCommand = watchable(
  async (file: string, options: CompileCommandOptions, context: Context): Promise<Outcome> => {
    const targets = chooseTargets(options.target);
    if (!targets.ok) return { code: refuse(targets.diagnostics, context), read: new Set([file]) };
    const own = new Map<string, string>();
    const schedule = options.schedule === undefined ? success({}) : readSchedule(options.schedule, own);
    if (!schedule.ok) {
      const { schedule: name = '' } = options;
      return { code: refuse(schedule.diagnostics, context, own), read: new Set([file, name]) };
    }
    const { result, sources } = compileFile(file, options, { targets: targets.value, ...schedule.value });
    const read = new Set([file, ...own.keys(), ...sources.keys()]);
    show(result.diagnostics, sources, context);
    if (!result.ok) return { code: EXIT.badInput, read };

    const name = options.layer ?? result.value.name;
    const emissions = [...result.value.emissions];
    const inFolder = (file: string): string => path.join(options.out, file);
    const artifacts = emissions.map(([target, { bytes }]) => ({
      path: inFolder(`${name}.${target}.artifact`),
      content: bytes,
    }));
    const readable = emissions.flatMap(([, { files }]) =>
      files.map(({ extension, content }) => ({ path: inFolder(`${name}${extension}`), content })),
    );
    const written = await writeFiles([...artifacts, ...readable]);
    if (!written.ok) return { code: refuse(written.diagnostics, context), read };
    const pathOf = (each: { readonly path: string }): string => each.path;
    await context.io.print(`${JSON.stringify({ artifacts: artifacts.map(pathOf), files: readable.map(pathOf) })}\n`);
    return { code: EXIT.success, read };
  },
);
