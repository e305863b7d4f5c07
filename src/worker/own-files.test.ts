import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { OpenTable } from '../protocol/data';
import { DataRoom } from './data-room';

/** Files as people have them, from their bytes to what a run is about, with no hand on the table. */

async function opened(...files: File[]): Promise<{ table: OpenTable; room: DataRoom }> {
  const room = new DataRoom();
  return { table: await room.open({ files }, () => {}), room };
}

const split = ({ proposal }: OpenTable) => proposal?.split;

/** What the proposed roles make of the rows: that they can be run. */
async function made({ table, room }: Awaited<ReturnType<typeof opened>>) {
  const by = split(table);
  return (await room.preview(completeRunConfig(by ? { split: by } : {}, table.proposed))).data;
}

const csv = (name: string, head: string, rows: number, line: (i: number) => string) =>
  new File([`${head}\n${Array.from({ length: rows }, (_, i) => line(i)).join('\n')}\n`], name);

describe('files of one’s own', () => {
  const clicks = (name: string, rows: number, from = 0) =>
    csv(name, 'user,item,country,click', rows, (i) => `u${(from + i) % 40},${(i * 7) % 30},${['DE', 'FR', 'IT'][i % 3]},${Number((i * i) % 5 < 2)}`);

  test('train, validation and test: the rows are split by them, and the column that says so is nothing else', async () => {
    const open = await opened(clicks('x_test.csv', 40), clicks('x_valid.csv', 30), clicks('x_train.csv', 100));
    expect(open.table.proposed).toMatchObject({ label: { column: 'click' }, domain: { column: 'country' } });
    expect(JSON.stringify(open.table.proposed)).not.toContain('part');
    expect((await made(open)).split).toEqual({ train: 100, val: 30, test: 40 });
  });

  test('a file for each domain: these are the domains, and what would have been is a feature', async () => {
    const open = await opened(clicks('shop.csv', 60), clicks('app.csv', 50));
    expect(open.table.proposed.domain).toEqual({ column: 'file' });
    expect(open.table.proposed.sparse).toContain('country');
    expect((await made(open)).domains.map(({ name, rows }) => [name, rows])).toEqual([
      ['app', 50],
      ['shop', 60],
    ]);
  });

  test('files that are numbered only are no domains', async () => {
    const { table } = await opened(clicks('rows_1.csv', 60), clicks('rows_2.csv', 50));
    expect(table).toMatchObject({ rows: 110, proposed: { domain: { column: 'country' } } });
    expect(JSON.stringify(table.proposed)).not.toContain('"file"');
  });

  test('a test without labels is said, and no split by file is proposed', async () => {
    const unlabelled = csv('test.csv', 'user,item,country', 20, (i) => `u${i},${i % 30},DE`);
    const open = await opened(clicks('train.csv', 100), clicks('val.csv', 50), unlabelled);
    expect(split(open.table)).toBeUndefined();
    expect(open.table.warnings.map(({ message }) => message)).toContain(
      'test.csv has no column “click”, so nothing can be tested there: the split is not proposed by file.',
    );
    expect((await made(open)).rows).toBe(150);
  });

  test('rows with users and items', async () => {
    const users = csv('users.csv', 'user,age', 40, (i) => `u${i},${18 + i}`);
    const items = csv('items.csv', 'item_id,colour', 25, (i) => `${i},${['red', 'blue'][i % 2]}`);
    const open = await opened(users, clicks('log.csv', 200), items);
    expect(open.table.columns.map(({ name }) => name)).toEqual(['user', 'item', 'country', 'click', 'age', 'colour']);
    expect(open.table.combined?.joins).toMatchObject([
      { file: 'users.csv', of: 'user', found: 40, unmatched: 0 },
      { file: 'items.csv', of: 'item', key: 'item_id', keys: 30, found: 25 },
    ]);
    expect((await made(open)).rows).toBe(200);
  });

  test('the same files in another order make the same table', async () => {
    const files = () => [
      clicks('train.csv', 60),
      clicks('val.csv', 20, 5),
      clicks('test.csv', 20, 9),
      csv('users.csv', 'user,age', 40, (i) => `u${i},${18 + i}`),
    ];
    const [a, b] = [await opened(...files()), await opened(...files().reverse())];
    expect(b.table).toEqual(a.table);
  });
});

/** Other people's files, which may not be passed on with this project; read where they lie beside it. */
const FOLDER = process.env.DATA_DIR ?? '../shared/data';
const have = existsSync(`${FOLDER}/hamur_ali_ccp_train_sample.csv`);
const shared = (path: string) => new File([readFileSync(`${FOLDER}/${path}`)], path.slice(path.lastIndexOf('/') + 1));

const MOVIELENS = {
  label: { column: 'rating', positive: '> 3' },
  domain: { column: 'age', groups: ['< 25', '25..34', '>= 35'] },
  sparse: ['user_id', 'movie_id', 'gender', 'occupation', 'zip', { name: 'cate_id', column: 'genres', take: 'first', separator: '|' }],
  dense: ['age'],
};

describe.skipIf(!have)(`the papers' own files (skipped where ${FOLDER} does not hold them)`, () => {
  test('the three files of Ali-CCP', async () => {
    const open = await opened(...['test', 'train', 'val'].map((part) => shared(`hamur_ali_ccp_${part}_sample.csv`)));
    const { known, proposed } = open.table;
    expect(known?.title).toBe('Ali-CCP');
    expect(proposed).toMatchObject({ label: { column: 'click' }, domain: { column: '301' } });
    expect(proposed.sparse).toHaveLength(22);
    expect(proposed.dense).toEqual(['D109_14', 'D110_14', 'D127_14', 'D150_14', 'D508', 'D509', 'D702', 'D853']);
    expect((await made(open)).split).toEqual({ train: 100, val: 50, test: 50 });
  });

  test('the sample of MovieLens-1M', async () => {
    const open = await opened(shared('hamur_ml-1m-sample.csv'));
    expect(open.table).toMatchObject({ known: { title: 'MovieLens-1M' }, proposed: MOVIELENS });
    expect((await made(open)).domains.map(({ name }) => name)).toEqual(['< 25', '25..34', '>= 35']);
  });

  test('MovieLens-100K', async () => {
    const open = await opened(shared('ml-100k.csv.gz'));
    expect(open.table).toMatchObject({ rows: 100_000, known: { title: 'MovieLens-100K' }, proposed: MOVIELENS });
    expect((await made(open)).domains.map(({ rows }) => rows)).toEqual([26_551, 35_444, 38_005]);
  }, 60_000);
});
