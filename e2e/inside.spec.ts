import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { coloursOf } from './heat-map';
import { figure, inside, openView, saved, savedRows } from './inside';
import { button, ready, results, trainToEnd } from './page';

/** What the panel says, by its question, above the views. */
const answer = (page: Page, question: string) => page.locator('main dl > div').filter({ hasText: question }).getByRole('definition');

/** That the default demo's domains differ, as anybody sees it who looks at the panel and presses nothing in it. */
async function domainsDiffer(page: Page): Promise<void> {
  const alike = answer(page, 'Which domains are alike?');
  await expect(alike).toContainText(
    /\w+ and \w+ are most alike to the hyper-network: changing only the domain moves H \d+(\.\d)? % as far as changing the row does\. \w+ and \w+ are least alike \(\d+(\.\d)? %\)\. So H depends on the domain\./,
  );
  const [, a, b, most, c, d, least] =
    /(\w+) and (\w+) are most alike.* H ([\d.]+) %.*\. (\w+) and (\w+) are least alike \(([\d.]+) %\)/.exec((await alike.textContent()) ?? '') ?? [];
  await expect(answer(page, 'Does the trained model use it?')).toContainText(
    /^The model relies on its adapter\. The adapter uses both the domain and the instance\./,
    {
      timeout: 60_000,
    },
  );
  await expect(answer(page, 'Does the trained model use it?')).toContainText(
    /With the H that the row would have as another domain, the AUC falls by 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)\./,
  );

  // The weights: the mean H of two domains is far from being one.
  await openView(page, 'Weights');
  await inside(page).getByRole('combobox', { name: 'Show', exact: true }).selectOption('as they are');
  await expect(page.getByRole('img', { name: /^H of home, mean of 80 rows/ })).toBeVisible();
  const weights = (await savedRows(page, 'Generated weights')).filter(({ matrix }) => matrix === 'H');
  const of = (domain: string) => weights.filter((row) => row.of === domain).map(({ value }) => Number(value));
  const dot = (x: number[], y: number[]) => x.reduce((sum, each, i) => sum + each * (y[i] as number), 0);
  for (const [one, other] of [
    ['home', 'search'],
    ['home', 'video'],
    ['search', 'video'],
  ] as const) {
    const [x, y] = [of(one), of(other)];
    expect(x).toHaveLength(256);
    expect(dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)), `${one}, ${other}`).toBeLessThan(0.9);
  }

  // And the sentence says what its view does.
  await alike.getByRole('button').click();
  // The sentence is of distances, the view of their squares.
  const squared = (percent: string | undefined) => (Number(percent) / 100) ** 2;
  const moved = (await savedRows(page, 'Domain similarity')).map(({ domain, other, ...row }) => ({
    domain,
    other,
    by: Number(row['shift of H (same rows, domain changed)']),
  }));
  const between = (x: string | undefined, y: string | undefined) => moved.find(({ domain, other }) => domain === x && other === y)?.by;
  expect(between(a, b)).toBeCloseTo(squared(most), 1.5);
  expect(between(c, d)).toBeCloseTo(squared(least), 1.5);
  const all = moved.flatMap(({ domain, other, by }) => (domain === other ? [] : [by]));
  expect([between(a, b), between(c, d)]).toEqual([Math.min(...all), Math.max(...all)]);
}

test('a newcomer reads the answers from the stored run of the default demo', async ({ page }) => {
  await page.goto('/');
  await domainsDiffer(page);
  await expect(answer(page, 'Has it collapsed?')).toContainText(
    /^The adapter has not collapsed: the effective rank of the domains’ mean weights is \d+\.\d of 16 for W_down, .* \d % hardly differs from row to row\./,
  );

  // What the authors' start does: rank one, all units saturated.
  await answer(page, 'Has it collapsed?').getByRole('button').click();
  await expect(figure(page, 'Effective rank')).toContainText('From the authors’ start, W_down ends at rank 1.0, with 100 % of its units saturated.');
  await expect(figure(page, 'Effective rank').getByText('authors’ start', { exact: true })).toBeVisible();

  await answer(page, 'Does the trained model use it?').getByRole('button').click();
  await expect(page.getByRole('tab', { name: 'Does it matter?' })).toHaveAttribute('aria-selected', 'true');
  const means = (await savedRows(page, 'Does the adapter matter?')).filter(({ domain }) => domain === 'mean over domains');
  for (const changed of ['adapters off', 'as another domain', 'H shuffled within']) {
    expect(Number(means.find((row) => row.changed === changed)?.high), changed).toBeLessThan(0);
  }

  // What needs the model itself says so.
  await openView(page, 'What if');
  await expect(inside(page).getByText('This is a stored run: its model is not in this browser.')).toBeVisible();
});

test('Train, and the newcomer’s own run of the default demo shows domains that differ too', async ({ page }) => {
  test.skip(!FULL, 'It trains the default demo to its end; npm run verify does.');
  await page.goto('/');
  await ready(page);
  await trainToEnd(page);
  await domainsDiffer(page);
});

test.describe('a run of one’s own', () => {
  test.describe.configure({ mode: 'serial' });
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    await page.goto('/#rows=8000&demo=conflict&epochs=4');
    await ready(page);
    await trainToEnd(page);
  });
  test.afterAll(() => page.close());

  test('weights: read by key, compared, ordered, saved', async () => {
    await openView(page, 'Weights');
    await inside(page).getByRole('combobox', { name: 'Show', exact: true }).selectOption('as they are');
    const map = page.getByRole('img', { name: /^W_down of home, mean of 80 rows: 32 by 32, from −/ });
    expect(await coloursOf(page, /^W_down of home, mean/)).toBeGreaterThan(20);
    await map.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const reading = await map.locator('..').locator('figcaption').textContent();
    expect(reading).toMatch(/^row 2, column 1: −?\d/);
    const rows = await savedRows(page, 'Generated weights');
    expect(rows).toHaveLength(3 * (32 * 32 + 32 * 32 + 16 * 16));
    const same = rows.find((row) => row.matrix === 'W_down' && row.of === 'home' && row.row === '2' && row.column === '1');
    expect(Number((reading ?? '').split(': ')[1]?.replace('−', '-'))).toBeCloseTo(Number(same?.value), 4);

    await inside(page).getByLabel('Order by similarity').check();
    const ordered = await savedRows(page, 'Generated weights');
    const key = (row: Record<string, string>) => `${row.matrix} ${row.of} ${row.row} ${row.column} ${row.value}`;
    expect(ordered.map(key)).not.toEqual(rows.map(key));
    expect(ordered.map(key).sort()).toEqual(rows.map(key).sort());

    await inside(page).getByRole('combobox', { name: 'Show', exact: true }).selectOption('the difference of two');
    await inside(page).getByRole('combobox', { name: 'minus', exact: true }).selectOption('video');
    const difference = await savedRows(page, 'Generated weights');
    const at = (all: Record<string, string>[], of: string) =>
      Number(all.find((row) => row.matrix === 'H' && row.of === of && row.row === '3' && row.column === '5')?.value);
    expect(at(difference, 'home minus video')).toBeCloseTo(at(rows, 'home') - at(rows, 'video'), 6);

    expect((await saved(page, 'Generated weights', 'PNG')).subarray(1, 4).toString()).toBe('PNG');
    const svg = (await saved(page, 'Generated weights', 'SVG')).toString('utf8');
    expect(svg.match(/data:image\/png/g)).toHaveLength(3);
    expect(svg).toContain('home minus video');
    await inside(page).getByRole('combobox', { name: 'Show', exact: true }).selectOption('as they are');
  });

  test('instance map: a lasso selects rows, whose mean weights, metrics and values are shown', async () => {
    await openView(page, 'Instance map');
    await expect(figure(page, 'Instance map')).toContainText(/the two axes carry \d+ % of the variance of H/);
    const plot = page.getByRole('application', { name: /^Instance map: 240 points/ });
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox()) as { x: number; y: number; width: number; height: number };
    const corner = (x: number, y: number) => page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
    await corner(0.02, 0.02);
    await page.mouse.down();
    for (const [x, y] of [
      [0.98, 0.02],
      [0.98, 0.98],
      [0.02, 0.98],
    ] as const)
      await corner(x, y);
    await page.mouse.up();
    const selection = page.getByRole('region', { name: 'Selected rows', exact: true });
    await expect(selection).toContainText(
      /^240 rows selected: 80 of home, 80 of search, 80 of video; \d+ positive, mean prediction 0\.\d+; AUC 0\.\d{3} over 240 rows/,
    );
    await expect(selection.getByRole('row')).toHaveCount(101);
    // A table that scrolls makes the page no longer than what is seen of it.
    const below = await page.evaluate(
      () => document.documentElement.scrollHeight - (document.querySelector('footer')?.getBoundingClientRect().bottom ?? 0) - scrollY,
    );
    expect(below).toBeLessThan(60);

    // By keyboard: one point, whose row the reading names.
    await plot.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(selection).toContainText(/^1 row selected: 1 of/);
    await selection.getByRole('button', { name: 'See their mean weights' }).click();
    await expect(page.getByRole('img', { name: /^H.* of row [\d,]+, selected row: 16 by 16/ })).toBeVisible();

    await openView(page, 'Instance map');
    await inside(page).getByRole('combobox', { name: 'Colour by', exact: true }).selectOption('prediction');
    await expect(figure(page, 'Instance map').getByRole('listitem')).toHaveCount(2);
    await inside(page).getByRole('combobox', { name: 'Colour by', exact: true }).selectOption('segment');
    await expect(figure(page, 'Instance map').getByRole('listitem').filter({ hasText: /^s\d$/ })).not.toHaveCount(0);
    await inside(page).getByRole('combobox', { name: 'Projection', exact: true }).selectOption('umap');
    await expect(figure(page, 'Instance map')).toContainText('UMAP of 240 rows. UMAP has no share of explained variance.', { timeout: 60_000 });
    const [first] = await savedRows(page, 'Instance map');
    expect(Number.isFinite(Number(first?.['axis 1']))).toBe(true);
    await inside(page).getByRole('combobox', { name: 'Projection', exact: true }).selectOption('pca');
    expect((await saved(page, 'Instance map', 'PNG')).length).toBeGreaterThan(5000);
    await inside(page).getByRole('combobox', { name: 'Colour by', exact: true }).selectOption('domain');
    const picture = (await saved(page, 'Instance map', 'SVG')).toString('utf8');
    expect(picture.match(/<path /g)?.length).toBeGreaterThan(239);
    for (const name of ['home', 'search', 'video']) expect(picture).toContain(`>${name}</text>`);
    expect(picture).toContain('visibility="visible"');
  });

  test('domains: a symmetric matrix with 1 on its diagonal, and the pair it names is its largest', async () => {
    await openView(page, 'Domains');
    await expect(page.getByRole('table', { name: /^shift of H/ })).toBeAttached();
    await inside(page).getByRole('combobox', { name: 'Measure', exact: true }).selectOption('CKA of H, same rows, domain changed');
    const shown = await figure(page, 'Domain similarity').textContent();
    const [, a, b, most] = /most alike are (\w+) and (\w+) \(([\d.]+)\)/.exec(shown ?? '') ?? [];
    const table = page.getByRole('table', { name: /^CKA of H/ });
    const names = ['home', 'search', 'video'];
    const value = async (row: number, column: number) =>
      Number(
        await table
          .getByRole('row')
          .nth(row + 1)
          .getByRole('cell')
          .nth(column)
          .textContent(),
      );
    let largest = 0;
    for (const i of names.keys()) {
      for (const j of names.keys()) {
        expect(await value(i, j)).toBe(await value(j, i));
        if (i === j) expect(await value(i, j)).toBe(1);
        else largest = Math.max(largest, await value(i, j));
      }
    }
    expect(Number(most)).toBe(largest);
    expect(await value(names.indexOf(a as string), names.indexOf(b as string))).toBe(largest);
    expect((await saved(page, 'Domain similarity', 'CSV')).toString('utf8').trim().split('\r\n')).toHaveLength(10);
    await inside(page).getByRole('combobox', { name: 'Measure', exact: true }).selectOption('energy distance of H, own rows');
    await expect(figure(page, 'Domain similarity')).toContainText('by energy distance of H, own rows');
    await expect(figure(page, 'How far domains stand apart')).toContainText(/mean silhouette −?[01]\.\d{3}/);
  });

  test('rank: over training, from before the first step; the slider moves all of it', async () => {
    await openView(page, 'Rank');
    const rank = figure(page, 'Effective rank');
    await expect(rank).toContainText(/Weights kept, of epoch \d/);
    await expect(rank.getByRole('img').first()).toHaveAccessibleName(/^Effective rank of W_down/);
    const slider = inside(page).getByRole('slider', { name: 'Moment of training' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(rank).toContainText(/Before training: the adapter hardly reads its layer.*It has not collapsed/);
    await expect(figure(page, 'Bottleneck units')).toContainText('0 of 32 units are dead, 32 stand still');
    await openView(page, 'Does it matter?');
    await expect(figure(page, 'Size of what the adapter adds')).toContainText('Before training: 0.00 for home, 0.00 for search, 0.00 for video.');
    await inside(page).getByRole('button', { name: 'Play training', exact: true }).click();
    await expect(slider).toHaveAttribute('aria-valuetext', /weights kept/, { timeout: 30_000 });
    await expect(inside(page).getByRole('button', { name: 'Play training', exact: true })).toBeVisible();
    await openView(page, 'Rank');
    const ranks = await savedRows(page, 'Effective rank');
    expect(ranks.length).toBeGreaterThan(2);
    for (const row of ranks) for (const name of ['home', 'search', 'video']) expect(Number(row[name])).toBeGreaterThanOrEqual(1);
  });

  test('does it matter: measured at the end of the run, with intervals and a verdict', async () => {
    await openView(page, 'Does it matter?');
    const matters = figure(page, 'Does the adapter matter?');
    await expect(matters).toContainText(/The model relies on its adapter|the model is as good without its adapter|The adapter does harm/);
    await expect(matters).toContainText(/The adapter uses|the adapter uses neither|No use of|these test rows cannot tell/);
    await expect(matters).toContainText(/With the H that the row would have as another domain, (the AUC (falls|rises) by|no change of the AUC is seen)/);
    const rows = await savedRows(page, 'Does the adapter matter?');
    // Each domain's mean H is a change of its own only where the bottleneck reads the layer.
    const changes = (await matters.textContent())?.includes('“Own mean H” is left out') ? 4 : 5;
    expect(rows).toHaveLength(changes * 4);
    for (const row of rows) {
      expect(Number(row.low)).toBeLessThanOrEqual(Number(row['difference in AUC']));
      expect(Number(row['difference in AUC'])).toBeLessThanOrEqual(Number(row.high));
    }
    const tested = rows.filter((row) => row.changed === 'adapters off' && row.domain !== 'mean over domains').map((row) => Number(row['test rows']));
    expect(tested.reduce((a, b) => a + b, 0)).toBe(800);

    // Every domain as each other: their mean is the bar.
    const swaps = await savedRows(page, 'As each other domain');
    expect(swaps).toHaveLength(9);
    const home = swaps.filter((row) => row['rows of'] === 'home').map((row) => Number(row['difference in AUC']));
    expect(home[0]).toBe(0);
    const bar = rows.find((row) => row.changed === 'as another domain' && row.domain === 'home');
    expect(((home[1] as number) + (home[2] as number)) / 2).toBeCloseTo(Number(bar?.['difference in AUC']), 6);
  });

  test('what if: a row is found, its domain and a field changed, and the prediction moves', async () => {
    await openView(page, 'What if');
    // It opens with the row that is followed, and its prediction in each domain.
    const said = inside(page).getByRole('region', { name: 'Prediction', exact: true });
    await expect(said).toContainText(/Row \d+(?:,\d+)*, from \w+: predicted 0\.\d{3} as it is/);
    await expect(inside(page).getByRole('combobox', { name: 'Find rows whose', exact: true })).not.toHaveValue('click');
    await inside(page).getByRole('combobox', { name: 'Find rows whose', exact: true }).selectOption('channel');
    await inside(page).getByRole('textbox', { name: 'is' }).fill('video');
    await button(page, 'Find').click();
    await expect(inside(page).getByText(/^[\d,]+ rows; the first 20:$/)).toBeVisible();
    await inside(page)
      .getByRole('button', { name: /^Take row/ })
      .first()
      .click();
    const row = inside(page).getByRole('figure', { name: /^Row [\d,]+$/ });
    await expect(said).toContainText(
      /predicted 0\.\d{3} as it is\. In files, which count from 0, it is row \d+\.\s*home 0\.\d{3}\s*search 0\.\d{3}\s*video 0\.\d{3}/,
    );
    const before = /from video: predicted (0\.\d{3}).*home (0\.\d{3}).*video (0\.\d{3})/.exec((await said.textContent()) ?? '') ?? [];
    expect(before[1]).toBe(before[3]);
    await inside(page).getByRole('combobox', { name: 'Domain', exact: true }).selectOption('home');
    await expect(said).toContainText(`, ${before[2]} (`);
    await expect(row).toContainText('With another domain, H moves by');
    await inside(page)
      .getByLabel(/^item_id/)
      .fill('i3');
    await page.keyboard.press('Enter');
    await expect(said).toContainText('with another domain and item_id');
    await inside(page)
      .getByLabel(/^price/)
      .fill('cheap');
    await page.keyboard.press('Enter');
    await expect(inside(page).getByRole('alert')).toContainText('“cheap” is not a number'.replace('“', '"').replace('”', '"'));
    await button(page, 'Undo the changes').click();
    await expect(said).toContainText(`predicted ${before[1]} as it is.`);
    await expect(row.getByRole('region', { name: 'Nearest rows in H' }).getByRole('row')).not.toHaveCount(1);
    // A probe row's nearest row in H is itself, so the distances begin at or above 0 and rise.
    const distances = await row.getByRole('region', { name: 'Nearest rows in H' }).locator('tbody tr td:nth-child(2)').allTextContents();
    const numbers = distances.map((text) => Number(text.replaceAll('−', '-')));
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test('embeddings: a value and its neighbours', async () => {
    await openView(page, 'Embeddings');
    await inside(page).getByRole('combobox', { name: 'Field', exact: true }).selectOption('category');
    await expect(figure(page, 'Embeddings of category')).toContainText(/The two axes carry \d+ % of the variance/);
    await inside(page).getByLabel('Value', { exact: true }).fill('c2');
    await figure(page, 'Embeddings of category').getByRole('button', { name: 'Find' }).click();
    const near = page.getByRole('region', { name: 'Nearest neighbours of c2' });
    await expect(near.getByRole('listitem')).toHaveCount(10);
    const cosines = (await near.getByRole('listitem').allTextContents()).map((text) => Number(text.split('cosine ')[1]?.replace('−', '-')));
    expect(cosines).toEqual([...cosines].sort((a, b) => b - a));
    const rows = await savedRows(page, 'Embeddings of category');
    expect(rows.reduce((sum, row) => sum + ['home', 'search', 'video'].reduce((own, name) => own + Number(row[`rows of ${name}`]), 0), 0)).toBe(6400);
  });

  test('quality: calibration per domain, and slices that add up', async () => {
    await openView(page, 'Quality');
    await expect(figure(page, 'Calibration')).toContainText(/ECE of all rows 0\.\d{3}\. home 0\.\d{3} \(385 rows\)/);
    await expect(figure(page, 'Calibration')).toContainText('Read these with care, they have fewer than 200 test rows: video.');
    await inside(page).getByRole('combobox', { name: 'Split the test rows by', exact: true }).selectOption('channel');
    const slices = await savedRows(page, 'AUC by channel');
    expect(slices.map((row) => Number(row.rows)).reduce((a, b) => a + b, 0)).toBe(800);
    // The domain is that column: its AUC is the one in the table of results.
    const home = (await results(page)).getByRole('row', { name: /^home/ });
    expect(await home.textContent()).toContain(Number(slices.find((row) => row.channel === 'home')?.AUC).toFixed(2));
    await openView(page, 'Quality');
    await inside(page).getByRole('combobox', { name: 'Split the test rows by', exact: true }).selectOption('frequency of user_id in training');
    await expect(inside(page).getByRole('figure', { name: /^AUC by frequency of user_id/ })).toContainText(/lowest is .* rows\), the highest .* rows\)/);
  });
});
