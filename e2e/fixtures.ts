import { test as base, expect } from '@playwright/test';

type Kept = Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

/**
 * Every test watches the page: no request may leave the origin, nothing may be thrown or logged as an error, as every
 * breach of the page's policy is. And every test but those of the engines comes back to the page: what the first visit
 * measured and compared, which takes seconds where WebGPU is a software one, is kept in the browser already. `test.use({ storageState: undefined })` comes for the first time.
 */
export const test = base.extend<{ watched: undefined }, { kept: Kept }>({
  kept: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${process.env.E2E_PORT}/`);
      await page.getByText(/^Engine:/).click();
      await expect(page.getByText(/All agree/)).toBeVisible({ timeout: 120_000 });
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  storageState: ({ kept }, use) => use(kept),
  watched: [
    async ({ page, baseURL }, use) => {
      const strays: string[] = [];
      const errors: string[] = [];
      page.context().on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol !== 'data:' && protocol !== 'blob:' && origin !== new URL(baseURL as string).origin) strays.push(request.url());
      });
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(undefined);
      expect(strays, 'requests that left the origin').toEqual([]);
      expect(errors, 'errors on the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
