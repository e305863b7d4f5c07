import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { ready } from './page';

/** Seconds for each run. */
const SMALL = 'demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=3&engine=wasm';

const compare = (page: Page) => page.getByRole('tab', { name: 'Compare', exact: true }).click();
const done = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible({ timeout: 150_000 });

test('two contestants, three seeds: a reload in the middle goes on by itself, seeds are added, and each run is kept', async ({ page }) => {
  await page.goto(`/#${SMALL}`);
  await ready(page);
  await compare(page);
  await page.getByLabel('Seeds', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText(/^[1-5] of 6 runs done$/)).toBeVisible({ timeout: 150_000 });

  await page.reload();
  await compare(page);
  await done(page, '6 runs done');
  const paragraphs = page.getByRole('tabpanel').getByText(/^(3 seeds show no difference|DCN \+ HAMUR is (better|worse))/);
  await expect(paragraphs.first()).toBeVisible();

  await page.getByLabel('More seeds:').fill('1');
  await page.getByRole('button', { name: /^Add/ }).last().click();
  await done(page, '8 runs done');
  await page.getByRole('button', { name: /^Kept runs/ }).click();
  const runs = page.getByRole('region', { name: 'Kept on this machine' }).getByRole('table', { name: 'Kept runs' }).getByRole('row');
  await expect(runs).toHaveCount(9);
});
