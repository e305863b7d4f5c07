import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Page } from '@playwright/test';
import { shopCsv } from './files';
import { FULL } from './full';
import { button, openSheet, ready, trainToEnd } from './page';
import { PlainHost } from './plain-host';

/** The page on a host of plain files, under a path. Nothing on it may breach its policy. */
const test = base.extend<{ host: PlainHost; arrivals: { count: number }; policy: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads off the pattern what a fixture needs
  host: async ({}, use) => {
    const host = await PlainHost.start();
    await use(host);
    host.stop();
  },
  /** How often the page was loaded. */
  arrivals: async ({ page }, use) => {
    const arrivals = { count: 0 };
    page.on('domcontentloaded', () => arrivals.count++);
    await use(arrivals);
  },
  policy: [
    async ({ context }, use) => {
      const breaches: string[] = [];
      await context.exposeFunction('tellBreach', (said: string) => breaches.push(said));
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          (window as unknown as { tellBreach: (said: string) => void }).tellBreach(`${effectiveDirective}: ${blockedURI}`);
        });
      });
      context.on('console', (message) => {
        if (/Content.Security.Policy/i.test(message.text())) breaches.push(message.text());
      });
      await use(undefined);
      expect(breaches, 'breaches of the policy').toEqual([]);
    },
    { auto: true },
  ],
});

test.use({ serviceWorkers: 'allow' });

/** The least work: the engine need not be measured, and one epoch is trained. */
const LEAST = '#engine=wasm&epochs=1';

/** Opens the page, and waits until it was loaded anew. What a test asks of a page counts as a deed of a person: before, it asks nothing. */
async function arrive(page: Page, host: PlainHost, arrivals: { count: number }, link = LEAST): Promise<void> {
  const before = arrivals.count;
  await page.goto(host.address + link);
  await expect.poll(() => arrivals.count - before, 'loaded').toBe(2);
  await ready(page);
}

const isolated = (page: Page) => page.evaluate(() => crossOriginIsolated);

/** Until the page is kept, all of it. */
async function kept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await caches.match(new URL('index.html', document.baseURI))) !== undefined), 'kept').toBe(true);
}

async function seeRuns(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Runs' })).toBeVisible();
}

test('under a path of a host that sends no headers it trains with threads, and then without a connection', async ({ page, host, arrivals }) => {
  await arrive(page, host, arrivals);
  expect(await isolated(page)).toBe(true);
  await kept(page);
  host.stop();
  // A stored run and a view that nobody has asked for yet.
  await page.goto('about:blank');
  await page.goto(`${host.address}#demo=many`);
  await expect(page.getByText('Stored run of the demo “many”')).toBeVisible();
  await seeRuns(page);
  await page.goto('about:blank');
  await page.goto(host.address + LEAST);
  await trainToEnd(page);
  expect(await isolated(page)).toBe(true);
  if (await page.evaluate(() => navigator.hardwareConcurrency > 1)) await expect(page.getByText(/^conflict, .*seed 1 · .*, [2-8] threads/)).toBeVisible();
});

test('what a link says to look at is there after the page was loaded anew, and again after a reload', async ({ page, host, arrivals }) => {
  test.skip(!FULL, 'The first test of a host tries the most of it; npm run verify tries the rest.');
  await arrive(page, host, arrivals, '#engine=wasm&view=map&moment=2&selected=1-3');
  const seen = async () => {
    await expect(page.getByRole('tab', { selected: true })).toHaveText('Instance map');
    await expect(page.getByText(/3 rows selected/)).toBeVisible();
    await expect(page.getByLabel('Moment of training').first()).toHaveAttribute('aria-valuetext', 'after 2 epochs');
  };
  await seen();
  await page.reload();
  await seen();
  // What is looked at then takes its place.
  await page.getByRole('tab', { name: 'Rank', exact: true }).click();
  await expect.poll(() => new URL(page.url()).hash).not.toContain('moment');
});

test('a new version is offered, and comes whole; until then the one before goes on', async ({ page, host, arrivals }) => {
  await arrive(page, host, arrivals);
  await kept(page);
  const load = button(page, 'Load it');
  // The first version is none to offer.
  await expect(load).toBeHidden();
  host.publish('<title>HAMUR Playground', '<title>The next playground');
  // The host has no part of the version before any more.
  for (const name of host.files.keys()) if (/RunsView-.*\.js/.test(name)) host.files.delete(name);
  await page.reload();
  await expect(load).toBeVisible();
  await expect(page).toHaveTitle(/HAMUR Playground$/);
  await seeRuns(page);
  await load.click();
  await expect(page).toHaveTitle(/The next playground$/);
  await ready(page);
  await expect(load).toBeHidden();
});

test('where the worker is refused, or does not isolate, the page is not loaded again and again', async ({ page, host, arrivals }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'crossOriginIsolated', { value: false }));
  const worker = host.files.get('sw.js') as Buffer;
  host.files.delete('sw.js');
  await page.goto(host.address + LEAST);
  await ready(page);
  expect(arrivals.count).toBe(1);

  host.files.set('sw.js', worker);
  await page.goto('about:blank');
  await arrive(page, host, arrivals);
  await kept(page);
  await page.reload();
  await kept(page);
  expect(arrivals.count).toBe(5);
});

test('a file from elsewhere is fetched on a page that was isolated so', async ({ page, host, arrivals }) => {
  test.skip(!FULL, 'The first test of a host tries the most of it; npm run verify tries the rest.');
  const elsewhere = createServer((_, response) => response.setHeader('Access-Control-Allow-Origin', '*').end(shopCsv()));
  await new Promise<void>((resolve) => elsewhere.listen(0, resolve));
  await arrive(page, host, arrivals);
  await openSheet(page, 'Data');
  await page.getByText('Or paste a table, or open one from the web').click();
  await page.getByLabel('Address of a file').fill(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/shop.csv`);
  await page.getByRole('button', { name: 'Fetch' }).click();
  await expect(page.getByText('shop.csv · 900 rows')).toBeVisible();
  expect(arrivals.count).toBe(2);
  elsewhere.close();
});

test('within a page of another origin it is left as it is, and trains with one thread', async ({ page, host }) => {
  test.skip(!FULL, 'The first test of a host tries the most of it; npm run verify tries the rest.');
  const course = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html').end(`<iframe src="${host.address}${LEAST}" width="1200" height="800"></iframe>`),
  );
  await new Promise<void>((resolve) => course.listen(0, resolve));
  // Of the same site: of another one browsers refuse the worker themselves.
  await page.goto(`http://127.0.0.1:${(course.address() as AddressInfo).port}/`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(frame.getByRole('banner').getByRole('status').getByText('Done', { exact: true })).toBeVisible();
  await expect(frame.getByText(/^conflict, .*seed 1 · WebAssembly SIMD/)).not.toContainText('threads');
  expect(await page.frames()[1]?.evaluate(async () => [crossOriginIsolated, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([false, 0]);
  course.closeAllConnections();
  course.close();
});
