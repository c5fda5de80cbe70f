/**
 * The files of an editor as the compiler sees them: open documents before what is on disk, one checked module for each text.
 *
 * The compiler names files by path. A document that is no file, such as one not saved yet, has its address in angle brackets as a name; files
 * of the standard library are `<std>/…` to the compiler and files of a folder to the editor.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkModule, createParser, resolvePath } from '@einlay/language';
import type { CheckedModule } from '@einlay/language';
import type { Diagnostic } from '@einlay/compiler/diagnostic';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location, Range } from 'vscode-languageserver';
import { symbolsOf } from './symbols.ts';
import type { SymbolTable } from './symbols.ts';

/** A place in a text, as the compiler gives it. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** One text with what it means. */
export interface Analysis {
  readonly path: string;
  readonly document: TextDocument;
  readonly module: CheckedModule;
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: SymbolTable;
}

/** Files of a folder that are looked through for uses of a layer. */
const MOST_FILES = 2000;

/**
 * The documents that are open, the files that they import, and what is known of each. Nothing is computed before
 * it is asked for.
 */
export class Workspace {
  readonly #standardFolder: string;
  readonly #parse = createParser();
  readonly #open = new Map<string, TextDocument>();
  readonly #analyses = new Map<string, Analysis>();
  /** Texts read from disk since the last change. */
  readonly #read = new Map<string, TextDocument | undefined>();
  /** Folders to look for files in. */
  folders: readonly string[] = [];

  /** `standardFolder` is the address of the folder that has the files of the standard library. */
  constructor(standardFolder: string) {
    this.#standardFolder = standardFolder.replace(/\/*$/, '/');
  }

  /** Takes note of the text of an open document; whatever was known of texts may depend on it. */
  open(document: TextDocument): void {
    this.#open.set(this.pathOf(document.uri), document);
    this.forget();
  }

  /** A document is open no more: from now on the file on disk counts. */
  close(uri: string): void {
    this.#open.delete(this.pathOf(uri));
    this.forget();
  }

  /** Files have changed on disk. */
  forget(): void {
    this.#analyses.clear();
    this.#read.clear();
  }

  get openDocuments(): readonly TextDocument[] {
    return [...this.#open.values()];
  }

  /** The path by which the compiler knows an address. */
  pathOf(uri: string): string {
    if (uri.startsWith(this.#standardFolder)) return `<std>/${uri.slice(this.#standardFolder.length)}`;
    try {
      return fileURLToPath(uri).replaceAll('\\', '/');
    } catch {
      return `<${uri}>`;
    }
  }

  /** The address of a path of the compiler. */
  uriOf(file: string): string {
    const open = this.#open.get(file);
    if (open) return open.uri;
    if (isStandard(file)) return `${this.#standardFolder}${file.slice('<std>/'.length)}`;
    return file.startsWith('<') ? file.slice(1, -1) : pathToFileURL(file).href;
  }

  /** The path of what a file imports by this name. */
  resolve(importer: string, name: string): string | undefined {
    return resolvePath(importer, name);
  }

  /** What a document means; undefined when there is none at the address. */
  analyse(uri: string): Analysis | undefined {
    return this.analysePath(this.pathOf(uri));
  }

  /** The same by path. */
  analysePath(file: string): Analysis | undefined {
    const known = this.#analyses.get(file);
    if (known) return known;
    const document = this.document(file);
    if (!document) return undefined;
    const module = checkModule(document.getText(), file, {
      readFile: (name) => this.document(name)?.getText(),
      parse: this.#parse,
    });
    let symbols: SymbolTable | undefined;
    const analysis: Analysis = {
      path: file,
      document,
      module,
      diagnostics: module.diagnostics,
      // Most texts are only checked before they change again.
      get symbols() {
        return (symbols ??= symbolsOf(module.document));
      },
    };
    this.#analyses.set(file, analysis);
    return analysis;
  }

  /** The document of a path: as it is open, else as it is on disk. */
  document(file: string): TextDocument | undefined {
    const open = this.#open.get(file);
    if (open) return open;
    if (!this.#read.has(file)) this.#read.set(file, this.#readDocument(file));
    return this.#read.get(file);
  }

  #readDocument(file: string): TextDocument | undefined {
    const uri = this.uriOf(file);
    if (!uri.startsWith('file:')) return undefined;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(fileURLToPath(uri)));
      return TextDocument.create(uri, 'einlay', 0, text);
    } catch {
      return undefined;
    }
  }

  /** Every file that may use layers of others: those that are open, and those in the folders of the workspace. */
  files(): readonly string[] {
    const found = new Set(this.#open.keys());
    for (const folder of this.folders) {
      for (const file of einFilesIn(this.pathOf(folder))) {
        if (found.size >= MOST_FILES) return [...found];
        found.add(file);
      }
    }
    return [...found];
  }

  /** A place as lines and columns of its document. */
  rangeOf({ file, start, end }: Place): Range {
    const document = this.document(file);
    const none = { line: 0, character: 0 };
    return document ? rangeIn(document, { start, end }) : { start: none, end: none };
  }

  /** A place with the address of its document. */
  locationOf(place: Place): Location {
    return { uri: this.uriOf(place.file), range: this.rangeOf(place) };
  }
}

export const isStandard = (file: string): boolean => file.startsWith('<std>/');

export const rangeIn = (document: TextDocument, { start, end }: Pick<Place, 'start' | 'end'>): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** Paths of the `.ein` files below a folder, without those of installed packages and hidden folders. */
function* einFilesIn(folder: string): Generator<string> {
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    let entries;
    try {
      entries = readdirSync(at, { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      const file = path.posix.join(at, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') waiting.push(file);
      if (entry.isFile() && entry.name.endsWith('.ein')) yield file;
    }
  }
}
