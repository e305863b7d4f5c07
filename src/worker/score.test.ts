import Papa from 'papaparse';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { missingColumns } from '../exports/missing-columns';
import { sayColumns, sayScored } from '../exports/say-scored';
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

test('new rows are measured within each user too, over pieces of the file and where a domain’s own model predicts', async () => {
  const rooms = worker();
  // More than one piece of the file, and a user in both; rows without a user are nobody's.
  const line = (i: number) => `${Number((i * i) % 5 < 2)},${['home', 'shop'][i % 2]},u${i % 9},${i % 7 === 0 ? '' : ` w${i % 11}`},${'x'.repeat(2000)}\n`;
  const file = new File(['click,place,user,whose,long\n', ...Array.from({ length: 2500 }, (_, i) => line(i))], 'new.csv');
  const input: RunConfigInput = { ...of('separate'), data: { ...SETTINGS.data, sparse: ['user'], dense: [], group: 'whose' } };
  const known = new File(
    [
      `${await tableFile().text()}`
        .split('\n')
        .map((row, i) => (row === '' ? '' : `${row},${i === 0 ? 'whose' : `w${i}`}`))
        .join('\n'),
    ],
    'rows.csv',
  );
  await trained(rooms, 'a', input, {}, known);
  const { told, rows } = await scored(rooms, file, true);
  const place = new Map<string, number>();
  const users = rows.map(({ whose = '' }) => (whose === '' ? -1 : (place.get(whose.trim()) ?? place.set(whose.trim(), place.size).size - 1)));
  const [values, labels] = [rows.map(({ prediction }) => Number(prediction)), rows.map(({ label }) => Number(label))];
  expect(told?.metrics?.perUser).toMatchObject({ outOf: 11, auc: expect.closeTo(gauc(values, labels, users), 6) });
  const home = [...rows.keys()].filter((row) => rows[row]?.domain === 'home');
  const pick = (all: number[]) => home.map((row) => all[row] as number);
  expect(told?.metrics?.domains[0]?.perUser?.auc).toBeCloseTo(gauc(pick(values), pick(labels), pick(users)), 6);
  expect(told?.extra).toEqual(['long']);
  expect(told && sayScored(told)).toContain(`AUC per user ${told?.metrics?.perUser?.auc?.toFixed(4)}, of 11 of 11 users.`);
  const columns = await rooms.run.scoreColumns(file);
  expect(columns.user).toBe('whose');
  expect(sayColumns(columns)).toContain('Measured against the label “click”, and within the rows of each “whose”.');
  const without = await scored(rooms, tableFile());
  expect(without.told?.metrics).not.toHaveProperty('perUser');
});

/** By its definition: of each user with rows of both classes the share of pairs in order, weighted by rows. */
function gauc(scores: number[], labels: number[], users: number[]): number {
  let [sum, all] = [0, 0];
  for (const user of new Set(users.filter((each) => each >= 0))) {
    const own = [...users.keys()].filter((row) => users[row] === user);
    const of = (label: number) => own.filter((row) => labels[row] === label).map((row) => scores[row] as number);
    const pairs = of(1).flatMap((a) => of(0).map((b) => Number(a > b) + Number(a === b) / 2));
    if (pairs.length === 0) continue;
    sum += (own.length * pairs.reduce((total, pair) => total + pair, 0)) / pairs.length;
    all += own.length;
  }
  return sum / all;
}

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
  expect(told).toEqual({
    rows: 2,
    scored: 1,
    unknownDomain: 1,
    unknownDomains: [{ name: 'moon', rows: 1 }],
    unseen: [{ field: 'user', values: 1 }],
    extra: ['note'],
  });
  expect(rows[0]).toMatchObject({ domain: 'home', label: '', note: "'=1+1", user: 'nobody' });
  expect(Number(rows[0]?.prediction)).toBeGreaterThan(0);
  expect(rows[1]).toMatchObject({ domain: '(unknown)', prediction: '' });
  await expect(scored(rooms, new File(['click,user\n1,u1\n'], 'new.csv'))).rejects.toThrow('new.csv: the model reads a column that is not there: "place"');
});

test('rows of unknown domains are counted by what they say, the most frequent first, and others together', async () => {
  const rooms = worker();
  await trained(rooms, 'a');
  const lines = ['mars', ...'abcde', '', 'moon', ' moon ', 'moon', 'a', 'b', 'c'].map((place) => `${place},u1`);
  const { told } = await scored(rooms, new File([`place,user\n${lines.join('\n')}\nhome,u1\n`], 'new.csv'));
  expect(told).toMatchObject({ rows: 14, scored: 1, unknownDomain: 13 });
  expect(told?.unknownDomains).toEqual([
    { name: 'moon', rows: 3 },
    { name: 'a', rows: 2 },
    { name: 'b', rows: 2 },
    { name: 'c', rows: 2 },
    { name: 'mars', rows: 1 },
  ]);
  expect(told && sayScored(told)).toContain(
    '13 rows of a domain that the model does not know: “moon” (3), “a” (2), “b” (2), “c” (2), “mars” (1) and others (3).',
  );
  const { told: gap } = await scored(rooms, new File(['place,user\n,u1\n'], 'new.csv'));
  expect(gap && sayScored(gap)).toContain('1 row of a domain that the model does not know: “(missing)” (1).');
});

test('a column with another domain in every row is counted, and not all of it is kept', async () => {
  const rooms = worker();
  await trained(rooms, 'a');
  const lines = Array.from({ length: 3000 }, (_, i) => `p${i},u1`);
  const { told } = await scored(rooms, new File([`place,user\n${lines.join('\n')}\n`], 'new.csv'));
  expect(told?.unknownDomain).toBe(3000);
  expect(told && sayScored(told)[1]).toMatch(/: “p0” \(1\), .*“p4” \(1\) and others \(2,995\)\.$/);
});

test('which columns would be read is told before', async () => {
  const rooms = worker();
  await trained(rooms, 'a');
  const file = (text: string) => new File([text], 'new.csv');
  expect(await rooms.run.scoreColumns(tableFile())).toEqual({
    domain: ['place'],
    texts: ['user'],
    numbers: [],
    label: 'click',
    user: 'user',
    missing: [],
    extra: [],
  });
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
  await trained(rooms, 'a');
  expect(await rooms.run.scoreColumns(file)).toEqual(before);
  // What is read by the settings is what the encoding reads.
  const { domain, sparse, dense } = await rooms.run.encoding();
  expect([domain.columns, sparse.map(({ column }) => column), dense.map(({ column }) => column)]).toEqual([before.domain, before.texts, before.numbers]);
});

const of = (sharing: 'pooled' | 'separate'): RunConfigInput => ({ ...SETTINGS, model: { ...SETTINGS.model, sharing, adapters: [] } });

test('a pooled model predicts rows of a domain that it does not know', async () => {
  const rooms = worker();
  await trained(rooms, 'a', of('pooled'));
  const { told, rows } = await scored(rooms, new File(['user,place\nu1,home\nu1,moon\n'], 'new.csv'));
  expect(told).toMatchObject({ rows: 2, scored: 2, unknownDomain: 1 });
  expect(rows[1]?.prediction).toBe(rows[0]?.prediction);
});

describe('one model per domain', () => {
  /** The numbers of two domains lie elsewhere, and so do their users; the third has one row. */
  const table = new File(
    [
      'click,place,user,price\n',
      ...Array.from({ length: 40 }, (_, i) => `${Number((i * i) % 5 < 2)},${['home', 'shop'][i % 2]},u${i % 9},${(i % 2) * 100 + i}\n`),
      '1,lone,u1,5\n',
    ],
    'rows.csv',
  );
  const input = { ...of('separate'), data: { ...SETTINGS.data, sparse: ['user'], dense: ['price'] } };

  test('each row of the training file gets the prediction that its own domain’s model makes of it, whatever part it is in', async () => {
    const rooms = worker();
    const { run } = await trained(rooms, 'a', input, {}, table);
    const { told, rows } = await scored(rooms, table);
    expect(told).toMatchObject({ rows: 41, scored: 40, unknownDomain: 0, untrainedDomain: 1, labelled: 41 });
    expect(rows[40]).toMatchObject({ domain: 'lone', prediction: '', label: '1' });
    expect(told && sayScored(told)).toContain('1 row of a domain that had too few rows to train a model on: “lone” (1).');
    const users = new Map<string, Set<string>>();
    const columnsOf = async (row: number) => (await table.text()).split('\n')[row + 1]?.split(',') as string[];
    for (const part of ['train', 'val', 'test'] as const) {
      const known = await rooms.run.predictions(part);
      for (const [i, row] of known.rows.entries()) {
        if (row === 40) continue;
        expect(Number(rows[row]?.prediction), `${part}, row ${row}`).toBeCloseTo(known.values[i] as number, 5);
        const [, place = '', user = ''] = await columnsOf(row);
        if (part === 'train') users.set(place, (users.get(place) ?? new Set()).add(user));
      }
    }
    let unseen = 0;
    for (let row = 0; row < 40; row++) {
      const [, place = '', user = ''] = await columnsOf(row);
      if (!users.get(place)?.has(user)) unseen++;
    }
    expect(told?.unseen).toEqual(unseen > 0 ? [{ field: 'user', values: unseen }] : []);
    expect(run.data?.domains.map(({ name }) => name)).toEqual(told?.metrics?.domains.map(({ name }) => name));
  });

  test('values are unseen that another domain alone has; a row of no domain has no prediction; a bad number is named', async () => {
    const rooms = worker();
    await trained(rooms, 'a', input, {}, new File([await table.text(), '0,shop,mine,101\n1,shop,mine,102\n'.repeat(8)], 'rows.csv'));
    const file = (text: string) => new File([`place,user,price\n${text}`], 'new.csv');
    const { told, rows } = await scored(rooms, file('shop,mine,101\nhome,mine,1\nmoon,nobody,x\nlone,nobody,x\nshop,mine,101\n'));
    expect(told).toEqual({
      ...{
        rows: 5,
        scored: 3,
        unknownDomain: 1,
        unknownDomains: [{ name: 'moon', rows: 1 }],
        untrainedDomain: 1,
        untrainedDomains: [{ name: 'lone', rows: 1 }],
      },
      ...{ unseen: [{ field: 'user', values: 1 }], extra: [] },
    });
    expect(rows.map(({ domain }) => domain)).toEqual(['shop', 'home', '(unknown)', 'lone', 'shop']);
    expect(rows.map(({ prediction }) => prediction !== '')).toEqual([true, true, false, false, true]);
    expect(rows[4]?.prediction).toBe(rows[0]?.prediction);
    expect(rows[1]?.prediction).not.toBe(rows[0]?.prediction);
    await expect(scored(rooms, file('shop,mine,101\nhome,mine,x\n'))).rejects.toThrow('column "price", row 2 below the header: "x" is not a number');
    expect(await rooms.run.scoreColumns(file('home,u1,1\n'))).toMatchObject({ domain: ['place'], texts: ['user'], numbers: ['price'], missing: [] });
  });
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
