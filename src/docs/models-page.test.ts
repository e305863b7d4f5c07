import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BACKBONE_INFO } from '../config/backbones';
import { BACKBONES } from '../config/run-config';
import { modelFacts } from './model-facts';
import { drawingOf, modelsPage } from './models-page';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'models.md'), 'utf8');

test('docs/models.md says what the models are, and draws them (else: npm run docs)', () => {
  expect(modelsPage(page)).toBe(page);
  for (const backbone of BACKBONES) expect(readFileSync(join(docs, 'models', `${backbone}.svg`), 'utf8'), backbone).toBe(drawingOf(backbone));
});

test.each(BACKBONES)('%s has a paragraph of its own, which names its paper', (backbone) => {
  const section = page.split('\n## ').find((each) => each.startsWith(`${BACKBONE_INFO[backbone].title}\n`)) ?? '';
  const [, text = ''] = section.split('<!-- end -->');
  expect(text.length).toBeGreaterThan(250);
  expect(text).toMatch(/\([A-Z][^)]*\d{4}\)|HAMUR/);
});

test('a backbone without a section gets one; a stale number is noticed', () => {
  const lacking = page.replace(/\n## STAR\n[\s\S]*?(?=\n## |$)/, '');
  expect(lacking).not.toContain('models/star.svg');
  expect(modelsPage(lacking)).toContain('## STAR\n\n<!-- npm run docs: drawing of star -->\n![STAR, drawn](models/star.svg)');
  const stale = page.replace('| 50,459 |', '| 50,458 |');
  expect(stale).not.toBe(page);
  expect(modelsPage(stale)).toBe(page);
});

test('what is shared and what is per domain is read off the models', () => {
  expect(modelFacts('dcn').perDomain).toEqual([]);
  expect(modelFacts('mlp')).toMatchObject({ shared: [], perDomain: ['towers'] });
  expect(modelFacts('ple')).toMatchObject({ shared: ['shared experts'], perDomain: ['own experts', 'gates', 'towers'] });
  // A shared gamma scales each domain's own.
  expect(modelFacts('star').shared).toContain('partitioned norm');
  expect(modelFacts('star').perDomain).toContain('partitioned norm');
});
