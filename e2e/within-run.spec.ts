import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { button, openFile, openSheet, phase, ready } from './page';

test('within a run a file is opened for the next one, a link and the way back are offered, and Reset is undone', async ({ page, context }) => {
  await page.goto('/#epochs=200&patience=200');
  await ready(page);
  await button(page, 'Train').click();
  await expect(phase(page, 'Training')).toBeVisible();
  await openFile(page, 'shop.csv', shopCsv());
  await expect.poll(() => new URL(page.url()).hash).toContain('file=shop.csv');
  const { hash } = new URL(page.url());
  await expect(phase(page, 'Training')).toBeVisible();
  await expect(button(page, 'Train')).toBeDisabled();

  const goTo = (link: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, link);
  await goTo('#bench');
  await expect(page.getByRole('status').getByText('The benchmark was not opened: the run on this page goes on as it is.')).toBeVisible();
  await goTo('#k=3&seed=9');
  const said = page.getByRole('status').filter({ hasText: /^A link with other settings/ });
  await expect(said).toHaveText('A link with other settings was not opened: the run on this page goes on as it is.');
  await expect.poll(() => new URL(page.url()).hash).toBe(hash);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open it in a new tab' }).click();
  const other = await opened;
  await expect.poll(() => new URL(other.url()).hash).toBe('#k=3&seed=9');
  await other.close();
  await expect(said).toHaveCount(0);

  // What Reset takes off the page stands still, and goes on when it comes back.
  await button(page, 'Reset').click();
  await expect(page.getByText('The run is off the page. Undo brings it back as it was.')).toBeVisible();
  await expect(button(page, 'Undo Reset')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(phase(page, 'Training')).toBeVisible();

  await goTo('#k=3&seed=9');
  await button(page, 'Open it after this run').click();
  await expect(said).toHaveText('A link with other settings opens when this run has ended.');
  await button(page, 'Not after this run').click();
  // A run that is stopped before its first step is not shown.
  const done = async () => Number(await page.getByRole('progressbar', { name: 'Progress of the run' }).getAttribute('value'));
  await expect.poll(done).toBeGreaterThan(0);
  await button(page, 'Stop').click();
  await expect(phase(page, 'Stopped')).toBeVisible({ timeout: 60_000 });
  await expect(said).toHaveText('A link with other settings was not opened, because a run was going on.');
  await button(page, 'Dismiss').click();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('1');
  await openSheet(page, 'Data');
  await expect(page.getByLabel('Role of clicked')).toHaveValue('label');
  // What is shown is the run, of the demo still.
  await expect(page.getByText(/^conflict, DCN .* It is of other data than those on the page\. Press Train to see yours\.$/)).toBeVisible();
  await ready(page);
});

test('an error goes when what it speaks of goes', async ({ page }) => {
  await page.goto('/#learningRate=10&epochs=30');
  await ready(page);
  await openFile(page, 'empty.csv', '');
  await expect(page.getByRole('alert')).toContainText('empty.csv');
  await openFile(page, 'shop.csv', shopCsv());
  await expect(page.getByRole('alert')).toHaveCount(0);
  await ready(page);
  await button(page, 'Train').click();
  await expect(phase(page, 'Failed')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('alert')).toContainText('training diverged');
  await openFile(page, 'other.csv', shopCsv(800));
  await openSheet(page, 'Data');
  await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('opening files one after the other ends with the last one open, every time', async ({ page }) => {
  await page.goto('/');
  for (let i = 0; i < (FULL ? 8 : 3); i++) {
    await openFile(page, `first-${i}.csv`, shopCsv(20_000));
    await openFile(page, `shop-${i}.csv`, shopCsv(900));
    await expect(page.getByText(`shop-${i}.csv · 900 rows`)).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await ready(page);
  }
});
