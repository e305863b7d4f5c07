import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { button, openFile, openSheet, ready, results, trainToEnd } from './page';

const SMALL = 'demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=2&engine=wasm';

/** Opens the sheet and gives the link that it shows. */
async function linkOf(page: Page, choices: string[] = []): Promise<string> {
  const sheet = page.getByRole('region', { name: 'Share', exact: true });
  if (!(await sheet.isVisible())) await button(page, 'Share…').click();
  for (const choice of choices) await sheet.getByLabel(choice).check();
  return sheet.getByLabel(/^Link, /).inputValue();
}

const inside = (link: string): string => inflateRawSync(Buffer.from(link.replace(/.*result=/, ''), 'base64url')).toString();

test('a link with view and result opens in a fresh profile; training confirms it bit for bit; Back and Forward lead between views', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto(`/#${SMALL}`);
  await ready(page);
  await trainToEnd(page);
  const verdict = (of: Page) => of.getByRole('region', { name: 'Verdict' }).getByRole('paragraph').first();
  const said = await verdict(page).textContent();
  await page.getByRole('tab', { name: 'Results', exact: true }).click();
  // Back takes back a setting, and nothing else.
  await page.getByLabel('Seed', { exact: true }).fill('2');
  await expect.poll(() => new URL(page.url()).hash).toContain('seed=2');
  await page.goBack();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('1');
  await expect(verdict(page)).toHaveText(said as string);
  // Back and Forward lead between what was looked at; the run survives both.
  await page.getByRole('tab', { name: 'Weights', exact: true }).click();
  const selected = (of: Page) => of.getByRole('tab', { selected: true });
  await page.goBack();
  await expect(selected(page)).toHaveText('Results');
  await page.goForward();
  await expect(selected(page)).toHaveText('Weights');
  await page.goBack();
  await expect(verdict(page)).toHaveText(said as string);

  const link = await linkOf(page, ['the result of this run']);
  expect(link).toContain('&view=results&result=');
  expect(link.length).toBeLessThan(8000);
  // Back closes the sheet, Forward opens it again.
  const sheet = page.getByRole('region', { name: 'Share', exact: true });
  await page.goBack();
  await expect(sheet).toBeHidden();
  await page.goForward();
  await expect(sheet).toBeVisible();
  // The link follows what is looked at.
  await page.getByRole('tab', { name: 'Weights', exact: true }).click();
  await expect(sheet).toBeHidden();
  expect(await linkOf(page, ['the result of this run'])).toContain('&view=weights&result=');
  // Too much for a phone to read off a screen; without the result it is not.
  await sheet.getByText('QR code', { exact: true }).click();
  await expect(sheet).toContainText('It is too long for a QR code');
  await sheet.getByRole('button', { name: 'Leave the result out' }).click();
  await expect(sheet.getByRole('img', { name: 'QR code of the link' })).toBeVisible();

  const other = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await other.goto(link);
  const sent = other.getByRole('region', { name: 'Result that came with the link' });
  await expect(sent).toContainText('This result is the sender’s.');
  await expect(selected(other)).toHaveText('Results');
  await expect(verdict(other)).toHaveText(said as string);
  // A reload shows it again.
  await other.reload();
  await expect(sent).toContainText('Nobody has checked its numbers');
  await sent.getByRole('button', { name: 'Re-train to confirm' }).click();
  await expect(sent.getByRole('status').last()).toContainText('are the same, bit for bit, on the same engine (WebAssembly)', { timeout: 150_000 });
  // One view of it, as another page shows it: the result that came, though one's own of these settings is kept.
  await other.goto(`${link}&embed=1&show=headline`);
  await expect(other.getByText('the sender’s result, from the link')).toBeVisible();
  await expect(verdict(other)).toHaveText(said as string);
  await other.context().close();
});

/** Every cell holds a word that must not be in a link; whose value decides whether it is clicked. */
function secretCsv(): string {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const [user, item, place] = [i % 20, (i * 7) % 13, i % 2];
    return `SECRETUSER${user},SECRETITEM${item},SECRETPLACE${place},SECRETWORD${(i * 5) % 3},${['SECRETNO', 'SECRETYES'][(user + item + Math.floor(i / 20)) % 2]},${i + 0.77}`;
  });
  return `${['user_id,item,channel,word,clicked,price', ...rows].join('\n')}\n`;
}

test('a link to a private file asks for it, and holds none of its values unless the person says so', async ({ page, browser, baseURL }) => {
  await page.goto('/#engine=wasm&epochs=1&layers=8&bottom=8&hyper=8&k=2&batch=64');
  await ready(page);
  await openFile(page, 'private.csv', secretCsv());
  await openSheet(page, 'Data');
  await page.getByLabel('Role of clicked').selectOption('label');
  await page.getByLabel('Role of channel').selectOption('domain and sparse');
  await ready(page);
  await trainToEnd(page);
  await results(page);
  await page.getByRole('tab', { name: 'What if', exact: true }).click();
  // The page has found which of the label's two values is positive, so the settings name it: there is no link until that is agreed to.
  expect(await linkOf(page, ['the result of this run'])).toBe('');
  await expect(page.getByRole('region', { name: 'Share', exact: true })).toContainText('The settings name values of columns: positive=SECRETNO');
  const link = await linkOf(page, ['Tell these values']);
  expect(link).toContain('file=private.csv&hash=');
  const sheet = page.getByRole('region', { name: 'Share', exact: true });
  await expect(sheet).toContainText('it holds no row of it');
  await expect(sheet).toContainText('SECRETPLACE0, SECRETPLACE1');
  expect(inside(link)).toContain('"domain 1"');
  expect(decodeURIComponent(link) + inside(link)).not.toMatch(/SECRET(?!NO&)/);
  const named = await linkOf(page, ['Tell the names of the domains']);
  expect(inside(named)).toContain('SECRETPLACE0');
  expect(inside(named).replaceAll(/SECRETPLACE\d/g, '')).not.toContain('SECRET');

  const other = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await other.goto(link);
  await expect(other.getByText('These settings were made for the file private.csv')).toBeVisible();
  const sent = other.getByRole('region', { name: 'Result that came with the link' });
  await expect(sent).toContainText('This result is the sender’s.');
  await expect(sent.getByRole('button', { name: 'Re-train to confirm' })).toBeDisabled();
  await openFile(other, 'private.csv', secretCsv());
  await ready(other);
  await sent.getByRole('button', { name: 'Re-train to confirm' }).click();
  await expect(sent.getByRole('status').last()).toContainText('bit for bit', { timeout: 150_000 });
  await other.context().close();
});

test('the oldest link opens, and what a later page would add is ignored and named', async ({ page }) => {
  await page.goto(
    '/#demo=many&rows=5000&dataSeed=3&layers=48,24&adapters=1,2&k=6&learningRate=0.005&baseline=false&engine=wasm&seed=7&view=nowhere&__proto__=1',
  );
  await ready(page);
  const notes = page.getByRole('status').filter({ hasText: 'ignored' });
  await expect(notes).toContainText('“__proto__” in the link is not a setting');
  await expect(notes).toContainText('“view=nowhere” in the link was ignored: must be one of walk');
  await expect(page.getByLabel('Demo set')).toHaveValue('many');
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('7');
});
