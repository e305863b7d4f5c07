import { expect, test } from './fixtures';
import { FULL } from './full';
import { coloursOf } from './heat-map';
import { openSheet, phase, ready, results } from './page';

test('the demo trains: HAMUR and its backbone, curves, results and generated weights', async ({ page }) => {
  await page.goto('/');
  await openSheet(page, 'Data');
  await expect(page.getByRole('table', { name: 'Domains' }).getByRole('row', { name: /home/ })).toContainText('14,981');
  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('2');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(phase(page, 'Training')).toBeVisible();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('all 2 epochs trained')).toBeVisible();

  const table = await results(page);
  await expect(table.getByRole('row', { name: /^All rows 0\.\d{3} 0\.\d{3} [+−]?0\.\d{3,4} \([−]?0\.\d+ to [−]?0\.\d+\) 0\.854 3,000$/ })).toBeVisible();
  await page.getByText('Show the values').click();
  await expect(page.getByRole('region', { name: 'Validation values' }).getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('img', { name: /W_down of home, less the mean over domains, mean of 80 rows: 32 by 32, from −/ })).toBeVisible();
  expect(await coloursOf(page, /W_down of home/)).toBeGreaterThan(20);
  await expect(page.getByRole('region', { name: 'How well it predicts' }).locator('.recharts-line-curve').first()).toBeVisible();
});

test('each demo set opens with its text, its domains and their best possible AUC', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await openSheet(page, 'Data');
  const demos = page.getByLabel('Demo set');
  await expect(demos.getByRole('option')).toHaveCount(5);
  const domains = page.getByRole('table', { name: 'Domains' });
  for (const [title, text, rows] of [
    ['Conflicting domains', /agree in two of ten tastes/, [/^home 14,981 .* 0\.85/, /^search /, /^video /]],
    ['Agreeing domains', /all channels agree/, [/^home /, /^search /, /^video /]],
    ['Twelve uneven domains', /Twelve sites/, [/^site 01 12,058 /, ...Array(11).fill(/^site \d\d \d/)]],
    ['A tiny domain', /search wants the opposite/, [/^home 36,/, /^search 22,/, /^video 1,192 .* 0\.7/]],
    ['A domain of noise', /pure chance/, [/^home 15,/, /^search 9,110 50\.3 % 0\.50{1,2}$/, /^video 5,/]],
  ].filter((_, i) => FULL || i % 3 === 0) as [string, RegExp, RegExp[]][]) {
    await demos.selectOption(title);
    // The verdict on the stored run may say the same words.
    await expect(page.getByRole('region', { name: 'Data', exact: true }).getByText(text)).toBeVisible();
    for (const [at, row] of rows.entries()) await expect(domains.getByRole('row').nth(at + 1)).toHaveAccessibleName(row);
    await expect(domains.getByRole('row')).toHaveCount(rows.length + 1);
    await ready(page);
  }
});
