import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${theme}: at rest, everything unfolded, and after a run`, async ({ page }) => {
    const check = async (state: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
        state,
      ).toEqual([]);
    };
    await page.goto('/');
    await page.getByLabel('Theme').selectOption(theme);
    await expect(page.getByRole('row', { name: /home/ }).first()).toContainText('12,063');
    await check('at rest');
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await check('everything unfolded');
    await page.getByLabel('Epochs at most').fill('1');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('status').getByText('Training')).toBeVisible();
    await check('during a run');
    await expect(page.getByRole('status').getByText('Done')).toBeVisible({ timeout: 120_000 });
    await check('after a run');
  });
}
