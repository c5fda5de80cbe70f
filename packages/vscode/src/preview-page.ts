/** A preview as a page. It runs no scripts and loads nothing. */
import type { Preview } from '@einlay/language-server';

export function previewPage({ layer, format, text, values }: Preview): string {
  const settings = Object.entries(values).map(([name, value]) => `${name} = ${value}`);
  const head = [layer, ...(settings.length > 0 ? [`at ${settings.join(', ')}`] : [])].join(' ');
  // A picture in an image can do nothing but be seen; what is in it is escaped already.
  const body =
    format === 'svg'
      ? `<img alt="${escape(layer)}" src="data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}">`
      : `<pre>${escape(text)}</pre>`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    '<style>img{background:#fff;max-width:100%}pre{font-family:var(--vscode-editor-font-family)}</style>',
    `</head><body><p>${escape(head)}</p>${body}</body></html>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
