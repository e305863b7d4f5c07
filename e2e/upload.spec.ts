import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { coloursOf } from './heat-map';
import { openView } from './inside';
import { openFile, openSheet, phase, ready, results, trainToEnd } from './page';

test('a file of one’s own: roles proposed and changed, trained, curves and generated weights of its domains', async ({ page }) => {
  await page.goto('/');
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  const domains = page.getByRole('table', { name: 'Domains' });
  await expect(page.getByLabel('Role of clicked')).toHaveValue('label');
  await expect(page.getByLabel('Role of country')).toHaveValue('domain');
  await expect(page.getByLabel('Role of price')).toHaveValue('dense');
  await expect(page.getByLabel('Role of bought')).toHaveValue('leave out');
  await expect(domains.getByRole('row')).toHaveCount(3);
  await expect(page.getByLabel('Column of the users')).toHaveValue('visitor');

  await page.getByLabel('Role of device').selectOption('domain');
  await page.getByLabel('Role of country').selectOption('sparse');
  await expect(domains.getByRole('row')).toHaveCount(4);
  await expect(domains.getByRole('row', { name: /^desk/ })).toBeVisible();
  await page.getByLabel('Role of bought').selectOption('label');
  await expect(page.getByLabel('Role of clicked')).toHaveValue('leave out');
  await page.getByLabel('Role of clicked').selectOption('label');

  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('3');
  await page.getByLabel('Batch, rows').fill('64');
  await ready(page);
  await trainToEnd(page);

  const table = await results(page);
  await expect(table.getByRole('row', { name: /^(All rows|desk|phone|tablet) 0\.\d{2,3} 0\.\d{2,3} [+−]?0\.\d{2,4} \(/ })).toHaveCount(4);
  await expect(table.getByRole('columnheader', { name: 'AUC per user' })).toBeVisible();
  const metrics = page.getByRole('group', { name: 'Metric of the test results' });
  await metrics.getByLabel('AUC per user').check();
  await expect(table.getByRole('row', { name: /^All rows [01]\.\d+ [01]\.\d+ .* [1-9]\d* of [234]\d 90$/ })).toBeVisible();
  await metrics.getByLabel('AUC', { exact: true }).check();
  await page.getByText('Show the values').click();
  const values = page.getByRole('region', { name: 'Validation values' });
  await expect(values.getByRole('columnheader', { name: /desk/ }).first()).toBeVisible();

  // The curves have a point for each epoch, somewhere inside their chart.
  for (const curve of await page.getByRole('region', { name: 'How well it predicts' }).locator('path.recharts-line-curve').all()) {
    const { points, width, height } = await curve.evaluate((path) => {
      const line = path as SVGPathElement;
      return { points: (line.getAttribute('d') ?? '').match(/[ML]|C/g)?.length ?? 0, width: line.getBBox().width, height: line.getBBox().height };
    });
    expect(points).toBeGreaterThanOrEqual(3);
    expect(width).toBeGreaterThan(50);
    expect(height).toBeGreaterThan(0);
  }

  // The text alternative, the pixels and the value under the pointer tell one story.
  const map = page.getByRole('img', { name: /^W_down of desk, less the mean over domains, mean of \d+ rows: 32 by 32, from −\d\S* to \d/ });
  await expect(map).toBeVisible();
  expect(await coloursOf(page, /^W_down of desk/)).toBeGreaterThan(20);
  await map.hover({ position: { x: 3, y: 3 } });
  await expect(page.getByText(/^desk, row 1, column 1: −?\d/)).toBeVisible();
  await openView(page, 'Weights');
  for (const kind of [/^W_up, less the mean over domains, of tablet/, /^H, less the mean over domains, of tablet/])
    expect(await coloursOf(page, kind)).toBeGreaterThan(20);

  await page.getByLabel('Rows to watch').fill('1, 17');
  await page.getByRole('button', { name: 'Show rows' }).click();
  await expect(page.getByRole('img', { name: /^W_down, less the mean over domains, of row 17, one row, of \w+: 32 by 32/ })).toBeVisible();
});

test('row numbers that the person picks decide the split; groups make domains of a number', async ({ page }) => {
  await page.goto('/');
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  await page.getByRole('combobox', { name: 'Split' }).selectOption('by a file of row numbers');
  await expect(page.getByRole('alert')).toContainText('the file of row numbers "split.json" is not open');
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const split = JSON.stringify({ train: rows(0, 700), val: rows(700, 800), test: rows(800, 900) });
  await page.getByTestId('rows-file').setInputFiles({ name: 'my-split.json', mimeType: 'application/json', buffer: Buffer.from(split) });
  await expect(page.getByText('700 rows train, 100 validate, 100 test.')).toBeVisible();

  await page.getByLabel('Role of price').selectOption('domain and dense');
  await page.getByLabel('Domains are').selectOption('groups of its values');
  await page.getByLabel('Groups of “price”, one per line').fill('cheap: < 30\ndear: >= 50');
  await expect(page.getByRole('table', { name: 'Domains' }).getByRole('row', { name: /^dear/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Notes on the data' })).toContainText(/\d+ rows are left out because the value falls into no domain group/);
  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('1');
  await ready(page);
  await trainToEnd(page);
  await expect((await results(page)).getByRole('row', { name: /^cheap/ })).toBeVisible();
  await expect(phase(page, 'Done')).toBeVisible();
});

test('a file that is opened before the page has settled is not put aside by the demo', async ({ page }) => {
  // The stored run takes long to arrive; nobody waits for it.
  await page.route('**/runs/*.json', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto('/#k=6');
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  await expect(page.getByLabel('Role of device')).toBeVisible();
  await page.waitForTimeout(2500);
  await expect(page.getByLabel('Role of device')).toBeVisible();
  await expect(page.getByLabel('Side k of H')).toHaveValue('6');
  await ready(page);
});
