import { expect, test } from './fixtures';
import { button, ready } from './page';

/** Runs of a second. */
const SMALL = 'demo=conflict&rows=1200&layers=16,8&bottom=16&hyper=16&k=4&batch=256&epochs=1&engine=wasm';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a sweep: the best by validation, its test score as chosen among so many, a brush, a copy that is read back, and a reload that keeps it', async ({
  page,
}) => {
  await page.goto(`/#${SMALL}`);
  await ready(page);
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await page.getByText('Seek the best of many settings instead').click();

  const form = page.getByRole('region', { name: 'Sweep', exact: true });
  await form.getByRole('button', { name: 'Study of k' }).click();
  await form.getByLabel('Side k of H', { exact: true }).fill('2, 5');
  await form.getByLabel('Setting', { exact: true }).selectOption({ label: 'Learning rate' });
  await form.getByRole('button', { name: 'Vary this' }).click();
  await expect(form.getByRole('button', { name: 'Start the sweep' })).toBeDisabled();
  await form.getByLabel('Learning rate', { exact: true }).fill('0.001, 0.01');
  await expect(form.getByText('4 configurations × 1 seed.')).toBeVisible();
  await form.getByRole('button', { name: 'Start the sweep' }).click();

  const sweep = page.getByRole('region', { name: 'Sweep', exact: true });
  const found = page.getByRole('region', { name: 'What the sweep has found' });
  await expect(sweep.getByText('4 runs done', { exact: true })).toBeVisible({ timeout: 120_000 });
  const best = found.getByText(/^Best of 4 configurations by validation: k [25], learningRate 0\.0?01, with a mean AUC over the domains of \.\d{4}/);
  await expect(best).toBeVisible();
  const chosen = found.getByText(/^On the test rows it comes to \.\d{4}: chosen among 4 by validation/);
  await expect(chosen).toBeVisible();
  const table = found.getByRole('table', { name: 'Configurations, the best by validation first' });
  await expect(table.getByRole('row')).toHaveCount(1 + 4);
  await expect(found.getByRole('figure', { name: 'Each setting' }).locator('circle')).toHaveCount(2 * 4);

  // The upper end of the first axis: those with a k of 5.
  const together = found.getByRole('figure', { name: 'Settings together' });
  await together.getByText('Choose with sliders').click();
  await together.getByRole('group', { name: 'Side k of H' }).getByLabel('from').fill('0.9');
  await expect(together.getByText(/^2 configurations of 4 chosen; the best of them: k 5, /)).toBeVisible();

  await found.getByRole('button', { name: 'CSV', exact: true }).first().click();
  await expect(found.getByText('Copied').first()).toBeVisible();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  // A comma within quotes parts nothing.
  const rows = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  const at = (column: string) => (rows[0] as string[]).indexOf(column);
  expect(new Set(rows.slice(1).map((row) => `${row[at('model.k')]} ${row[at('train.learningRate')]}`))).toEqual(
    new Set(['2 0.001', '2 0.01', '5 0.001', '5 0.01']),
  );
  const scores = rows.slice(1).map((row) => Number(row[at('validation_auc')]));
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  // The test score stands with the best alone, and is that of the sentence.
  const tests = rows.slice(1).map((row) => row[at('test_auc')]);
  expect(tests.map((text) => text !== '')).toEqual([true, false, false, false]);
  await expect(chosen).toContainText(Number(tests[0]).toFixed(4).slice(1));

  const said = (await best.textContent()) as string;
  await page.reload();
  await expect(best).toHaveText(said);
  await expect(sweep.getByText('4 runs done', { exact: true })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(1 + 4);
  await expect(button(page, 'Compare something else')).toBeVisible();
});
