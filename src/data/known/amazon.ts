import { hasColumns, holdsOnly } from './columns';
import type { KnownSet, Recipe } from './known-set';

/*
 * Files as published: https://jmcauley.ucsd.edu/data/amazon/ (5-core). The three domains, label (overall > 3) and fields: data_process.py and
 * get_amazon_data_dict in https://github.com/Xiaopengli1/Scenario-Wise-Rec.
 */
const REVIEWS = /^reviews_(.+)_5\.json(?:\.gz)?$/;

export const amazon: KnownSet = {
  info: {
    title: 'Amazon reviews (5-core)',
    about: 'Ratings of products, a file for each kind. Scenario-Wise Rec takes Beauty, Clothing and Health.',
    licence: 'none stated; its makers ask to be cited',
    home: 'https://jmcauley.ucsd.edu/data/amazon/',
    rows: '823,000 (these three)',
    files: 'reviews_…_5.json.gz, one or several; amazon.csv of Scenario-Wise Rec',
    roles: 'rating above 3; a domain for each file',
  },
  recipe(names): Recipe | undefined {
    const files = names.flatMap((name) => {
      const [, domain] = REVIEWS.exec(name) ?? [];
      return domain === undefined ? [] : [{ name, gives: { domain } }];
    });
    return files.length < 2 ? undefined : { title: 'Amazon reviews', files };
  },
  made(table) {
    const split = { ratios: [0.8, 0.1, 0.1] as [number, number, number] };
    const notes = ['Roles follow Scenario-Wise Rec: user and item alone; positive is a rating above 3.'];
    if (hasColumns(table, 'user', 'item', 'label', 'domain_indicator') && holdsOnly(table, 'domain_indicator', ['0', '1', '2'])) {
      return {
        title: 'Amazon reviews',
        notes,
        roles: { label: { column: 'label' }, domain: { column: 'domain_indicator' }, sparse: ['user', 'item'], dense: [], group: 'user' },
        split,
      };
    }
    if (!hasColumns(table, 'reviewerID', 'asin', 'overall')) return undefined;
    const domain = hasColumns(table, 'file') ? { column: 'file' } : ({ rows: 'all' } as const);
    return {
      title: 'Amazon reviews',
      notes,
      roles: { label: { column: 'overall', positive: '> 3' }, domain, sparse: ['reviewerID', 'asin'], dense: [], group: 'reviewerID' },
      split,
    };
  },
};
