/** Pieces of SVG documents. */

/** Of a letter in the fixed-width font, in units of its size. */
const LETTER = 0.62;

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  /** What is wider is cut. */
  readonly width: number;
}

/** Words in a fixed-width font; what is cut can still be read by pointing at it. */
export function text(x: number, y: number, words: string, { size, bold, width }: TextStyle): string {
  const most = Math.floor(width / (size * LETTER));
  const letters = Array.from(words);
  const cut = letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words;
  const weight = bold ? ' font-weight="bold"' : '';
  const full = cut === words ? '' : `<title>${escape(words)}</title>`;
  return `<text x="${x}" y="${y}" font-family="ui-monospace, monospace" font-size="${size}"${weight} fill="#111827">${full}${escape(cut)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML, which has no place for control characters and halves of surrogate pairs. */
export const escape = (words: string): string =>
  words.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd').replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string);
