import type { DomainConfig, Roles, SparseFieldConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import type { KnownData } from '../../protocol/files';
import { AGE_GROUPS } from '../roles/age-groups';
import type { Table } from '../table/table';
import { columnsOf, hasColumns } from './columns';
import { genresOf } from './genre-flags';
import type { KnownSet, Recipe, RecipeFile } from './known-set';

/*
 * Files and columns: the README files of ml-100k, ml-1m, ml-20m, ml-25m, ml-32m and ml-latest-small
 * (https://grouplens.org/datasets/movielens/). Label (rating > 3), domains by age ({1, 18}, {25}, the rest), sparse and dense fields, split
 * 8 : 1 : 1: examples/run_movielens_rank_multi_domain.py of https://github.com/Applied-Machine-Learning-Lab/HAMUR, and
 * scripts/run_movielens_rank_multi_domain.py of https://github.com/Xiaopengli1/Scenario-Wise-Rec.
 */

const LICENCE = 'research; not to be passed on; no commercial use without permission';
const HOME = 'https://grouplens.org/datasets/movielens/';
const RATINGS = ['user_id', 'movie_id', 'rating', 'timestamp'];
const SPLIT = { ratios: [0.8, 0.1, 0.1] as [number, number, number] };

/** Files that are there, of those that a set may have. */
const filesOf = (names: readonly string[], files: readonly RecipeFile[]) => files.filter(({ name }) => names.includes(name));

/** The paper's domains; of a small part of the data those that have rows. */
function domainsByAge({ columns }: Table): DomainConfig {
  const ages = [...(columns.find(({ name }) => name === 'age')?.values ?? [])];
  const groups = AGE_GROUPS.filter((group) => {
    const test = parseValueTest(group) as ValueTest;
    return ages.some((age) => test.accepts(age));
  });
  return groups.length > 1 ? { column: 'age', groups } : { rows: 'all' };
}

/** Of the genres the paper takes the first. */
const firstGenre = (table: Table): SparseFieldConfig[] =>
  hasColumns(table, 'genres') ? [{ name: 'cate_id', column: 'genres', take: 'first', separator: '|' }] : [];

/** MovieLens-100K and 1M as one table, or as published and joined. */
function madeWithAges(table: Table, title: string): KnownData | undefined {
  if (!hasColumns(table, 'user_id', 'movie_id')) return undefined;
  const label = hasColumns(table, 'rating') ? { column: 'rating', positive: '> 3' } : hasColumns(table, 'label') ? { column: 'label' } : undefined;
  if (!label || !hasColumns(table, 'gender', 'age', 'occupation', 'zip')) return undefined;
  const genre = firstGenre(table);
  return {
    title,
    notes: [
      `Roles and split are those of the paper: positive is a rating above 3, domains are ages below 25, from 25 to 34, and from 35 on${genre.length > 0 ? '; of the genres the first counts' : ''}.`,
    ],
    roles: { label, domain: domainsByAge(table), sparse: ['user_id', 'movie_id', 'gender', 'occupation', 'zip', ...genre], dense: ['age'], group: 'user_id' },
    split: SPLIT,
  };
}

/** Ratings without what is known of the users. */
function madeOfRatings(table: Table, title: string, [user, movie]: readonly [string, string]): KnownData {
  const roles: Roles = {
    label: { column: 'rating', positive: '> 3' },
    domain: { rows: 'all' },
    sparse: [user, movie, ...columnsOf(table, ['gender', 'occupation', 'zip']), ...firstGenre(table)],
    dense: [],
    group: user,
  };
  return {
    title,
    notes: ['Positive is a rating above 3, as in the paper. The ages of the users, which make its domains, are not here: all rows are one domain.'],
    roles,
    split: SPLIT,
  };
}

/** 100K: 943 users, 1,682 movies. Every age occurs, so it differs from 1M, whose ages are seven codes. */
const codedAges = (table: Table) => (table.columns.find(({ name }) => name === 'age')?.values.length ?? 0) <= 7;

export const movielens100k: KnownSet = {
  info: {
    title: 'MovieLens-100K',
    about: 'Ratings of movies, with age, gender, occupation and zip code of the users.',
    licence: LICENCE,
    home: HOME,
    rows: '100,000',
    files: 'ml-100k.zip; u.data, u.user and u.item; one table with their columns',
    roles: 'rating above 3; domains by age',
  },
  recipe(names): Recipe | undefined {
    if (!names.includes('u.data')) return undefined;
    const bars = { delimiter: '|', header: false, encoding: 'windows-1252' };
    const files: RecipeFile[] = [
      { name: 'u.data', columns: RATINGS, reading: { delimiter: '\t', header: false } },
      { name: 'u.user', columns: ['user_id', 'age', 'gender', 'occupation', 'zip'], reading: bars, gives: { key: 'user_id' } },
      {
        name: 'u.item',
        columns: ['movie_id', 'title', 'release_date', 'video_release_date', 'imdb_url'],
        reading: bars,
        gives: { key: 'movie_id' },
        prepare: genresOf,
      },
    ];
    return { title: 'MovieLens-100K', files: filesOf(names, files) };
  },
  made(table) {
    if (hasColumns(table, ...RATINGS, 'age', 'genres') && !codedAges(table)) return madeWithAges(table, 'MovieLens-100K');
    return hasColumns(table, ...RATINGS) && !hasColumns(table, 'age') ? madeOfRatings(table, 'MovieLens', ['user_id', 'movie_id']) : undefined;
  },
};

export const movielens1m: KnownSet = {
  info: {
    title: 'MovieLens-1M',
    about: 'Ratings of movies, with age group, gender, occupation and zip code of the users. The paper’s first data set.',
    licence: LICENCE,
    home: HOME,
    rows: '1,000,209',
    files: 'ml-1m.zip; ratings.dat, users.dat and movies.dat; one table with their columns',
    roles: 'rating above 3; domains by age',
  },
  recipe(names): Recipe | undefined {
    const files: RecipeFile[] = [
      { name: 'ratings.dat', columns: RATINGS, reading: { delimiter: '::', header: false } },
      { name: 'users.dat', columns: ['user_id', 'gender', 'age', 'occupation', 'zip'], reading: { delimiter: '::', header: false } },
      { name: 'movies.dat', columns: ['movie_id', 'title', 'genres'], reading: { delimiter: '::', header: false, encoding: 'windows-1252' } },
    ];
    const [ratings, ...others] = filesOf(names, files);
    if (!ratings) return undefined;
    // Users and movies may have come with ratings in some other form, such as labels.
    const rest =
      ratings.name === 'ratings.dat' ? [] : names.filter((name) => !files.some((file) => file.name === name) && /label|rating|click|inter/i.test(name));
    if (ratings.name !== 'ratings.dat' && rest.length === 0) return undefined;
    return { title: 'MovieLens-1M', files: [...rest.map((name) => ({ name })), ratings, ...others] };
  },
  made: (table) => {
    const made = madeWithAges(table, 'MovieLens-1M');
    return made && codedAges(table) ? made : undefined;
  },
};

const NEWER = ['userId', 'movieId', 'rating', 'timestamp'];

export const movielensNewer: KnownSet = {
  info: {
    title: 'MovieLens 20M, 25M, 32M, latest-small',
    about: 'Ratings of movies. Nothing is known of the users but an id.',
    licence: LICENCE,
    home: HOME,
    rows: '20,000,263; 25,000,095; 32,000,204; 100,836',
    files: 'the zip; ratings.csv and movies.csv',
    roles: 'rating above 3; one domain',
  },
  recipe(names): Recipe | undefined {
    if (!names.includes('ratings.csv') || !names.includes('movies.csv')) return undefined;
    return { title: 'MovieLens', files: [{ name: 'ratings.csv' }, { name: 'movies.csv', gives: { key: 'movieId' } }] };
  },
  made: (table) => (hasColumns(table, ...NEWER) ? madeOfRatings(table, 'MovieLens', ['userId', 'movieId']) : undefined),
};
