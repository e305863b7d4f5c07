import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';

/**
 * Draws the icons of the installed page, `public/icons`, from `public/favicon.svg`.
 *
 * `filled`: to the edges, since the system cuts the shape. Of a maskable one only the middle circle, 80 % wide, is sure to be seen; the
 * sign lies in the middle 18 of 32 units, whose corners are 12.7 from the centre, within the 12.8 of that circle.
 */
const ICONS = [
  { name: '192', size: 192 },
  { name: '512', size: 512 },
  { name: 'maskable-512', size: 512, filled: true },
  { name: 'apple-touch', size: 180, filled: true },
];

const folder = join(import.meta.dirname, '..', 'public');
const drawing = readFileSync(join(folder, 'favicon.svg'), 'utf8');
const CORNERS = ' rx="6"';
if (!drawing.includes(CORNERS)) throw new Error(`favicon.svg has no${CORNERS}: say here how its corners are rounded.`);
mkdirSync(join(folder, 'icons'), { recursive: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
try {
  for (const { name, size, filled } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const svg = (filled ? drawing.replace(CORNERS, '') : drawing).replace('<svg', `<svg width="${size}" height="${size}" style="display: block"`);
    await page.setContent(`<body style="margin: 0">${svg}</body>`);
    await page.screenshot({ path: join(folder, 'icons', `${name}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
