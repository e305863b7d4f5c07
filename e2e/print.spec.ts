import { execFileSync } from 'node:child_process';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { ready } from './page';

/** CSS pixels of an A4 page between its margins of 12 mm. */
const PAPER = { width: Math.floor(((210 - 24) / 25.4) * 96), height: Math.floor(((297 - 24) / 25.4) * 96) };

test.use({ colorScheme: 'dark' });

test('what is printed: of what the results are, the verdict, the figures and the open view; no forms; light', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await page.getByRole('tab', { name: 'Results', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Test results' })).toBeVisible();
  const main = page.getByRole('main');
  expect(await main.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(232, 235, 238)');

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.setViewportSize(PAPER);
  await expect(page.getByRole('heading', { level: 1, name: 'HAMUR Playground' })).toHaveCount(1);
  const lines = page.locator('header dl > div');
  await expect(lines).toHaveText([
    /^DataConflicting domains · label click · 3 domains by channel · 80\/10\/10 split · 30,000 rows/,
    /^ModelDCN \+ HAMUR after layer 2 · k 16/,
    /^TrainingAdam .* seed 1$/,
  ]);
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('HAMUR helps here');
  for (const name of ['Validation by epoch', 'Weights made for each domain', 'Test results', 'Training loss'])
    await expect(page.getByRole('figure', { name, exact: true })).toBeVisible();
  for (const question of ['Which domains are alike?', 'Has it collapsed?', 'Does the trained model use it?'])
    await expect(page.getByText(question, { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Results' })).toBeVisible();

  for (const role of ['button', 'tab', 'textbox', 'combobox', 'checkbox', 'radio', 'slider', 'spinbutton'] as const)
    await expect(page.getByRole(role), role).toHaveCount(0);
  await expect(page.getByText('Press Train')).not.toBeVisible();

  // Light, whatever the screen was.
  expect(await main.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(27, 33, 38)');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
  // Nothing is wider than the paper; a figure that fits on a page is not cut in two.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PAPER.width);
  const figures = await page
    .locator('figure')
    .evaluateAll((all) => all.map((figure) => ({ height: figure.getBoundingClientRect().height, inside: getComputedStyle(figure).breakInside })));
  // A heat map is a figure of its own within its figure.
  expect(figures).toHaveLength(4 + 3);
  for (const { height, inside } of figures) {
    expect(height).toBeLessThan(PAPER.height);
    expect(inside).toBe('avoid');
  }
});

/** So many pages a PDF says that it has. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

test('the report of a run is printed whole: every part, nothing wider than the paper, no drawing cut in two', async ({ page }) => {
  test.skip(!FULL, 'Reports are read by unit tests each time; npm run verify prints one.');
  const report = execFileSync('npm', ['run', '--silent', 'export', '--', 'public/runs/conflict-dcn.json', '--as', 'report'], { encoding: 'utf8' });
  await page.setContent(report);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  const parts = page.locator('section > h2');
  await expect(parts).toHaveText(['Result', 'Method', 'Data', 'Curves', 'Weights', 'Inside the adapters', 'Ablations', 'Calibration', 'Configuration']);
  for (const part of await parts.all()) await expect(part).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PAPER.width);
  // What scrolls on a screen would be cut off on paper.
  const cut = await page
    .locator('section, section *')
    .evaluateAll((all) =>
      all
        .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible')
        .map((each) => each.outerHTML.slice(0, 80)),
    );
  expect(cut).toEqual([]);
  const drawn = await page.locator('figure').evaluateAll((all) =>
    all.map((figure) => {
      const { right, height } = figure.getBoundingClientRect();
      return { right, height, inside: getComputedStyle(figure).breakInside };
    }),
  );
  expect(drawn.length).toBeGreaterThan(5);
  for (const { right, height, inside } of drawn) {
    expect(right).toBeLessThanOrEqual(PAPER.width);
    expect(height).toBeLessThan(PAPER.height);
    expect(inside).toBe('avoid');
  }
  // As many pages as its length takes: what is not on the first is on the next.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(pagesOf(await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } }))).toBeGreaterThanOrEqual(
    Math.floor(height / PAPER.height),
  );
});

test('the row that is followed is printed whole: all boxes of its diagram, on one page of a report of three', async ({ page }) => {
  test.skip(!FULL, 'It trains and prints a run of its own; npm run verify tries it.');
  await page.goto('/');
  await ready(page);
  const walk = page.getByRole('figure', { name: 'Follow one row' });
  await expect(walk.locator('[data-box="h"]')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  const boxes = walk.locator('[data-box]');
  await expect(boxes).toHaveCount(12);
  for (const box of await boxes.all()) {
    await expect(box).toBeVisible();
    const { x, width } = (await box.boundingBox()) as { x: number; width: number };
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(PAPER.width);
  }
  expect((await walk.boundingBox())?.height).toBeLessThan(PAPER.height);
  await expect(page.getByRole('heading', { level: 2, name: 'Follow one row' })).toBeVisible();
  // The results belong to the report whatever is open, and its link stands at its end.
  await expect(page.getByRole('table', { name: 'Test results' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toHaveText(`Open it: ${page.url()}`);
  // The longest of the views as they come with the page: it has more than a page of its own.
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('tab', { name: 'Does it matter?' }).click();
  await expect(page.getByRole('figure', { name: 'As each other domain' })).toBeVisible();
  expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(3);
});
