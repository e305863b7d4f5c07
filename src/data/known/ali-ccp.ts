import { columnsLike, hasColumns } from './columns';
import type { KnownSet } from './known-set';

/*
 * Columns, label (click), domain (301), dense fields (names that begin with D): get_ali_ccp_data_dict in
 * examples/run_ali_ccp_ctr_ranking_multi_domain.py of https://github.com/Applied-Machine-Learning-Lab/HAMUR and in
 * scripts/run_ali_ccp_ctr_ranking_multi_domain.py of https://github.com/Xiaopengli1/Scenario-Wise-Rec, which read train, val and test.
 * Tianchi's page of the data says that 101 is the user's id. There 301 is a sparse field beside the domain that is made of it; here the domain is a field already.
 */
export const aliCcp: KnownSet = {
  info: {
    title: 'Ali-CCP',
    about: 'Clicks and purchases in Taobao, as prepared by the authors of HAMUR and by Scenario-Wise Rec.',
    licence: 'as stated at Tianchi',
    home: 'https://tianchi.aliyun.com/dataset/408',
    rows: '85 million',
    files: 'ali_ccp_train, ali_ccp_val and ali_ccp_test (also _sample); one table with their columns',
    roles: 'click; domain 301; split by file',
  },
  made(table) {
    if (!hasColumns(table, 'click', 'purchase', '101', '205', '301')) return undefined;
    const dense = columnsLike(table, /^D\d/);
    const sparse = columnsLike(table, /^\d/).filter((name) => name !== '301');
    return {
      title: 'Ali-CCP',
      notes: ['Roles are those of the authors of HAMUR: the domain is the column 301, the label is “click”; “purchase” comes after it and is left out.'],
      roles: { label: { column: 'click' }, domain: { column: '301' }, sparse, dense, group: '101' },
    };
  },
};
