import { expect, test } from '@jest/globals';
import { previewPage } from './preview-page.ts';

test('text is shown as it is, and never runs', () => {
  const page = previewPage({ layer: 'f', kind: 'wgsl', format: 'text', text: '<script>&"', values: { d: 4, r: 2 } });
  expect(page).toContain('<pre>&lt;script&gt;&amp;&quot;</pre>');
  expect(page).toContain('<p>f at d = 4, r = 2</p>');
  expect(page).toContain(`default-src 'none'`);
});

test('a diagram is a picture', () => {
  const page = previewPage({ layer: 'f', kind: 'network', format: 'svg', text: '<svg/>', values: {} });
  expect(page).toContain(`src="data:image/svg+xml;base64,${btoa('<svg/>')}"`);
});
