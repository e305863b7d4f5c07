import { chromium, type Page } from 'playwright';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { UserError } from '../lib/user-error';
import { FIGURES_PAGE } from '../protocol/drawn-figures';

/** A page opens within this time, even on a machine with much else to do. */
const PATIENCE_MS = 120_000;

/** A headless page. */
export interface HeadlessPlace {
  page: Page;
  /** Rejects when the page has crashed. */
  crashed: Promise<never>;
  close(): Promise<void>;
}

/** A Chromium without a window. */
export interface HeadlessBrowser {
  /** Opens the built `headless.html` in one more page, where the commands are answered. */
  open(): Promise<HeadlessPlace>;
  /** Opens the page that draws figures, which hands over `figuresPage`. */
  openFigures(): Promise<HeadlessPlace>;
}

/**
 * Starts a Chromium without a window, hands it over, and closes everything behind it.
 *
 * @param threads `all`: the engine of each page uses all cores; `one`: one thread a page, for pages side by side
 */
export async function inHeadlessBrowser<T>(threads: 'all' | 'one', use: (browser: HeadlessBrowser) => Promise<T>): Promise<T> {
  // A page that is not cross-origin isolated shares no memory, and so has no threads.
  const server = await serve(0, 1, { isolated: threads === 'all' });
  const browser = await chromium.launch({ executablePath: await findOrInstallChromium(), args: CHROMIUM_FLAGS });
  try {
    const opened = async (path: string): Promise<HeadlessPlace> => {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      const crashed = new Promise<never>((_, reject) =>
        page.on('crash', () =>
          reject(new UserError('the browser page crashed, most likely for lack of memory', undefined, 'Try a smaller batch or less data.')),
        ),
      );
      // It may crash while nobody waits for it.
      crashed.catch(() => {});
      await page.goto(`${server.address}${path}`);
      return { page, crashed, close: () => page.close() };
    };
    return await use({
      async open() {
        const place = await opened('headless.html');
        await place.page.waitForFunction(() => 'headless' in window);
        return place;
      },
      async openFigures() {
        const place = await opened(FIGURES_PAGE);
        await place.page.waitForFunction(() => 'figuresPage' in window);
        return place;
      },
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/** Hands over one headless page, and closes everything behind it. */
export function inHeadlessPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  return inHeadlessBrowser('all', async (browser) => {
    const { page, crashed } = await browser.open();
    return Promise.race([use(page), crashed]);
  });
}
