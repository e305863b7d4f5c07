import { hasColumns, valuesOf } from './columns';
import type { KnownSet } from './known-set';

/*
 * Columns, label, and the four categories: data_process.py and get_mind_data_multidomain in
 * https://github.com/Xiaopengli1/Scenario-Wise-Rec. There it is made of behaviors.tsv, a row for each impression, and news.tsv.
 */
export const mind: KnownSet = {
  info: {
    title: 'MIND',
    about: 'News that were shown, and whether they were clicked, as Scenario-Wise Rec prepares them.',
    licence: 'research (Microsoft Research licence terms)',
    home: 'https://msnews.github.io/',
    rows: '56 million',
    files: 'mind_all.csv or mind_sample.csv of Scenario-Wise Rec',
    roles: 'label; domains news, lifestyle, sports, finance',
  },
  made(table) {
    if (!hasColumns(table, 'User_ID', 'News_ID', 'label', 'Category', 'SubCategory')) return undefined;
    const groups = valuesOf(table, 'Category', ['news', 'lifestyle', 'sports', 'finance']);
    return {
      title: 'MIND',
      notes: ['Roles follow Scenario-Wise Rec: domains are four categories of news.'],
      roles: {
        label: { column: 'label' },
        domain: { column: 'Category', ...(groups.length > 1 && { groups }) },
        sparse: ['User_ID', 'News_ID', 'SubCategory'],
        dense: [],
        group: 'User_ID',
      },
      split: { ratios: [0.8, 0.1, 0.1] },
    };
  },
};
