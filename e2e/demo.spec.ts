import { expect, test } from './fixtures';
import { coloursOf } from './heat-map';

test('the demo trains: HAMUR and its backbone, curves, results and generated weights', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('row', { name: /home/ }).first()).toContainText('12,063');
  await page.getByLabel('Most epochs').fill('2');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('status').getByText('Training')).toBeVisible();
  await expect(page.getByRole('status').getByText('Done')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^epoch 2\.0\/2/)).toBeVisible();

  const results = page.getByRole('region', { name: 'Test results' });
  await expect(results.getByRole('row', { name: /^All rows 2,000 0\.\d{4} 0\.\d{4} [+−]0\.\d{4} 0\.8413/ })).toBeVisible();
  await page.getByText('Show the values').click();
  await expect(page.getByRole('region', { name: 'Validation values' }).getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('img', { name: /W_down of home, mean of 80 rows: 32 by 32, from −/ })).toBeVisible();
  expect(await coloursOf(page, /W_down of home/)).toBeGreaterThan(20);
  await expect(page.getByRole('region', { name: 'Watch' }).locator('.recharts-line-curve').first()).toBeVisible();
});
