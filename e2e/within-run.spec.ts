import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { button, openFile, openSheet, phase, ready } from './page';

test('a file that is dropped or a link that is followed within a run changes nothing, and the page says why', async ({ page }) => {
  await page.goto('/#epochs=200&patience=200');
  await ready(page);
  await button(page, 'Train').click();
  await expect(phase(page, 'Training')).toBeVisible();
  const { hash } = new URL(page.url());

  await openFile(page, 'shop.csv', shopCsv());
  const notes = page.getByRole('status').filter({ hasText: 'a run is still going on' });
  await expect(notes).toContainText('shop.csv was not opened: a run is still going on. Stop it first.');
  await page.evaluate(() => {
    location.hash = '#k=3&seed=9';
  });
  await expect(notes).toContainText('The link was not read: a run is still going on. Stop it first.');
  await expect.poll(() => new URL(page.url()).hash).toBe(hash);

  await button(page, 'Stop').click();
  await expect(phase(page, 'Stopped')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('1');
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  await expect(page.getByLabel('Role of clicked')).toHaveValue('label');
});

test('an error goes when what it speaks of goes', async ({ page }) => {
  await page.goto('/#learningRate=10&epochs=30');
  await ready(page);
  await openFile(page, 'empty.csv', '');
  await expect(page.getByRole('alert')).toContainText('empty.csv');
  await openFile(page, 'shop.csv', shopCsv());
  await expect(page.getByRole('alert')).toHaveCount(0);
  await ready(page);
  await button(page, 'Train').click();
  await expect(phase(page, 'Failed')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('alert')).toContainText('training diverged');
  await openFile(page, 'other.csv', shopCsv(800));
  await openSheet(page, 'Data');
  await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('opening files one after the other ends with the last one open, every time', async ({ page }) => {
  await page.goto('/');
  for (let i = 0; i < 8; i++) {
    await openFile(page, `first-${i}.csv`, shopCsv(20_000));
    await openFile(page, `shop-${i}.csv`, shopCsv(900));
    await expect(page.getByText(`shop-${i}.csv · 900 rows`)).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await ready(page);
  }
});
