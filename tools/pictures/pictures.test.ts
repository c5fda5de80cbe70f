import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { STANDARD_FILES } from '@einlay/language';
import { printExponent } from '@einlay/space';
import { root } from '../pages.ts';
import { measuredOf, measuredTable, times, withMeasuredTable } from './measured.ts';
import { galleryEntries, pictures, pointOf } from './pictures.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const gallery = read('docs/gallery.md');

describe('pictures', () => {
  test.each([...pictures()])('%s is what `npm run pictures` draws', (file, svg) => {
    expect(existsSync(path.join(root, file)) && read(file)).toBe(svg);
  });

  test('of structures that are no longer in the gallery are gone', () => {
    const drawn = [...pictures().keys()].filter((file) => file.startsWith('docs/gallery/'));
    expect(readdirSync(path.join(root, 'docs/gallery')).map((file) => `docs/gallery/${file}`)).toEqual(drawn.sort());
  });
});

describe('the gallery', () => {
  const entries = galleryEntries();

  test('has every linear layer of the standard library, as it is written there', () => {
    const source = STANDARD_FILES.get('<std>/linear.ein') ?? '';
    const texts = source.match(/(^\/\/\/.*\n)+layer [^]*?^}\n/gm) ?? [];
    expect(texts.length).toBe(source.match(/^layer /gm)?.length);
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => !entries.some((entry) => entry.text === text))).toEqual([]);
  });

  test.each(entries)('shows the picture of $layer and says in its table what it costs', (entry) => {
    expect(gallery).toContain(`](gallery/${entry.layer}.svg)\n`);
    const found = pointOf(entry);
    const { widths, params, macs, rank, omega, psi, nu } = found.kind === 'point' ? found.analysis : found;
    expect(widths).toEqual({ dIn: 1024, dOut: 1024 });
    const share = (count: number): string => `${Number(((100 * count) / 1024 ** 2).toPrecision(3))} %`;
    const row = gallery.split('\n').find((line) => line.startsWith(`| [\`${entry.layer}\`](#`)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells.slice(2, -1)).toEqual([
      share(params),
      share(macs),
      String(rank),
      ...[omega, psi, nu].map(printExponent),
    ]);
  });
});

describe('what was measured', () => {
  const page = [
    ...['', '## CUDA on an H100', '', '| case | ours | dense | dense / ours | PyTorch | PyTorch / ours |', '| - | - |'],
    ...[1024, 2048, 4096].map((width) => `| btt r=1 ${width} | 0.2 | 0.5 | 2.46 | 2 | 9.96 |`),
    ...['', '### WebGPU on a graphics processor', '', '| case | chosen | matmul | pairs | einsum | pairs / chosen |'],
    ...['| - | - |', '| dense | 1 | 4 | – | 9 | – |', '| btt r=1 | 0.5 | 3 | 2 | 8 | 4.04 |', ''],
  ].join('\n');

  test('is read from the tables of the page', () => {
    const rows = measuredOf(page);
    expect(rows.map(({ width }) => width)).toEqual([1024, 2048, 4096, 1024]);
    expect(rows[0]).toMatchObject({ ours: 0.2, dense: 0.5, overDense: 2.46, others: 2, overOthers: 9.96 });
    expect(rows[3]).toMatchObject({ ours: 0.5, dense: 4, overDense: 8, others: 2, overOthers: 4.04 });
  });

  test('must be there', () => {
    expect(() => measuredOf(page.replace('btt r=1 4096', 'btt r=1 4095'))).toThrow('no btt r=1 4096');
    expect(() => measuredOf(page.replaceAll('ours', 'mine'))).toThrow('no number for ours');
  });

  test('has two digits', () => {
    expect([1.76, 7.35, 9.94, 9.96, 12.9].map(times)).toEqual(['1.8×', '7.4×', '9.9×', '10×', '13×']);
  });

  test('takes the place of what the README said before', () => {
    const readme = 'Before\n\n| btt, r = 1 | old |\n| - | - |\n\nAfter';
    expect(withMeasuredTable(readme, '| btt, r = 1 | new |')).toBe('Before\n\n| btt, r = 1 | new |\n\nAfter');
    expect(() => withMeasuredTable('Before', '| btt, r = 1 | new |')).toThrow('no table');
  });

  test('is what the README says', () => {
    const plain = (text: string): string => text.replace(/ +/g, ' ').replace(/-{2,}/g, '---');
    expect(plain(read('README.md'))).toContain(measuredTable(measuredOf(read('docs/performance.md'))));
  });
});
