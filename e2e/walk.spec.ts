import { expect, test } from './fixtures';
import { FULL } from './full';
import { figure, openView } from './inside';
import { ready, trainToEnd } from './page';

test('one row of the stored run plays by itself, stops at the first touch, and changes with its domain', async ({ page }) => {
  test.skip(!FULL, 'Tests of the view in a browser play it each time; npm run verify tries it on the whole page.');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('/');
  const walk = figure(page, 'Follow one row');
  const steps = walk.getByRole('list', { name: 'Steps' }).getByRole('button');
  await walk.scrollIntoViewIfNeeded();
  await expect(steps).toHaveCount(11);
  await expect(steps.nth(2)).toHaveAttribute('aria-current', 'step');
  await walk.getByRole('button', { name: 'Next' }).focus();
  const stopped = await steps.evaluateAll((dots) => dots.findIndex((dot) => dot.getAttribute('aria-current') === 'step'));
  await page.waitForTimeout(4000);
  await expect(steps.nth(stopped)).toHaveAttribute('aria-current', 'step');

  // From step to step by keyboard; each has its formula with this row's numbers.
  await steps.nth(stopped).focus();
  await page.keyboard.press('Home');
  await expect(steps.first()).toHaveAttribute('aria-current', 'step');
  await page.keyboard.press('End');
  await expect(steps.last()).toHaveAttribute('aria-current', 'step');

  // As text: the same, in order, up to the probability that the sentence below says.
  await walk.getByRole('button', { name: 'Read it as text' }).click();
  const account = walk.getByRole('list', { name: 'The same, as text' }).getByRole('listitem');
  await expect(account).toHaveCount(11);
  const [probability] = /a positive label with \d+\.\d %/.exec((await account.last().textContent()) ?? '') ?? [];
  await expect(walk.locator('figcaption').last()).toContainText(probability as string);

  // As a row of another domain: what the outcome says moves the logit.
  const domains = walk.getByRole('group', { name: 'As a row of' }).getByRole('radio');
  await expect(domains).toHaveCount(3);
  await domains.and(page.locator(':not(:checked)')).first().check();
  const outcome = walk.locator('p', { hasText: /^As a row of .+ the logit is .+ H alone brings / });
  const [, moved] = /the logit is −?\d+\.\d{3} \(([+−]?\d+\.\d{3})\), a positive label with/.exec((await outcome.textContent()) ?? '') ?? [];
  await expect(walk.locator('[data-box="prediction"]')).toContainText(`logit ${moved}`);
  await expect(walk.getByRole('radio', { name: 'What differs' })).toBeChecked();
});

test('in a run of one’s own another row is followed, and the last number of its walk is what the model predicts', async ({ page }) => {
  await page.goto('/#rows=8000&demo=conflict&epochs=1');
  await ready(page);
  await trainToEnd(page);
  const walk = figure(page, 'Follow one row');
  await walk.getByRole('textbox').first().fill('17');
  await page.keyboard.press('Enter');
  await walk.getByRole('button', { name: 'Read it as text' }).click();
  const account = walk.getByRole('list', { name: 'The same, as text' }).getByRole('listitem');
  await expect(account.first()).toContainText(/This is row 17, from /);
  const [, walked] = /a positive label with (\d+\.\d) %/.exec((await account.last().textContent()) ?? '') ?? [];

  // The model itself, asked another way.
  await openView(page, 'What if');
  await expect(page.getByRole('region', { name: 'Prediction', exact: true })).toContainText(/^Row 17, from/);
  await expect(page.getByRole('region', { name: 'Prediction', exact: true })).toContainText(`predicted ${(Number(walked) / 100).toFixed(3)} as it is`);
});
