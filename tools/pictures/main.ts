/** `npm run pictures`: draws the pictures of the documentation anew. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';
import { pictures } from './pictures.ts';

for (const [file, svg] of pictures()) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), svg);
  console.log(file);
}
