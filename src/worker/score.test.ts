import Papa from 'papaparse';
import { beforeEach, expect, test, vi } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { missingColumns } from '../exports/score-refusal';
import { FULL } from '../lib/full.test-helper';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, SETTINGS, tableFile, trained, worker } from './worker-in-node.test-helper';

beforeEach(() => {
  const root = new MemoryFolder();
  asBrowser(() => root);
});

async function scored(rooms: ReturnType<typeof worker>, file: File, columns = false) {
  let csv = '';
  const take = (part: string) => {
    csv += part;
  };
  const told = await rooms.run.score(file, take, () => {}, { columns });
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  return { told, rows: data };
}

test('the rows of the training file get the predictions that they have there', async () => {
  const rooms = worker();
  await trained(rooms, 'a');
  const { told, rows } = await scored(rooms, tableFile());
  const known = await rooms.run.predictions('test');
  expect(known.rows.length).toBeGreaterThan(2);
  for (const [i, row] of known.rows.entries()) {
    expect(Number(rows[row]?.prediction)).toBeCloseTo(known.values[i] as number, 5);
    expect(rows[row]).toMatchObject({ row: String(row), domain: known.names[known.domains[i] as number], label: String(known.labels[i]) });
  }
  expect(told).toMatchObject({ rows: 30, scored: 30, unknownDomain: 0, labelled: 30, extra: [] });
  expect(told?.metrics?.domains.map(({ rows: count }) => count)).toEqual([15, 15]);
});

test('unseen values, unknown domains, other order, no label, formulas, and what is missing', async () => {
  const rooms = worker();
  await expect(
    rooms.run.score(
      tableFile(),
      () => {},
      () => {},
    ),
  ).rejects.toThrow('there is no trained model');
  await trained(rooms, 'a');
  const { told, rows } = await scored(rooms, new File(['note,user,place\n=1+1,nobody,home\nx,u1,moon\n'], 'new.csv'), true);
  expect(told).toEqual({ rows: 2, scored: 1, unknownDomain: 1, unseen: [{ field: 'user', values: 1 }], extra: ['note'] });
  expect(rows[0]).toMatchObject({ domain: 'home', label: '', note: "'=1+1", user: 'nobody' });
  expect(Number(rows[0]?.prediction)).toBeGreaterThan(0);
  expect(rows[1]).toMatchObject({ domain: '(unknown)', prediction: '' });
  await expect(scored(rooms, new File(['click,user\n1,u1\n'], 'new.csv'))).rejects.toThrow('new.csv: the model reads a column that is not there: "place"');
});

test('which columns would be read is told before', async () => {
  const rooms = worker();
  await trained(rooms, 'a');
  const file = (text: string) => new File([text], 'new.csv');
  expect(await rooms.run.scoreColumns(tableFile())).toEqual({ domain: ['place'], texts: ['user'], numbers: [], label: 'click', missing: [], extra: [] });
  expect(await rooms.run.scoreColumns(file('note,user\n1,u1\n'))).toMatchObject({ missing: ['place'], extra: ['note'] });
  await expect(rooms.run.scoreColumns(file(''))).rejects.toThrow('new.csv');
});

test('and before the model is trained, as it is told afterwards', async () => {
  const rooms = worker();
  const file = new File(['note,user\n1,u1\n'], 'new.csv');
  await expect(rooms.run.scoreColumns(file)).rejects.toThrow('there is no trained model');
  const { proposed } = await rooms.data.open({ files: [tableFile()] }, () => {});
  const config = completeRunConfig(SETTINGS, proposed);
  const before = await rooms.run.scoreColumns(file, config);
  expect(before).toEqual({ domain: ['place'], texts: ['user'], numbers: [], missing: ['place'], extra: ['note'] });
  expect(missingColumns(before, 'new.csv').message).toBe(
    'new.csv: the model reads a column that is not there: "place". The file has "user", "note". ' +
      'Name the columns as in the data that the model was trained on, in any order.',
  );
  const separate = { ...config, model: { ...config.model, sharing: 'separate' as const } };
  await expect(rooms.run.scoreColumns(file, separate)).rejects.toThrow('one model per domain does not score new rows yet');
  await trained(rooms, 'a');
  expect(await rooms.run.scoreColumns(file)).toEqual(before);
  // What is read by the settings is what the encoding reads.
  const { domain, sparse, dense } = await rooms.run.encoding();
  expect([domain.columns, sparse.map(({ column }) => column), dense.map(({ column }) => column)]).toEqual([before.domain, before.texts, before.numbers]);
});

test('a pooled model predicts rows of a domain that it does not know; one per domain says why it cannot', async () => {
  const rooms = worker();
  const of = (sharing: 'pooled' | 'separate'): RunConfigInput => ({ ...SETTINGS, model: { ...SETTINGS.model, sharing, adapters: [] } });
  await trained(rooms, 'a', of('pooled'));
  const { told, rows } = await scored(rooms, new File(['user,place\nu1,home\nu1,moon\n'], 'new.csv'));
  expect(told).toMatchObject({ rows: 2, scored: 2, unknownDomain: 1 });
  expect(rows[1]?.prediction).toBe(rows[0]?.prediction);
  await trained(rooms, 'b', of('separate'));
  await expect(scored(rooms, tableFile())).rejects.toThrow('one model per domain does not score new rows yet');
});

test('it can be cancelled, and a new run ends it', async () => {
  const rooms = worker();
  await trained(rooms, 'a');
  const part = vi.fn(() => rooms.run.cancelScore());
  expect(await rooms.run.score(tableFile(), part, () => {})).toBeUndefined();
  expect(part).toHaveBeenCalledOnce();
});

test.skipIf(!FULL)('a million rows are scored piece by piece (skipped without FULL=1)', async () => {
  const rooms = worker();
  await trained(rooms, 'a', { ...SETTINGS, train: { ...SETTINGS.train, batch: 4096 } });
  const MILLION = 1_000_000;
  const lines = Array.from({ length: 1000 }, (_, i) => `${i % 2},${['home', 'shop'][i % 2]},u${i % 9}\n`).join('');
  const file = new File(['click,place,user\n', ...Array.from({ length: MILLION / 1000 }, () => lines)], 'new.csv');
  let [written, parts, longest] = [0, 0, 0];
  const told = await rooms.run.score(
    file,
    (part) => {
      parts++;
      written += part.split('\n').length - 1;
      longest = Math.max(longest, part.length);
    },
    () => {},
  );
  expect(told).toMatchObject({ rows: MILLION, scored: MILLION, labelled: MILLION });
  expect(written).toBe(MILLION + 1);
  // No part holds more than a piece of the file does.
  expect(parts).toBeGreaterThan(3);
  expect(longest).toBeLessThan(24e6);
});
