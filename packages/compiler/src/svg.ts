/** Pieces of SVG documents. */

/** Of a letter in the fixed-width font, in units of its size. */
const LETTER = 0.62;

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  /** What is wider is cut. */
  readonly width: number;
  /** Whether x is its middle rather than its start. */
  readonly isCentred?: boolean;
  /** Whether it is less than the rest: of the class that drawings give another colour. */
  readonly isQuiet?: boolean;
}

/** Words in a fixed-width font; what is cut can still be read by pointing at it. */
export function text(x: number, y: number, words: string, style: TextStyle): string {
  const { size, bold, width, isCentred, isQuiet } = style;
  const most = Math.floor(width / (size * LETTER));
  const letters = Array.from(words);
  const cut = letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words;
  const weight = bold ? ' font-weight="bold"' : '';
  const anchor = isCentred ? ' text-anchor="middle"' : '';
  const quiet = isQuiet ? ' class="quiet"' : '';
  const full = cut === words ? '' : `<title>${escape(words)}</title>`;
  return `<text x="${x}" y="${y}" font-family="ui-monospace, monospace" font-size="${size}"${weight}${anchor}${quiet} fill="#111827">${full}${escape(cut)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML, which has no place for control characters and halves of surrogate pairs. */
export const escape = (words: string): string =>
  words.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd').replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string);
