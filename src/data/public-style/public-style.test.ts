import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { proposingOfSeveral } from '../combine/roles';
import { encode } from '../encode/encode';
import { openFiles } from '../files/open-files';
import { propose } from '../roles/propose-roles';
import { atOnce } from '../source/steps';
import { profileColumns } from '../table/profile';
import { fileOf, textsOf } from '../test-helpers';
import * as made from './files.test-helper';

/** What a person sees of a file of each kind without a hand on it. */
async function seen(...files: [name: string, content: string | Uint8Array][]) {
  const { table, combined, known } = await openFiles(files.map(([name, content]) => fileOf(content, { name })));
  const columns = profileColumns(table);
  const proposal = combined ? atOnce(proposingOfSeveral(table, columns, combined, known)).proposal : propose(table, columns);
  const { roles, reasons } = proposal;
  // What is proposed can be encoded as it is.
  if (roles.label.column !== '') expect(encode(table, completeRunConfig({}, roles)).rows).toBeGreaterThan(100);
  const named = (role: string) => reasons.filter((each) => each.role === role).map(({ column }) => column);
  return {
    table,
    columns,
    proposal,
    roles,
    named,
    combined,
    texts: textsOf(table),
    reading: table.readings?.[0],
    notes: table.warnings.map(({ message }) => message),
  };
}

test('Criteo: tabs, no header, the label first, empty cells', async () => {
  const { roles, columns, reading } = await seen(['train.txt', made.criteo()]);
  expect(reading).toMatchObject({ delimiter: '\t', header: false });
  expect(columns).toHaveLength(40);
  expect([roles.label, roles.domain]).toEqual([{ column: 'column 1' }, { rows: 'all' }]);
  expect(columns.slice(14).every(({ type, missing }) => type === 'text' && missing > 0)).toBe(true);
});

test('Avazu: ids of 20 digits keep them, the hour is a time', async () => {
  const { roles, columns, named, texts } = await seen(['train.csv', made.avazu()]);
  expect(roles.label).toEqual({ column: 'click' });
  expect(texts.id?.[0]).toMatch(/^100000000000000000\d\d$/);
  expect(named('leave out')).toEqual(['id']);
  expect(columns[2]).toMatchObject({ name: 'hour', type: 'time' });
  expect(new Date(columns[2]?.from as number).toISOString()).toMatch(/^2014-10-21T/);
});

test('Taobao’s behaviour: no header; what was done may be the label, and which of it is asked', async () => {
  const { roles, proposal, columns, named } = await seen(['UserBehavior.csv', made.userBehavior()]);
  expect(roles.label.column).toBe('');
  expect(proposal.labels).toMatchObject([{ column: 'column 4', positive: 'buy' }]);
  expect(columns[4]?.type).toBe('time');
  expect(named('sparse')).toEqual(['column 1', 'column 2', 'column 3', 'column 4']);
});

test('Goodreads: JSON Lines with an object, a list and a null', async () => {
  const { roles, named, columns } = await seen(['interactions.json', made.goodreads()]);
  expect(roles.label).toEqual({ column: 'rating', positive: '> 3' });
  expect(columns.map(({ name }) => name)).toContain('shelf.name');
  expect(named('list')).toEqual(['genres']);
  expect(named('time')).toContain('date_added');
});

test('Last.fm: quotes that are letters of a title', async () => {
  const { texts, reading } = await seen(['userid-timestamp-artid.tsv', made.lastFm()]);
  expect(reading).toMatchObject({ delimiter: '\t', header: false, rows: 200 });
  expect(new Set(texts['column 4'])).toEqual(new Set(['"Weird Al" Yankovic', 'Guns "N" Roses', '12" remix', 'Mötley Crüe']));
});

test('Book-Crossing: semicolons, Latin-1, quotes behind backslashes, NULL', async () => {
  const { roles, texts, columns, notes } = await seen(['BX-Books.csv', made.bookCrossing()]);
  expect(roles.label).toEqual({ column: 'Book-Rating', positive: '> 6' });
  expect(new Set(texts['Book-Title'])).toEqual(new Set(['Flüsse', 'The "Big" One', 'A; B', "L'été"]));
  expect(notes).toContain('Quotes within a field stand behind a backslash, and are read as quotes.');
  expect(columns.find(({ name }) => name === 'Age')?.missingAs).toMatchObject([{ word: 'NULL' }]);
});

test('Jester: 99 is asked about', async () => {
  const { columns } = await seen(['jester.csv', made.jester()]);
  expect(columns.map(({ maybeMissing }) => maybeMissing?.[0]?.word)).toEqual([undefined, '99', '99', '99', undefined, undefined]);
});

test('Excel in German: sep=, percent signs, points between thousands, ja and nein', async () => {
  const { roles, columns, texts } = await seen(['Verkauf.csv', made.excel()]);
  expect(roles.label).toEqual({ column: 'gekauft', positive: 'ja' });
  expect(roles.dense).toEqual(['Umsatz', 'Rabatt']);
  expect(columns.find(({ name }) => name === 'Datum')?.type).toBe('time');
  const sales = columns.find(({ name }) => name === 'Umsatz');
  const numbers = texts.Umsatz?.map((text) => Number(text.replace('.', '').replace(',', '.'))) ?? [];
  expect([sales?.min, sales?.max]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
});

test('an analytics export: remarks above the table, thousands in quotes, percent', async () => {
  const { roles, columns, reading } = await seen(['analytics.csv', made.analytics()]);
  expect(reading).toMatchObject({ skipped: 6, header: true });
  expect(roles.label).toEqual({ column: 'Converted' });
  expect(roles.dense).toEqual(['Sessions', 'Bounce rate']);
  expect(columns.find(({ name }) => name === 'Sessions')?.min).toBeGreaterThan(999);
});

test('pandas: its column of row numbers is no feature; ids with .0, True and False', async () => {
  const { roles, named } = await seen(['clicks.csv', made.pandas()]);
  expect(roles).toMatchObject({ label: { column: 'clicked' }, domain: { column: 'channel' }, sparse: ['user_id', 'item_id'], dense: ['price'] });
  expect(named('leave out')).toEqual(['column 1']);
});

test('R’s write.table: spaces, quotes, no name above the row names', async () => {
  const { roles, named, texts, reading } = await seen(['clicks.txt', made.rTable()]);
  expect(reading).toMatchObject({ delimiter: ' ', header: true });
  expect(roles).toMatchObject({ label: { column: 'clicked' }, domain: { column: 'channel' }, sparse: ['user', 'item'] });
  expect(named('leave out')).toEqual(['column 1']);
  expect(texts.channel).toContain('web site');
});

test('MySQL: tabs and \\N', async () => {
  const { roles, columns } = await seen(['dump.tsv', made.mySql()]);
  expect(roles).toMatchObject({ label: { column: 'clicked' }, domain: { column: 'channel' }, dense: ['price'] });
  expect(columns[3]?.missingAs).toMatchObject([{ word: '\\N' }]);
});

test('moments with a zone, and dates the German way', async () => {
  const { columns, named } = await seen(['visits.csv', made.dates()]);
  expect(named('time')).toEqual(['seen_at', 'day']);
  expect(new Date(columns[3]?.from as number).toISOString()).toMatch(/^2023-\d\d-05T08:00:00/);
  expect(new Date(columns[4]?.from as number).toISOString()).toMatch(/^2023-01-/);
});

test('KKBox: ids in base64, the word null', async () => {
  const { roles, columns } = await seen(['train.csv', made.kkBox()]);
  expect(roles.label).toEqual({ column: 'target' });
  expect(roles.sparse).toContain('msno');
  expect(columns.find(({ name }) => name === 'source_system_tab')?.missingAs).toMatchObject([{ word: 'null' }]);
});

test('Steam: no header, commas in titles; purchase or play is asked', async () => {
  const { roles, proposal, texts, reading } = await seen(['steam-200k.csv', made.steam()]);
  expect(reading).toMatchObject({ header: false, rows: 200 });
  expect(roles.label.column).toBe('');
  expect(proposal.labels).toMatchObject([{ column: 'column 3' }]);
  expect(texts['column 2']).toContain('The Elder Scrolls V, Skyrim');
});

test('Outbrain: clicks joined with ads and with events', async () => {
  const { roles, combined } = await seen(...Object.entries(made.outbrain()));
  expect(combined?.joins.map(({ file, of, found, keys }) => [file, of, found === keys])).toEqual([
    ['promoted_content.csv', 'ad_id', true],
    ['events.csv', 'display_id', true],
  ]);
  expect(roles).toMatchObject({ label: { column: 'clicked' }, domain: { column: 'platform' } });
});

test('LibFFM is a table, field by field; LibSVM is none, and it is said what to do', async () => {
  const { roles } = await seen(['train.ffm', made.libFfm()]);
  expect(roles).toMatchObject({ label: { column: 'column 1' }, sparse: ['column 2', 'column 3', 'column 4'] });
  await expect(seen(['a9a', made.libSvm()])).rejects.toThrow(/^a9a, line 1: these are lines of LibSVM.* save it as CSV\.$/);
});
