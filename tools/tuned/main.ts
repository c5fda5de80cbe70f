/**
 * `npm run tuned -- TABLE.json …`: adds tables of measured schedules to the one that ships with the compiler. Of entries
 * for the same program, that of the last table stays. Every entry is compiled first: one that the compiler does not take
 * as it is, or of a layer that is not in the standard library, is refused.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SHIPPED_TABLE, compile, mergeTunedTables, parseTunedTable, tunedEntry } from '@einlay/compiler';
import type { Result, TunedEntry, TunedTable } from '@einlay/compiler';
import { root } from '../pages.ts';

const target = path.join(root, 'packages/compiler/src/tuned/sm-90a.ts');

function valueOf<T>(result: Result<T>, what: string): T {
  if (!result.ok) throw new Error(`${what}: ${result.diagnostics.map(({ message }) => message).join('; ')}`);
  return result.value;
}

/** Compiles the layer with the entry: another schedule comes out where the compiler does not take it. */
function checkEntry(entry: TunedEntry): void {
  const { layer, set, dtype, kernels, program } = entry;
  const what = `${layer} ${JSON.stringify(set)} ${dtype}`;
  const tuned: TunedTable = { architecture: SHIPPED_TABLE.architecture, entries: [entry] };
  const options = { layer, set, dtype: dtype as 'bf16', targets: ['cuda'] as const, tuned };
  const { optimized, emissions } = valueOf(compile(`export { ${layer} } from "std"`, options), what);
  const file = emissions.get('cuda')?.files.find(({ extension }) => extension === '.cuda.schedule.json');
  const used = JSON.parse(String(file?.content)) as Pick<TunedEntry, 'kernels'>;
  const times = {
    tokens: entry.tokens,
    milliseconds: entry.milliseconds,
    chosenMilliseconds: entry.chosenMilliseconds,
  };
  const again = tunedEntry(optimized, used, { layer, set, dtype, ...times });
  if (again.program !== program) throw new Error(`${what}: the compiler makes another program of it by now`);
  if (JSON.stringify(again.kernels) !== JSON.stringify(kernels))
    throw new Error(`${what}: its schedule does not fit any more`);
}

const tables = process.argv
  .slice(2)
  .map((file) => valueOf(parseTunedTable(JSON.parse(readFileSync(file, 'utf8'))), file));
for (const { architecture } of tables)
  if (architecture !== SHIPPED_TABLE.architecture)
    throw new Error(`the table is for ${architecture}, and ${SHIPPED_TABLE.architecture} ships`);
const { entries } = mergeTunedTables(SHIPPED_TABLE, ...tables);
entries.forEach(checkEntry);
const lines = entries.map((entry) => `  '${JSON.stringify(entry).replace(/['\\]/g, '\\$&')}',\n`);
const head = readFileSync(target, 'utf8').split('export const')[0] ?? '';
const list = lines.length === 0 ? '[]' : `[\n${lines.join('')}]`;
writeFileSync(target, `${head}export const SM_90A: readonly string[] = ${list};\n`);
console.log(`${entries.length} entries in ${path.relative(root, target)}`);
