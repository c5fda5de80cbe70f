/** The extension: starts the language server and shows beside the source what becomes of it. Everything else the server does. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { Previews } from './previews.ts';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.mjs');
  const own = new LanguageClient(
    'einlay',
    'Einlay',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [{ language: 'einlay' }],
      initializationOptions: vscode.workspace.getConfiguration('einlay'),
    },
  );
  client = own;
  const previews = new Previews(own);
  context.subscriptions.push(
    previews,
    vscode.commands.registerCommand('einlay.restart', () => own.restart()),
    vscode.commands.registerCommand('einlay.showWgsl', () => previews.show('wgsl')),
    vscode.commands.registerCommand('einlay.showCuda', () => previews.show('cuda')),
    vscode.commands.registerCommand('einlay.showOnnx', () => previews.show('onnx')),
    vscode.commands.registerCommand('einlay.showNetwork', () => previews.show('network')),
    vscode.commands.registerCommand('einlay.showKernels', () => previews.show('kernels')),
  );
  await own.start();
}

export const deactivate = (): Promise<void> | undefined => client?.stop();
