import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';
import { serve } from './serve.mjs';

/**
 * Writes the pictures of the documents: docs/playground.png, what the built page shows on arrival; docs/inside.png, one of its views;
 * docs/screens, the page in the states that `docs/screens.md` shows; and public/preview.png, what is shown of a link to the page.
 */
const SCREENS = {
  tour: async (opened, path) =>
    shoot(await opened({ hash: '#tour=4' }), path, (page) => page.getByRole('heading', { name: 'The hyper-network makes the adapter' }).waitFor()),
  'one-row': async (opened, path) =>
    shoot(await opened({}), path, async (page) => {
      const row = page.getByRole('figure', { name: 'Follow one row' });
      await row.getByRole('radio', { name: 'home' }).check();
      await row
        .getByText(/^As a row of home/)
        .first()
        .waitFor();
      await page.getByRole('tab', { name: 'Follow one row' }).evaluate((tab) => scrollTo(0, tab.getBoundingClientRect().top + scrollY - 140));
    }),
  running: async (opened, path) =>
    shoot(await opened({}), path, async (page) => {
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.getByText(/^epoch [5-9] of/).waitFor({ timeout: 60_000 });
    }),
  done: async (opened, path) =>
    shoot(await opened({}), path, async (page) => {
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.locator('header [role=status]').getByText('Done').waitFor({ timeout: 120_000 });
      await page.getByRole('tab', { name: 'Results' }).click();
      await page.getByRole('tab', { name: 'Results' }).evaluate((tab) => scrollTo(0, tab.getBoundingClientRect().top + scrollY - 140));
    }),
  phone: async (opened, path) => shoot(await opened({ width: 390, height: 1600 }), path),
  dark: async (opened, path) => shoot(await opened({ colorScheme: 'dark' }), path),
  gallery: async (opened, path) => shoot(await opened({ hash: '#gallery', shows: (page) => page.getByRole('article').first() }), path),
  embedded: async (opened, path) =>
    shoot(await opened({ hash: '#embed=1&show=weights', width: 640, height: 690, shows: (page) => page.getByRole('img', { name: /^W_down of home/ }) }), path),
  presented: async (opened, path) => shoot(await opened({ hash: '#present=1&view=map', shows: (page) => page.getByRole('button', { name: 'Lasso' }) }), path),
  printed: async (opened, path) => shoot(await opened({ width: 700, height: 1500 }), path, (page) => page.emulateMedia({ media: 'print' })),
};

/** Half a second is what the slowest change of the page takes. */
async function shoot(page, path, prepare = async () => {}) {
  await prepare(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path, type: 'jpeg', quality: 80 });
  await page.close();
}

/** What is shown of a link is 1200 by 630: so small, the page shows its headline, curves and weights at once. */
const PREVIEW_SCALE = 0.75;

const docs = join(import.meta.dirname, '..', 'docs');
const served = await serve(0);
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1080 }, colorScheme: 'light' });
  await page.goto(served.address);
  await page.locator('.recharts-line-curve').first().waitFor();
  // The preview of the data, the last thing to come.
  await page.getByText('80/10/10 split').waitFor();
  await page.getByText(/^Engine: \w/).waitFor();
  mkdirSync(join(docs, 'screens'), { recursive: true });
  await page.screenshot({ path: join(docs, 'playground.png') });

  await page.getByRole('tab', { name: 'Rank' }).click();
  await page.getByRole('figure', { name: 'Effective rank' }).getByText('authors’ start', { exact: true }).waitFor();
  // As tall as the view, so that the top bar does not lie over it.
  await page.setViewportSize({ width: 1440, height: 4000 });
  const { x, y, width } = await page.getByRole('region', { name: 'Views', exact: true }).boundingBox();
  const { y: end } = await page.getByRole('figure', { name: 'Singular values' }).boundingBox();
  await page.screenshot({ path: join(docs, 'inside.png'), clip: { x, y, width, height: end - y } });
  await page.close();
  for (const [name, take] of Object.entries(SCREENS)) await take((options) => open(options), join(docs, 'screens', `${name}.jpg`));

  const preview = await open({ width: 1200 / PREVIEW_SCALE, height: 630 / PREVIEW_SCALE, deviceScaleFactor: PREVIEW_SCALE });
  await preview.waitForTimeout(500);
  await preview.screenshot({ path: join(docs, '..', 'public', 'preview.png') });
  console.log(docs);
} finally {
  await browser.close();
  served.close();
}

/** The page in a window of its own, once it shows what is asked for, or else the stored run. */
async function open({ hash = '', width = 1440, height = 900, colorScheme = 'light', deviceScaleFactor = 1, shows }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor, reducedMotion: 'reduce' });
  await page.goto(served.address + hash);
  if (shows) {
    await shows(page).waitFor();
    return page;
  }
  await page.locator('.recharts-line-curve').first().waitFor();
  // Folded on a phone.
  await page.getByText(/^Engine: \w/).waitFor({ state: 'attached' });
  return page;
}
