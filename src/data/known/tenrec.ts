import { columnsLike, hasColumns } from './columns';
import type { KnownSet } from './known-set';

/*
 * Columns and licence: https://github.com/yuangh-x/2022-NIPS-Tenrec. Label, domain (video_category, of which the missing one, \N, is one) and
 * fields: get_tenrec_multidomain in run_tenrec_multi_domain.py of https://github.com/Xiaopengli1/Scenario-Wise-Rec.
 */
export const tenrec: KnownSet = {
  info: {
    title: 'Tenrec',
    about: 'Videos that were shown in two apps of Tencent, and whether they were clicked, liked, shared or followed.',
    licence: 'CC BY-NC 4.0',
    home: 'https://tenrec0.github.io/',
    rows: 'about 120 million (ctr_data_1M.csv)',
    files: 'ctr_data_1M.csv, QK-video.csv, QB-video.csv; tenrec_sample.csv of Scenario-Wise Rec',
    roles: 'click; domain video_category, or the app where both are given',
  },
  made(table) {
    if (!hasColumns(table, 'user_id', 'item_id', 'click', 'follow', 'like', 'share', 'video_category')) return undefined;
    const apps = hasColumns(table, 'file');
    return {
      title: 'Tenrec',
      notes: [
        'Roles follow Scenario-Wise Rec, but for watching_times: how often a video was watched is known only after the click, so it is left out, as follow, like and share are.',
      ],
      roles: {
        label: { column: 'click' },
        domain: apps ? { column: 'file' } : { column: 'video_category', gaps: 'own' },
        sparse: ['user_id', 'item_id', ...(apps ? ['video_category'] : []), ...columnsLike(table, /^(?:gender|age)$/), ...columnsLike(table, /^hist_\d/)],
        dense: [],
        group: 'user_id',
      },
      split: { ratios: [0.8, 0.1, 0.1] },
    };
  },
};
