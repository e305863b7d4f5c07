import type { Table } from '../table/table';
import { Texts } from '../table/texts';
import { columnsOf, hasColumns } from './columns';
import type { KnownSet, Recipe } from './known-set';

/*
 * Files as published: https://www.kaggle.com/datasets/fengzhujoey/douban-datasetratingreviewside-information. How they are put together,
 * label (rating > 3), domain and fields: data_process.py and get_doubandata_rank_multidomain in scripts of
 * https://github.com/Xiaopengli1/Scenario-Wise-Rec.
 */
const DOMAINS = ['book', 'movie', 'music'] as const;

export const douban: KnownSet = {
  info: {
    title: 'Douban',
    about: 'Ratings of books, movies and music by the same users.',
    licence: 'as stated at Kaggle',
    home: 'https://www.kaggle.com/datasets/fengzhujoey/douban-datasetratingreviewside-information',
    rows: '1.7 million',
    files: 'bookreviews_cleaned.txt, moviereviews_cleaned.txt, musicreviews_cleaned.txt and users_cleaned.txt; douban.csv of Scenario-Wise Rec',
    roles: 'rating above 3; domains book, movie, music',
  },
  recipe(names): Recipe | undefined {
    const reviews = DOMAINS.filter((domain) => names.includes(`${domain}reviews_cleaned.txt`));
    if (reviews.length === 0) return undefined;
    const reading = { delimiter: '\t', header: true };
    return {
      title: 'Douban',
      files: [
        ...reviews.map((domain) => ({ name: `${domain}reviews_cleaned.txt`, reading, gives: { domain }, prepare: (table: Table) => withItems(table, domain) })),
        ...(names.includes('users_cleaned.txt') ? [{ name: 'users_cleaned.txt', reading, gives: { key: 'UID', of: 'user_id' } }] : []),
      ],
    };
  },
  made(table) {
    if (!hasColumns(table, 'user_id', 'item_id', 'rating')) return undefined;
    const [domain] = columnsOf(table, ['domain', 'file']);
    const values = table.columns.find(({ name }) => name === domain)?.values;
    if (!domain || !values || ![...values].every((text) => (DOMAINS as readonly string[]).includes(text))) return undefined;
    const stars = table.columns.find(({ name }) => name === 'rating')?.values.some((text) => Number(text) > 1);
    return {
      title: 'Douban',
      notes: ['Roles follow Scenario-Wise Rec: positive is a rating above 3; domains are books, movies and music.'],
      roles: {
        label: { column: 'rating', positive: stars ? '> 3' : '1' },
        domain: { column: domain },
        sparse: columnsOf(table, ['user_id', 'item_id', 'living_place', 'time_bin']),
        dense: [],
        group: 'user_id',
      },
      split: { ratios: [0.8, 0.1, 0.1] },
    };
  },
};

/** A book and a movie may have the same number: the item says of which kind it is. */
function withItems(table: Table, domain: string): Table {
  const columns = table.columns.map((column) =>
    column.name === `${domain}_id` ? { ...column, name: 'item_id', values: Texts.of(column.values.map((text) => `${domain} ${text}`)) } : column,
  );
  return { ...table, columns };
}
