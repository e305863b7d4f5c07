import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { button } from './page';
import { PlainHost } from './plain-host';

const SMALL = 'demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=1&engine=wasm';

/** A page of somebody else’s, at an address of its own. */
async function courseOf(html: string) {
  const server = createServer((_, response) => void response.setHeader('Content-Type', 'text/html').end(`<!doctype html><h1>A course</h1>${html}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

test('what “Copy embed” copies shows its view in a page of another origin, which is not isolated, and trains there with one thread', async ({
  page,
  context,
}) => {
  const host = await PlainHost.start();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${host.address}#${SMALL}`);
  await button(page, 'Share…').click();
  const sheet = page.getByRole('region', { name: 'Share', exact: true });
  await sheet.getByText('Embed a view in another page').click();
  await sheet.getByLabel('View').selectOption('How well it predicts');
  await sheet.getByLabel('Colours').selectOption('dark');
  await button(page, 'Copy embed').click();
  await expect(sheet.getByText('Copied')).toBeVisible();
  const snippet = await page.evaluate(() => navigator.clipboard.readText());

  const course = await courseOf(snippet);
  await page.goto(course.address);
  const frame = page.frameLocator('iframe[title="HAMUR Playground: How well it predicts"]');
  const main = frame.getByRole('main');
  await expect(main.getByRole('figure', { name: 'Validation by epoch' })).toBeVisible();
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await frame.locator('html').evaluate(() => crossOriginIsolated)).toBe(false);
  // Nothing to fill in, and nothing sticks out.
  for (const role of ['textbox', 'combobox', 'spinbutton'] as const) await expect(frame.getByRole(role)).toHaveCount(0);
  expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
  await frame.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(frame.getByText('Done', { exact: true })).toBeVisible({ timeout: 150_000 });
  await expect(main.getByText(/^conflict, DCN \+ HAMUR.* · WebAssembly SIMD[^,]*, one thread$/)).toBeVisible();
  const opens = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open the whole page' }).click();
  const whole = await opens;
  await expect(whole.getByRole('button', { name: 'Share…' })).toBeVisible();
  expect(whole.url().startsWith(`${host.address}#demo=conflict&rows=2000&`)).toBe(true);
  expect(whole.url()).not.toMatch(/embed|show|theme/);
  course.close();
  host.stop();
});

test('a presentation is led by the keyboard: through what the page shows, or through the tour', async ({ page }) => {
  await page.goto('/#present=1');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Does it help?');
  await expect(page.getByText('Esc', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(title).toHaveText('How well it predicts');
  await page.keyboard.press('PageDown');
  await expect(title).toHaveText('What the hyper-network makes');
  await expect(page.getByRole('figure', { name: 'Weights made for each domain' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([]);
  // A slider has the arrow keys to itself, and not the others.
  await page.getByRole('slider', { name: 'Moment of training' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(title).toHaveText('What the hyper-network makes');
  await page.keyboard.press('PageUp');
  await expect(title).toHaveText('How well it predicts');
  await page.keyboard.press('End');
  await expect(title).toHaveText('Quality');
  await page.keyboard.press('Escape');
  await expect(button(page, 'Share…')).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Quality' })).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveTitle('Quality · Conflicting domains, DCN + HAMUR · HAMUR Playground');
  expect(new URL(page.url()).hash).toBe('');

  await page.goto('/#tour=3&present=1');
  await expect(title).toHaveText('The adapter');
  await page.keyboard.press('ArrowRight');
  await expect(title).toHaveText('The hyper-network makes the adapter');
  await expect(page.getByRole('figure', { name: 'Follow one row' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#tour=4&present=1');
});
