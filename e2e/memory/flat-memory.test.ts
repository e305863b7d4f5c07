import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { type Held, heapOf, slopeOf } from './heap';

/**
 * The built page does the same again and again, and holds no more afterwards: the heaps of the page and of its worker are measured after
 * a forced collection, and a line is put through what they hold once it is warm. `npm run verify -- --only memory` asks for this.
 */
const MIB = 2 ** 20;
const TIMEOUT = 3_600_000;
/** Of one opening, or of one run of two epochs. */
const STUCK_MS = 300_000;

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  const executablePath = await findChromium();
  browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) });
  served = await serve(0);
}, TIMEOUT);
afterAll(async () => {
  await browser?.close();
  served?.close();
});

async function opened(link: string) {
  const page = await (await browser.newContext()).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const heap = await heapOf(page);
  await page.goto(`${served.address}#${link}`);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect.poll(() => train.isEnabled().catch(() => false), { timeout: STUCK_MS }).toBe(true);
  return { page, heap, train, errors };
}

const SMALL = 'layers=8&hyper=8&k=2&bottleneck=4&embedding=4&baseline=false&engine=wasm';

/** Says what was measured, and expects the line through it to be as flat as that. @param most bytes more for each step */
function expectFlat(what: string, all: readonly Held[], most: Held): void {
  for (const part of ['page', 'worker'] as const) {
    const values = all.map((held) => held[part]);
    const slope = slopeOf(values);
    console.log(`${what}, ${part}: ${values.map((value) => (value / MIB).toFixed(1)).join(' ')} MiB; ${(slope / 1024).toFixed(1)} KiB more each time`);
    expect(slope, `${what}, ${part}`).toBeLessThan(most[part]);
  }
}

/** Epochs that are done. */
const progress = (page: Page) => page.getByRole('progressbar', { name: 'Progress of the run' }).evaluate((bar) => (bar as HTMLProgressElement).value);

test('a run of 10,000 steps and 200 epochs', { timeout: TIMEOUT }, async () => {
  const { page, heap, train, errors } = await opened(`demo=conflict&rows=3200&${SMALL}&batch=50&epochs=200&patience=200&learningRate=0.0001`);
  await train.click();
  const measured: Held[] = [];
  for (let next = 40; next <= 190; next += 15) {
    await expect.poll(() => progress(page), { timeout: TIMEOUT, interval: 200 }).toBeGreaterThanOrEqual(next);
    measured.push(await heap());
  }
  // An epoch adds its record and its looks to the run: some KB that the page shows.
  expectFlat('200 epochs, every 15', measured, { page: 15 * 64 * 1024, worker: 15 * 128 * 1024 });
  expect(errors).toEqual([]);
});

/** A table of so many rows. */
function csv(rows: number, seed: number): Buffer {
  const lines = ['click,site,user,item,price'];
  for (let i = 0; i < rows; i++)
    lines.push(
      `${(i * 7 + seed) % 3 === 0 ? 1 : 0},${['home', 'search', 'video'][(i + seed) % 3]},u${(i * 31) % 997},i${(i * 17 + seed) % 503},${(i % 100) / 4}`,
    );
  return Buffer.from(lines.join('\n'));
}

async function openFile(page: Page, name: string, rows: number, seed: number): Promise<void> {
  await page.getByTestId('data-file').setInputFiles({ name, mimeType: 'text/csv', buffer: csv(rows, seed) });
  // An option of a list that is closed names the file too.
  for (const text of [name, rows.toLocaleString('en')]) await page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: STUCK_MS });
}

test('100 openings of files of 15,000 to 150,000 rows', { timeout: TIMEOUT }, async () => {
  const { page, heap, errors } = await opened(SMALL);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Data' }).click();
  const measured: Held[] = [];
  for (let i = 0; i < 100; i++) {
    await openFile(page, `file-${i}.csv`, 15_000 + ((i * 37) % 100) * 1364, i);
    // The same size each time that it is measured.
    if (i % 10 !== 9) continue;
    await openFile(page, `same-${i}.csv`, 50_000, i);
    measured.push(await heap());
  }
  expectFlat('100 openings, every 11', measured.slice(2), { page: 0.5 * MIB, worker: MIB });
  expect(errors).toEqual([]);
});

test('20 files and 20 runs after one another', { timeout: TIMEOUT }, async () => {
  const { page, heap, train, errors } = await opened(`${SMALL}&epochs=2&batch=2048`);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Data' }).click();
  const measured: Held[] = [];
  for (let i = 0; i < 20; i++) {
    await openFile(page, `run-${i}.csv`, 15_000, i);
    await expect.poll(() => train.isEnabled(), { timeout: STUCK_MS }).toBe(true);
    await train.click();
    await page.getByRole('banner').getByRole('status').getByText('Done', { exact: true }).waitFor({ timeout: STUCK_MS });
    await expect.poll(() => train.isEnabled(), { timeout: STUCK_MS }).toBe(true);
    measured.push(await heap());
  }
  expectFlat('20 files and runs', measured.slice(4), { page: 0.5 * MIB, worker: MIB });
  expect(errors).toEqual([]);
});
