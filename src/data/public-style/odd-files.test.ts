import { describe, expect, test } from 'vitest';
import { UserError } from '../../lib/user-error';
import type { ReadChoices } from '../../protocol/reading';
import { openFiles } from '../files/open-files';
import { propose } from '../roles/propose-roles';
import { fileOf } from '../test-helpers';

/** Files as other programs leave them: each becomes a table with its roles, or says what it is and what to do. */

const lines = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join('\n');
const draw = (i: number, salt: number) => Math.imul(i + 1 + 7919 * salt, 2654435761) >>> 8;
const pick = (of: readonly string[], i: number, salt: number) => of[draw(i, salt) % of.length] as string;
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function rolesOf(name: string, content: string | Uint8Array) {
  const { table } = await openFiles([fileOf(content, { name })]);
  const { roles, group, reasons } = propose(table);
  return {
    label: roles.label,
    domain: roles.domain,
    group,
    sparse: roles.sparse,
    dense: roles.dense,
    out: reasons.filter(({ role }) => role === 'leave out').map(({ column }) => column),
  };
}

describe('a table', () => {
  test('of Excel in German: semicolons, Windows-1252, points in thousands, dates, ja and nein', async () => {
    const rows = lines(
      300,
      (i) =>
        `${1000 + (draw(i, 0) % 40)};1.${200 + (draw(i, 2) % 700)},${10 + (draw(i, 3) % 89)};${10 + (i % 18)}.0${1 + (i % 9)}.2024;${pick(['M\xfcnchen', 'K\xf6ln', 'Berlin'], i, 4)};${pick(['Nein', 'Nein', 'Ja'], i, 5)}`,
    );
    expect(await rolesOf('Export.csv', latin1(`Kunden-Nr.;Preis;Datum;Filiale;Gekauft\r\n${rows.replaceAll('\n', '\r\n')}\r\n`))).toMatchObject({
      label: { column: 'Gekauft', positive: 'Ja' },
      domain: { column: 'Filiale' },
      group: 'Kunden-Nr.',
      dense: ['Preis'],
    });
  });

  test('of R, whose row names are quoted, and of pandas with its index', async () => {
    const row = (i: number) => `"u${draw(i, 0) % 40}","${pick(['a', 'b', 'c'], i, 2)}",${(draw(i, 3) % 999) / 10},${pick(['FALSE', 'FALSE', 'TRUE'], i, 4)}`;
    const wanted = { label: { column: 'bought' }, domain: { column: 'store' }, group: 'user', dense: ['price'], out: ['column 1'] };
    expect(await rolesOf('r.csv', `"","user","store","price","bought"\n${lines(300, (i) => `"${i + 1}",${row(i)}`)}`)).toMatchObject(wanted);
    expect(await rolesOf('df.csv', `,user,store,price,bought\n${lines(300, (i) => `${i},${row(i)}`)}`)).toMatchObject(wanted);
  });

  test('of BigQuery: nested names, numbers as texts, an id that looks like a fraction', async () => {
    const row = (i: number) => ({
      event_timestamp: String(1_700_000_000_000_000 + i * 3_600_000_000),
      user_pseudo_id: `${draw(i, 0) % 40}.17`,
      device: { category: pick(['mobile', 'desktop', 'tablet'], i, 1), language: null },
      converted: draw(i, 3) % 4 === 0,
    });
    expect(
      await rolesOf(
        'bq.json',
        lines(300, (i) => JSON.stringify(row(i))),
      ),
    ).toEqual({
      label: { column: 'converted' },
      domain: { column: 'device.category' },
      group: 'user_pseudo_id',
      sparse: ['user_pseudo_id'],
      dense: [],
      out: ['device.language'],
    });
  });

  test('of a survey: answers that begin with yes and no', async () => {
    const rows = lines(
      100,
      (i) => `"${20 + (i % 40)}","${pick(['At home, mostly', 'Away, at times', 'Nowhere'], i, 1)}","${pick(['No, thanks', 'Yes, please'], i, 2)}"`,
    );
    expect(await rolesOf('survey.csv', `"How old, in years?","Where, mostly?","Would you buy it?"\n${rows}`)).toMatchObject({
      label: { column: 'Would you buy it?', positive: '"Yes, please"' },
      domain: { column: 'Where, mostly?' },
    });
  });

  test('of places and hours: each is a value of its own; of many places the number counts, and so do their counts', async () => {
    const row = (i: number) =>
      `u${draw(i, 1) % 60},${pick(['0', '1', '7'], i, 2)},${draw(i, 3) % 24},${draw(i, 4) % 300},${draw(i, 5) % 9},${pick(['a', 'b', 'c'], i, 6)},${draw(i, 7) % 2}`;
    const found = await rolesOf('ads.csv', `user,banner_pos,hour,pos,num_day,site,click\n${lines(600, row)}`);
    expect([found.sparse, found.dense]).toEqual([
      ['user', 'banner_pos', 'hour'],
      ['pos', 'num_day'],
    ]);
  });

  test('of users and items alone has one domain', async () => {
    expect(await rolesOf('small.csv', `user,item,click\n${lines(200, (i) => `u${draw(i, 1) % 9},i${draw(i, 2) % 17},${draw(i, 3) % 2}`)}`)).toMatchObject({
      domain: { rows: 'all' },
      group: 'user',
      sparse: ['user', 'item'],
    });
  });
});

const PROSE =
  'These files contain ratings, tags and names of movies, made by users who joined in 2000.\n\nNobody can guarantee the correctness of the data, its suitability\nfor any purpose, or what follows from its use.\n\n   * The user may not state, or imply, any endorsement\n     of the group.\n';

describe('no table', () => {
  test.each<[what: string, name: string, content: string | Uint8Array, says: RegExp]>([
    [
      'a README of few lines',
      'README.md',
      '# My data\n\nThis is a folder, with clicks, and users.\nIt was made in 2024, by me.\n\n## Licence\n\nNone, so far.\n',
      /^README\.md: this does not look like a table/,
    ],
    ['a README', 'README.txt', PROSE, /^README\.txt: this does not look like a table/],
    ['lines with signs at random', 'a.txt', 'f(1,2)\nend\ng(3,4,5,6)\nh;i\nj,k,l\nm|n|o,p\n', /^a\.txt: this does not look like a table/],
    [
      'text without commas',
      'notes.txt',
      'this is what we did on the first day\nand this is what we did then\nwhich was all\n',
      /^notes\.txt: this does not look like a table/,
    ],
    [
      'MySQL',
      'dump.sql',
      '-- MySQL dump 10.13\n--\n/*!40101 SET @OLD=1 */;\nDROP TABLE IF EXISTS `c`;\nCREATE TABLE `c` (\n  `user` int\n);\nINSERT INTO `c` VALUES (1,2,1),(2,3,0);\n',
      /^dump\.sql: this is a dump of a database \(SQL\).*export the table as CSV\.$/,
    ],
    [
      'PostgreSQL',
      'dump',
      '--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nCREATE TABLE public.clicks (u int);\n',
      /^dump: this is a dump of a database/,
    ],
    ['ARFF', 'a.arff', '% remark\n@RELATION clicks\n@ATTRIBUTE user NUMERIC\n@DATA\n1\n2\n', /^a\.arff: this is an ARFF file of Weka.*Save it as CSV/],
    ['SVMlight', 'a.svm', lines(20, (i) => `${i % 2} 1:0.5 ${2 + (i % 5)}:1`), /^a\.svm, line 1: these are lines of LibSVM/],
    [
      'HTML named .xls',
      'report.xls',
      '<!-- made by x -->\n<html><body><table><tr><td>user</td></tr></table></body></html>',
      /^report\.xls: this is a web page \(HTML\).*save it as CSV \(UTF-8\)\.$/,
    ],
    ['XML named .xls', 'report.xls', '\ufeff<?xml version="1.0"?>\n<Workbook></Workbook>', /^report\.xls: this is XML/],
    ['NumPy', 'a.npy', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0x76, 0), /^a\.npy: this is an array of NumPy.*to_csv/],
    ['bytes without a zero', 'a.bin', Uint8Array.from({ length: 4000 }, (_, i) => 1 + (draw(i, 1) % 255)), /^a\.bin: this is a binary file/],
    [
      'JSON with its rows under a key',
      'a.json',
      JSON.stringify({ results: [{ a: 1 }, { a: 2 }] }),
      /^a\.json, line 1: the file is one object, with its rows in a list in “results”\. Write one object a line/,
    ],
    [
      'JSON by columns',
      'a.json',
      JSON.stringify({ user: { 0: 'a', 1: 'b' }, click: { 0: 1, 1: 0 } }),
      /^a\.json, line 1: the file is one object, with its values by columns/,
    ],
  ])('%s says what it is', async (_, name, content, says) => {
    await expect(openFiles([fileOf(content, { name })])).rejects.toThrow(says);
  });

  test('who says so has it read all the same', async () => {
    const file = fileOf('When we go, and where we stay\nin early spring, at the sea\nin late autumn, on a hill\nin the winter, here at home\n', {
      name: 'notes.txt',
    });
    const error = await openFiles([file]).catch((thrown: unknown) => thrown as UserError);
    expect(error).toBeInstanceOf(UserError);
    const [offer] = (error as UserError).offers as { text: string; choices: ReadChoices }[];
    expect(offer?.text).toBe('Read it as a table all the same');
    expect((await openFiles([file], { choices: offer?.choices })).table.rows).toBeGreaterThan(1);
  });

  test('a table may look a little like these', async () => {
    const tables = [
      'set a,use\ncreate,1\ninsert,0\n',
      'title,comment\n"A story, of the sea","I liked it, very much so"\n"The hill, in fog","Not so much, alas"\n',
      'name, age, where\nAnn B, 33, on the hill\nBob C, 41, at the sea\n',
      'a\x01b\x02c\n1\x012\x023\n',
    ];
    for (const content of tables)
      expect((await openFiles([fileOf(content)], content.includes('\x01') ? { choices: { delimiter: '\x01' } } : {})).table.rows).toBeGreaterThan(0);
  });
});
