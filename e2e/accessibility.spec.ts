import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { leakyCsv, shopCsv } from './files';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { button, openFile, openSheet, phase, ready } from './page';

/** What depends on the theme; all other rules would say the same of the dark page as of the light one. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What is small, or much like a state that is looked at each time: `npm run verify` looks at it too. */
const LEFT_TO_VERIFY = /^(Training, everything|engines shown|a file|notes on a link|paused|what is kept)/;

/** Looks at the page in both themes, or at the part of it that `part` selects, where the rest has been looked at already, in the light one. */
async function check(page: Page, state: string, part = 'html'): Promise<void> {
  if (!FULL && LEFT_TO_VERIFY.test(state)) return;
  // Its colours have one name each in both themes: where a part is looked at again, light says nearly all.
  for (const theme of FULL || part === 'html' ? (['light', 'dark'] as const) : (['light'] as const)) {
    // On a busy machine the browser at times tells a page nothing of the change, and then nothing until the next one.
    await expect(async () => {
      await page.emulateMedia({ colorScheme: theme === 'light' ? 'dark' : 'light' });
      await page.emulateMedia({ colorScheme: theme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme, { timeout: 5000 });
    }).toPass();
    // A colour that is on its way from one theme to the other is nobody's.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => undefined));
    // In the page itself: otherwise each look opens another page to put together what the frames say, and takes twice the time. There are none.
    expect(page.frames(), 'frames').toHaveLength(1);
    const axe = new AxeBuilder({ page }).include(part).setLegacyMode();
    const { violations, passes } = await (theme === 'light' ? axe : axe.withRules(COLOUR_RULES)).analyze();
    const where = `${state}, ${theme}`;
    expect(passes.length, where).toBeGreaterThanOrEqual(theme === 'light' ? 10 : 1);
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
      where,
    ).toEqual([]);
  }
}

test('axe finds nothing serious in any state, in either theme', async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto('/');
  await ready(page);
  for (const step of ['Data', 'Model', 'Training'] as const) {
    await openSheet(page, step);
    const sheet = `section[aria-label="${step}"]`;
    for (const summary of await page.locator(`${sheet} summary`).all()) await summary.click();
    await check(page, `${step}, everything unfolded`, sheet);
  }
  await page.keyboard.press('Escape');
  for (const summary of await page.locator('main summary').all()) await summary.click();
  await check(page, 'everything unfolded');
  await page.getByText(/^Engine:/).click();
  await check(page, 'engines shown', 'header');
  await page.getByText(/^Engine:/).click();

  await page.getByLabel('Side k of H').fill('0');
  await expect(page.getByText(/^k must be/).first()).toBeVisible();
  await openFile(page, 'bad.csv', 'a,b\n1\n');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await check(page, 'errors shown');
  await page.getByLabel('Side k of H').fill('16');
  await page.goto('/#k=zero&epochs=2');
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible();
  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  await expect(page.getByLabel('Role of device')).toBeVisible();
  await check(page, 'a file', 'section[aria-label="Data"]');
  await check(page, 'notes on a link', '[role=status]');
  await openFile(page, 'leaky.csv', leakyCsv());
  await page.getByText('1 alarm on the data').first().waitFor();
  for (const column of ['work', 'secs']) await button(page, column).click();
  await page.getByLabel('Domains are').selectOption('ranges of its numbers');
  await button(page, 'Compare the domains').click();
  await expect(page.getByRole('region', { name: 'Comparison of the domains' })).toBeVisible();
  await button(page, '“?” means missing').click();
  await page.getByLabel('Role of secs').selectOption('label');
  await check(page, 'alarms, columns opened, domains compared, a change to be undone', 'section[aria-label="Data"]');
  await openFile(page, 'shop.csv', shopCsv());
  await expect(page.getByLabel('Role of device')).toBeVisible();

  await openSheet(page, 'Model');
  await page.getByLabel('Reference: what the authors’ code computes').check();
  await ready(page);
  // So few rows are trained before a hand could press Pause.
  await button(page, 'Step').click();
  await expect(phase(page, 'Paused')).toBeVisible();
  await check(page, 'paused', 'header');
  await button(page, 'Resume').click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });
  await page.getByText('Show the values').click();
  await check(page, 'after a run');
  await page.getByRole('tab', { name: 'Results', exact: true }).click();
  await button(page, 'Take away…').click();
  await expect(page.getByRole('region', { name: 'To use the model' })).toBeVisible();
  await check(page, 'files to take away', 'section[aria-label="Take away"]');
  await button(page, 'Share…').click();
  const share = page.getByRole('region', { name: 'Share', exact: true });
  await share.getByLabel('the result of this run').check();
  await expect(share.getByLabel(/^Link, /)).toHaveValue(/result=/);
  await check(page, 'a link with a result', 'section[aria-label="Share"]');
  const link = await share.getByLabel(/^Link, /).inputValue();
  await page.keyboard.press('Escape');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This result is the sender’s.' })).toBeVisible();
  await check(page, 'a result that came', 'section[aria-label="Result that came with the link"]');
  await page.getByRole('region', { name: 'Result that came with the link' }).getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: /^Kept runs/ }).click();
  await expect(page.getByRole('table', { name: 'Kept runs' })).toBeVisible();
  await page.getByLabel(/^Keep nothing/).check();
  await check(page, 'what is kept', 'section[aria-label="Kept on this machine"]');
  await button(page, 'Cancel').click();
  await page.keyboard.press('Escape');
  for (const [i, name] of (await page.getByRole('tab').allTextContents()).entries()) {
    // Some views, and all in `npm run verify`.
    if (!FULL && i % 4 > 0 && name !== 'What if') continue;
    await page.getByRole('tab', { name, exact: true }).click();
    // What is still to come; not what a button opens.
    await expect(page.getByRole('tabpanel').getByText(/…$/).and(page.locator(':not(button)'))).toHaveCount(0);
    if (name === 'What if') {
      await button(page, 'Find').click();
      await page
        .getByRole('button', { name: /^Take row/ })
        .first()
        .click();
      await expect(page.getByRole('figure', { name: /^Row/ })).toBeVisible();
    }
    await check(page, name, 'section[aria-label="Views"]');
  }

  await page.setViewportSize({ width: 390, height: 844 });
  await check(page, 'on a phone');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out sideways').toBeLessThanOrEqual(390);
  }
});

test('axe finds nothing serious in the fields that only some backbones have', async ({ page }) => {
  test.skip(!FULL, 'npm run verify looks at them');
  await page.goto('/');
  await ready(page);
  await openSheet(page, 'Model');
  const sheet = 'section[aria-label="Model"]';
  for (const [backbone, field] of [
    ['m3oe', 'Layers that extract'],
    ['adasparse', 'Pruner'],
    ['adapt-dhm', 'Momentum of the centres'],
    ['ppnet', 'Ids of user and item'],
  ] as const) {
    await page.getByLabel('Backbone', { exact: true }).selectOption(backbone);
    const folded = page.locator(`${sheet} details:not([open]) > summary`);
    while ((await folded.count()) > 0) await folded.first().click();
    await expect(page.locator(sheet).getByLabel(field, { exact: true })).toBeVisible();
    await check(page, `Model, ${backbone}`, sheet);
  }
});

test('a theme that is chosen is shown, whatever the system has', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const theme = page.locator('html');
  await expect(theme).toHaveAttribute('data-theme', 'light');
  await page.getByLabel('Theme').selectOption('dark');
  await expect(theme).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(theme).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByLabel('Theme').selectOption('light');
  await expect(theme).toHaveAttribute('data-theme', 'light');
});
