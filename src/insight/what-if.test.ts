import { env } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { DOMAIN_FIELD } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { constant, minMax } from '../data/encode/scale';
import type { EncodedData } from '../data/types';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { Batcher, modelShape } from '../training/rows/batch';
import { demoRun, learnerOf, SMALL } from '../training/test-helpers';
import type { Subject } from './subject';
import { fieldsOfRow, whatIf } from './what-if';

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

/** A model at its start, and the small demo, changed by `changed`. */
function subjectOf(model: RunConfigInput['model'] = {}, changed: (data: EncodedData) => EncodedData = (data) => data): Subject {
  const { config, data: whole } = demoRun({ ...SMALL, data: { source: { demo: 'conflict', rows: 300 } }, model: { ...SMALL.model, ...model } });
  const data = changed(whole);
  const { learner, batcher } = learnerOf(engine, { config, data }, 16);
  const batcherOf: Subject['batcherOf'] = (rows) => new Batcher(rows, modelShape(data, config.model), { size: 16, parallelSums: false });
  return { learner, batcher, batcherOf, data, table: { name: '', rows: 300, columns: [], hash: '', warnings: [] } };
}
const ROW = 5;
const NONE = new Float32Array();

test('a field stands as the table has it: a number on its own scale, a text among those that the model knows', () => {
  const { data } = subjectOf({}, (whole) => ({ ...whole, dense: whole.dense.map((each) => ({ ...each, min: 10, max: 30, scale: minMax(10, 30) })) }));
  const position = data.sourceRows.indexOf(ROW);
  const price = data.dense[0] as EncodedData['dense'][number];
  const own = 10 + 20 * (price.values[position] as number);
  const fields = fieldsOfRow({ data }, ROW);
  expect(fields.find(({ name }) => name === 'price')).toEqual({
    name: 'price',
    kind: 'dense',
    value: String(Number(own.toPrecision(6))),
    min: 10,
    max: 30,
  });
  const item = data.sparse.find(({ name }) => name === 'item_id') as EncodedData['sparse'][number];
  expect(fields.find(({ name }) => name === 'item_id')).toMatchObject({
    value: item.vocabulary[item.ids[position] as number],
    values: item.vocabulary.length,
    offered: item.vocabulary.slice(0, 500),
  });
  expect(fields.map(({ name }) => name)).not.toContain(DOMAIN_FIELD);
});

test('of several values only those that count are shown', () => {
  const tags = { name: 'tags', ids: Int32Array.of(1, 2, 0), weights: Float32Array.of(0.5, 0.5, 0), slots: 3, vocabulary: ['a', 'b', 'c'] };
  const data = { sourceRows: Int32Array.of(ROW), sparse: [tags], dense: [] } as unknown as EncodedData;
  expect(fieldsOfRow({ data }, ROW)).toMatchObject([{ name: 'tags', value: 'b, c' }]);
});

test('a column of one number takes any number for that', async () => {
  const ofOne = (data: EncodedData) => ({
    ...data,
    dense: data.dense.map((each) => ({ ...each, values: each.values.map(() => 0), min: 5, max: 5, scale: constant(5) })),
  });
  const { before, after } = await whatIf(subjectOf({}, ofOne), { row: ROW, values: { price: '7' } }, NONE, []);
  expect(after.prediction).toBe(before.prediction);
  expect(Number.isFinite(after.prediction)).toBe(true);
});

test('a number is scaled as the column is', async () => {
  const subject = subjectOf();
  const { min, max } = subject.data.dense[0] as EncodedData['dense'][number];
  const at = async (price: number) => (await whatIf(subject, { row: ROW, values: { price: String(price) } }, NONE, [])).after.prediction;
  const scaled = (value: number) =>
    whatIf(
      { ...subject, data: { ...subject.data, dense: subject.data.dense.map((each) => ({ ...each, values: each.values.map(() => value) })) } },
      { row: ROW },
      NONE,
      [],
    );
  expect(await at((min + max) / 2)).toBeCloseTo((await scaled(0.5)).before.prediction, 6);
  expect(await at(max)).toBeCloseTo((await scaled(1)).before.prediction, 6);
  expect(await at(min)).not.toBeCloseTo(await at(max), 4);
});

test('what the model does not have is refused', async () => {
  const subject = subjectOf();
  const change = (values: Record<string, string>, domain?: number) => whatIf(subject, { row: ROW, values, ...(domain !== undefined && { domain }) }, NONE, []);
  await expect(change({}, 9)).rejects.toThrow('there is no domain 9');
  await expect(change({ [DOMAIN_FIELD]: 'search' })).rejects.toThrow(`the model has no field "${DOMAIN_FIELD}"`);
  const sure = subjectOf({}, (data) => ({ ...data, sparse: data.sparse.map((field) => ({ ...field, hasUnknown: false })) }));
  await expect(whatIf(sure, { row: ROW, values: { user_id: 'nobody' } }, NONE, [])).rejects.toThrow('"nobody" is not a value of user_id that the model knows');
});

test('where a prediction depends on the rows of its batch, these are the rows of the context', async () => {
  const subject = subjectOf({ fidelity: 'reference' });
  const rows = Array.from(subject.data.split.val);
  const predicted = async (context: number[]) => (await whatIf(subject, { row: ROW }, NONE, context)).before.prediction;
  expect(await predicted(rows.slice(0, 8))).toBe(await predicted(rows.slice(0, 8)));
  expect(await predicted(rows.slice(0, 8))).not.toBe(await predicted(rows.slice(8, 16)));
});
