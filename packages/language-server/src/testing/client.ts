/** An editor without a window: starts the server as a process and speaks LSP with it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { StreamMessageReader, StreamMessageWriter, createProtocolConnection } from 'vscode-languageserver/node';
import type { Diagnostic, InitializeResult, ProtocolConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';

/** The server in one file, made of the sources as they are. */
export async function bundleServer(folder: string): Promise<string> {
  const file = path.join(folder, 'server.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, '../main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['@einlay/source'],
    loader: { '.ein': 'text' },
    banner: { js: `import { createRequire } from 'node:module';const require = createRequire(import.meta.url);` },
    logLevel: 'warning',
  });
  return file;
}

/** A folder with a server in it. */
export interface Bench {
  readonly folder: string;
  readonly server: string;
  /** Writes a file and gives its address. */
  readonly write: (name: string, text: string) => string;
  readonly remove: () => void;
}

export async function makeBench(): Promise<Bench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'einlay-lsp-'));
  const server = await bundleServer(folder);
  return {
    folder,
    server,
    write(name, text) {
      writeFileSync(path.join(folder, name), text);
      return pathToFileURL(path.join(folder, name)).href;
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}

/** One session. Documents here and there change by the same messages. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly #child;
  readonly #documents = new Map<string, TextDocument>();
  readonly #diagnostics = new Map<string, { readonly version: number; readonly found: readonly Diagnostic[] }>();
  readonly #waiting: (() => void)[] = [];
  /** What the server wrote to its error output. */
  stderr = '';

  constructor(server: string) {
    this.#child = spawn(process.execPath, [server, '--stdio'], { stdio: 'pipe' });
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, version, diagnostics }: { uri: string; version?: number; diagnostics: readonly Diagnostic[] }) => {
        this.#diagnostics.set(uri, { version: version ?? 0, found: diagnostics });
        for (const wake of this.#waiting.splice(0)) wake();
      },
    );
    this.connection.listen();
  }

  async initialize(folder: string, initializationOptions: unknown = {}): Promise<InitializeResult> {
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'test' }];
    const answer = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders,
      initializationOptions,
    });
    await this.connection.sendNotification('initialized', {});
    return answer;
  }

  async open(uri: string, text: string): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, 'einlay', 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'einlay', version: 1, text },
    });
  }

  /** Applies changes, each to the text that the one before left, here and at the server. */
  async change(uri: string, changes: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    const before = this.document(uri);
    const document = TextDocument.update(before, [...changes], before.version + 1);
    this.#documents.set(uri, document);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: document.version },
      contentChanges: changes,
    });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Puts `text` in place of the only occurrence of `old`. */
  async replace(uri: string, old: string, text: string): Promise<void> {
    const document = this.document(uri);
    const start = document.getText().indexOf(old);
    const range = { start: document.positionAt(start), end: document.positionAt(start + old.length) };
    await this.change(uri, [{ range, text }]);
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  /** The position of `text` in a document, and `after` characters on. */
  at(
    uri: string,
    text: string,
    after = 0,
  ): { textDocument: { uri: string }; position: { line: number; character: number } } {
    const document = this.document(uri);
    const start = document.getText().indexOf(text);
    if (start < 0) throw new Error(`${uri} has no ${text}`);
    return { textDocument: { uri }, position: document.positionAt(start + after) };
  }

  /** The diagnostics of a document as it is now. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    for (;;) {
      const known = this.#diagnostics.get(uri);
      if (known && known.version >= this.document(uri).version) return known.found;
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }

  request<Answer>(method: string, params: unknown): Promise<Answer> {
    return this.connection.sendRequest<Answer>(method, params);
  }

  /** Ends the session as an editor does; gives the exit code. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}
