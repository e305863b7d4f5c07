import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeRunConfig, DOMAIN_FIELD } from '../config/complete';
import { encode, makeDemo } from '../data';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { auc } from '../measures/classification/auc';
import { Model } from '../model/model';
import { logLoss } from '../training/evaluation/metrics';
import { Batcher, modelShape } from '../training/rows/batch';
import { Learner, startState } from '../training/step';
import { SMALL } from '../training/test-helpers';
import { editedRows } from './edited-rows';
import { embeddingsOf, neighboursOf } from './embeddings';
import { findRows } from './find-rows';
import { predictTest } from './predict-test';
import { calibrate, qualityBySlice } from './quality';
import { cutsOf } from './slices';
import type { Subject } from './subject';
import { fieldsOfRow, whatIf } from './what-if';

const PACE = { breathe: async () => {} };
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine('wasm');
});
afterAll(() => engine.stop());

/** The small demo, a model with a few steps behind it, and its table. */
function subjectOf(change: object = {}): Subject {
  const { table, roles } = makeDemo('conflict', { rows: 3000 });
  const config = completeRunConfig({ ...SMALL, model: { ...SMALL.model, ...change } }, roles);
  const data = encode(table, config);
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const batcherOf: Subject['batcherOf'] = (rows) =>
    new Batcher(rows, shape, { size: 64, parallelSums: engine.parallelSums, sorted: config.model.towerRows === 'own' });
  const batcher = batcherOf(data);
  const learner = new Learner(engine, model, startState(model, 5), { ...config.train, learningRate: 0.05 }, config.seed);
  for (let i = 0; i < 30; i++) {
    const batch = batcher.make(data.split.train.slice(64 * i, 64 * (i + 1)));
    learner.step(batch).dispose();
    batch.dispose();
  }
  return { learner, batcher, batcherOf, data, table };
}

/** The model's own prediction for rows of the data. */
async function predict({ batcher, learner }: Subject, positions: number[]): Promise<number[]> {
  const batch = batcher.make(Int32Array.from(positions));
  const predicted = learner.predict(batch);
  const values = Array.from((await predicted.data()).slice(0, positions.length));
  for (const each of [batch, predicted]) each.dispose();
  return values;
}

describe('edited rows', () => {
  test('keep what is not changed, and the domain’s field follows the domain', () => {
    const { data } = subjectOf();
    const rows = editedRows(data, [{ position: 5 }, { position: 5, domain: 2, sparse: { item_id: 3 }, dense: { price: 0.25 } }]);
    const of = (name: string, i: number) => rows.sparse.find((field) => field.name === name)?.ids[i];
    for (const field of data.sparse) expect(of(field.name, 0)).toBe(field.ids[5]);
    expect([of('item_id', 1), of(DOMAIN_FIELD, 1), rows.domainIds[1], rows.dense[0]?.values[1]]).toEqual([3, 2, 2, 0.25]);
    expect(of('user_id', 1)).toBe(data.sparse.find(({ name }) => name === 'user_id')?.ids[5]);
    expect(rows.domainIds[0]).toBe(data.domainIds[5]);
  });
});

describe.each([{}, { towerRows: 'own', domainNormTraining: 'per-domain' }, { backbone: 'dcn' }] as const)('what if, %o', (change) => {
  test('a row as it is, and made into another row of the data, is predicted as that row is', async () => {
    const subject = subjectOf(change);
    const { data, table } = subject;
    const k2 = subject.learner.model.config.k ** 2;
    const [one, other] = [
      data.split.test[0] as number,
      Array.from(data.split.test).find((p) => data.domainIds[p] !== data.domainIds[data.split.test[0] as number]) as number,
    ];
    const [before, after] = await predict(subject, [one, other]);
    const textOf = (name: string, position: number) => {
      const column = table.columns.find((each) => each.name === name);
      return column?.values.at(column.codes[data.sourceRows[position] as number] as number) as string;
    };
    const values = Object.fromEntries(['user_id', 'segment', 'item_id', 'category', 'hour', 'price'].map((name) => [name, textOf(name, other)]));
    const tensors = engine.allocated().tensors;
    const answer = await whatIf(
      subject,
      { row: data.sourceRows[one] as number, domain: data.domainIds[other] as number, values },
      new Float32Array(3 * k2),
      [],
    );
    expect(engine.allocated().tensors).toBe(tensors);
    expect(answer.before).toMatchObject({ domain: data.domainIds[one] });
    expect(answer.before.prediction).toBeCloseTo(before as number, 5);
    expect(answer.after).toMatchObject({ domain: data.domainIds[other] });
    expect(answer.after.prediction).toBeCloseTo(after as number, 5);
    expect(answer.byDomain[data.domainIds[other] as number]).toBeCloseTo(after as number, 5);
    expect(new Set(answer.byDomain.map((value) => value.toFixed(6))).size).toBe(3);
  });
});

test('what if: nearest rows, fields as they stand, and what is refused', async () => {
  const subject = subjectOf();
  const { data } = subject;
  const row = data.sourceRows[data.split.test[0] as number] as number;
  const plain = await whatIf(subject, { row }, new Float32Array(), []);
  expect(plain.after).toEqual(plain.before);
  const probes = new Float32Array(3 * plain.before.h.length);
  probes.set(plain.before.h, plain.before.h.length);
  const { nearest } = await whatIf(subject, { row }, probes, []);
  expect(nearest[0]).toEqual({ probe: 1, distance: 0 });
  expect(nearest).toHaveLength(3);
  expect(fieldsOfRow(subject, row).map(({ name, kind }) => [name, kind])).toEqual([
    ...['user_id', 'segment', 'item_id', 'category', 'hour'].map((name) => [name, 'sparse']),
    ['price', 'dense'],
  ]);
  await expect(whatIf(subject, { row: 999_999 }, probes, [])).rejects.toThrow('the model was not given row 1,000,000');
  await expect(whatIf(subject, { row, values: { price: 'cheap' } }, probes, [])).rejects.toThrow('"cheap" is not a number');
  await expect(whatIf(subject, { row, values: { colour: 'red' } }, probes, [])).rejects.toThrow('the model has no field "colour"');
  // A value that training never saw is the unknown one.
  const [unknown, also] = [
    await whatIf(subject, { row, values: { user_id: 'nobody' } }, probes, []),
    await whatIf(subject, { row, values: { user_id: '<unk>' } }, probes, []),
  ];
  expect(unknown.after.prediction).toBe(also.after.prediction);
});

test('rows are found by what their cells hold', () => {
  const { table, data } = subjectOf();
  const all = findRows(table, data, [], 3);
  expect(all.total).toBe(3000);
  expect(all.rows.map(({ row }) => row)).toEqual([0, 1, 2]);
  const cheap = findRows(
    table,
    data,
    [
      { column: 'channel', test: 'video' },
      { column: 'price', test: '< 0.1' },
    ],
    5000,
  );
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);
  expect(cheap.rows).toHaveLength(cheap.total);
  for (const { values } of cheap.rows) expect([values[at('channel')], Number(values[at('price')]) < 0.1]).toEqual(['video', true]);
  const brute = Array.from({ length: table.rows }, (_, row) => table.columns.map(({ codes, values }) => values.at(codes[row] as number) as string));
  expect(cheap.total).toBe(brute.filter((values) => values[at('channel')] === 'video' && Number(values[at('price')]) < 0.1).length);
  for (const { row, part } of all.rows) expect(data.split[part as 'train'].includes(row)).toBe(true);
  expect(() => findRows(table, data, [{ column: 'nothing', test: '1' }], 1)).toThrow('there is no column "nothing"');
  expect(() => findRows(table, data, [{ column: 'price', test: '' }], 1)).toThrow('the value for price is empty');
});

test('slices part the test rows, and their metrics are those of their rows', async () => {
  const subject = subjectOf();
  const { data, table } = subject;
  const { test: rows } = data.split;
  const predictions = await predictTest(subject, PACE);
  expect(Array.from(predictions.slice(0, 3))).toEqual(await predict(subject, Array.from(rows.slice(0, 3))).then((each) => each.map(Math.fround)));
  for (const { cut } of cutsOf(subject)) {
    const slices = qualityBySlice(predictions, subject, cut);
    expect(slices.reduce((sum, each) => sum + each.rows, 0)).toBe(rows.length);
    expect(slices.length).toBeLessThanOrEqual(13);
  }
  const channel = table.columns.find(({ name }) => name === 'channel') as (typeof table.columns)[number];
  const own = Array.from(rows.keys()).filter((i) => channel.values.at(channel.codes[data.sourceRows[rows[i] as number] as number] as number) === 'search');
  const slice = qualityBySlice(predictions, subject, 'column:channel').find(({ name }) => name === 'search');
  const [scores, labels] = [own.map((i) => predictions[i] as number), own.map((i) => data.labels[rows[i] as number] as number)];
  expect(slice).toMatchObject({ rows: own.length, positives: labels.reduce((a, b) => a + b, 0) });
  expect(slice?.auc?.auc).toBeCloseTo(auc(scores, labels) as number, 12);
  expect(slice?.logLoss).toBeCloseTo(logLoss(scores, labels) as number, 12);
  // Ranges of a number follow each other and hold about as many rows each.
  const prices = qualityBySlice(predictions, subject, 'column:price');
  expect(prices).toHaveLength(5);
  for (const each of prices) expect(Math.abs(each.rows - rows.length / 5)).toBeLessThan(rows.length / 20);
  // Frequencies are those of the training rows.
  const users = data.sparse.find(({ name }) => name === 'user_id') as (typeof data.sparse)[number];
  const seen = (id: number) => Array.from(data.split.train).filter((position) => users.ids[position] === id).length;
  const frequencies = qualityBySlice(predictions, subject, 'frequency:user_id');
  expect(frequencies.length).toBeGreaterThan(2);
  expect(frequencies.reduce((sum, each) => sum + each.rows, 0)).toBe(rows.length);
  for (const { name, rows: count } of frequencies) {
    const [low, high = low] = (name === 'never seen' ? '0' : name).split(' to ').map(Number) as [number, number?];
    expect(count).toBe(Array.from(rows).filter((position) => seen(users.ids[position] as number) >= low && seen(users.ids[position] as number) <= high).length);
  }
  expect(() => qualityBySlice(predictions, subject, 'column:none')).toThrow('there is no column "none"');
});

test('calibration is of all test rows and of each domain’s', async () => {
  const subject = subjectOf();
  const predictions = await predictTest(subject, PACE);
  const [all, ...domains] = calibrate(predictions, subject);
  expect(all?.rows).toBe(subject.data.split.test.length);
  expect(domains.reduce((sum, { rows }) => sum + rows, 0)).toBe(all?.rows);
  expect(all?.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(all?.rows);
  const mean = predictions.reduce((a, b) => a + b, 0) / predictions.length;
  expect(all?.bins.reduce((sum, bin) => sum + bin.meanPrediction * bin.rows, 0)).toBeCloseTo(mean * predictions.length, 3);
});

test('embeddings are the table’s rows, their distances those of the plane where it is one', async () => {
  const subject = subjectOf({ embedding: 2 });
  const { data, learner } = subject;
  const found = await embeddingsOf(subject, 'category');
  const field = data.sparse.findIndex(({ name }) => name === 'category');
  const before = data.sparse.slice(0, field).reduce((sum, { vocabulary }) => sum + vocabulary.length, 0);
  const [table] = (await learner.readParameters(['embedding'])) as [Float32Array];
  const row = (id: number) => Array.from(table.slice(2 * (before + id), 2 * (before + id + 1)));
  const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => value - (b[i] as number)));
  const point = (i: number) => Array.from(found.coordinates.slice(2 * i, 2 * i + 2));
  expect(found.names).toHaveLength(data.sparse[field]?.vocabulary.length as number);
  for (let i = 1; i < found.names.length; i++) {
    expect(found.names[i]).toBe(data.sparse[field]?.vocabulary[found.ids[i] as number]);
    expect(distance(point(0), point(i))).toBeCloseTo(distance(row(found.ids[0] as number), row(found.ids[i] as number)), 5);
  }
  expect((found.explained[0] as number) + (found.explained[1] as number)).toBeCloseTo(1, 6);
  // Most frequent first, counted in the training rows.
  const rowsOf = (i: number) => found.counts.slice(3 * i, 3 * i + 3).reduce((a, b) => a + b, 0);
  for (let i = 1; i < found.names.length; i++) expect(rowsOf(i)).toBeLessThanOrEqual(rowsOf(i - 1));
  expect(found.counts.reduce((a, b) => a + b, 0)).toBe(data.split.train.length);

  const value = found.names[0] as string;
  const neighbours = await neighboursOf(subject, 'category', value, 3);
  const cos = (a: number[], b: number[]) => a.reduce((sum, each, i) => sum + each * (b[i] as number), 0) / (Math.hypot(...a) * Math.hypot(...b));
  const brute = found.names
    .map((name, i) => ({ name, similarity: cos(row(found.ids[0] as number), row(found.ids[i] as number)) }))
    .slice(1)
    .sort((a, b) => b.similarity - a.similarity);
  expect(neighbours.map((each) => each.value)).toEqual(brute.slice(0, 3).map(({ name }) => name));
  expect(neighbours[0]?.similarity).toBeCloseTo(brute[0]?.similarity as number, 5);
  await expect(neighboursOf(subject, 'category', 'c99', 3)).rejects.toThrow('"c99" is not a value of category');
  await expect(embeddingsOf(subject, 'price')).rejects.toThrow('the model has no field "price"');
});
