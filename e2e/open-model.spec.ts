import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { figure, openView } from './inside';
import { openFile, openSheet, phase, ready } from './page';

/** A model that the command line has trained, opened on a page that has never seen it. */
let folder: string;
let weights: Buffer;
const at = (name: string) => join(folder, name);
const train = (...args: string[]) => execFileSync('npm', ['run', '--silent', 'train', '--', ...args], { encoding: 'utf8', timeout: 120_000 });

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-open-'));
  const settings = ['data.source={"demo":"conflict","rows":3000}', 'model.layers=[16,8]', 'model.hyper=[8]', 'model.k=7', 'train.epochs=1'];
  train(...settings.flatMap((text) => ['--set', text]), '--weights', at('a.safetensors'), '--predictions', at('a.csv'), '--encoding', at('e.json'));
  weights = readFileSync(at('a.safetensors'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('the command line opens it: the same predictions, the same bytes, no training', () => {
  const said = train('--from', at('a.safetensors'), '--weights', at('b.safetensors'), '--predictions', at('b.csv'), '--out', at('b.json'));
  expect(said).toContain('test, opened from a.safetensors: AUC');
  expect(readFileSync(at('b.safetensors')).equals(weights)).toBe(true);
  expect(readFileSync(at('b.csv'), 'utf8')).toBe(readFileSync(at('a.csv'), 'utf8'));
  expect(JSON.parse(readFileSync(at('b.json'), 'utf8'))).toMatchObject({ opened: 'a.safetensors', epochs: [], phase: 'done' });
  expect(JSON.parse(readFileSync(at('e.json'), 'utf8')).sparse.length).toBeGreaterThan(0);
});

test('the page opens it: its settings, its data, and what is inside', async ({ page }) => {
  await page.goto('/#demo=agreement');
  await ready(page);
  await openFile(page, 'a.safetensors', weights);
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('opened from a.safetensors: not trained here')).toBeVisible();
  await openSheet(page, 'Model');
  await expect(page.getByLabel('Side k of H')).toHaveValue('7');
  await openView(page, 'Weights');
  await expect(page.getByRole('tabpanel').getByRole('figure').first()).toBeVisible();
  await openView(page, 'Does it matter?');
  await page.getByRole('button', { name: 'Measure on the test rows', exact: true }).click();
  await expect(figure(page, 'Does the adapter matter?')).toBeVisible({ timeout: 60_000 });
});

test('a file that is cut off is refused in words, and the page stays as it is', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await openFile(page, 'cut.safetensors', weights.subarray(0, -4));
  await expect(page.getByText(/cut\.safetensors.*the file is cut off/)).toBeVisible();
  await ready(page);
});
