import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { button } from './page';

test('the benchmark opens as a page, says what it does, and can be cancelled', async ({ page }) => {
  await page.goto('/#bench');
  await expect(page.getByRole('heading', { name: 'How fast does this machine train HAMUR?' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await button(page, 'Run benchmark').click();
  await expect(page.getByRole('progressbar', { name: 'Progress of the benchmark' })).toBeVisible();
  await expect(page.getByRole('status').getByText(/^(webgpu|wasm): /)).toBeVisible({ timeout: 60_000 });
  await button(page, 'Cancel').click();
  // A step of the full batch takes seconds on a software GPU, and is not broken off.
  await expect(page.getByRole('status')).toHaveText('Cancelled.', { timeout: 30_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(button(page, 'Run benchmark')).toBeEnabled();

  await page.getByRole('link', { name: 'To the playground' }).click();
  await expect(page.getByRole('heading', { name: 'HAMUR Playground' })).toBeVisible();

  // Typed behind the address of the playground, it is no setting of a run.
  await button(page, 'Train').waitFor();
  await page.evaluate(() => {
    location.hash = '#bench';
  });
  await expect(page.getByRole('heading', { name: 'How fast does this machine train HAMUR?' })).toBeVisible();
});
