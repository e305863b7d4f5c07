import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { button } from './page';

/** The views, in the page's own words. */
export const inside = (page: Page): Locator => page.getByRole('region', { name: 'Views', exact: true });
export const figure = (page: Page, name: string): Locator => inside(page).getByRole('figure', { name, exact: true });
export const openView = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

export async function saved(page: Page, title: string, format: 'PNG' | 'SVG' | 'CSV'): Promise<Buffer> {
  const [download] = (await Promise.all([page.waitForEvent('download'), button(page, `Save “${title}” as ${format}`).click()])) as [Download, unknown];
  return readFile(await download.path());
}

/** The rows of a saved CSV, as texts by column. */
export async function savedRows(page: Page, title: string): Promise<Record<string, string>[]> {
  const [head, ...lines] = (await saved(page, title, 'CSV')).toString('utf8').trim().split('\r\n');
  const names = cellsOf(head as string);
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, i) => [names[i], cell])));
}

/** A comma between quotes does not divide. */
const cellsOf = (line: string) =>
  line
    .split('"')
    .map((part, i) => (i % 2 === 0 ? part.replaceAll(',', '\n') : part))
    .join('')
    .split('\n');
