/** The Nx generator `@einlay/esbuild-plugin:layer`. */
import path from 'node:path';

/** As `nx/layer.json` has them. */
export interface LayerGeneratorOptions {
  readonly name: string;
  readonly directory: string;
}

/** The files of a workspace, as far as they are asked for; Nx writes what was changed when the generator is done. */
export interface Tree {
  /** Whether there is a file at a path. */
  exists(file: string): boolean;
  /** The text of a file; null when there is none. */
  read(file: string, encoding: 'utf-8'): string | null;
  /** Writes a file when the generator is done. */
  write(file: string, content: string): void;
}

interface ProjectFile {
  readonly name?: string;
  readonly targets?: Readonly<Record<string, unknown>>;
}

/**
 * Writes `directory/NAME.ein`, and gives the project around it the target `layers`, which compiles it. Where there is one
 * already, that is left as it is. Errors: the file exists, or the folder is in no project.
 */
export function layer(tree: Tree, { name, directory }: LayerGeneratorOptions): Promise<void> {
  const file = path.posix.join(directory, `${name}.ein`);
  if (tree.exists(file)) throw new Error(`${file} exists`);
  const projectFile = projectAround(tree, directory);
  tree.write(file, sourceOf(name));

  const project = JSON.parse(tree.read(projectFile, 'utf-8') ?? '{}') as ProjectFile;
  if (project.targets?.['layers'] !== undefined) return Promise.resolve();
  const outputPath = path.posix.join('dist', path.posix.dirname(projectFile), 'layers');
  const target = {
    executor: '@einlay/esbuild-plugin:compile',
    outputs: ['{options.outputPath}'],
    options: { files: [file], outputPath, targets: ['wgsl'] },
  };
  const changed = { ...project, targets: { ...project.targets, layers: target } };
  tree.write(projectFile, `${JSON.stringify(changed, undefined, 2)}\n`);
  return Promise.resolve();
}

function projectAround(tree: Tree, directory: string): string {
  for (let folder = path.posix.normalize(directory); ; folder = path.posix.dirname(folder)) {
    const file = path.posix.join(folder, 'project.json');
    if (tree.exists(file)) return file;
    if (folder === '.' || folder === '/') throw new Error(`${directory} is in no project: no project.json around it`);
  }
}

const sourceOf = (name: string): string => `/// A linear layer through a bottleneck.
layer ${name}(d_in = 64, d_out = 64, rank = 8) {
  input  x[..., d_in]
  factor A[d_in, rank], B[rank, d_out]
  output y[..., d_out] = x[..., d_in] * A[d_in, rank] * B[rank, d_out]
}
`;
