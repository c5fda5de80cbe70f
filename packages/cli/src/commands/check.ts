/** `einlay check FILE…` */
import { checkModule } from '@einlay/language';
import type { Context } from '../io.ts';
import { readText, textOrNothing } from '../read-files.ts';
import { EXIT, refuse, show } from '../show.ts';
import { watchable } from '../watch.ts';
import type { Outcome } from '../watch.ts';

/** Checks every file, with what it imports, and shows all that is wrong. */
export const check = watchable((files: readonly string[], _: object, context: Context): Outcome => {
  const read = new Set(files);
  let code: number = EXIT.success;
  for (const file of files) {
    const text = readText(file);
    if (!text.ok) {
      code = refuse(text.diagnostics, context);
      continue;
    }
    const { diagnostics, sources } = checkModule(text.value, file, { readFile: textOrNothing });
    for (const name of sources.keys()) read.add(name);
    show(diagnostics, sources, context);
    if (diagnostics.some(({ severity }) => severity !== 'warning')) code = EXIT.badInput;
  }
  return { code, read };
});
