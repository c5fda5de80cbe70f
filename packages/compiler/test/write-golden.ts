/** Writes the golden cases anew: `npm run golden`. Review the difference before committing it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goldenCase, goldenNames } from './golden-cases.ts';

for (const name of goldenNames()) {
  const { url, files } = goldenCase(name);
  for (const [path, content] of files) {
    const target = fileURLToPath(new URL(path, url));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  console.log(`${name}: ${[...files.keys()].join(', ')}`);
}
