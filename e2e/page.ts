import { expect, type Locator, type Page } from '@playwright/test';
import { asFile } from './files';

/** What a person does on the page, in the page's own words. */
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const phase = (page: Page, text: string): Locator => page.getByRole('banner').getByRole('status').getByText(text, { exact: true });

/** Opens the sheet of all settings of a step, unless it is open, as it may be after a reload. */
export async function openSheet(page: Page, step: 'Data' | 'Model' | 'Training'): Promise<void> {
  const sheet = page.getByRole('region', { name: step, exact: true });
  const opener = page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: step });
  if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
  await expect(sheet).toBeVisible();
}

/** The table of test results, which the view of that name shows. */
export async function results(page: Page): Promise<Locator> {
  await page.getByRole('tab', { name: 'Results', exact: true }).click();
  return page.getByRole('region', { name: 'Test results' });
}

export async function openFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.getByTestId('data-file').setInputFiles(asFile(name, content));
}

/** Waits until the demo is there, so that Train can be pressed. */
export async function ready(page: Page): Promise<void> {
  await expect(button(page, 'Train')).toBeEnabled();
}

export async function trainToEnd(page: Page): Promise<void> {
  await button(page, 'Train').click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 150_000 });
}

/** Presses Tab until the element of that role and name has the focus, as a person does. */
export async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`No ${key} leads to ${role} ${name}.`);
}
