/** Windows beside the source that show what becomes of the layer at the cursor, and follow the typing. */
import * as vscode from 'vscode';
import type { Preview, PreviewKind } from '@einlay/language-server';
import type { LanguageClient } from 'vscode-languageclient/node';
import { previewPage } from './preview-page.ts';

/** Milliseconds without typing before a preview is made anew. */
const PAUSE_MS = 300;

interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly uri: vscode.Uri;
  position: vscode.Position;
}

const TITLES: Readonly<Record<PreviewKind, string>> = {
  wgsl: 'WGSL',
  cuda: 'CUDA',
  onnx: 'ONNX',
  network: 'Einsum Diagram',
  kernels: 'Kernels Diagram',
};

export class Previews implements vscode.Disposable {
  readonly #client: LanguageClient;
  readonly #shown = new Map<PreviewKind, Shown>();
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(client: LanguageClient) {
    this.#client = client;
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#refreshSoon(document.uri);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        for (const shown of this.#shown.values())
          if (shown.uri.toString() === textEditor.document.uri.toString()) shown.position = textEditor.selection.active;
        this.#refreshSoon(textEditor.document.uri);
      }),
    ];
  }

  /** Opens the window of this kind, or brings it to the front, for the layer at the cursor. */
  async show(kind: PreviewKind): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'einlay') return;
    const known = this.#shown.get(kind);
    const panel = known?.panel ?? this.#open(kind);
    panel.reveal(vscode.ViewColumn.Beside, true);
    this.#shown.set(kind, { panel, uri: editor.document.uri, position: editor.selection.active });
    await this.#refresh(kind);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const { panel } of this.#shown.values()) panel.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #open(kind: PreviewKind): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(`einlay.${kind}`, TITLES[kind], column, { enableFindWidget: true });
    panel.onDidDispose(() => this.#shown.delete(kind));
    return panel;
  }

  #refreshSoon(uri: vscode.Uri): void {
    const kinds = [...this.#shown].filter(([, shown]) => shown.uri.toString() === uri.toString());
    if (kinds.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const [kind] of kinds) void this.#refresh(kind);
    }, PAUSE_MS);
  }

  async #refresh(kind: PreviewKind): Promise<void> {
    const shown = this.#shown.get(kind);
    if (!shown) return;
    const { line, character } = shown.position;
    const preview = await this.#client.sendRequest<Preview | null>('einlay/preview', {
      textDocument: { uri: shown.uri.toString() },
      position: { line, character },
      kind,
    });
    if (!preview || this.#shown.get(kind)?.panel !== shown.panel) return;
    shown.panel.title = `${TITLES[kind]}: ${preview.layer}`;
    shown.panel.webview.html = previewPage(preview);
  }
}
