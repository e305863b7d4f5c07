import { unzipSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { FULL } from '../../lib/full.test-helper';
import { readRun } from '../../runs/file';
import type { RunRecord } from '../../runs/record';
import { doneRun } from '../../runs/run.test-helper';
import { slimmed } from '../../runs/slim';
import { render, until } from '../render.test-helper';
import { TakeAwaySheet } from './TakeAwaySheet';

const done = doneRun();
const sheetOf = (run: RunRecord, state: Partial<Parameters<typeof render>[1] & object> = {}) =>
  render(<TakeAwaySheet open onClose={() => {}} />, { run, config: run.config, ...state });
type Page = Awaited<ReturnType<typeof sheetOf>>;

const entryOf = (page: Page, title: string) => page.button(`Save ${title}`).closest('li')?.textContent ?? '';
const offered = (page: Page) => page.enabled().flatMap((name) => (name.startsWith('Save ') ? [name.slice('Save '.length)] : []));

const PREDICTIONS = ['Predictions, test rows', 'Predictions, validation rows', 'Predictions, training rows'];
const OF_RECORD = ['Report', 'All figures', 'Curves', 'Inside data, as a table', 'Inside data, whole', 'Run', 'Configuration'];

test('a file that cannot be made is told at its own entry, and can be asked for again', async () => {
  const page = await sheetOf(done);
  for (const [title, method] of [
    ['Weights', 'weights'],
    ['PyTorch project', 'torch'],
    ['ONNX', 'onnx'],
  ] as const) {
    await page.does(() => page.button(`Save ${title}`).click());
    expect(page.button(`Save ${title}`).ariaDisabled).toBe('true');
    expect(entryOf(page, title)).toContain('Being made…');
    await page.does(() => page.call('run', method).fail(new Error(`no ${method}`)));
    expect(page.button(`Save ${title}`).ariaDisabled).toBe('false');
    expect(page.button(`Save ${title}`).closest('li')?.querySelector('[role=alert]')?.textContent).toBe(`no ${method}`);
  }
  expect(page.host.querySelectorAll('[role=alert]')).toHaveLength(3);
});

test('each file says its size before it is made, what is estimated says “about”, and what goes along', async () => {
  const page = await sheetOf(done);
  await until(() => / · about [\d.]+ (bytes|kB)/.test(entryOf(page, 'Split')), 'the last size');
  for (const title of ['Report', 'Curves', 'Configuration']) expect(entryOf(page, title)).toMatch(/ · [\d.]+ (bytes|kB)/);
  expect(entryOf(page, 'Weights')).toMatch(/safetensors · about \d.* kB/);
  for (const title of offered(page)) expect(entryOf(page, title)).toMatch(/Of the data: .+\./);
  expect(entryOf(page, 'Weights')).toContain('the 5 values of the vocabularies');
});

test('of a run that holds rows, the files that have them say so', async () => {
  const page = await sheetOf({
    ...done,
    probes: { rows: Int32Array.of(1, 4), domains: Int32Array.of(0, 0), labels: Uint8Array.of(0, 1), columns: [], paired: 0 },
  });
  for (const title of ['Run', 'Inside data, whole']) expect(entryOf(page, title)).toContain('All values of the 2 rows');
  expect(entryOf(page, 'Report')).toContain('no row');
});

test.each([
  ['came with the page', { id: 'conflict-dcn', recorded: '2026-01-01' }, 'this run came with the page'],
  ['came from somebody', { id: 'sent-1', recorded: '2026-01-01' }, 'this result came from somebody else'],
  ['is of an earlier visit', { recorded: '2026-01-01' }, 'not in this tab'],
])('a run that %s leaves what needs no model, and the rest says why', async (_, change, why) => {
  const page = await sheetOf({ ...done, ...change });
  expect(offered(page)).toEqual(OF_RECORD);
  expect(page.text().toLowerCase()).toContain(why);
  expect(page.text()).toContain('Not offered: Weights; PyTorch project; ONNX;');
});

test('one model per domain leaves what every other model leaves', async () => {
  const page = await sheetOf({ ...done, config: { ...done.config, model: { ...done.config.model, sharing: 'separate', adapters: [] } } });
  expect(offered(page)).toEqual([...OF_RECORD.slice(0, 5), 'Weights', 'PyTorch project', 'ONNX', 'Run', 'Configuration', ...PREDICTIONS, 'Split']);
  expect(page.text()).not.toContain('Not offered');
});

test('a run that is under way has no files yet', async () => {
  const page = await sheetOf({ ...done, phase: 'training' });
  expect(offered(page)).toEqual([]);
  expect(page.text()).toContain('under way');
});

test('what is told of one run does not stay over another', async () => {
  const page = await sheetOf(done);
  await page.does(() => page.button('Save Weights').click());
  await page.does(() => page.call('run', 'weights').fail(new Error('a reason')));
  expect(page.text()).toContain('a reason');
  await page.change({ run: { ...done, id: 'another' } });
  expect(page.button('Save Weights').ariaDisabled).toBe('false');
  expect(page.text()).not.toContain('a reason');
});

/** What the browser is given to download by the press of a button. */
async function saved(page: Page, title: string): Promise<Uint8Array> {
  const links: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    links.push(this.href);
  });
  try {
    await page.does(() => page.button(`Save ${title}`).click());
    const blob = await (await fetch(await until(() => links[0], 'a file'))).blob();
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    click.mockRestore();
  }
}

// An end-to-end test saves them each time.
test.skipIf(!FULL)('all figures of a run are saved at once, in the order of the page, and none stays behind (skipped without FULL=1)', async () => {
  const run = slimmed(readRun(await (await fetch('/runs/conflict-dcn.json')).text()), { moments: 3, rows: 30, walks: 0 });
  const page = await sheetOf(run);
  const files = unzipSync(await saved(page, 'All figures'));
  const names = Object.keys(files);
  const titles = [
    'test-results',
    'validation-by-epoch',
    'training-loss',
    'instance-map',
    'domain-similarity',
    'how-far-domains-stand-apart',
    'generated-weights',
  ];
  for (const [i, title] of titles.entries()) expect(names).toContain(`0${i + 1}-${title}.csv`);
  const pictures = names.filter((name) => name.endsWith('.svg'));
  expect(pictures.length).toBeGreaterThanOrEqual(10);
  for (const name of pictures) {
    const svg = new DOMParser().parseFromString(new TextDecoder().decode(files[name]), 'image/svg+xml');
    expect(svg.querySelector('parsererror')).toBeNull();
    expect(svg.documentElement.textContent).toContain('seed 1');
    const png = await createImageBitmap(new Blob([files[name.replace('.svg', '.png')] as Uint8Array<ArrayBuffer>]));
    expect(png.width).toBeGreaterThan(300);
  }
  // Each domain's curve is in the picture of them, and its lines are drawn.
  const curves = new DOMParser().parseFromString(new TextDecoder().decode(files['02-validation-by-epoch.svg']), 'image/svg+xml');
  for (const { name } of run.data?.domains ?? []) expect(curves.documentElement.textContent).toContain(name);
  expect(curves.querySelectorAll('path').length).toBeGreaterThan(4);
  await until(() => document.querySelectorAll('figure').length === 0, 'the figures to go');
});
