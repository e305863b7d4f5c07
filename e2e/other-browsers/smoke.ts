import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import { shopCsv } from '../files';
import type { SmokeBrowser } from './browser';
import { alerts, labelled, openData, ready, shown, trainToEnd } from './page';

const RUNS = 3;
/** The default demo, for fewer epochs than it has by default. */
const DEMO = '#epochs=3';
/** The row of all test rows: their number, then AUCs. */
const RESULTS = /All rows0\.\d{2,5}0\.\d{2,5}[+−]?0\.\d{2,5} \(/;

/**
 * The smoke test: what everybody does first, in a browser that the end-to-end tests do not run in.
 *
 * @param sharesMemory whether a page of the browser may share memory with its workers, so that there are threads
 */
export function smoke(start: () => Promise<SmokeBrowser>, sharesMemory: boolean): void {
  let browser: SmokeBrowser;
  let server: Awaited<ReturnType<typeof serve>>;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hamur-smoke-'));
    server = await serve(0);
    browser = await start();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test(`the demo trains to its end, ${RUNS} times over, and gives the same results each time`, async () => {
    await browser.goto(`${server.address}${DEMO}`);
    const results: string[] = [];
    for (let run = 0; run < RUNS; run++) results.push(await trainToEnd(browser));
    expect(results[0]).toMatch(RESULTS);
    expect(new Set(results).size).toBe(1);
    expect(await shown(browser, 'header')).toContain('WebAssembly');
    // Where threads do not start, a run goes on without them, and nobody would see it.
    const threads = sharesMemory ? await browser.run(() => Math.min(navigator.hardwareConcurrency, 8)) : 1;
    expect(await shown(browser, 'body')).toContain(threads > 1 ? `, ${threads} threads` : ', one thread');
    expect(await alerts(browser)).toEqual([]);
  });

  test('a file of one’s own opens and trains', async () => {
    const path = join(folder, 'shop.csv');
    writeFileSync(path, shopCsv());
    await browser.chooseFile('[data-testid=data-file]', path);
    await openData(browser);
    await expect.poll(() => labelled(browser, 'Role of clicked'), { timeout: 60_000 }).toBe('label');
    expect(await trainToEnd(browser)).toMatch(RESULTS);
    expect(await alerts(browser)).toEqual([]);
  });

  test('a link brings its settings, and a reload keeps them', async () => {
    await browser.goto(`${server.address}?link#k=6&epochs=2&seed=7`);
    await ready(browser);
    for (const again of [false, true]) {
      if (again) await browser.reload();
      await expect.poll(() => labelled(browser, 'Side k of H'), { timeout: 60_000 }).toBe('6');
      expect(await labelled(browser, 'Seed')).toBe('7');
      expect(await trainToEnd(browser)).toMatch(RESULTS);
    }
    expect(await alerts(browser)).toEqual([]);
  });
}
