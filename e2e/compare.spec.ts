import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { button, ready } from './page';

/** Runs of a second or two. */
const SMALL = 'demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=5&engine=wasm';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const comparison = (page: Page): Locator => page.getByRole('region', { name: 'Comparison' });
const done = (page: Page, runs: number): Locator => comparison(page).getByText(`${runs} runs done`, { exact: true });

/** What a button of “Copy as” puts onto the clipboard. */
async function copied(page: Page, form: string): Promise<string> {
  await comparison(page).getByRole('button', { name: form, exact: true }).click();
  await expect(comparison(page).getByText('Copied').first()).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('within three clicks: what helps, in words and in a table, over a reload in the middle; a seed more; each copy is read back', async ({ page }) => {
  await page.goto(`/#${SMALL}`);
  await ready(page);
  await button(page, 'Compare over 6 seeds').click();
  await expect(page.getByRole('tab', { name: 'Compare', exact: true })).toBeFocused();

  // Two of those that are proposed, three seeds.
  const contestants = page.getByRole('list', { name: 'Contestants' });
  await expect(contestants.getByRole('textbox').nth(1)).toHaveValue('DCN');
  while ((await contestants.getByRole('listitem').count()) > 2) await contestants.getByRole('button').last().click();
  await page.getByLabel('Seeds', { exact: true }).fill('0');
  await expect(page.getByText('Must be one or more.')).toBeVisible();
  await expect(button(page, 'Start')).toBeDisabled();
  await page.getByLabel('Seeds', { exact: true }).fill('3');
  await expect(page.getByText('2 contestants × 3 seeds: 6 runs', { exact: false })).toBeVisible();
  await button(page, 'Start').click();

  await expect(comparison(page).getByText(/^[1-5] of 6 runs done$/)).toBeVisible();
  await page.reload();
  await expect(done(page, 6)).toBeVisible({ timeout: 120_000 });
  const words = /(is (better|worse) than DCN|3 seeds show no difference between DCN \+ HAMUR and DCN) in mean AUC over the domains: [+−]\.\d{4}, 95 % interval/;
  await expect(comparison(page).getByText(words)).toBeVisible();
  const auc = comparison(page).getByRole('table', { name: 'AUC', exact: true });
  await expect(auc.getByRole('columnheader')).toHaveText([/^AUC/, 'Runs', 'Mean over domains', 'All rows', /\S/, /\S/, /\S/]);
  await expect(auc.getByRole('row', { name: /^DCN \+ HAMUR/ })).toContainText(/3\.\d{4} ± \.\d{4} \(\.\d{4}\)[+−]\.\d{4} \(−?\.\d{4} to −?\.\d{4}\)p /);

  const json = JSON.parse(await copied(page, 'JSON'));
  expect(json.experiment).toMatchObject({ seeds: [1, 2, 3], reference: 'DCN' });
  expect(json.table.tables.map(({ metric }: { metric: string }) => metric)).toEqual(['auc', 'logLoss']);
  const mean: number = json.table.tables[0].rows[0].cells[0].mean;
  const csv = (await copied(page, 'CSV')).trim().split('\r\n');
  expect(csv).toHaveLength(1 + 2 * 2 * 5);
  expect(csv[1]).toContain(`auc,DCN + HAMUR,mean over domains,3,${mean},`);
  const markdown = await copied(page, 'Markdown');
  expect(
    markdown
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split(' | ').length),
  ).toEqual(Array(10).fill(6));
  expect((await copied(page, 'LaTeX')).match(/\\toprule/g)).toHaveLength(2);
  expect(await copied(page, 'Method')).toContain('2 contestants, 6 runs, seeds 1–3.');

  await comparison(page)
    .getByLabel(/More seeds:/)
    .fill('1');
  await button(page, 'Add so many seeds').click();
  await expect(done(page, 8)).toBeVisible({ timeout: 60_000 });
  await expect(auc.getByRole('row', { name: /^DCN \+ HAMUR 4 / })).toBeVisible();
  await expect(comparison(page).getByText(/^2 contestants, 8 runs, seeds 1–4\./)).toBeVisible();
  await page.getByRole('button', { name: /^Kept runs/ }).click();
  const kept = page.getByRole('region', { name: 'Kept on this machine' }).getByRole('table', { name: 'Kept runs' });
  await expect(kept.getByRole('row')).toHaveCount(1 + 8);
});
