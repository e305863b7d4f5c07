import AxeBuilder from '@axe-core/playwright';
import { readAddress } from '../src/app/address';
import { completeRunConfig } from '../src/config/complete';
import { DEMOS } from '../src/config/demos';
import { fromLink } from '../src/config/link';
import { CARDS } from '../src/runs/gallery/cards';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { button, ready } from './page';

/** What an address says of a demo, completed: whatever it leaves out because it is usual. */
function configOf(address: string) {
  const { input } = fromLink(readAddress(new URL(address, 'http://x').hash).link);
  const [{ roles }] = DEMOS as [(typeof DEMOS)[number]];
  return completeRunConfig(input, roles);
}

test.use({ viewport: { width: 390, height: 844 } });

test('the gallery opens from the page, is fit for everybody, and its answers open by key', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Gallery', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Gallery', exact: true })).toBeVisible();
  const cards = page.getByRole('article');
  await expect(cards).toHaveCount(CARDS.length);
  await expect(cards.getByRole('img')).toHaveCount(CARDS.filter(({ picture }) => picture).length);
  const [card] = CARDS;
  const first = page.getByRole('article', { name: card?.title ?? '' });
  const answer = first.getByText(card?.answer ?? '');
  await expect(answer).toBeHidden();
  await first.getByText('Answer', { exact: true }).press('Enter');
  await expect(answer).toBeVisible();
  for (const summary of await page.locator('summary').all()) if ((await summary.locator('..').getAttribute('open')) === null) await summary.click();
  await expect(page.getByText('It holds.').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  // Its colours have one name each in both themes.
  for (const colorScheme of FULL ? (['light', 'dark'] as const) : (['light'] as const)) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
  }
  await page.getByRole('link', { name: 'To the playground' }).click();
  await ready(page);
});

test('every card opens on its settings, with a result or a run at once, or asks for its data', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/#gallery');
  const links = page.getByRole('link', { name: /^Open: / });
  await expect(links).toHaveCount(CARDS.length);
  const hashes = await links.evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).hash));
  // Back from a card leads to the gallery.
  await links.last().click();
  await expect(page.getByRole('heading', { name: 'HAMUR Playground' })).toBeVisible();
  await page.goBack();
  await links.first().click();
  for (const [i, { title, link, view, bring }] of CARDS.entries()) {
    // Some, and all in `npm run verify`.
    if (!FULL && !bring && i % 4 > 0) continue;
    // One page opens one after the other, as links that are pasted: loading it anew for each takes long.
    if (i > 0)
      await page.evaluate((hash) => {
        location.hash = hash;
      }, hashes[i] as string);
    if (bring) await expect(page.getByText(/^These settings were made for/)).toContainText(/ml-100k\.zip|log_standard_4_08_to_4_21_pure\.csv/);
    else {
      await expect.poll(() => configOf(page.url()), title).toEqual(configOf(`#${link}`));
      await expect(page.locator('main')).not.toHaveAttribute('data-ghost');
      await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/AUC/);
    }
    // It says of nothing that it was ignored.
    await expect(page.getByText(/in the link (was|is not|cannot)/)).toHaveCount(0);
    if (view === 'sheet=data') await expect(page.getByRole('region', { name: 'Data', exact: true })).toBeVisible();
  }
  await page.goto('/#gallery');
  await page.getByRole('link', { name: 'Load it from there' }).click();
  // It asks first: no request leaves the page unasked.
  await expect(page.getByText(/This link names data at files\.grouplens\.org/)).toBeVisible();
  await expect(button(page, 'Train')).toBeDisabled();
});
