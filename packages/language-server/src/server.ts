/** Answers an editor: every handler looks up the document and calls a function of `features/`. */
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import type {
  Connection,
  DidChangeConfigurationParams,
  InitializeParams,
  InitializeResult,
  TextDocumentIdentifier,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from './features/code-actions.ts';
import { completion } from './features/completion.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { formatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { definition, references } from './features/navigation.ts';
import { PREVIEWS, preview } from './features/preview.ts';
import type { PreviewKind } from './features/preview.ts';
import { prepareRename, rename } from './features/rename.ts';
import { legend, semanticTokens } from './features/semantic-tokens.ts';
import { signatureHelp } from './features/signature-help.ts';
import { documentSymbols, foldingRanges } from './features/structure.ts';
import { settingsOf } from './settings.ts';
import type { Settings } from './settings.ts';
import { VERSION } from './version.ts';
import { Workspace } from './workspace.ts';
import type { Analysis } from './workspace.ts';

/** Milliseconds without typing before texts are checked. */
const PAUSE_MS = 5;

/** Serves one editor. `standardFolder` is the address of the folder that has the files of the standard library. */
export function serve(connection: Connection, standardFolder: string): void {
  const workspace = new Workspace(standardFolder);
  const documents = new TextDocuments(TextDocument);
  let settings: Settings = settingsOf(undefined);
  let canWatch = false;
  let canAsk = false;
  let timer: NodeJS.Timeout | undefined;

  const publish = (): void => {
    for (const { uri, version } of workspace.openDocuments) {
      try {
        const analysis = workspace.analyse(uri);
        if (analysis)
          void connection.sendDiagnostics({ uri, version, diagnostics: [...diagnosticsOf(analysis, workspace)] });
      } catch (error) {
        // A mistake of ours must not take the editor's other documents with it.
        connection.console.error(`${uri}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
  };
  const publishSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(publish, PAUSE_MS);
  };
  const of = <Answer, Nothing>(
    { uri }: TextDocumentIdentifier,
    feature: (analysis: Analysis) => Answer,
    nothing: Nothing,
  ): Answer | Nothing => {
    const analysis = workspace.analyse(uri);
    return analysis ? feature(analysis) : nothing;
  };
  /** The answer of a feature, or the empty one for a document that is not open. */
  const at = <Answer, Nothing>(
    { textDocument, position }: TextDocumentPositionParams,
    feature: (analysis: Analysis, offset: number) => Answer,
    nothing: Nothing,
  ): Answer | Nothing =>
    of(textDocument, (analysis) => feature(analysis, analysis.document.offsetAt(position)), nothing);

  connection.onInitialize(({ capabilities, workspaceFolders, initializationOptions }: InitializeParams) => {
    workspace.folders = workspaceFolders?.map(({ uri }) => uri) ?? [];
    canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canAsk = capabilities.workspace?.configuration === true;
    settings = settingsOf(initializationOptions);
    const answer: InitializeResult = {
      serverInfo: { name: 'einlay-language-server', version: VERSION },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['[', '(', '"', '~', '.'] },
        signatureHelpProvider: { triggerCharacters: ['(', ','] },
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        documentFormattingProvider: true,
        semanticTokensProvider: { legend, full: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        inlayHintProvider: true,
      },
    };
    return answer;
  });
  connection.onInitialized(async () => {
    const { client } = connection;
    if (canWatch)
      await client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.ein' }] });
    if (!canAsk) return;
    await client.register(DidChangeConfigurationNotification.type, { section: 'einlay' });
    settings = settingsOf(await connection.workspace.getConfiguration('einlay'));
  });
  // An editor that can be asked says only that something changed; others send everything.
  connection.onDidChangeConfiguration(async ({ settings: changed }: DidChangeConfigurationParams) => {
    if (canAsk) settings = settingsOf(await connection.workspace.getConfiguration('einlay'));
    else settings = settingsOf((changed as { readonly einlay?: unknown } | null)?.einlay);
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
  connection.onCompletion((params) =>
    at(params, (analysis, offset) => [...completion(analysis, offset, workspace)], []),
  );
  connection.onSignatureHelp((params) => at(params, signatureHelp, null));
  connection.onDefinition((params) => at(params, (analysis, offset) => definition(analysis, offset, workspace), null));
  connection.onReferences((params) =>
    at(
      params,
      (analysis, offset) => [...references(analysis, offset, workspace, params.context.includeDeclaration)],
      [],
    ),
  );
  connection.onPrepareRename((params) =>
    at(params, (analysis, offset) => prepareRename(analysis, offset, workspace), null),
  );
  connection.onRenameRequest((params) => {
    const changes = at(params, (analysis, offset) => rename(analysis, offset, params.newName, workspace), null);
    if (typeof changes === 'string') throw new ResponseError(LSPErrorCodes.RequestFailed, changes);
    return changes;
  });
  connection.onDocumentSymbol(({ textDocument }) => of(textDocument, (analysis) => [...documentSymbols(analysis)], []));
  connection.onFoldingRanges(({ textDocument }) => of(textDocument, (analysis) => [...foldingRanges(analysis)], []));
  connection.onDocumentFormatting(({ textDocument }) => of(textDocument, (analysis) => [...formatting(analysis)], []));
  connection.languages.semanticTokens.on(({ textDocument }) => of(textDocument, semanticTokens, { data: [] }));
  connection.onCodeAction(({ textDocument, range }) =>
    of(textDocument, (analysis) => [...codeActions(analysis, range, workspace)], []),
  );
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    of(
      textDocument,
      (analysis) => {
        if (!settings.showsExtents) return [];
        const { document } = analysis;
        return [...inlayHints(analysis, document.offsetAt(range.start), document.offsetAt(range.end))];
      },
      [],
    ),
  );
  connection.onRequest('einlay/preview', (params: TextDocumentPositionParams & { readonly kind: PreviewKind }) => {
    const { kind } = params;
    if (!PREVIEWS.includes(kind))
      throw new ResponseError(ErrorCodes.InvalidParams, `previews are ${PREVIEWS.join(', ')}`);
    return at(params, (analysis, offset) => preview(analysis, offset, kind, workspace, settings), null);
  });
  connection.onRequest('einlay/text', ({ uri }: { readonly uri: string }) => {
    const document = documents.get(uri);
    if (!document) throw new ResponseError(LSPErrorCodes.RequestFailed, `${uri} is not open`);
    return { version: document.version, text: document.getText() };
  });

  documents.listen(connection);
  connection.listen();
}
