import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';
import { serve } from './serve.mjs';

/** Writes the README's pictures: docs/playground.png, what the built page shows on arrival, and docs/inside.png, one of its views. */
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
  mkdirSync(docs, { recursive: true });
  await page.screenshot({ path: join(docs, 'playground.png') });

  await page.getByRole('tab', { name: 'Rank' }).click();
  await page.getByRole('figure', { name: 'Effective rank' }).getByText('authors’ start', { exact: true }).waitFor();
  // As tall as the view, so that the top bar does not lie over it.
  await page.setViewportSize({ width: 1440, height: 4000 });
  const { x, y, width } = await page.getByRole('region', { name: 'Views', exact: true }).boundingBox();
  const { y: end } = await page.getByRole('figure', { name: 'Singular values' }).boundingBox();
  await page.screenshot({ path: join(docs, 'inside.png'), clip: { x, y, width, height: end - y } });
  console.log(docs);
} finally {
  await browser.close();
  served.close();
}
