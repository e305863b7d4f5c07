import { expect, test } from './fixtures';
import { openSheet, phase } from './page';

// The first visit: everything is measured and compared.
test.use({ storageState: undefined });

test('without WebGPU the page says so and trains on WebAssembly', async ({ page }) => {
  await page.goto('/');
  const engine = page.getByText('Engine: WebAssembly');
  await expect(engine).toBeVisible();
  await engine.click();
  await expect(page.getByText(/finds no adapter|has no WebGPU/).first()).toBeVisible();
  await expect(page.getByRole('radio', { name: /^WebGPU/ })).toBeDisabled();
  await engine.click();
  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('1');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });
});
