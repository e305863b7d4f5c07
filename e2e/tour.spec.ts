import { expect, test } from './fixtures';
import { FULL } from './full';
import { button, ready } from './page';

/** What a page of the tour marks, as it stands on the page. */
const PAGES: [title: string, marked: RegExp][] = [
  ['Many domains, one recommender', /home/],
  ['The backbone alone', /Validation by epoch/],
  ['The adapter', /from the hyper-network/],
  ['The hyper-network makes the adapter', /What happens to one real row/],
  ['What it made', /before training/],
  ['Does it help?', /HAMUR/],
  ['Does it use the domain?', /Does the adapter matter\?/],
  ['How the authors’ code starts', /authors’ start/],
  ['Your turn', /Conflicting domains/],
];

/** What the card must not cover, by the page's width. */
const CORES: Record<string, Record<number, string>> = {
  'The adapter': { 390: ':scope > *', 1440: ':scope > *' },
  'The hyper-network makes the adapter': { 390: '[data-box="row"]', 1440: '[data-box="prediction"]' },
  'Does it use the domain?': { 1440: 'figure svg' },
};

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`the tour operates the page, page by page, ${width} wide`, async ({ page }) => {
    test.skip(!FULL && width === 1440, 'A phone has less room for it; npm run verify tries both.');
    await page.setViewportSize({ width, height });
    await page.goto('/');
    await ready(page);
    await button(page, 'Take the tour').click();
    const tour = page.getByRole('complementary', { name: 'Tour' });
    for (const [i, [title, marked]] of PAGES.entries()) {
      await expect(tour.getByRole('heading', { name: title })).toBeFocused();
      const lit = page.locator('[data-lit]');
      await expect(lit).toHaveCount(1);
      await expect(lit).toContainText(marked);
      await expect(lit).toBeInViewport();
      expect(new URL(page.url()).hash).toBe(`#tour=${i + 1}`);
      const core = CORES[title]?.[width];
      if (core) {
        await expect
          .poll(async () => {
            const [card, shown] = [await tour.boundingBox(), await lit.locator(core).first().boundingBox()];
            return card && shown && shown.y >= 0 && shown.y + shown.height <= card.y;
          })
          .toBe(true);
      }
      if (i < PAGES.length - 1) await tour.getByRole('button', { name: 'Next' }).click();
    }
    await tour.getByRole('button', { name: 'Train' }).click();
    await expect(page.getByRole('banner').getByText('Training', { exact: true })).toBeVisible({ timeout: 60_000 });
    await tour.getByRole('button', { name: 'End the tour' }).click();
    await expect(tour).toHaveCount(0);
    await expect.poll(() => new URL(page.url()).hash).toBe('');
    await button(page, 'Stop').click();
  });
}

test('a link opens a page of the tour, beside the settings; Escape leaves it, and it is gone on with', async ({ page }) => {
  await page.goto('/#k=8&tour=7');
  const tour = page.getByRole('complementary', { name: 'Tour' });
  await expect(tour.getByRole('heading', { name: 'Does it use the domain?' })).toBeVisible();
  await expect(page.getByLabel('Side k of H')).toHaveValue('8');
  await expect(page.getByRole('tab', { name: 'Does it matter?' })).toHaveAttribute('aria-selected', 'true');
  await expect(tour.getByText('The tour speaks of the default demo.')).toBeVisible();
  await tour.getByRole('button', { name: 'Open it' }).click();
  await expect(page.getByLabel('Side k of H')).toHaveValue('16');
  await page.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await page.reload();
  await button(page, 'Go on with the tour, page 7').click();
  await expect(tour.getByRole('heading', { name: 'Does it use the domain?' })).toBeVisible();
  await page.goto('/?again#tour=99');
  await expect(tour.getByText('1 of 9')).toBeVisible();

  // Back from a page of the tour leaves it.
  await page.goto('/?back');
  await ready(page);
  await page.goto('/?back#tour=3');
  await expect(tour.getByText('3 of 9')).toBeVisible();
  await page.goBack();
  await expect(tour).toHaveCount(0);
});
