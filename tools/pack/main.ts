/**
 * Checks what `npm publish` would ship: packs every package, installs the tarballs in an empty folder and uses them as
 * a stranger would, from JavaScript and from TypeScript. The TypeScript is that of the documentation, so this also
 * checks the types of every example.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allPages, markdownOf, root } from '../pages.ts';
import { report, type Check } from '../report.ts';
import { run } from '../run.ts';
import { readPage } from '../run-docs/examples.ts';
import { installPackages, type InstalledPackage } from './installed.ts';

/** `@einlay/ir/testing` and the files it stands for. */
interface Entry {
  readonly specifier: string;
  readonly targets: readonly string[];
}

function entriesOf({ manifest }: InstalledPackage): readonly Entry[] {
  return Object.entries(manifest.exports).flatMap(([subpath, conditions]) => {
    if (typeof conditions === 'string') return [];
    // The condition for this repository itself; the sources are not shipped.
    const targets = Object.entries(conditions).filter(([condition]) => condition !== '@einlay/source');
    return [
      {
        specifier: path.posix.join(manifest.name, subpath),
        targets: targets.map(([, target]) => path.normalize(target)),
      },
    ];
  });
}

/** What a reader of the tarball misses or should not find. */
function checkContents(installed: InstalledPackage): readonly string[] {
  const { manifest, files } = installed;
  const commands = Object.values(manifest.bin ?? {}).map((target) => path.normalize(target));
  const needed = ['README.md', 'LICENSE', ...entriesOf(installed).flatMap(({ targets }) => targets), ...commands];
  const forTests = entriesOf(installed).some(({ specifier }) => specifier.endsWith('/testing')) ? [] : ['testing'];
  const unwantedFolders = new Set(['src', 'test', 'node_modules', ...forTests]);
  const unwanted = files.filter(
    (file) => /\.test\.|\.tsbuildinfo$/.test(file) || file.split('/').some((part) => unwantedFolders.has(part)),
  );
  return [
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing from the package`),
    ...unwanted.map((file) => `${file} should not be in the package`),
    ...(manifest.license === 'MIT' ? [] : ['package.json does not state the license']),
    ...(manifest.description === undefined ? ['package.json has no description'] : []),
  ];
}

/** Imports every entry from JavaScript; an entry without a single export is as wrong as one that fails. */
async function checkImports(installed: InstalledPackage, folder: string): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { specifier } of entriesOf(installed)) {
    const program = `if (Object.keys(await import('${specifier}')).length === 0) throw new Error('exports nothing');`;
    const { status, stderr } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: folder });
    if (status !== 0) failures.push(`import of ${specifier} fails:\n${stderr}`);
  }
  return failures;
}

/** Starts every command and asks for its version. */
async function checkCommands({ folder, manifest }: InstalledPackage): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [command, target] of Object.entries(manifest.bin ?? {})) {
    const file = path.join(folder, target);
    if (!readFileSync(file, 'utf8').startsWith('#!/usr/bin/env node\n')) {
      failures.push(`${target} does not start with #!/usr/bin/env node, so it is no command`);
    }
    const { stdout, stderr } = await run(process.execPath, [file, '--version'], { cwd: folder });
    if (stdout.trim() !== manifest.version) failures.push(`${command} --version prints: ${stdout}${stderr}`);
  }
  return failures;
}

/** Type-checks every entry and every `ts` example of the documentation against the shipped declarations. */
async function checkTypes(packages: readonly InstalledPackage[], folder: string, module: string): Promise<Check> {
  const consumer = path.join(folder, `consumer-${module}`);
  mkdirSync(consumer);
  const entries = packages.flatMap(entriesOf);
  writeFileSync(
    path.join(consumer, 'entries.ts'),
    entries.map(({ specifier }, at) => `export * as entry${at} from '${specifier}';\n`).join(''),
  );
  for (const page of allPages()) {
    const { examples } = readPage(markdownOf(page));
    for (const { language, text, line, notRun } of examples) {
      if (language !== 'ts' || notRun !== undefined) continue;
      // Not a module otherwise when it imports nothing, and then it could not await.
      writeFileSync(path.join(consumer, `${page.replaceAll('/', '-')}-${line}.ts`), `${text}export {};\n`);
    }
  }
  writeFileSync(path.join(consumer, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    path.join(consumer, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        target: 'es2023',
        // The declarations of ONNX Runtime need those of a browser.
        lib: ['es2023', 'dom'],
        types: ['node'],
        noEmit: true,
        // Most projects skip declaration files; those that do not would find our mistakes.
        skipLibCheck: false,
        ...(module === 'nodenext' ? { module } : { module: 'esnext', moduleResolution: module }),
      },
    }),
  );
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = await run(process.execPath, [tsc, '--project', consumer, '--pretty', 'false'], {
    cwd: folder,
  });
  return { name: `types of all packages and examples (${module})`, failures: status === 0 ? [] : [stdout] };
}

const folder = mkdtempSync(path.join(tmpdir(), 'einlay-pack-'));
const packages = await installPackages(folder);
const checks: Check[] = [];
for (const installed of packages) {
  const contents = checkContents(installed);
  // What is not there cannot be imported; one message is enough.
  const use =
    contents.length > 0 ? [] : [...(await checkImports(installed, folder)), ...(await checkCommands(installed))];
  checks.push({ name: installed.place, failures: [...contents, ...use] });
}
for (const module of ['nodenext', 'bundler']) checks.push(await checkTypes(packages, folder, module));
rmSync(folder, { recursive: true });
report(checks);
