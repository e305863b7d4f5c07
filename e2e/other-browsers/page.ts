import { expect } from 'vitest';
import type { SmokeBrowser } from './browser';

/** What a person does on the page and sees there, through any browser. A busy machine may take its time. */
const SLOW = { timeout: 120_000, interval: 100 };

/** What the top bar says of the run, such as "Training"; undefined before the first. */
export const phase = (browser: SmokeBrowser) => browser.run(() => document.querySelector('header [role=status]')?.textContent ?? undefined);

/** The text of the first element that `selector` finds, or the value of a control. */
export const shown = (browser: SmokeBrowser, selector: string) =>
  browser.run((wanted) => {
    const element = document.querySelector(wanted);
    return element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.value : (element?.textContent ?? undefined);
  }, selector);

/** The value of the control that a label names. */
export const labelled = (browser: SmokeBrowser, label: string) =>
  browser.run((wanted) => {
    const own = document.querySelector(`[aria-label="${wanted}"]`);
    const control = own ?? [...document.querySelectorAll('label')].find(({ textContent }) => textContent === wanted)?.control;
    return (control as HTMLInputElement | HTMLSelectElement | null | undefined)?.value;
  }, label);

/** Errors that the page shows. */
export const alerts = (browser: SmokeBrowser) => browser.run(() => [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent));

/** @returns whether there is such a button, and it could be pressed */
const press = (browser: SmokeBrowser, name: string) =>
  browser.run((wanted) => {
    const button = [...document.querySelectorAll('button')].find(({ textContent, disabled }) => textContent === wanted && !disabled);
    button?.click();
    return button !== undefined;
  }, name);

/** Opens the sheet of the data, where the roles of the columns stand. */
export const openData = (browser: SmokeBrowser) => browser.run(() => document.querySelector<HTMLButtonElement>('[data-opens=data]')?.click());

/** Waits until Train can be pressed. */
export async function ready(browser: SmokeBrowser): Promise<void> {
  const train = () => browser.run(() => [...document.querySelectorAll('button')].some(({ textContent, disabled }) => textContent === 'Train' && !disabled));
  await expect.poll(train, SLOW).toBe(true);
}

/**
 * Trains until the run says that it is done.
 *
 * @returns the table of test results, as text
 */
export async function trainToEnd(browser: SmokeBrowser): Promise<string> {
  await ready(browser);
  expect(await press(browser, 'Train')).toBe(true);
  await expect.poll(() => phase(browser), SLOW).not.toBe('Done');
  await expect.poll(() => phase(browser), SLOW).toBe('Done');
  expect(await press(browser, 'Results')).toBe(true);
  // It is loaded when it is first shown.
  const table = async () => (await shown(browser, 'section[aria-label="Test results"] table')) ?? '';
  await expect.poll(table, SLOW).not.toBe('');
  return table();
}
