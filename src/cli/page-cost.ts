import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { mainThreadTasks, type Tasks } from './main-thread-tasks';

/** What the page asks of its main thread while the default demo is loaded and trained, by round, and how far it moves. */
export interface PageCost {
  loading: Tasks[];
  training: Tasks[];
  /** Sum of the layout shifts, from arriving to Done. */
  shift: number[];
  /** Sent on arriving, compressed. */
  bytes: number[];
}

/** The stored run is drawn by then. */
const LOADED_MS = 6000;
/** What follows Done, looks and results, is drawn by then. */
const SETTLED_MS = 2000;
const PATIENCE_MS = 300_000;

/** Opens the built page in a browser of its own, presses Train and waits for Done, `rounds` times. */
export async function pageCost(rounds: number): Promise<PageCost> {
  const server = await serve(0);
  const cost: PageCost = { loading: [], training: [], shift: [], bytes: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      const browser = await chromium.launch({ executablePath: await findOrInstallChromium(), args: CHROMIUM_FLAGS });
      try {
        await oneRound(browser, server.address, cost);
      } finally {
        await browser.close();
      }
    }
  } finally {
    server.close();
  }
  return cost;
}

async function oneRound(browser: Browser, address: string, cost: PageCost): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) (window as unknown as { shift: number }).shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  let bytes = 0;
  page.on('requestfinished', async (request) => {
    bytes += (await request.sizes()).responseBodySize;
  });
  cost.loading.push(
    await traced(browser, page, async () => {
      await page.goto(address);
      await page.waitForTimeout(LOADED_MS);
    }),
  );
  cost.bytes.push(bytes);
  cost.training.push(
    await traced(browser, page, async () => {
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.locator('header [role=status]').getByText('Done').waitFor({ timeout: PATIENCE_MS });
      await page.waitForTimeout(SETTLED_MS);
    }),
  );
  cost.shift.push(await page.evaluate(() => (window as unknown as { shift: number }).shift));
}

async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<Tasks> {
  const folder = await mkdtemp(join(tmpdir(), 'hamur-trace-'));
  const path = join(folder, 'trace.json');
  try {
    await browser.startTracing(page, { path, categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
    await work();
    await browser.stopTracing();
    return mainThreadTasks(JSON.parse(readFileSync(path, 'utf8')));
  } finally {
    await rm(folder, { recursive: true });
  }
}
