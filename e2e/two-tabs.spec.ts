import { expect, test } from './fixtures';
import { button, phase, ready } from './page';

test('one tab trains a run: another follows it, may not touch it, and goes on with it when the first is gone; a third deletes all, and the run goes on', async ({
  page,
  context,
}) => {
  await page.goto('/#demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=2000&patience=2000');
  await ready(page);
  await button(page, 'Train').click();
  await expect(phase(page, 'Training')).toBeVisible();

  const other = await context.newPage();
  // The bare address is the page as it was left last: with the run that is being trained.
  await other.goto('/');
  const follows = other.getByText(/^Trained in another tab, followed here: epoch [\d.]+ of 2000\.$/);
  await expect(follows).toBeVisible();
  const epoch = async () => Number(/epoch ([\d.]+)/.exec((await follows.textContent()) ?? '')?.[1]);
  const before = await epoch();
  await expect.poll(epoch).toBeGreaterThan(before + 1);
  for (const name of ['Train', 'Pause', 'Step', 'Stop']) await expect(button(other, name)).toBeDisabled();
  await other.getByRole('button', { name: /^Kept runs/ }).click();
  const row = other.getByRole('table', { name: 'Kept runs' }).getByRole('row', { name: /^Conflicting domains/ });
  await expect(row).toContainText('another tab trains it');

  await page.close();
  await expect(other.getByText(/^This run was cut off at epoch [\d.]+ of 2000\./)).toBeVisible();
  await button(other, 'Go on').click();
  await expect(phase(other, 'Training')).toBeVisible();

  // A third tab says that nothing is to be kept: the run goes on all the same.
  const third = await context.newPage();
  await third.goto('/#seed=2');
  await third.getByRole('button', { name: /^Kept runs/ }).click();
  await third.getByLabel(/^Keep nothing on this machine/).check();
  await button(third, 'Delete, and keep nothing').click();
  await expect(third.getByText(/^Nothing is kept:/)).toBeVisible();
  await expect(other.getByText(/^Nothing is kept:/)).toBeVisible();
  await expect(phase(other, 'Training')).toBeVisible();
  await button(other, 'Stop').click();
  await expect(phase(other, 'Stopped')).toBeVisible();
});
