import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { ready, tabTo } from './page';

const csv = (country: string) =>
  `user,item,site,click,bought\n${Array.from({ length: 150 }, (_, i) => `${country}${(i * 7) % 23},i${(i * 11) % 31},${'abc'[(i * 5) % 3]},${Number((i * 13) % 5 < 2)},${Number((i * 17) % 7 < 3)}`).join('\n')}\n`;

/** Lets a folder of the disk go over the page, as a person does. */
async function dropFolder(page: Page, folder: string): Promise<void> {
  const chromium = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await chromium.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data });
}

test('a folder with a README and a picture is dropped; the data sheet is worked by keyboard alone', async ({ page }, info) => {
  const folder = info.outputPath('clicks');
  await mkdir(folder, { recursive: true });
  const files = { 'DE.csv': csv('d'), 'FR.csv': csv('f'), 'README.md': '# Clicks\n\nMade by hand, for a test.\n', 'plot.png': 'not even a picture' };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await page.goto('/');
  await ready(page);
  await dropFolder(page, folder);
  await expect(page.getByText(/^Not opened, because by their names they are no data: .*README\.md.*\.$/)).toContainText('plot.png');

  await tabTo(page, 'button', /^Data /);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('region', { name: 'Data', exact: true });
  await expect(sheet.getByText('2 files: the rows of clicks/DE.csv (DE) and clicks/FR.csv (FR) one below the other.')).toBeVisible();
  const roleOf = (column: string) => page.getByLabel(`Role of ${column}`);
  await expect(roleOf('file')).toHaveValue('domain');
  await expect(roleOf('click')).toHaveValue('label');

  await tabTo(page, 'combobox', 'Role of bought');
  await page.keyboard.type('lab');
  await expect(roleOf('bought')).toHaveValue('label');
  await expect(page.getByText('“click” is no longer the label', { exact: false })).toBeVisible();
  await tabTo(page, 'button', 'Undo', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(roleOf('click')).toHaveValue('label');

  await tabTo(page, 'combobox', 'Column of the domain');
  await page.keyboard.type('site');
  await expect(roleOf('site')).toHaveValue('domain');
  await expect(roleOf('click')).toHaveValue('label');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: /^Data .*3 domains by site/ })).toBeFocused();
  await ready(page);
});
