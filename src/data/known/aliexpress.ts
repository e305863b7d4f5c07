import { columnsLike, hasColumns } from './columns';
import type { KnownSet } from './known-set';

/*
 * Columns: datasets/aliexpress.py of https://github.com/easezyc/Multitask-Recommendation-Library (16 categorical columns, numerical ones,
 * then click and conversion) and torch-rechub's example of the same data. Domains: a country each (Li et al., Improving Multi-Scenario
 * Learning to Rank in E-commerce, CIKM 2020).
 */
export const aliexpress: KnownSet = {
  info: {
    title: 'AliExpress',
    about: 'Search results that were shown in several countries, and whether they were clicked and bought.',
    licence: 'as stated at Tianchi',
    home: 'https://tianchi.aliyun.com/dataset/74690',
    rows: '17 to 32 million a country',
    files: 'train.csv and test.csv of one country or several, in their folders (AliExpress_NL/train.csv)',
    roles: 'click; a domain for each country; split by file',
  },
  made(table) {
    if (!hasColumns(table, 'categorical_1', 'numerical_1', 'click', 'conversion')) return undefined;
    return {
      title: 'AliExpress',
      notes: ['Each country is a domain; “conversion” comes after the click and is left out.'],
      roles: {
        label: { column: 'click' },
        domain: hasColumns(table, 'file') ? { column: 'file' } : { rows: 'all' },
        sparse: columnsLike(table, /^categorical_\d/),
        dense: columnsLike(table, /^numerical_\d/),
      },
    };
  },
};
