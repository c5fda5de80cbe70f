/**
 * How long diagnostics take while typing: a file of 1000 lines and one of 100, with the standard library imported, changed a letter at a time
 * in the middle, correct and broken in turn. `check` is from the change to the diagnostics in the server's own process; `editor` is the same
 * over LSP with a server of its own, messages and the pause before it checks included.
 *
 * Goal: 50 ms for 1000 lines.
 *
 * Options: --json prints one JSON document, --rounds=N.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import { Workspace, diagnosticsOf } from '@einlay/language-server';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { StreamMessageReader, StreamMessageWriter, createProtocolConnection } from 'vscode-languageserver/node';

const ROUNDS = Number(process.argv.find((word) => word.startsWith('--rounds='))?.slice('--rounds='.length) ?? 40);
const GOAL = 50;

const layer = (at) => `/// Block tensor-train ${at}.
layer btt${at}(g, a, p, e, r = 1) {
  input x[..., (g a)]
  factor A[g, a, p, r], B[p, g, r, e]
  let h[..., p, g, r] = x[..., g, a] * A[g, a, p, r]
  output y[..., (p e)] = gelu(h[..., p, g, r]) * B[p, g, r, e]
}

`;
const LINES = layer(0).split('\n').length - 1;
const textOf = (lines) =>
  `import { ffn, transformer_block } from "std"\n\n${Array.from({ length: Math.ceil(lines / LINES) }, (_, at) => layer(at)).join('')}`;

/** What is typed in the middle of a text, one after the other; half of the texts on the way are broken. */
const KEYS = [' ', '+', ' ', 'x', '[', '.', '.', '.', ',', ' '];

/** Changes as an editor sends them: keys of a term that is typed and taken back. */
function* changes(document) {
  const start = document.getText().indexOf('output y', document.getText().length / 2);
  let at = document.getText().indexOf('\n', start);
  for (let round = 0; round < ROUNDS; round += 1) {
    const key = KEYS[round % KEYS.length];
    const place = (offset) => document.positionAt(offset);
    yield [{ range: { start: place(at), end: place(at) }, text: key }];
    at += 1;
  }
}

const dist = fileURLToPath(new URL('../../packages/language-server/dist/', import.meta.url));
const rows = [];
for (const lines of [100, 1000]) {
  rows.push({ name: `check, ${lines} lines`, ...summary(inProcess(lines)), ...(lines === 1000 ? { goal: GOAL } : {}) });
  rows.push({ name: `editor, ${lines} lines`, ...summary(await overLsp(lines)) });
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`${''.padEnd(width)}  first ms  median ms  95 % ms   goal`);
  for (const { name, first, median, most, goal } of rows) {
    const numbers = [first.toFixed(1).padStart(8), median.toFixed(1).padStart(9), most.toFixed(1).padStart(7)];
    console.log(`${name.padEnd(width)}  ${numbers.join('  ')}  ${goal ? `< ${goal}` : ''}`.trimEnd());
  }
}

/** The first time stands apart: that is opening the file, with nothing remembered. */
function summary([first, ...times]) {
  const sorted = times.toSorted((one, other) => one - other);
  return { first, median: sorted[sorted.length >> 1], most: sorted[Math.floor(sorted.length * 0.95)] };
}

function inProcess(lines) {
  const workspace = new Workspace(pathToFileURL(path.join(dist, 'stdlib')).href);
  let document = TextDocument.create('file:///bench.ein', 'einlay', 0, textOf(lines));
  const check = () => {
    const start = performance.now();
    workspace.open(document);
    diagnosticsOf(workspace.analyse(document.uri), workspace);
    return performance.now() - start;
  };
  const times = [check()];
  for (const change of changes(document)) {
    document = TextDocument.update(document, change, document.version + 1);
    times.push(check());
  }
  return times;
}

async function overLsp(lines) {
  const child = spawn(process.execPath, [path.join(dist, 'main.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let arrived = () => {};
  connection.onNotification('textDocument/publishDiagnostics', ({ version }) => arrived(version));
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  let document = TextDocument.create('file:///bench.ein', 'einlay', 1, textOf(lines));
  const until = async (version, send) => {
    const start = performance.now();
    const done = new Promise((resolve) => {
      arrived = (found) => {
        if (found === version) resolve();
      };
    });
    await send();
    await done;
    return performance.now() - start;
  };
  const { uri, languageId } = document;
  const textDocument = { uri, languageId, version: 1, text: document.getText() };
  const times = [await until(1, () => connection.sendNotification('textDocument/didOpen', { textDocument }))];
  for (const contentChanges of changes(document)) {
    const version = document.version + 1;
    document = TextDocument.update(document, contentChanges, version);
    const params = { textDocument: { uri, version }, contentChanges };
    times.push(await until(version, () => connection.sendNotification('textDocument/didChange', params)));
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return times;
}
