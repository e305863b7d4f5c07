import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { openFile, openSheet, ready } from './page';

test('the address holds what differs from the default, and opening it brings it all back', async ({ page, context }) => {
  await page.goto('/');
  await ready(page);
  expect(new URL(page.url()).hash).toBe('');
  await page.getByLabel('Demo set').selectOption('Twelve uneven domains');
  await page.getByLabel('Backbone', { exact: true }).selectOption('mlp');
  await openSheet(page, 'Model');
  await page.getByLabel('Layers of a tower').fill('48, 24');
  await page.getByLabel('Side k of H').fill('6');
  await page.getByRole('switch', { name: 'Adapter after layer 1', exact: true }).click();
  await openSheet(page, 'Training');
  await page.getByLabel('Learning rate', { exact: true }).fill('0.005');
  await page.getByLabel('Seed', { exact: true }).fill('7');
  await ready(page);
  const { hash } = new URL(page.url());
  expect(hash).toBe('#demo=many&backbone=mlp&layers=48,24&adapters=1,2&k=6&learningRate=0.005&seed=7');

  const other = await context.newPage();
  await other.goto(`/${hash}`);
  await expect(other.getByLabel('Demo set')).toHaveValue('many');
  await expect(other.getByLabel('Backbone', { exact: true })).toHaveValue('mlp');
  await openSheet(other, 'Model');
  await expect(other.getByLabel('Layers of a tower')).toHaveValue('48, 24');
  await expect(other.getByLabel('Side k of H')).toHaveValue('6');
  await expect(other.getByRole('switch', { name: 'Adapter after layer 1', exact: true })).toBeChecked();
  await openSheet(other, 'Training');
  await expect(other.getByLabel('Learning rate', { exact: true })).toHaveValue('0.005');
  await expect(other.getByLabel('Seed', { exact: true })).toHaveValue('7');
  await openSheet(other, 'Data');
  await expect(other.getByRole('table', { name: 'Domains' }).getByRole('row')).toHaveCount(13);
  expect(new URL(other.url()).hash).toBe(hash);
  await other.close();
});

test('a link is untrusted: what it cannot mean is ignored and named', async ({ page }) => {
  await page.goto('/#k=9999&colour=red&seed=3&demo=%3Cimg+src=x+onerror=alert(1)%3E');
  const notes = page.getByRole('status').filter({ hasText: 'ignored' });
  await expect(notes).toContainText('“k=9999” in the link was ignored: must be a whole number from 1 to 256');
  await expect(notes).toContainText('“colour” in the link is not a setting, so it was ignored.');
  await expect(notes).toContainText('The link names the demo set “<img src=x onerror=alert(1)>”, which does not exist. “conflict” was opened instead.');
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('3');
  await expect(page.getByLabel('Demo set', { exact: true })).toHaveValue('conflict');
  await ready(page);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notes).toHaveCount(0);
});

test('a link to a file asks for the file, applies its roles to it, and notices another content', async ({ page, browser, baseURL }) => {
  // Where the file was opened it is kept; elsewhere it is not.
  const elsewhere = async () => (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await page.goto('/');
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  await page.getByLabel('Role of device').selectOption('domain and sparse');
  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('2');
  await ready(page);
  const { hash } = new URL(page.url());
  expect(hash).toContain('file=shop.csv&hash=');

  const other = await elsewhere();
  await other.goto(`/${hash}`);
  await expect(other.getByText('These settings were made for the file shop.csv')).toBeVisible();
  await openFile(other, 'shop.csv', shopCsv());
  await openSheet(other, 'Data');
  await expect(other.getByLabel('Role of device')).toHaveValue('domain and sparse');
  await openSheet(other, 'Training');
  await expect(other.getByLabel('Most epochs')).toHaveValue('2');
  await ready(other);
  await other.close();
  const again = await elsewhere();
  await again.goto(`/${hash}`);
  await expect(again.getByText('These settings were made for the file shop.csv')).toBeVisible();
  await openFile(again, 'shop.csv', shopCsv(800));
  await expect(again.getByText('shop.csv is not the very file that the link was made with: its content differs.')).toBeVisible();
  await again.close();
});
