import { expect, test } from './fixtures';
import { coloursOf } from './heat-map';
import { button, phase, ready, results } from './page';

test('WebGPU, chosen by name, trains in the worker and says so', async ({ page }) => {
  await page.goto('/#rows=1000&demo=conflict&batch=256&epochs=2&engine=webgpu');
  await ready(page);
  await expect(page.getByText('Engine: WebGPU')).toBeVisible();
  await button(page, 'Train').click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 170_000 });
  await page.getByText('Engine: WebGPU').click();
  await expect(page.getByRole('radio', { name: /^WebGPU/ })).toBeChecked();
  await expect((await results(page)).getByRole('row', { name: /^All rows 0\.\d{2,3} 0\.\d{2,3} .* 100$/ })).toBeVisible();
  expect(await coloursOf(page, /^W_down of home/)).toBeGreaterThan(20);
});
