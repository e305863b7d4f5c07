import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';
import { serve } from './serve.mjs';

/** Writes docs/playground.png: what the built page shows on arrival, the stored run of the demo. */
const path = join(import.meta.dirname, '..', 'docs', 'playground.png');
const served = await serve(0);
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1080 }, colorScheme: 'light' });
  await page.goto(served.address);
  await page.locator('.recharts-line-curve').first().waitFor();
  // The preview of the data, the last thing to come.
  await page.getByText('16,000 rows train').waitFor();
  mkdirSync(join(path, '..'), { recursive: true });
  await page.screenshot({ path });
  console.log(path);
} finally {
  await browser.close();
  served.close();
}
