/** `einlay fmt FILE…` */
import { formatSource } from '@einlay/language';
import { report } from '../diagnostics.ts';
import type { Context } from '../io.ts';
import { decodeText, readText } from '../read-files.ts';
import { EXIT, refuse } from '../show.ts';
import { watchable } from '../watch.ts';
import type { Outcome } from '../watch.ts';
import { writeFiles } from '../write-files.ts';

export interface FmtOptions {
  /** Only say which files would change. */
  readonly check?: boolean;
}

/** Puts every file into canonical layout, in place. Files with errors stay as they are. */
export const fmt = watchable(
  async (files: readonly string[], options: FmtOptions, context: Context): Promise<Outcome> => {
    let code: number = EXIT.success;
    for (const file of files) code = Math.max(code, await formatFile(file, options, context));
    return { code, read: new Set(files) };
  },
);

async function formatFile(file: string, { check }: FmtOptions, context: Context): Promise<number> {
  const text = readText(file);
  if (!text.ok) return refuse(text.diagnostics, context);
  const formatted = formatSource(text.value, file);
  if (!formatted.ok) return refuse(formatted.diagnostics, context, new Map([[file, text.value]]));
  if (formatted.value === text.value) return EXIT.success;
  if (check) return refuse([report['not-formatted']({ hint: `einlay fmt ${file}` }, file)], context);
  const written = await writeFiles([{ path: file, content: formatted.value }]);
  if (!written.ok) return refuse(written.diagnostics, context);
  context.io.say(`formatted ${file}\n`);
  return EXIT.success;
}

/** `einlay fmt --stdin`: from standard input to standard output. */
export async function fmtStdin({ check }: FmtOptions, context: Context): Promise<number> {
  const file = '<stdin>';
  const chunks: Uint8Array[] = [];
  for await (const chunk of context.io.stdin()) chunks.push(chunk);
  const text = decodeText(Buffer.concat(chunks), file);
  if (!text.ok) return refuse(text.diagnostics, context);
  const formatted = formatSource(text.value, file);
  if (!formatted.ok) return refuse(formatted.diagnostics, context, new Map([[file, text.value]]));
  if (!check) await context.io.print(formatted.value);
  else if (formatted.value !== text.value) return refuse([report['not-formatted']({}, file)], context);
  return EXIT.success;
}
