import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { modelMetadata } from '../../exports/model-file';
import { toSafetensors } from '../../exports/safetensors';
import { UserError } from '../../lib/user-error';
import { ROLES, startedRun } from '../../runs/run.test-helper';
import { file, playground, TABLE } from './store.test-helper';

const [train, val, test_] = [Int32Array.of(0, 1, 2), Int32Array.of(3), Int32Array.of(4, 5)];

/** A model that says what it was trained on. @param more of it */
function modelFile(
  input: RunConfigInput = {},
  hash = TABLE.hash,
  source: NonNullable<RunConfigInput['data']>['source'] = { file: 'rows.csv', hash },
  more: object = {},
): File {
  const config = completeRunConfig({ ...input, data: { ...input.data, source }, model: { k: 5 } }, ROLES);
  const about = { config, encoding: {}, split: { train, val, test: test_ }, data: { name: 'rows.csv', hash, rows: 9 }, ...more };
  const bytes = toSafetensors({}, modelMetadata(about as Parameters<typeof modelMetadata>[0]));
  return new File([bytes as Uint8Array<ArrayBuffer>], 'model.safetensors');
}

/** A checkpoint of the authors’ code, of another table. */
function authorsFile(): File {
  const { state } = JSON.parse(readFileSync('src/model/goldens/DCN_MD.random.json', 'utf8')) as { state: Record<string, { shape: number[]; data: number[] }> };
  const tensors = Object.entries(state).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from([data].flat()) }] as const);
  return new File([toSafetensors(Object.fromEntries(tensors)) as Uint8Array<ArrayBuffer>], 'authors.safetensors');
}

const asked = async ({ count }: ReturnType<typeof playground>, times = 1) => vi.waitFor(() => expect(count('run', 'checkModel')).toBe(times));

test('a model of the open data is looked at first, and then takes the place of the run', async () => {
  const page = playground();
  await page.withTable();
  void page.state().openFiles([modelFile()]);
  await asked(page);
  expect(page.state().config.model.k).toBe(5);
  expect(page.count('run', 'open')).toBe(0);
  await page.call('run', 'checkModel').answer(['The rows are split in another way.']);
  await vi.waitFor(() => expect(page.count('run', 'open')).toBe(1));
  expect(page.state().notes).toEqual(['The rows are split in another way.']);
  expect(page.state().waitingModel).toBeUndefined();
  expect(page.state().run).toMatchObject({ phase: 'preparing', config: { model: { k: 5 }, train: { baseline: false } } });
});

test('where it does not fit the data, it is said why: the model waits on, and the run on the page stays', async () => {
  const page = playground();
  await page.withTable();
  const run = { ...startedRun(), phase: 'done' as const };
  page.store.setState({ run });
  void page.state().openFiles([modelFile()]);
  await asked(page);
  await page.call('run', 'checkModel').fail(new UserError('“user” has 3 values in the file, 4 here', 'model.safetensors'));
  await vi.waitFor(() => expect(page.state().notes).toEqual([expect.stringContaining('“user” has 3 values in the file, 4 here')]));
  expect(page.state().run).toBe(run);
  expect(page.state().waitingModel?.file.name).toBe('model.safetensors');
  expect(page.count('run', 'open')).toBe(0);
  // It is tried again, when it is asked for; what was said before holds no longer.
  void page.state().goOnWithModel();
  await asked(page, 2);
  expect(page.state().notes).toEqual([]);
  page.state().forgetModel();
  await page.call('run', 'checkModel').answer([]);
  expect(page.state().run).toBe(run);
});

test('a model of other data asks for them, and comes when they are there', async () => {
  const page = playground();
  await page.withTable();
  void page.state().openFiles([modelFile({}, 'other')]);
  await vi.waitFor(() => expect(page.state().wanted).toEqual([{ name: 'rows.csv', hash: 'other' }]));
  await page.call('library', 'files').answer(undefined);
  // Without data there is nothing to ask the worker.
  await page.state().goOnWithModel();
  expect(page.count('run', 'checkModel')).toBe(0);
  void page.state().openFiles([file()]);
  await vi.waitFor(() => expect(page.count('data', 'open')).toBe(2));
  await page.call('data', 'open').answer({ ...TABLE, hash: 'other' });
  await asked(page);
});

test.each([
  ['a demo', { demo: 'conflict' }],
  ['a file', { file: 'rows.csv', hash: 'other' }],
  [
    'files',
    {
      files: [
        { name: 'a.csv', hash: 'a' },
        { name: 'b.csv', hash: 'b' },
      ],
    },
  ],
])('data that come with a model are opened for it, and it is said where they are others: it was trained on %s', async (_, source) => {
  const page = playground();
  void page.state().openFiles([modelFile({}, 'other', source), file('mine.csv')]);
  await vi.waitFor(() => expect(page.count('data', 'open')).toBe(1));
  const { args, answer } = page.call('data', 'open');
  expect(args[0]).toMatchObject({ files: [{ name: 'mine.csv' }] });
  // Those on which it was trained are looked for nowhere else.
  expect(page.count('library', 'files')).toBe(0);
  await answer({ ...TABLE, name: 'mine.csv' });
  await asked(page);
  await page.call('run', 'checkModel').fail(new UserError('"user" is no column', 'mine.csv'));
  await vi.waitFor(() => expect(page.state().notes.at(-1)).toMatch(/^model\.safetensors was not opened: .*mine\.csv.*is no column\.$/));
  expect(page.state().waitingModel).toBeDefined();
  expect(page.count('data', 'open')).toBe(1);
});

test('row numbers that the model brings along are taken; others are asked for', async () => {
  const page = playground();
  await page.withTable();
  void page.state().openFiles([modelFile({ split: { rowsFile: 'split.json' } })]);
  await asked(page);
  const [, , options] = page.call('run', 'checkModel').args;
  expect(options?.rowsFile?.name).toBe('split.json');
  expect(JSON.parse((await options?.rowsFile?.text()) ?? '')).toEqual({ train: [0, 1, 2], val: [3], test: [4, 5] });

  const other = playground();
  await other.withTable();
  void other.state().openFiles([modelFile({ split: { rowsFile: 'split.json' } }, 'other')]);
  await vi.waitFor(() => expect(other.state().wanted).toBeDefined());
  await other.call('library', 'files').answer(undefined);
  // Other data than it wants, opened all the same.
  other.store.setState({ table: TABLE, wanted: undefined });
  await other.state().goOnWithModel();
  expect(other.state().notes).toContain('model.safetensors waits for the row numbers of its split: choose split.json under Data.');
  other.state().pickRowsFile(new File(['{}'], 'split.json'));
  await asked(other);
});

test('models of one domain, one after the other, are about the rows of each', async () => {
  const page = playground();
  await page.withTable();
  const ofDomain = (name: string, ...rows: number[]) => {
    const split = { train: Int32Array.from(rows), val: new Int32Array(), test: new Int32Array() };
    return modelFile({}, undefined, undefined, { split, encoding: { domain: { columns: ['place'], names: [name], places: ['home', 'a, b'], alone: true } } });
  };
  for (const [i, [name, group, row]] of (
    [
      ['home', 'home', 0],
      ['a, b', '"a, b"', 1],
    ] as const
  ).entries()) {
    void page.state().openFiles([ofDomain(name, row)]);
    await asked(page, i + 1);
    expect(page.state().config.data.domain).toEqual({ column: 'place', groups: [{ name, values: group }] });
    const [, , options] = page.call('run', 'checkModel').args;
    expect(JSON.parse((await options?.rowsFile?.text()) ?? '')).toEqual({ train: [row], val: [], test: [] });
  }
});

test('a checkpoint that fits no column waits, and says which it lacks; a torn file does not take its place', async () => {
  const page = playground();
  await page.state().openFiles([authorsFile()]);
  expect(page.state().notes).toEqual(['authors.safetensors does not say what it was trained on. Open the data: the model comes as soon as they are there.']);
  await page.withTable();
  await vi.waitFor(() => expect(page.state().notes.at(-1)).toMatch(/the model has the fields “user_id”, “movie_id”, and no column is named so/));
  expect(page.state().waitingModel?.file.name).toBe('authors.safetensors');
  expect(page.state().config.model.fidelity).toBe('recommended');
  await page.state().openFiles([new File(['{}'], 'torn.safetensors')]);
  expect(page.state().notes.at(-1)).toMatch(/torn\.safetensors: the file is too short/);
  expect(page.state().waitingModel?.file.name).toBe('authors.safetensors');
});
