/** `npm run pictures`: draws the pictures of the documentation anew, and brings the table of the README up to date. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../pages.ts';
import { measuredOf, measuredTable, withMeasuredTable } from './measured.ts';
import { pictures } from './pictures.ts';

for (const [file, svg] of pictures()) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), svg);
  console.log(file);
}
const readme = path.join(root, 'README.md');
const measured = measuredOf(readFileSync(path.join(root, 'docs/performance.md'), 'utf8'));
const text = withMeasuredTable(readFileSync(readme, 'utf8'), measuredTable(measured));
writeFileSync(readme, await format(text, { ...(await resolveConfig(readme)), filepath: readme }));
console.log('README.md');
