import { expect, test } from './fixtures';
import { button, ready, trainToEnd } from './page';

test('two runs in one table: starred, noted, compared in settings, metrics, curves and inside, removed and brought back; marks outlive a reload', async ({
  page,
}) => {
  await page.goto('/#demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=2');
  await ready(page);
  await trainToEnd(page);
  await page.getByLabel('Side k of H').fill('10');
  await ready(page);
  await trainToEnd(page);
  await page.getByRole('tab', { name: 'Runs' }).click();
  const table = page.getByRole('table', { name: 'Runs', exact: true });
  const row = (k: number) => table.getByRole('row', { name: new RegExp(`DCN \\+ HAMUR, k ${k}, seed 1`) });
  await expect(row(6)).toContainText('WebAssembly');
  // Sorted by what its head says, either way.
  await expect(table.getByRole('columnheader', { name: /^Began/ })).toHaveAttribute('aria-sort', 'descending');
  await table.getByRole('button', { name: /^Run/ }).click();
  await expect(table.getByRole('columnheader', { name: /^Run/ })).toHaveAttribute('aria-sort', 'ascending');
  const names = () => table.getByRole('rowheader').allInnerTexts();
  expect((await names()).slice(0, 2).map((name) => name.trim().split('\n')[0])).toEqual(['DCN + HAMUR, k 6, seed 1', 'DCN + HAMUR, k 10, seed 1']);

  await page.getByRole('button', { name: 'Star DCN + HAMUR, k 6, seed 1' }).click();
  await page.getByRole('combobox', { name: 'Colour of DCN + HAMUR, k 6, seed 1' }).selectOption('green');
  await page.getByRole('textbox', { name: 'Note on DCN + HAMUR, k 6, seed 1' }).fill('the small one');
  await page.keyboard.press('Enter');

  for (const k of [6, 10]) await page.getByRole('checkbox', { name: `Choose DCN + HAMUR, k ${k}, seed 1` }).check();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  const differences = comparison.getByRole('table', { name: 'Settings that differ' });
  await expect(differences.getByRole('row')).toHaveCount(2);
  await expect(differences.getByRole('row', { name: /^Side k of H/ })).toHaveText(/6\s*10/);
  await expect(comparison.getByRole('row', { name: /^AUC, mean over domains/ })).toHaveText(/\.\d{4}\.\d{4} \([+−]?\.\d{4}\)/);
  await expect(comparison.getByRole('img', { name: /^Validation AUC, mean over domains: AUC by epoch, DCN \+ HAMUR, k 6, DCN \+ HAMUR, k 10/ })).toBeVisible();
  await comparison.getByRole('combobox', { name: 'Of' }).selectOption('video');
  await expect(comparison.getByRole('img', { name: /^Validation LogLoss, video/ })).toBeVisible();
  for (const k of [6, 10]) await expect(comparison.getByRole('img', { name: new RegExp(`^W_down for home of DCN \\+ HAMUR, k ${k}`) })).toBeVisible();
  await expect(comparison.getByRole('img', { name: /^Effective rank of W_down of DCN/ })).toHaveCount(2);
  await expect(comparison.getByRole('img', { name: /^shift of H .* of DCN .*, 3 by 3/ })).toHaveCount(2);

  // Both go through training together.
  const moment = comparison.getByRole('slider', { name: 'Moment of training' });
  await expect(moment).toHaveAttribute('aria-valuetext', 'weights kept');
  await moment.fill('0');
  for (const k of [6, 10]) await expect(comparison.getByText(new RegExp(`^\\W*DCN \\+ HAMUR, k ${k}\\W*, before training: `))).toBeVisible();

  // The run that comes with the page is of other rows.
  await page.getByRole('checkbox', { name: /^Choose Stored run, DCN \+ HAMUR, k 16/ }).check();
  await expect(comparison.getByText(/are not of the same rows\. The hash of the data differs: demo-conflict-2000-1 of/)).toBeVisible();

  await row(10)
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(row(10)).toHaveCount(0);
  const undo = button(page, 'Undo the removal');
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(10)).toBeVisible();

  await page.reload();
  await expect(page.getByRole('tab', { name: 'Runs' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Star DCN + HAMUR, k 6, seed 1' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('textbox', { name: 'Note on DCN + HAMUR, k 6, seed 1' })).toHaveValue('the small one');
  await expect(page.getByRole('combobox', { name: 'Colour of DCN + HAMUR, k 6, seed 1' })).toHaveValue('2');
  await page.getByRole('searchbox', { name: 'Find' }).fill('small');
  await expect(page.getByText('1 of 3 runs')).toBeVisible();
  await row(6).getByRole('button', { name: /^Open/ }).click();
  await expect(page.getByLabel('Side k of H')).toHaveValue('6');
});
