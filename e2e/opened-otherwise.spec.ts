import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';

test('opened as a file, the page says what to do instead', async ({ page }) => {
  await page.goto(pathToFileURL(join(import.meta.dirname, '..', 'dist', 'index.html')).href);
  await expect(page.getByText('npm start', { exact: true })).toBeVisible();
});

test('within a page of another site it starts', async ({ page, baseURL }) => {
  const course = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(`<iframe src="${baseURL}"></iframe>`));
  await new Promise<void>((resolve) => course.listen(0, resolve));
  // 127.0.0.1 is another site.
  await page.goto(`http://localhost:${(course.address() as AddressInfo).port}/`);
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  course.closeAllConnections();
  course.close();
});
