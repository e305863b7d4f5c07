import { expect, test } from 'vitest';
import { ROLES, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { DEFAULT_CONFIG } from '../store/settings';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { dataSummary, modelSummary, readingText, runSummaries, trainingSummary } from './summaries';

test('the data: rows, domains and split, as far as they are known', () => {
  expect(dataSummary(undefined, undefined, ROLES)).toBe('No data is open');
  expect(dataSummary({ ...TABLE, source: 'file', name: 'shop.csv', rows: 1200 }, undefined, ROLES)).toBe('shop.csv · 1,200 rows');
  const preview = { ...PREVIEW, data: { ...PREVIEW.data, split: { train: 8, val: 1, test: 1 } } };
  expect(dataSummary({ ...TABLE, source: 'demo', rows: 10 }, preview, ROLES)).toBe('label click · 1 domain by place · 80/10/10 split · 10 rows');
  expect(dataSummary({ ...TABLE, source: 'demo', rows: 10 }, preview, { ...ROLES, domain: { rows: 'all' } })).toBe(
    'label click · one domain · 80/10/10 split · 10 rows',
  );
});

test('what is read: its share where it is known, the time left, and the rows; then its columns', () => {
  const of = (part: Partial<Parameters<typeof readingText>[0]>) => readingText({ name: 'big.csv', phase: 'reading', done: 0, ...part });
  expect(of({})).toBe('Reading big.csv …');
  expect(of({ done: 5, rows: 1 })).toBe('Reading big.csv: 1 row');
  expect(of({ done: 99, total: 200, rows: 1200 })).toBe('Reading big.csv: 49 % · 1,200 rows');
  expect(of({ done: 99, total: 200, rows: 1200, secondsLeft: 11.2 })).toBe('Reading big.csv: 49 %, about 12 s left · 1,200 rows');
  // A file that grows meanwhile.
  expect(of({ done: 201, total: 200 })).toBe('Reading big.csv: 100 %');
  expect(of({ phase: 'columns', done: 0.25, total: 1, rows: 1200 })).toBe('Looking at the columns of big.csv: 25 %');
});

test('the model: what is added to the backbone, and where', () => {
  const { model } = DEFAULT_CONFIG;
  const preview = { ...PREVIEW, parameters: { ...PREVIEW.parameters, total: 45350 } };
  expect(modelSummary(model, preview)).toBe('DCN + HAMUR after layer 2 · k 16 · 45,350 parameters');
  expect(modelSummary({ ...model, adapters: [1, 2] }, undefined)).toBe('DCN + HAMUR after layer 1, 2 · k 16');
  expect(modelSummary({ ...model, adapters: [] }, undefined)).toBe('DCN, no adapters');
});

test('the training: optimiser, length and seed', () => {
  expect(trainingSummary(DEFAULT_CONFIG)).toBe('Adam 0.002 · 40 epochs at most · seed 1');
  expect(trainingSummary({ ...DEFAULT_CONFIG, seed: 7, train: { ...DEFAULT_CONFIG.train, epochs: 1, optimiser: 'sgd' } })).toBe(
    'SGD with momentum 0.002 · 1 epoch at most · seed 7',
  );
});

test('of a run: its own data, model and training, a demo by its title', () => {
  const run = startedRun();
  expect(runSummaries({ ...run, parameters: 1234 })).toEqual({
    Data: 'label click · 1 domain by place · 50/25/25 split · rows.csv · 9 rows',
    Model: 'DCN + HAMUR after layer 2 · k 16 · 1,234 parameters',
    Training: 'Adam 0.002 · 20 epochs at most · seed 1',
  });
  expect(runSummaries({ ...run, data: { ...SUMMARY, name: 'conflict' } }).Data).toBe(
    'Conflicting domains · label click · 1 domain by place · 50/25/25 split · 9 rows',
  );
});
