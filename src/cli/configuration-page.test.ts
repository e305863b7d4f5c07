import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PRESETS } from '../config/presets';
import { parseRunConfig } from '../config/run-config';
import { SETTING_PATHS } from '../config/settings';
import { configurationPage } from './configuration-page';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'), 'utf8');

test('docs/configuration.md says what the table of settings says (else: npm run docs)', () => {
  expect(page).toBe(configurationPage(page));
});

test('every setting has its row, and no other', () => {
  const documented = [...page.matchAll(/^\| `((?:data|model|train)\.\w+|split|engine|seed)` \|/gm)].map(([, path]) => path);
  expect(documented.toSorted()).toEqual(SETTING_PATHS.toSorted());
});

test('a stale table is noticed, and a page that has lost its marks', () => {
  const stale = page.replace('a whole number from 1 to 256', 'a whole number');
  expect(stale).not.toBe(page);
  expect(configurationPage(stale)).toBe(page);
  expect(() => configurationPage(page.replace('<!-- npm run docs: train -->', ''))).toThrow('The page must hold "<!-- npm run docs: train -->"');
});

test('the example is the preset that it says it is', () => {
  const [, json = ''] = /```json\n([^`]*)```/.exec(page) ?? [];
  expect(parseRunConfig(JSON.parse(json))).toEqual(PRESETS[0]?.config);
});
