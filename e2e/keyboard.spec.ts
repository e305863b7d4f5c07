import { expect, test } from './fixtures';
import { phase, ready, tabTo } from './page';

test('everything can be done with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await tabTo(page, 'combobox', 'Demo set');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Demo set')).toHaveValue('agreement');
  await tabTo(page, 'textbox', 'Side k of H');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('8');
  await tabTo(page, 'button', /^Training /);
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Most epochs');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('12');
  await ready(page);
  // Round through the end of the page to the top bar.
  await tabTo(page, 'button', 'Train');
  await page.keyboard.press('Enter');
  await expect(phase(page, 'Training')).toBeVisible();
  await tabTo(page, 'button', 'Pause');
  await page.keyboard.press('Space');
  await expect(phase(page, 'Paused')).toBeVisible();
  await tabTo(page, 'button', 'Resume');
  await page.keyboard.press('Enter');
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });

  await tabTo(page, 'slider', /^Moment of training/);
  await page.keyboard.press('Home');
  await expect(page.getByText('before training', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByText(/^weights kept, of epoch \d+$/).first()).toBeVisible();
  await tabTo(page, 'img', /^W_down of home/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText(/^home, row 2, column 1: −?\d/)).toBeVisible();
  // What has the focus can be seen to have it.
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).not.toBe('none');
});

for (const width of [1440, 1024]) {
  test(`what has the focus is not covered by what stays on top, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/');
    await ready(page);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.getByRole('contentinfo').click();
    const covered: string[] = [];
    let controls = 0;
    for (;;) {
      await page.keyboard.press('Shift+Tab');
      const at = await page.evaluate(() => {
        const { activeElement: it } = document;
        if (!it?.closest('main')) return undefined;
        const strip = document.querySelector('nav[aria-label="Settings"]') as Element;
        const [{ top, height }, { bottom }] = [it.getBoundingClientRect(), strip.getBoundingClientRect()];
        // What is taller than the space below the strip cannot be seen whole.
        const isCovered = top < bottom && height < innerHeight - bottom;
        return { isCovered, what: `${it.tagName} ${it.getAttribute('aria-label') ?? it.textContent}` };
      });
      if (!at) break;
      controls++;
      if (at.isCovered) covered.push(at.what);
    }
    expect(controls).toBeGreaterThan(20);
    expect(covered).toEqual([]);

    // What stands on top is in view wherever the page is.
    await page.evaluate(() => scrollTo(0, 600));
    await page.getByLabel('Demo set').focus();
    expect(await page.evaluate(() => scrollY)).toBe(600);
  });
}
