import { type ElementHandle, launch } from 'puppeteer-core';
import { findFirefox } from '../../scripts/other-browsers.mjs';
import type { SmokeBrowser } from './browser';

/** Starts Firefox without a window, driven by WebDriver BiDi. */
export async function startFirefox(): Promise<SmokeBrowser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('There is no Firefox: install firefox-esr, or set FIREFOX_PATH.');
  const browser = await launch({ browser: 'firefox', executablePath, headless: true, protocolTimeout: 120_000 });
  const page = await browser.newPage();
  return {
    goto: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    run: <A extends unknown[], T>(body: (...args: A) => T, ...args: A) => page.evaluate(body as (...args: unknown[]) => unknown, ...args) as Promise<T>,
    async chooseFile(selector, path) {
      const input = (await page.$(selector)) as ElementHandle<HTMLInputElement> | null;
      if (!input) throw new Error(`There is no ${selector}.`);
      await input.uploadFile(path);
    },
    close: () => browser.close(),
  };
}
