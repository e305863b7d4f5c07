import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { phase, ready } from './page';

/** Presses Tab until the element of that role and name has the focus, as a person does. */
async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No Tab leads to ${role} ${name}.`);
}

test('everything can be done with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await tabTo(page, 'combobox', 'Demo set');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Demo set')).toHaveValue('agreement');
  await tabTo(page, 'textbox', 'Side k of H');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('8');
  await tabTo(page, 'button', /^Training /);
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Most epochs');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('12');
  await ready(page);
  // Round through the end of the page to the top bar.
  await tabTo(page, 'button', 'Train');
  await page.keyboard.press('Enter');
  await expect(phase(page, 'Training')).toBeVisible();
  await tabTo(page, 'button', 'Pause');
  await page.keyboard.press('Space');
  await expect(phase(page, 'Paused')).toBeVisible();
  await tabTo(page, 'button', 'Resume');
  await page.keyboard.press('Enter');
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });

  await tabTo(page, 'slider', /^Moment of training/);
  await page.keyboard.press('Home');
  await expect(page.getByText('before training', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByText(/^weights kept, of epoch \d+$/).first()).toBeVisible();
  await tabTo(page, 'img', /^W_down of home/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText(/^home, row 2, column 1: −?\d/)).toBeVisible();
  // What has the focus can be seen to have it.
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).not.toBe('none');
});
