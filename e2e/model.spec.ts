import { expect, test } from './fixtures';
import { FULL } from './full';
import { button, openFile, openSheet, phase, ready, results, trainToEnd } from './page';

/** Few rows and narrow layers: enough to train all backbones in a few seconds each. */
const ROWS = 'rows=4000&demo=conflict';
const SMALL = 'layers=16,8&bottom=16&hyper=16&k=6&batch=256&epochs=1';

const BACKBONES = [
  { value: 'mlp', part: 'towers', drawing: /^MLP: .* 3 towers with layers of width 16, 8\. Adapters after layer 2/ },
  { value: 'dcn', part: 'cross network', drawing: /^DCN: .* One deep network for all domains with layers of width 16, 8/ },
  { value: 'wide-deep', part: 'wide part', drawing: /^Wide & Deep: / },
  { value: 'shared-bottom', part: 'shared bottom', drawing: /^Shared-Bottom: .* The shared bottom has layers of width 16\. 3 towers/ },
  { value: 'mmoe', part: 'gates', drawing: /^MMoE: .* Each expert has layers of width 16/ },
  { value: 'ple', part: 'own experts', drawing: /^PLE \(CGC\): / },
  { value: 'star', part: 'partitioned norm', drawing: /^STAR: / },
  { value: 'epnet', part: 'embedding gate', drawing: /^EPNet: .* One deep network for all domains/ },
  { value: 'ppnet', part: 'layer gates', drawing: /^PPNet: / },
  { value: 'pepnet', part: 'embedding gate', drawing: /^PEPNet: / },
  { value: 'm3oe', part: 'domain experts', drawing: /^M3oE: .* Each expert has layers of width 16/ },
  { value: 'sar-net', part: 'domain maps', drawing: /^SAR-Net: .* Each expert has layers of width 16\. One deep network/ },
  { value: 'adasparse', part: 'pruners', drawing: /^AdaSparse: / },
  { value: 'adapt-dhm', part: 'own networks', drawing: /^AdaptDHM: .* A network per cluster with layers of width 16, 8\./ },
  { value: 'm2m', part: 'meta unit', drawing: /^M2M meta unit: .* The shared bottom has layers of width 16\. 3 towers/ },
];

test('every backbone is drawn, counted, and trains with HAMUR and without', async ({ page }) => {
  await page.goto(`/#${ROWS}&${SMALL}`);
  await ready(page);
  // The first, one with experts, one that keeps something beside its parameters, and the last.
  for (const { value, part, drawing } of BACKBONES.filter((_, i) => FULL || [0, 4, 13, BACKBONES.length - 1].includes(i))) {
    // Whoever looks at the results has left the sheet.
    await openSheet(page, 'Model');
    await page.getByLabel('Backbone', { exact: true }).selectOption(value);
    await expect(page.getByRole('figure', { name: 'The model, drawn' }).getByText(drawing)).toBeAttached();
    const parts = page.getByRole('table', { name: 'Parameters and cost by part' });
    await expect(parts.getByRole('row', { name: new RegExp(`^${part} [1-9]`) })).toBeVisible();
    await ready(page);
    await trainToEnd(page);
    await expect((await results(page)).getByRole('row', { name: /^All rows 0\.\d{2,3} 0\.\d{2,3} [+−]?0\.\d{3,4} \([+−]?0\.\d+ to .* 400$/ })).toBeVisible();
    await expect(page.getByRole('img', { name: /W_down of home, less the mean over domains, mean of 80 rows: 8 by 32, from −/ })).toBeVisible();
    await button(page, 'Reset').click();
  }
});

test('adapters of another kind are drawn, train, and say what they have not', async ({ page }) => {
  await page.goto(`/#${ROWS}&${SMALL}&engine=wasm`);
  await ready(page);
  await openSheet(page, 'Model');
  await page.getByLabel('The adapters’ weights').selectOption('per-domain');
  await expect(page.getByRole('figure', { name: 'The model, drawn' })).toContainText('a pair for each domain, without a hyper-network');
  await expect(page.getByRole('table', { name: 'Parameters and cost by part' }).getByRole('row', { name: /^hyper-network/ })).toHaveCount(0);
  await expect(page).toHaveURL(/adapterKind=per-domain/);
  await ready(page);
  await trainToEnd(page);
  await page.getByRole('tab', { name: 'Domains', exact: true }).click();
  await expect(page.getByRole('tabpanel').getByText(/There is no hyper-network and no H/)).toBeVisible();
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await page.getByText('Compare something else too').click();
  await button(page, 'Compare these 5').click();
  for (const name of ['DCN + HAMUR', 'DCN + adapters, one per domain', 'DCN + adapters, low-rank'])
    await expect(page.getByRole('tabpanel').getByText(name, { exact: true }).first()).toBeVisible();
});

test('adapters are switched in the drawing, by mouse and by keyboard, and the parts follow', async ({ page }) => {
  await page.goto('/#backbone=mlp');
  await ready(page);
  await openSheet(page, 'Model');
  const parts = page.getByRole('table', { name: 'Parameters and cost by part' });
  const total = async () => Number((await parts.getByRole('row', { name: /^all / }).getByRole('cell').first().textContent())?.replace(/,/g, ''));
  await expect(parts.getByRole('row', { name: /^adapters 2,176 7,680/ })).toBeVisible();
  const both = await total();

  const [first, second] = [1, 2].map((layer) => page.getByRole('switch', { name: `Adapter after layer ${layer}, in the drawing` })) as [
    ReturnType<typeof page.getByRole>,
    ReturnType<typeof page.getByRole>,
  ];
  await expect(second).toBeChecked();
  await first.focus();
  await page.keyboard.press('Space');
  await expect(first).toBeChecked();
  await expect(parts.getByRole('row', { name: /^adapters 5,472 18,432/ })).toBeVisible();
  expect(await total()).toBe(both + 5472 - 2176);

  await first.click();
  await second.click();
  await expect(page.getByText('No adapter is on: this is the backbone alone.')).toBeVisible();
  await expect(parts.getByRole('row', { name: /^adapters/ })).toHaveCount(0);
  await expect(page.getByLabel('Side k of H')).toBeDisabled();
  expect(new URL(page.url()).hash).toBe('#backbone=mlp&adapters=');
});

test('fidelity is a bundle of choices: each can be changed, is named as changed, and goes into the link', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await openSheet(page, 'Model');
  await page.getByLabel('Reference: what the authors’ code computes').check();
  await page.getByText('Its choices, one by one').click();
  await expect(page.getByLabel('U and V start', { exact: true })).toHaveValue('authors');
  await expect(page.getByLabel('Domain norm at evaluation uses')).toHaveValue('batch');
  await expect(page.getByText(/get a gradient of exactly 0/)).toBeVisible();

  await page.getByLabel('U and V start', { exact: true }).selectOption('near the identity');
  await expect(page.getByText(/get a gradient of exactly 0/)).toBeHidden();
  await expect(page.getByText('Its choices, one by one: 1 differs from Reference: what the authors’ code computes')).toBeVisible();
  expect(new URL(page.url()).hash).toContain('fidelity=reference&adapterInit=near-identity');
  await page.reload();
  await openSheet(page, 'Model');
  await expect(page.getByLabel('Reference: what the authors’ code computes')).toBeChecked();
  await page.getByText('Its choices, one by one').click();
  await expect(page.getByLabel('U and V start', { exact: true })).toHaveValue('near-identity');

  await page.getByLabel(/^Recommended/).check();
  await expect(page.getByLabel('Domain norm at evaluation uses')).toHaveValue('running');
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  await expect(page.getByLabel('A tower runs on')).toBeDisabled();
  await page.getByLabel('Backbone', { exact: true }).selectOption('mlp');
  await expect(page.getByLabel('A tower runs on')).toBeEnabled();
});

test('optimiser, schedule, weighting: what is chosen trains, and what cannot work is named', async ({ page }) => {
  await page.goto(`/#${ROWS}&${SMALL}`);
  await ready(page);
  await openSheet(page, 'Training');
  await page.getByText('Optimiser, schedule, weighting').click();
  await page.getByLabel('Optimiser', { exact: true }).selectOption('SGD with momentum');
  await page.getByLabel('Momentum').fill('0.8');
  await page.getByLabel('Learning rate', { exact: true }).fill('0.05');
  await page.getByLabel('Learning-rate schedule').selectOption('cosine, falling to 0');
  await page.getByLabel('Warm-up, epochs').fill('0.2');
  await page.getByLabel('Batches are drawn').selectOption('equally many rows of each domain');
  await page.getByLabel('Weight of a positive row').fill('balanced');
  await page.getByLabel('Weights of the domains').fill('1, 2');
  await expect(page.getByRole('alert')).toContainText('Weights of the domains: there are 2 weights for 3 domains (home, search, video)');
  await page.getByLabel('Weights of the domains').fill('1, 2, 4');
  await openSheet(page, 'Model');
  await page.getByLabel('Dropout', { exact: true }).fill('1.5');
  await expect(page.getByRole('alert').first()).toContainText('Dropout must be a number from 0 to 0.95');
  await page.getByLabel('Dropout', { exact: true }).fill('0.1, 0.2');
  await ready(page);
  expect(decodeURIComponent(new URL(page.url()).hash)).toContain(
    'optimiser=sgd&momentum=0.8&schedule=cosine&warmUp=0.2&positiveWeight=balanced&domainWeights=1,2,4&batches=balanced',
  );
  await trainToEnd(page);
  await expect((await results(page)).getByRole('row', { name: /^All rows 0\.\d{2,3} .* 400$/ })).toBeVisible();
});

test('a field of several values is pooled, has a width of its own, and another shares its table', async ({ page }) => {
  const rows = Array.from({ length: 600 }, (_, i) => `${Number(i % 7 < 3)},${'xyz'[i % 3]},${['a|b', 'c', 'a|b|c', ''][i % 4]},${'ab'[i % 2]},${i % 50}`);
  await page.goto(`/#${SMALL}&sparse=tags,tag,shop`);
  await openFile(page, 'tags.csv', `click,site,tags,tag,shop\n${rows.join('\n')}\n`);
  await openSheet(page, 'Data');
  await expect(page.getByLabel('Role of tags')).toBeVisible();
  await page.getByLabel('Role of site').selectOption('domain');
  await page.getByText('Sparse fields: cells of several values, widths, shared tables').click();
  await page.getByLabel('Separator in tags').fill('|');
  await expect(page.getByLabel('Values taken from a cell of tags')).toHaveValue('mean');
  await page.getByLabel('Embedding width of tags').fill('4');
  await page.getByLabel('Embedding table of tag', { exact: true }).selectOption('tags');
  await expect(page.getByLabel('Embedding width of tag', { exact: true })).toBeDisabled();
  await ready(page);
  await trainToEnd(page);
  await expect(phase(page, 'Done')).toBeVisible();
  const link = decodeURIComponent(new URL(page.url()).hash);
  expect(link).toContain(':tags:mean:|:4');
  expect(link).toContain(':tag::::tags');
});
