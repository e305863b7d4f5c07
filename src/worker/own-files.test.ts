import { existsSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
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

describe('MovieLens as published', () => {
  const text = (name: string, count: number, line: (i: number) => string) => new File([Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')], name);
  const ratings = (name: string, mark: string) => text(name, 300, (i) => [1 + (i % 30), 1 + ((i * 7) % 20), 1 + ((i * i) % 5), 978300760 + i].join(mark));
  const ages = [1, 18, 25, 35, 45, 50, 56];

  test('1M: ratings.dat, users.dat, movies.dat', async () => {
    const users = text('users.dat', 30, (i) => [i + 1, 'MF'[i % 2], ages[i % 7], i % 21, `0${10000 + i}`].join('::'));
    const movies = new File(
      [
        Uint8Array.from(Array.from({ length: 20 }, (_, i) => `${i + 1}::Am\xe9lie ${i} (2001)::${['Drama|War', 'Comedy'][i % 2]}\n`).join(''), (letter) =>
          letter.charCodeAt(0),
        ),
      ],
      'movies.dat',
    );
    const open = await opened(users, movies, ratings('ratings.dat', '::'));
    expect(open.table).toMatchObject({ known: { title: 'MovieLens-1M' }, proposed: MOVIELENS, rows: 300 });
    expect(open.table.columns.find(({ name }) => name === 'title')?.top[0]?.value).toMatch(/^Amélie/);
    expect((await made(open)).rows).toBe(300);
  });

  test('100K: u.data, u.user, u.item, with a column for each genre', async () => {
    const users = text('u.user', 30, (i) => [i + 1, 15 + i, 'MF'[i % 2], 'writer', `${55100 + i}`].join('|'));
    const items = text('u.item', 20, (i) =>
      [i + 1, `Film, The ${i}`, '01-Jan-1995', '', 'http://x', ...Array.from({ length: 19 }, (_, g) => Number(g === i % 19))].join('|'),
    );
    const open = await opened(
      users,
      items,
      text('u.genre', 3, (i) => `g${i}|${i}`),
      ratings('u.data', '\t'),
    );
    expect(open.table).toMatchObject({ known: { title: 'MovieLens-100K' }, proposed: MOVIELENS, rows: 300 });
    expect((await made(open)).domains.map(({ name }) => name)).toEqual(['< 25', '25..34', '>= 35']);
  });

  test('the archive, with what lies beside the tables', async () => {
    const bytes = async (file: File) => new Uint8Array(await file.arrayBuffer());
    const members = {
      'ml-x/README.txt': new TextEncoder().encode('About ratings.'),
      'ml-x/ratings.csv': await bytes(
        text('ratings.csv', 300, (i) => (i === 0 ? 'userId,movieId,rating,timestamp' : [i % 30, i % 20, ((i * i) % 10) / 2, i].join(','))),
      ),
      'ml-x/movies.csv': await bytes(text('movies.csv', 21, (i) => (i === 0 ? 'movieId,title,genres' : `${i - 1},"Film, The ${i}",Drama|War`))),
      'ml-x/tags.csv': await bytes(text('tags.csv', 5, (i) => (i === 0 ? 'userId,movieId,tag,timestamp' : `${i},${i},fun,9`))),
    };
    const open = await opened(new File([zipSync(members)], 'ml-latest-small.zip'));
    expect(open.table.combined?.said).toBe(
      '2 files joined: ml-latest-small.zip/ml-x/ratings.csv with ml-latest-small.zip/ml-x/movies.csv by movieId (100 % found)',
    );
    expect(open.table).toMatchObject({
      rows: 299,
      known: { title: 'MovieLens' },
      proposed: { label: { column: 'rating', positive: '> 3' }, domain: { rows: 'all' } },
    });
    expect((await made(open)).rows).toBe(299);
  });
});

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

  test('MovieLens-1M in its parts, with labels in place of stars', async () => {
    const open = await opened(shared('ml-1m/movies.dat'), shared('ml-1m/users.dat'), shared('ml-1m/ml-1m-labels.csv.gz'));
    expect(open.table).toMatchObject({ rows: 1_000_209, known: { title: 'MovieLens-1M' }, proposed: { ...MOVIELENS, label: { column: 'label' } } });
    expect(open.table.combined?.joins).toMatchObject([
      { of: 'user_id', keys: 6040, found: 6040, unmatched: 0 },
      { of: 'movie_id', keys: 3706, found: 3706, unmatched: 0 },
    ]);
  }, 120_000);
});
