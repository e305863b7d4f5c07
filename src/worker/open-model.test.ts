import { beforeAll, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { fromSafetensors } from '../exports/from-safetensors';
import { readModelMetadata, splitSha256 } from '../exports/model-file';
import { splitJson } from '../exports/predictions';
import { toSafetensors } from '../exports/safetensors';
import { statedByModel } from '../exports/stated-by-model';
import type { RunEvent } from '../protocol/run';
import type { SplitFile } from '../protocol/take-away';
import { newRun, type RunRecord } from '../runs/record';
import { checkRun } from '../runs/shape/record';
import { withEvent } from '../runs/with-event';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, keepEveryEpoch, SETTINGS, type Trained, tableFile, trained, worker } from './worker-in-node.test-helper';

/** A model is saved, and opened in a worker that has never trained it. */

let before: Trained;
let predicted: Float32Array;
let rows: Int32Array[];
beforeAll(async () => {
  keepEveryEpoch();
  const root = new MemoryFolder();
  asBrowser(() => root);
  const rooms = worker();
  await rooms.library.read();
  before = await trained(rooms, 'before');
  predicted = (await rooms.run.predictions('test')).values;
  rows = Object.values(await rooms.run.splitRows());
});

const fileOf = (bytes: Uint8Array) => new File([bytes as Uint8Array<ArrayBuffer>], 'model.safetensors');

/** Opens it in a worker that has just started. */
async function opened(bytes: Uint8Array, table = tableFile(), change: object = {}, id?: string, rowsFile?: File) {
  const rooms = worker();
  await rooms.library.read();
  await rooms.data.open({ files: [table] }, () => {});
  const config = { ...before.run.config, ...change };
  let run: RunRecord = { ...newRun({ config }), ...(id && { id }) };
  const told: RunEvent[] = [];
  const tell = (event: RunEvent) => {
    told.push(event);
    run = withEvent(run, event);
  };
  await rooms.run.open(fileOf(bytes), config, tell, { ...(id && { id }), ...(rowsFile && { rowsFile }) });
  return { rooms, run, told };
}

test('the file says the settings, the encoding, the split and the data', () => {
  expect(statedByModel(before.weights, 'f')).toMatchObject({ by: 'metadata', config: before.run.config, data: { name: 'rows.csv' } });
  const about = readModelMetadata(fromSafetensors(before.weights).metadata, 'f');
  expect(about?.data).toMatchObject({ name: 'rows.csv', rows: 30 });
  expect(about?.encoding?.sparse.find(({ name }) => name === 'user')?.vocabulary).toContain('u3');
  expect(Object.values(about?.split ?? {}).map((part) => [...part])).toEqual(rows.map((part) => [...part].sort((a, b) => a - b)));
});

test('it predicts as it did, without a step, and is saved as the same bytes', async () => {
  const { rooms, run, told } = await opened(before.weights);
  expect(told.some(({ type }) => type === 'progress' || type === 'epoch')).toBe(false);
  expect(run).toMatchObject({ phase: 'done', opened: 'model.safetensors', test: before.run.test });
  expect(run.looks.at(-1)?.final).toBe(true);
  expect((await rooms.run.predictions('test')).values).toEqual(predicted);
  expect(await rooms.run.weights('model')).toEqual(before.weights);
  expect(() => checkRun(structuredClone(run))).not.toThrow();
});

test('what is kept of it comes back with its model', async () => {
  const { rooms } = await opened(before.weights, tableFile(), {}, 'opened');
  await rooms.library.copied();
  const again = worker();
  const kept = (await again.library.read()).runs.find(({ id }) => id === 'opened');
  expect(kept).toMatchObject({ phase: 'done', epochs: 0, auc: before.run.test?.auc });
  await again.data.open({ files: [tableFile()] }, () => {});
  await again.run.goOn('opened', 'page', () => {});
  expect(await again.run.weights('model')).toEqual(before.weights);
  expect((await again.run.predictions('test')).values).toEqual(predicted);
});

test('rows that test it here, and trained it, are counted', async () => {
  // Vocabularies of all rows: they are the same in any split.
  const all = { data: { ...SETTINGS.data, fitOn: 'all' as const } };
  const rooms = worker();
  await rooms.library.read();
  const { weights, run } = await trained(rooms, 'all', { ...SETTINGS, ...all });
  const known = await rooms.run.splitRows();
  const split = { ratios: [0.2, 0.1, 0.7] as [number, number, number] };
  const here = await opened(weights, tableFile(), { data: run.config.data, split });
  const [said] = here.run.data?.warnings.filter((text) => text.includes('split in another way')) ?? [];
  const { test: tested } = await here.rooms.run.splitRows();
  const seen = [...tested].filter((row) => known.train.includes(row) || known.val.includes(row)).length;
  expect(seen).toBeGreaterThan(0);
  expect(said).toContain(`of ${tested.length} test rows it was trained or chosen on ${seen}.`);
  const same = await opened(weights, tableFile(), { data: run.config.data });
  expect(same.run.data?.warnings.join()).not.toContain('split in another way');
});

test('of a split that is too large for the file, its hash is compared', async () => {
  const { tensors, metadata } = fromSafetensors(before.weights);
  const { 'hamur.split': _, ...rest } = metadata;
  const [train, val, tested] = rows as [Int32Array, Int32Array, Int32Array];
  const warningsOf = async (split: SplitFile) =>
    (await opened(toSafetensors(tensors, { ...rest, 'hamur.split.sha256': splitSha256(split) }))).run.data?.warnings.join() ?? '';
  expect(await warningsOf({ train, val, test: tested })).not.toContain('split in another way');
  expect(await warningsOf({ train, val: tested, test: val })).toContain('split in another way');
});

test('row numbers keep their order through the file, on which predictions of the authors’ norm depend', async () => {
  const split = { rowsFile: 'split.json' };
  const numbers = (order: (rows: number[]) => number[]) => {
    const of = (from: number, to: number) => order(Array.from({ length: to - from }, (_, i) => from + ((i * 7) % (to - from))));
    return new File([JSON.stringify({ train: of(0, 12), val: of(12, 15), test: of(15, 30) })], 'split.json');
  };
  const asGiven = numbers((rows) => rows);
  const rooms = worker();
  await rooms.library.read();
  const model = { ...SETTINGS.model, fidelity: 'reference' as const };
  // Batches of 12: the test rows take two.
  const { weights, run } = await trained(rooms, 'numbered', { ...SETTINGS, model, split }, { rowsFile: asGiven });
  const of = async ({ run: calls }: typeof rooms) => Promise.all((['train', 'val', 'test'] as const).map((part) => calls.predictions(part)));
  const before = await of(rooms);
  expect(before.map(({ rows: numbered }) => numbered[1])).toEqual([7, 13, 22]);

  const stated = statedByModel(weights, 'f');
  const held = stated?.by === 'metadata' && stated.split ? splitJson(stated.split) : '';
  expect(held).toBe(await asGiven.text());
  const again = await opened(weights, tableFile(), run.config, undefined, new File([held], 'split.json'));
  expect(await of(again.rooms)).toEqual(before);
  expect(again.run.test).toEqual(run.test);
  expect(await again.rooms.run.weights('model')).toEqual(weights);
  const warned = /another order|in which order/;
  expect(again.run.data?.warnings.join()).not.toMatch(warned);

  // The same rows in another order, or in one that nobody knows: predictions differ, and it is said.
  const sorted = numbers((rows) => rows.toSorted((a, b) => a - b));
  const other = await opened(weights, tableFile(), run.config, undefined, sorted);
  const values = new Map([...(await of(other.rooms))].flatMap(({ rows: numbered, values: each }) => [...numbered].map((row, i) => [row, each[i]] as const)));
  const furthest = Math.max(
    ...before.flatMap(({ rows: numbered, values: each }) => [...numbered].map((row, i) => Math.abs((each[i] as number) - (values.get(row) as number)))),
  );
  expect(furthest).toBeGreaterThan(1e-5);
  expect(other.run.data?.warnings.join()).toContain('The rows of a part stand in another order than when the model was trained.');
  const { tensors, metadata } = fromSafetensors(weights);
  const { 'hamur.split.order': _, ...old } = metadata;
  const unknown = await opened(toSafetensors(tensors, old), tableFile(), run.config, undefined, sorted);
  expect(unknown.run.data?.warnings.join()).toContain('The file does not say in which order the rows of each part stood.');
  // Where a row predicts the same in any batch, there is nothing to say.
  const running = { ...model, domainNormEvaluation: 'running' as const };
  const free = await trained(rooms, 'running', { ...SETTINGS, model: running, split }, { rowsFile: asGiven });
  const there = await opened(free.weights, tableFile(), free.run.config, undefined, sorted);
  expect(there.run.data?.warnings.join()).not.toMatch(warned);
});

test('weights of STAR from before it had a choice are its paper’s, whatever their settings say', async () => {
  const of = async (follows: 'paper' | 'public-code') => {
    const rooms = worker();
    await rooms.library.read();
    return trained(rooms, `star ${follows}`, { ...SETTINGS, model: { ...SETTINGS.model, backbone: 'star' as const, follows } });
  };
  const [paper, publicCode] = [await of('paper'), await of('public-code')];
  const { tensors, metadata } = fromSafetensors(paper.weights);
  const { follows: _, ...lacking } = paper.run.config.model;
  for (const model of [lacking, { ...lacking, follows: 'public-code' }]) {
    const said = { ...metadata, 'hamur.config': JSON.stringify({ ...paper.run.config, model }) };
    expect(statedByModel(toSafetensors(tensors, said), 'f')).toMatchObject({ config: { model: { backbone: 'star', follows: 'paper' } } });
  }
  expect(statedByModel(publicCode.weights, 'f')).toMatchObject({ config: { model: { backbone: 'star', follows: 'public-code' } } });
  // And so it opens, with the public code's names.
  const { model } = publicCode.run.config;
  const again = await opened(publicCode.weights, tableFile(), { model });
  expect(again.run).toMatchObject({ phase: 'done', test: publicCode.run.test });
});

const separate = { ...SETTINGS, model: { ...SETTINGS.model, adapters: [], sharing: 'separate' as const } };

test('one model per domain opens on rows that are read alike by each of them', async () => {
  const rooms = worker();
  await rooms.library.read();
  const data = { ...SETTINGS.data, fitOn: 'all' as const };
  const { weights, run } = await trained(rooms, 'separate', { ...separate, data });
  const { model } = run.config;
  const before = await rooms.run.predictions('test');
  // The same values, and more rows of them: home and shop in turn, users as there.
  const more = tableFile('more.csv', '1,home,u0\n0,shop,u1\n1,home,u2\n');
  const split = { ratios: [0.2, 0.1, 0.7] as [number, number, number] };
  const there = await opened(weights, more, { model, data: run.config.data, split });
  expect(there.run.data?.warnings.join()).toContain('the open table is not that very one');
  const after = await there.rooms.run.predictions('test');
  const values = new Map([...after.rows].map((row, i) => [row, after.values[i]]));
  const both = [...before.rows.entries()].filter(([, row]) => values.has(row));
  expect(both.length).toBeGreaterThan(1);
  for (const [i, row] of both) expect(values.get(row)).toBeCloseTo(before.values[i] as number, 5);
  await expect(opened(weights, tableFile('more.csv', '1,shop,new\n'), { model, data: run.config.data })).rejects.toThrow(
    /: of the domain “shop” “user”: 9 in the file, 10 here; here alone: “new”/,
  );
});

test('one model per domain predicts as it did', async () => {
  const rooms = worker();
  await rooms.library.read();
  const { weights, run } = await trained(rooms, 'separate', separate);
  const values = (await rooms.run.predictions('test')).values;
  const { model } = run.config;
  const again = await opened(weights, tableFile(), { model });
  expect(again.run).toMatchObject({ phase: 'done', test: run.test });
  expect((await again.rooms.run.predictions('test')).values).toEqual(values);
  expect(await again.rooms.run.weights('model')).toEqual(weights);
  expect(() => checkRun(structuredClone(again.run))).not.toThrow();
  for (const part of ['train', 'val'] as const) {
    const own = await rooms.run.predictions(part);
    expect(own.values.every((value) => value > 0 && value < 1)).toBe(true);
    expect(await again.rooms.run.predictions(part)).toEqual(own);
    // As it is in the file: "home" and "shop" in turn.
    expect([...own.domains]).toEqual([...own.rows].map((row) => row % 2));
  }

  const { tensors, metadata } = fromSafetensors(weights);
  const bare = await opened(toSafetensors(tensors), tableFile(), { model });
  expect(bare.run.test).toEqual(run.test);
  await expect(opened(toSafetensors(tensors), tableFile('rows.csv', '1,shop,new\n0,shop,new\n1,shop,new\n0,shop,new\n'), { model })).rejects.toThrow(
    /domain “(home|shop)”: the open data are not those that the model was trained on: “user” has/,
  );
  const first = 'domains.0.linear.fc.weight';
  const { [first]: gone, ...rest } = tensors;
  await expect(opened(toSafetensors(rest, metadata), tableFile(), { model })).rejects.toThrow(/domain “home”: the weights do not fit/);
  await expect(opened(toSafetensors({ ...rest, 'domains.2.x': gone as never }, metadata), tableFile(), { model })).rejects.toThrow(
    '"domains.2.x" belongs to none of the 2 domains',
  );
});

test.each<[string, object]>([
  ['values', {}],
  ['groups', { groups: [{ name: 'at home', values: 'home' }, 'shop'] }],
])('the model of one domain, as its PyTorch project has it, is a run of that domain’s rows: domains are %s', async (_, rule) => {
  const rooms = worker();
  await rooms.library.read();
  const domain = { column: 'place', ...rule };
  await trained(rooms, 'separate', { ...separate, data: { ...SETTINGS.data, domain } });
  const known = await rooms.run.predictions('test');
  const { models } = await rooms.run.torch();
  for (const [d, { weights, domain: name }] of models.entries()) {
    const stated = statedByModel(weights, 'f');
    if (stated?.by !== 'metadata' || !stated.split) throw new Error('It states nothing.');
    const fresh = worker();
    await fresh.library.read();
    const { proposed } = await fresh.data.open({ files: [tableFile()] }, () => {});
    const config = completeRunConfig({ ...stated.config, train: { ...stated.config.train, baseline: false } }, proposed);
    let run: RunRecord = newRun({ config });
    const tell = (event: RunEvent) => {
      run = withEvent(run, event);
    };
    const rowsFile = new File([splitJson(stated.split)], 'split.json');
    await fresh.run.open(fileOf(weights), config, tell, { rowsFile });
    expect(run.data?.domains.map((each) => each.name)).toEqual([name]);
    expect(run.data?.warnings.join()).not.toContain('split in another way');
    const own = [...known.rows.keys()].filter((i) => known.domains[i] === d);
    const again = await fresh.run.predictions('test');
    const values = new Map([...again.rows].map((row, i) => [row, again.values[i] as number]));
    expect([...values.keys()].sort()).toEqual(own.map((i) => known.rows[i]).sort());
    for (const i of own) expect(values.get(known.rows[i] as number)).toBeCloseTo(known.values[i] as number, 6);
    // Saved from there it is the model of a run like any other.
    expect(statedByModel(await fresh.run.weights('model'), 'f')).toMatchObject({ config: { data: { domain: config.data.domain } } });
  }
});

test('the model of one domain that no group of values makes is refused before anything is opened', async () => {
  const rooms = worker();
  await rooms.library.read();
  await trained(rooms, 'separate', { ...separate, data: { ...SETTINGS.data, domain: { columns: ['place', 'user'] }, sparse: ['place'] } });
  const { models } = await rooms.run.torch();
  expect(() => statedByModel(models[0].weights, 'w.safetensors')).toThrow(
    `w.safetensors: this is the model of the domain “${models[0].domain}” alone, and no group of values says which rows are of it. Open the weights of the whole run`,
  );
});

test('vocabularies of other training rows are refused, and it is said that the table is the same', async () => {
  await expect(opened(before.weights, tableFile(), { split: { ratios: [0.2, 0.1, 0.7] } })).rejects.toThrow(/“user”.*Its table is open.*split/);
});

test('a look at whether it fits begins no run, and says the same', async () => {
  const rooms = worker();
  await rooms.library.read();
  await rooms.data.open({ files: [tableFile()] }, () => {});
  expect(await rooms.run.checkModel(fileOf(before.weights), before.run.config)).toEqual([]);
  await expect(rooms.run.weights('model')).rejects.toThrow('there are no weights yet');
  await expect(rooms.run.checkModel(fileOf(before.weights.slice(0, -4)), before.run.config)).rejects.toThrow('the file is cut off');
  await rooms.data.open({ files: [tableFile('more.csv', '1,home,u1\n')] }, () => {});
  expect(await rooms.run.checkModel(fileOf(before.weights), before.run.config)).toEqual([expect.stringContaining('the open table is not that very one')]);
});

test('other data, other sizes and broken files are refused by name', async () => {
  await expect(opened(before.weights, tableFile('rows.csv', '1,home,new\n0,home,new\n0,home,new\n1,home,new\n1,home,new\n0,home,new\n'))).rejects.toThrow(
    /“user”.*here alone: “new”/,
  );
  await expect(opened(before.weights, tableFile(), { model: { ...before.run.config.model, k: 3 } })).rejects.toThrow(/do not fit the model of these settings/);
  await expect(opened(before.weights.slice(0, -4))).rejects.toThrow(/model.safetensors: the file is cut off/);
  const { tensors } = fromSafetensors(before.weights);
  const first = Object.keys(tensors).find((name) => name.endsWith('.weight'));
  const { [first as string]: _, ...rest } = tensors;
  await expect(opened(toSafetensors(rest))).rejects.toThrow(`The weights have no "${first}"`);
  const without = await opened(toSafetensors(tensors));
  expect(without.run.test).toEqual(before.run.test);
});
