/** `npm run api`: writes the API reference to `dist/api`. */
import path from 'node:path';
import { root } from '../pages.ts';
import { report } from '../report.ts';
import { writeReference } from './reference.ts';

const folder = path.join(root, 'dist/api');
report([{ name: 'API reference', failures: await writeReference(folder) }]);
console.log(path.join(folder, 'index.html'));
