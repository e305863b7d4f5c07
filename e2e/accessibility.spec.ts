import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { button, openFile, phase, ready } from './page';

async function check(page: Page, state: string): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length, state).toBeGreaterThan(10);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    state,
  ).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in any state, ${theme}`, async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Theme').selectOption(theme);
    await ready(page);
    await check(page, 'at rest');
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await check(page, 'everything unfolded');
    await page.getByText(/^Engine:/).click();
    await check(page, 'engines shown');
    await page.getByText(/^Engine:/).click();

    await page.getByLabel('Side k of H').fill('0');
    await expect(page.getByText(/model\.k must be/).first()).toBeVisible();
    await openFile(page, 'bad.csv', 'a,b\n1\n');
    await expect(page.getByRole('alert').first()).toBeVisible();
    await check(page, 'errors shown');
    await page.getByLabel('Side k of H').fill('16');
    await page.goto('/#k=zero&epochs=2');
    await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible();
    await openFile(page, 'shop.csv', shopCsv());
    await expect(page.getByLabel('Role of device')).toBeVisible();
    await check(page, 'a file, and notes on a link');

    await page.getByLabel('Reference, as the authors’ code').check();
    await ready(page);
    // So few rows are trained before a hand could press Pause.
    await button(page, 'Step').click();
    await expect(phase(page, 'Paused')).toBeVisible();
    await check(page, 'paused');
    await button(page, 'Resume').click();
    await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });
    await page.getByText('Show the values').click();
    await check(page, 'after a run');
    for (const name of await page.getByRole('tab').allTextContents()) {
      await page.getByRole('tab', { name, exact: true }).click();
      await expect(page.getByRole('tabpanel').getByText(/…$/)).toHaveCount(0);
      if (name === 'What if') {
        await button(page, 'Find').click();
        await page
          .getByRole('button', { name: /^Take row/ })
          .first()
          .click();
        await expect(page.getByRole('figure', { name: /^Row/ })).toBeVisible();
      }
      await check(page, name);
    }

    await page.setViewportSize({ width: 390, height: 844 });
    await check(page, 'on a phone');
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out sideways').toBeLessThanOrEqual(390);
    }
  });
}
