import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { button, openFile, openSheet, ready } from './page';

test('what is wrong is said at the field that it belongs to, once; where that cannot be seen, in its panel', async ({ page }) => {
  await page.goto('/#clip=1&embeddingUpdates=lazy');
  const model = page.getByRole('region', { name: 'Model', exact: true });
  const train = page.getByRole('region', { name: 'Training', exact: true });
  const clip = page.getByRole('alert').filter({ hasText: 'Longest gradient: clipping needs the length of the whole gradient,' });

  // The sheet is closed: its step says it.
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('alert')).toContainText('Longest gradient: clipping needs the length');
  await expect(clip).toHaveCount(1);
  await openSheet(page, 'Training');
  // Its field is in a fold that is closed.
  await expect(train.getByRole('listitem').filter({ hasText: 'Longest gradient' })).toBeVisible();
  await expect(clip).toHaveCount(1);
  await page.getByText('Optimiser, schedule, weighting').click();
  await expect(page.getByLabel('Longest gradient')).toHaveAccessibleDescription(/^Longest gradient: .* Set it to 0, or “A step moves” to “all embeddings”\.$/);
  await expect(clip).toHaveCount(1);
  await expect(train.getByRole('listitem')).toHaveCount(0);
  await page.getByLabel('A step moves').selectOption('all embeddings');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.getByLabel('Batch, rows').fill('1');
  await page.getByLabel('Side k of H').fill('0');
  await expect(page.getByRole('alert')).toHaveText(['k must be a whole number from 1 to 256, not 0', 'Batch must be a whole number from 2 to 65536, not 1']);
  await expect(page.getByLabel('Side k of H')).toHaveAccessibleDescription('k must be a whole number from 1 to 256, not 0');
  await expect(page.getByLabel('Batch, rows')).toHaveAttribute('aria-invalid', 'true');
  // The sheet of the model has no field for it; while that is open, it says it above its fields.
  await openSheet(page, 'Model');
  await expect(model.getByRole('listitem')).toHaveText('k must be a whole number from 1 to 256, not 0');
  await expect(page.getByLabel('Bottleneck r')).toHaveAttribute('aria-invalid', 'false');
  await page.getByRole('button', { name: 'Close Model' }).click();
  await expect(page.getByRole('alert')).toHaveText(['k must be a whole number from 1 to 256, not 0', 'Batch must be a whole number from 2 to 65536, not 1']);
  await page.getByLabel('Side k of H').fill('8');
  await openSheet(page, 'Training');
  await page.getByLabel('Batch, rows').fill('512');
  await ready(page);
  await expect(button(page, 'Train')).toBeEnabled();
});

test('a role that is given away and taken back leaves no feature out', async ({ page }) => {
  await page.goto('/');
  await openFile(page, 'shop.csv', shopCsv());
  await ready(page);
  await openSheet(page, 'Data');
  const { hash } = new URL(page.url());
  for (const role of ['label', 'domain'] as const) {
    const usual = role === 'label' ? 'clicked' : 'country';
    await page.getByLabel('Role of item').selectOption(role);
    await expect(page.getByLabel(`Role of ${usual}`)).toHaveValue('leave out');
    await page.getByLabel(`Role of ${usual}`).selectOption(role);
    await expect(page.getByLabel('Role of item')).toHaveValue('sparse');
  }
  await ready(page);
  expect(new URL(page.url()).hash).toBe(hash);
});
