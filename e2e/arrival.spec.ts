import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { ready, trainToEnd } from './page';

/** Begins to add up how far the page moves under the person's eyes. */
async function watchShifts(page: Page): Promise<() => Promise<{ sum: number; largest: string }>> {
  await page.addInitScript(() => {
    const seen: { value: number; what: string }[] = [];
    Object.assign(window, { shifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] })[]) {
        const what = entry.sources.map(({ node }) => (node instanceof Element ? `${node.tagName} ${node.className}` : (node?.textContent ?? ''))).join(', ');
        seen.push({ value: entry.value, what: `${entry.value.toFixed(3)} ${what}` });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() => {
      const { shifts } = window as unknown as { shifts: { value: number; what: string }[] };
      const [first] = [...shifts].sort((a, b) => b.value - a.value);
      return { sum: shifts.reduce((sum, { value }) => sum + value, 0), largest: first?.what ?? '' };
    });
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`nothing moves: not on arriving, not at Train, not at Done, ${width} wide`, async ({ page }) => {
    test.skip(!FULL && width === 1440, 'On a phone more stands below what grows; npm run verify tries both.');
    await page.setViewportSize({ width, height });
    const shifts = await watchShifts(page);
    await page.goto('/#epochs=3');
    await ready(page);
    const { y } = (await page.getByRole('main').boundingBox()) as { y: number };
    expect(y, 'the head leaves the page its room').toBeLessThan(250);
    await trainToEnd(page);
    const { sum, largest } = await shifts();
    expect(sum, largest).toBeLessThan(0.05);
  });
}

test('what is served is compressed', async ({ page }) => {
  const plain: string[] = [];
  let bytes = 0;
  page.on('response', async (response) => {
    const type = response.headers()['content-type'] ?? '';
    const length = Number(response.headers()['content-length'] ?? 0);
    bytes += length;
    if (/javascript|css|html|json|wasm/.test(type) && length > 1024 && response.headers()['content-encoding'] !== 'br') plain.push(response.url());
  });
  await page.goto('/');
  await ready(page);
  expect(plain).toEqual([]);
  expect(bytes).toBeGreaterThan(100_000);
});
