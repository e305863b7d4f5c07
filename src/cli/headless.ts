import { chromium, type Page } from 'playwright';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { UserError } from '../lib/user-error';

/** Opens the built `headless.html` in a Chromium without a window, hands it over, and closes everything behind it. */
export async function inHeadlessPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const server = await serve(0);
  const browser = await chromium.launch({ executablePath: await findOrInstallChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    const crashed = new Promise<never>((_, reject) =>
      page.on('crash', () => reject(new UserError('the browser page crashed, most likely for lack of memory', undefined, 'Try a smaller batch or less data.'))),
    );
    await page.goto(`${server.address}headless.html`);
    await page.waitForFunction(() => 'headless' in window);
    return await Promise.race([use(page), crashed]);
  } finally {
    await browser.close();
    server.close();
  }
}
