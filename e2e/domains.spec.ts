import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { openFile, openSheet, ready } from './page';

test('domains: ranges by their handles, a combination, one; and what the split holds', async ({ page }) => {
  await page.goto('/');
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  const kind = page.getByLabel('Domains are');
  const names = page.getByRole('table', { name: 'Domains' }).getByRole('rowheader');

  await page.getByLabel('Column of the domain').selectOption('price');
  await expect(kind.getByRole('option', { name: 'ranges of its numbers' })).toBeEnabled();
  await kind.selectOption('ranges of its numbers');
  await page.getByRole('button', { name: 'Add a cut' }).click();
  const cuts = page.getByLabel('Cuts of “price”');
  await cuts.fill('30, 60');
  const first = page.getByRole('slider', { name: 'Cut 1 of price' });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageDown');
  // Numbers from 0 to 100 in steps of 1.
  await expect(first).toHaveAttribute('aria-valuenow', '21');
  await expect(names).toHaveText(['< 21', '21 to < 60', '>= 60']);

  const handle = page.getByRole('slider', { name: 'Cut 2 of price' });
  const plot = page.getByRole('img', { name: /^How the numbers of price lie/ });
  const [from, within] = [await handle.boundingBox(), await plot.boundingBox()];
  if (!from || !within) throw new Error('The histogram is not shown.');
  await page.mouse.move(from.x + from.width / 2, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(within.x + 0.4 * within.width, from.y + 30, { steps: 4 });
  // Far beyond its neighbour it stops.
  await page.mouse.move(within.x, from.y + 30, { steps: 4 });
  await expect(handle).toHaveAttribute('aria-valuenow', '22');
  await page.mouse.move(within.x + 0.8 * within.width, from.y + 30, { steps: 4 });
  await page.mouse.up();
  await expect(cuts).toHaveValue(/^21, (79|80)$/);
  await ready(page);

  await kind.selectOption('every combination of columns');
  await page.getByLabel('Column 1 of the combination').selectOption('device');
  await page.getByLabel('Column 2 of the combination').selectOption('country');
  await expect(names).toHaveText(['desk × DE', 'desk × FR', 'phone × DE', 'phone × FR', 'tablet × DE', 'tablet × FR']);
  await kind.selectOption('one: all rows');
  await expect(names).toHaveText(['all rows']);
  await expect(page.getByRole('list', { name: 'Notes on the data' }).getByRole('listitem').first()).toContainText('There is only one domain');

  const parts = page.getByRole('table', { name: 'Parts of the split' });
  await expect(parts.getByRole('row', { name: /^Train 720 / })).toBeVisible();
  await page.getByRole('combobox', { name: 'Split', exact: true }).selectOption('by user: all rows of a user in one part');
  await page.getByLabel('Column of the users').selectOption('visitor');
  await expect(page.getByRole('table', { name: 'Values that the training rows lack' }).getByRole('row', { name: /^visitor/ })).toContainText('100.0 %');
  await ready(page);

  await expect(page.getByText('There is one domain only, so nothing to compare it with.')).toBeVisible();
  await kind.selectOption('every value of a column');
  await page.getByLabel('Column of the domain').selectOption('country');
  await page.getByRole('button', { name: 'Compare the domains' }).click();
  await expect(page.getByRole('table', { name: 'What domains share of visitor' })).toBeVisible();
  await expect(page.getByText(/\d % of the rows of DE have a value that is found in FR too\./).first()).toBeVisible();
  await page.getByLabel('Compare another field').selectOption('device');
  await expect(page.getByRole('table', { name: 'What domains share of device' }).getByRole('row', { name: /^DE 3 – 100\.0 % \(100\.0 %\)/ })).toBeVisible();
  await page.getByRole('button', { name: 'Hide visitor' }).click();
  await expect(page.getByRole('table', { name: 'What domains share of visitor' })).toBeHidden();
});
