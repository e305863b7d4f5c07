import { expect, test } from './fixtures';
import { FULL } from './full';
import { figure, inside, openView } from './inside';
import { button, openSheet, phase, ready, trainToEnd } from './page';

test('a selection, a moment and a row belong to their run: another run begins without them', async ({ page }) => {
  await page.goto('/#rows=3000&demo=conflict&epochs=1&layers=16,8&hyper=8');
  await ready(page);
  await trainToEnd(page);
  await openView(page, 'Instance map');
  const plot = page.getByRole('application', { name: /^Instance map/ });
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Selected rows', exact: true })).toBeVisible();
  await inside(page).getByRole('slider', { name: 'Moment of training' }).fill('0');
  // Larger matrices: fewer rows are looked at.
  await page.getByLabel('Side k of H').fill('100');
  await ready(page);
  await trainToEnd(page);
  await expect(page.getByRole('application', { name: /^Instance map: 150 points/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Selected rows', exact: true })).toHaveCount(0);
  await expect(inside(page).getByText(/^weights kept/)).toBeVisible();
});

test('what was measured of a model that goes on training is taken back', async ({ page }) => {
  await page.goto('/#rows=8000&demo=conflict&epochs=3');
  await ready(page);
  await button(page, 'Step').click();
  await expect(phase(page, 'Paused')).toBeVisible();
  await openView(page, 'Does it matter?');
  await button(page, 'Measure on the test rows').click();
  await expect(figure(page, 'Does the adapter matter?')).toBeVisible({ timeout: 60_000 });
  await button(page, 'Step').click();
  await expect(figure(page, 'Does the adapter matter?')).toHaveCount(0);
  await expect(button(page, 'Measure on the test rows')).toBeEnabled();
});

test('one domain, two adapters: nothing to compare, and each adapter by itself', async ({ page }) => {
  await page.goto('/#adapters=1,2&epochs=1');
  await ready(page);
  const lines = Array.from({ length: 900 }, (_, i) => `${(i * 7919) % 3 === 0 ? 1 : 0},u${i % 30},i${(i * 13) % 40},only`);
  await page
    .getByTestId('data-file')
    .setInputFiles({ name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from(['click,constructor,item,site', ...lines].join('\n')) });
  await openSheet(page, 'Data');
  await page.getByLabel('Role of site').selectOption('domain');
  await page.getByLabel('Role of constructor').selectOption('sparse');
  await ready(page);
  await trainToEnd(page);
  await expect(page.getByText('There is one domain only.')).toBeVisible();
  await expect(page.getByText(/After layer 1 .* After layer 2 /)).toBeVisible();
  await openView(page, 'Weights');
  await inside(page).getByRole('combobox', { name: 'Adapter after' }).selectOption({ index: 1 });
  await inside(page).getByRole('combobox', { name: 'Show', exact: true }).selectOption('the difference of two');
  await inside(page).getByLabel('Order by similarity').check();
  await expect(inside(page).getByText('There is only one: a difference needs two domains')).toBeVisible();
  for (const name of ['Instance map', 'Domains', 'Rank', 'Does it matter?', 'Embeddings', 'Quality']) {
    await openView(page, name);
    await expect(page.getByRole('tabpanel').getByRole('figure').first()).toBeVisible();
  }
  // A column may be called as a built-in is.
  await openView(page, 'What if');
  await button(page, 'Find').click();
  await inside(page)
    .getByRole('button', { name: /^Take row/ })
    .first()
    .click();
  const said = inside(page).getByRole('region', { name: 'Prediction', exact: true });
  await expect(said).toContainText(/Row 1, from only: predicted (0\.\d{3}) as it is\. In files, which count from 0, it is row 0\.\s*only \1/);
  await inside(page)
    .getByLabel(/^constructor/)
    .fill('u7');
  await page.keyboard.press('Enter');
  await expect(said).toContainText('with another constructor');
});

test('a measurement that takes long waits to be asked for, shows how far it is, and can be cancelled', async ({ page }) => {
  test.skip(!FULL, 'It needs the slowest engine, so that there is time to cancel; npm run verify does it.');
  await page.goto('/#engine=cpu&demo=many&rows=5000&epochs=1');
  await ready(page);
  await trainToEnd(page);
  await openView(page, 'Does it matter?');
  const measure = button(page, 'Measure on the test rows');
  const cancel = page.getByRole('tabpanel').getByRole('button', { name: 'Cancel' });
  // Where it was quick enough it has begun by itself.
  await expect(measure.or(cancel)).toBeVisible();
  if (await measure.isVisible()) await measure.click();
  await expect(inside(page).getByText(/Measuring: \d+ of \d+ passes over the test rows/)).toBeVisible();
  await cancel.click();
  await expect(measure).toBeEnabled({ timeout: 60_000 });
  await expect(inside(page).getByRole('alert')).toHaveCount(0);
  await expect(figure(page, 'Does the adapter matter?')).toHaveCount(0);
});

test('a run that begins while the last one is still being measured takes its place unharmed', async ({ page }) => {
  await page.goto('/#rows=3000&demo=conflict&epochs=1');
  await ready(page);
  await trainToEnd(page);
  await openView(page, 'Does it matter?');
  await button(page, 'Train').click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });
  await expect(figure(page, 'Does the adapter matter?')).toBeVisible({ timeout: 60_000 });
  await expect(inside(page).getByRole('alert')).toHaveCount(0);
});
