import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';

/**
 * Draws the icons of the installed page, `public/icons`, from `public/favicon.svg`.
 *
 * `filled`: to the edges, since the system cuts the shape. Of a maskable one only the middle circle, 80 % wide, is sure to be seen. The
 * sign reaches 13.9 from the centre, beyond the 12.8 of that circle in 32 units, and is within the 15.2 of it in 38.
 */
const ICONS = [
  { name: '192', size: 192 },
  { name: '512', size: 512 },
  { name: 'maskable-512', size: 512, filled: true },
  { name: 'apple-touch', size: 180, filled: true },
];

const folder = join(import.meta.dirname, '..', 'public');
const drawing = readFileSync(join(folder, 'favicon.svg'), 'utf8');
const [SHEET, GROUND] = ['viewBox="0 0 32 32"', '<rect width="32" height="32" rx="6"'];
for (const part of [SHEET, GROUND]) if (!drawing.includes(part)) throw new Error(`favicon.svg has no ${part}: say here how it is drawn now.`);
const full = drawing.replace(SHEET, 'viewBox="-3 -3 38 38"').replace(GROUND, '<rect x="-3" y="-3" width="38" height="38"');
mkdirSync(join(folder, 'icons'), { recursive: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
try {
  for (const { name, size, filled } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const svg = (filled ? full : drawing).replace('<svg', `<svg width="${size}" height="${size}" style="display: block"`);
    await page.setContent(`<body style="margin: 0">${svg}</body>`);
    await page.screenshot({ path: join(folder, 'icons', `${name}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
