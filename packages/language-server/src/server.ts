/** Answers an editor: every handler looks up the document and calls a function of `features/`. */
import {
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import type { Connection, InitializeParams, InitializeResult, TextDocumentPositionParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticsOf } from './features/diagnostics.ts';
import { hover } from './features/hover.ts';
import { settingsOf } from './settings.ts';
import type { Settings } from './settings.ts';
import { VERSION } from './version.ts';
import { Workspace } from './workspace.ts';
import type { Analysis } from './workspace.ts';

/** Milliseconds without typing before texts are checked. */
const PAUSE_MS = 20;

/** Serves one editor. `standardFolder` is the address of the folder that has the files of the standard library. */
export function serve(connection: Connection, standardFolder: string): void {
  const workspace = new Workspace(standardFolder);
  const documents = new TextDocuments(TextDocument);
  let settings: Settings = settingsOf(undefined);
  let canWatch = false;
  let timer: NodeJS.Timeout | undefined;

  const publish = (): void => {
    for (const { uri, version } of workspace.openDocuments) {
      const analysis = workspace.analyse(uri);
      if (!analysis) continue;
      const diagnostics = [...diagnosticsOf(analysis, workspace)];
      void connection.sendDiagnostics({ uri, version, diagnostics });
    }
  };
  const publishSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(publish, PAUSE_MS);
  };
  /** The answer of a feature, or the empty one for a document that is not open. */
  const at = <Answer, Nothing>(
    { textDocument, position }: TextDocumentPositionParams,
    feature: (analysis: Analysis, offset: number) => Answer,
    nothing: Nothing,
  ): Answer | Nothing => {
    const analysis = workspace.analyse(textDocument.uri);
    return analysis ? feature(analysis, analysis.document.offsetAt(position)) : nothing;
  };

  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams) => {
    workspace.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    settings = settingsOf(initializationOptions);
    const answer: InitializeResult = {
      serverInfo: { name: 'einlay-language-server', version: VERSION },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
      },
    };
    return answer;
  });
  connection.onInitialized(() => {
    if (canWatch)
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.ein' }] });
  });
  connection.onDidChangeConfiguration(({ settings: changed }) => {
    settings = settingsOf((changed as { readonly einlay?: unknown } | undefined)?.einlay);
  });
  connection.onDidChangeWatchedFiles(() => {
    workspace.forget();
    publishSoon();
  });

  documents.onDidChangeContent(({ document }) => {
    workspace.open(document);
    publishSoon();
  });
  documents.onDidClose(({ document: { uri } }) => {
    workspace.close(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
    publishSoon();
  });

  connection.onHover((params) => at(params, (analysis, offset) => hover(analysis, offset, settings), null));
  connection.onRequest('einlay/text', ({ uri }: { readonly uri: string }) => {
    const document = documents.get(uri);
    if (!document) throw new ResponseError(LSPErrorCodes.RequestFailed, `${uri} is not open`);
    return { version: document.version, text: document.getText() };
  });

  documents.listen(connection);
  connection.listen();
}
