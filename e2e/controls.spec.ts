import { expect, test } from './fixtures';
import { button, openSheet, phase, ready, results } from './page';

test('pause, resume, step, stop and reset', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await expect(button(page, 'Pause')).toBeDisabled();
  await button(page, 'Train').click();
  await expect(phase(page, 'Training')).toBeVisible();

  const progress = page.getByRole('progressbar', { name: 'Progress of the run' });
  const done = async () => Number(await progress.getAttribute('value'));
  await expect.poll(done).toBeGreaterThan(0.1);
  await button(page, 'Pause').click();
  await expect(phase(page, 'Paused')).toBeVisible();
  await page.waitForTimeout(500);
  const resting = await done();
  await page.waitForTimeout(1500);
  expect(await done()).toBe(resting);

  await button(page, 'Step').click();
  await expect.poll(done).toBeGreaterThan(resting);
  const stepped = await done();
  // One batch of the 47 that an epoch of each of the two models has, no more: what was done before the pause had all been shown.
  expect(stepped - resting).toBeCloseTo(1 / 47 / 2, 6);
  await expect(phase(page, 'Paused')).toBeVisible();
  await page.waitForTimeout(1000);
  expect(await done()).toBe(stepped);

  await button(page, 'Resume').click();
  await expect(phase(page, 'Training')).toBeVisible();
  await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(1.2);
  await button(page, 'Stop').click();
  await expect(phase(page, 'Stopped')).toBeVisible();
  await expect((await results(page)).getByRole('row', { name: /^All rows 0\.\d{3} .* 3,000$/ })).toBeVisible();

  await button(page, 'Reset').click();
  await expect(page.getByText(/^Stored run of the demo/)).toBeVisible();
  await ready(page);
});

test('Step alone does the first batch and waits', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await button(page, 'Step').click();
  await expect(phase(page, 'Paused')).toBeVisible({ timeout: 60_000 });
  const value = Number(await page.getByRole('progressbar', { name: 'Progress of the run' }).getAttribute('value'));
  expect(value).toBeGreaterThan(0);
  expect(value).toBeLessThan(0.1);
  await button(page, 'Stop').click();
  await expect(phase(page, 'Stopped')).toBeVisible();
});

test('a run that diverges stops with an explanation, and the next one works', async ({ page }) => {
  await page.goto('/#learningRate=10&epochs=30');
  await ready(page);
  await button(page, 'Train').click();
  await expect(phase(page, 'Failed')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('alert')).toContainText(/train\.learningRate: training diverged: .* Lower the learning rate/);
  await openSheet(page, 'Training');
  await page.getByLabel('Learning rate', { exact: true }).fill('0.001');
  await page.getByLabel('Most epochs').fill('1');
  await button(page, 'Train').click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 60_000 });
});
