import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { Library } from '../../protocol/library';
import { encodeRun } from '../../runs/file';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, startedRun } from '../../runs/run.test-helper';
import { summaryOf } from '../../runs/summary';
import { playground } from './store.test-helper';

const done = (): RunRecord => ({ ...startedRun(), phase: 'done', epochs: [epochRecord(1, 0.7)], ...modelResult(0.7) });
const fileOf = (run: RunRecord, name = 'result.json') => new File([encodeRun(run)], name);
const listOf = (...runs: RunRecord[]): Library => ({
  runs: runs.map((run) => ({ ...summaryOf(run), began: 1, saved: 1, bytes: 1 })),
  data: [],
  bytes: 0,
  persisted: false,
  keeps: true,
  unkept: [],
});

/** Opens files; the worker keeps each run, or none. */
async function opened({ state, call, count }: ReturnType<typeof playground>, files: File[], keeps: boolean, listed: RunRecord[] = []) {
  const before = count('library', 'takeRun');
  const all = state().openFiles(files);
  for (let i = 0; i < listed.length; i++) {
    await vi.waitFor(() => expect(count('library', 'takeRun')).toBe(before + i + 1));
    await call('library', 'takeRun').answer(keeps);
  }
  if (listed.length > 0) {
    await vi.waitFor(() => call('library', 'read'));
    await call('library', 'read').answer(listOf(...(keeps ? listed : [])));
  }
  await all;
}

test('one run is kept, listed and shown; given again it is known', async () => {
  const page = playground();
  const run = done();
  await opened(page, [fileOf(run)], true, [run]);
  expect(page.call('library', 'takeRun').args[0]).toMatchObject({ id: run.id, test: run.test });
  expect(page.state().run).toMatchObject({ id: run.id, test: run.test, recorded: expect.any(String) });
  expect(page.state().config.train.epochs).toBe(20);
  expect(page.state().notes).toContain('One run of a file stands in the list now, under Runs.');
  await opened(page, [fileOf(run)], true);
  expect(page.count('library', 'takeRun')).toBe(1);
  expect(page.state().notes).toContain('One run of a file was in the list already.');
});

test('what cannot be kept is of this visit; several are listed, and the page stays as it is', async () => {
  const page = playground();
  const [a, b] = [done(), done()];
  await opened(page, [fileOf(a, 'a.json'), fileOf(b, 'b.json')], false, [a, b]);
  expect(page.state().visitRuns.map(({ id }) => id)).toEqual([a.id, b.id]);
  expect(page.state().run).toBeUndefined();
  expect(page.state().notes).toEqual(['2 runs of a file stand in the list now, under Runs.']);
});

test('of an experiment’s folder the runs are taken, and its tables are no data', async () => {
  const page = playground();
  const run = done();
  const folder = [
    new File(['{"contestants":[{"name":"a","config":{}}]}'], 'e/experiment.json'),
    fileOf(run, 'e/runs/a-seed-1.json'),
    new File(['a,b'], 'e/runs.csv'),
  ];
  await opened(page, folder, true, [run]);
  // That of the run’s settings alone.
  expect(page.count('data', 'open')).toBe(1);
  expect(page.call('data', 'open').args[0]).toEqual({ demo: 'conflict' });
  expect(page.state().run?.id).toBe(run.id);
});

test('what says of what runs are, without them, is no data', async () => {
  const page = playground();
  await page.state().openFiles([new File(['{"contestants":[{"name":"a","config":{}}]}'], 'experiment.json')]);
  expect(page.count('data', 'open')).toBe(0);
  expect(page.state().notes).toEqual([
    'experiment.json says what the runs of an experiment are of, and is no data. Drop the whole folder of the experiment on the page, with its runs.',
  ]);
});

test('a configuration gives its settings as a link does; where its data are open, they stay so', async () => {
  const page = playground();
  await page.withTable();
  const ofOpen = { ...page.state().config, seed: 9 };
  const fileOfSettings = (config: object, name = 'shop-config.json') => new File([JSON.stringify(config, null, 2)], name);
  await page.state().openFiles([fileOfSettings(ofOpen)]);
  expect(page.state()).toMatchObject({ config: { seed: 9, data: { source: { file: 'rows.csv', hash: 'abc' } } }, table: { name: 'rows.csv' } });
  expect(page.state().notes).toEqual(['shop-config.json holds settings: they are on the page now.']);
  // Without data of its own it is about those that are open.
  await page.state().openFiles([fileOfSettings({ model: { k: 5 } })]);
  expect(page.state()).toMatchObject({ config: { model: { k: 5 }, data: { source: { file: 'rows.csv' } } }, table: { name: 'rows.csv' } });
  await page.state().openFiles([fileOfSettings({ ...ofOpen, data: { ...ofOpen.data, source: { file: 'other.csv', hash: 'x' } } })]);
  expect(page.state()).toMatchObject({ config: { seed: 9 }, table: undefined, wanted: [{ name: 'other.csv', hash: 'x' }] });
  expect(page.count('data', 'open')).toBe(1);
});

test('wrong settings, and several files of them, change nothing and are said', async () => {
  const page = playground();
  const before = page.state().config;
  await page.state().openFiles([new File(['{"model":{"k":-1,"toString":2}}'], 'bad.json')]);
  await page.state().openFiles([new File(['{"model":{"k":'], 'torn.json')]);
  await page.state().openFiles([new File(['{"model":{"k":5}}'], 'a.json'), new File(['{"model":{"k":6}}'], 'b.json')]);
  expect(page.state().notes).toEqual([
    expect.stringMatching(/^bad\.json was not opened: .*model\.k/),
    'torn.json was not opened: it begins as a configuration, and is no whole JSON. Save it anew.',
    '2 files hold settings, and none was opened. Choose one of them.',
  ]);
  expect(page.state().config).toBe(before);
  expect(page.count('data', 'open')).toBe(0);
});

test('within a run settings for other data wait for an answer, as those of a link', async () => {
  const page = playground();
  await page.withRun();
  const { config } = page.state();
  await page.state().openFiles([new File([JSON.stringify({ ...config, data: { ...config.data, source: { demo: 'tiny' } } })], 'c.json')]);
  expect(page.state().config).toBe(config);
  expect(page.state().offered?.link).toContain('demo=tiny');
  expect(page.state().notes).toEqual([]);
});

test('what else is ours is no data: it is said what it is and what to do with it, packed too', async () => {
  const page = playground();
  const packed = new File([gzipSync('{"train":[0],"val":[],"test":[3]}')], 'split.json.gz');
  await page.state().openFiles([packed, new File(['{"run":"a","domains":["x"],"looks":[]}'], 'a-inside.json')]);
  expect(page.count('data', 'open')).toBe(0);
  expect(page.state().notes).toEqual([
    expect.stringMatching(/^split\.json\.gz holds the row numbers of a split, and is no data\. Choose it under Data/),
    'a-inside.json holds what the Inside views show of a run, and is no data. It is for programs. To see the run here, open its result.json.',
  ]);
});

test('a packed run and packed settings are opened; what unfolds without end is not', async () => {
  const page = playground();
  const run = done();
  await opened(page, [new File([gzipSync(encodeRun(run))], 'result.json.gz')], true, [run]);
  expect(page.state().run?.id).toBe(run.id);
  await page.state().openFiles([new File([gzipSync('{"model":{"k":5}}')], 'c.json.gz')]);
  expect(page.state().config.model.k).toBe(5);
  await page.state().openFiles([new File([gzipSync(`{"model":{"k":5}${' '.repeat(2 ** 24 + 1)}}`)], 'bomb.json.gz')]);
  expect(page.state().notes).toContain('bomb.json.gz was not opened: it is far too long once it is unpacked.');
});

test('the row numbers of a split are no data: it is said where they are chosen', async () => {
  const page = playground();
  await page.state().openFiles([new File(['{"train":[0,1],"val":[2],"test":[3]}'], 'shop-split.json')]);
  expect(page.count('data', 'open')).toBe(0);
  expect(page.state().notes).toEqual([
    'shop-split.json holds the row numbers of a split, and is no data. Choose it under Data: Split, “by a file of row numbers”; the command line takes it as --set split.rowsFile=FILE.',
  ]);
});

test('data in JSON, and beside runs, go their own way', async () => {
  const page = playground();
  void page.state().openFiles([new File(['[{"a":1}]'], 'rows.json')]);
  await vi.waitFor(() => expect(page.count('data', 'open')).toBe(1));
});

test('a file that is torn, and another run of the same id, are said; the page stays as it is', async () => {
  const page = playground();
  const run = done();
  page.store.setState({ run });
  await page.state().openFiles([new File([encodeRun(done()).slice(0, -9)], 'torn.json'), fileOf({ ...run, config: { ...run.config, seed: 9 } })]);
  expect(page.count('library', 'takeRun')).toBe(0);
  expect(page.state().run).toBe(run);
  expect(page.state().notes).toEqual([
    'torn.json was not opened: this is no stored run: it is not JSON, or its numbers are torn. Choose a file that this playground wrote, or load the page anew.',
    'result.json was not opened: the list has another run of the same id. Remove that one first.',
  ]);
});
