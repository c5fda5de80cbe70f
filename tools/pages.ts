/** The pages of the documentation. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the repository lies. */
export const root = path.resolve(import.meta.dirname, '..');

/**
 * Everything a reader meets with examples in it, relative to `root`: the README, the documentation, the README of each
 * package and of each example to copy, and sources whose doc comments have an `@example`.
 */
export function allPages(): readonly string[] {
  const docs = filesBelow('docs').filter((file) => file.endsWith('.md'));
  const readmes = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .map((name) => `${folder}/${name}/README.md`)
      .filter((file) => existsSync(path.join(root, file))),
  );
  const sources = readdirSync(path.join(root, 'packages'))
    .flatMap((name) => filesBelow(`packages/${name}/src`))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes('@example'));
  return ['README.md', ...docs.sort(), ...readmes.sort(), ...sources.sort()];
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`);

/** The Markdown of a page, with the lines that it has in its file; of a source, that of its doc comments. */
export function markdownOf(page: string): string {
  const text = readFileSync(path.join(root, page), 'utf8');
  return page.endsWith('.ts') ? docComments(text) : text;
}

/** What doc comments say, every line where it was, and nothing in between. */
export function docComments(source: string): string {
  let isInside = false;
  return source
    .split('\n')
    .map((line) => {
      const starts = !isInside && /^\s*\/\*\*/.test(line);
      if (!starts && !isInside) return '';
      isInside = !line.includes('*/');
      return line.replace(starts ? /^\s*\/\*\* ?/ : /^\s*\*(?!\/) ?/, '').replace(/\s*\*\/.*$/, '');
    })
    .join('\n');
}
