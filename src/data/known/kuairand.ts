import type { Table } from '../table/table';
import { columnsLike, columnsOf, hasColumns, valuesOf } from './columns';
import type { KnownSet, Recipe, RecipeFile } from './known-set';

/*
 * Files and columns as published: https://kuairand.com. Label (is_click), domain (tab 1, 0, 4, 2 and 6), dense fields, what is left out, and
 * the join of log, users and basic features of videos: get_kuairand_data_multidomain in scripts/run_kuairand_ctr_multi_domain.py, and
 * load_data_1k.py, of https://github.com/Xiaopengli1/Scenario-Wise-Rec.
 */
const DENSE = ['follow_user_num', 'fans_user_num', 'friend_user_num', 'register_days'];
const SPARSE = [
  'user_id',
  'video_id',
  'user_active_degree',
  'is_lowactive_period',
  'is_live_streamer',
  'is_video_author',
  'follow_user_num_range',
  'fans_user_num_range',
  'friend_user_num_range',
  'register_days_range',
];
const VIDEO = ['author_id', 'video_type', 'upload_type', 'visible_status', 'music_type', 'server_width', 'server_height'];
const TABS = ['0', '1', '2', '4', '6'];
const LOG = /^log_(?:standard|random)_.*_(?:pure|1k|27k)(?:_part\d)?\.csv(?:\.gz)?$/;
const USERS = /^user_features_(?:pure|1k|27k)\.csv(?:\.gz)?$/;
const VIDEOS = /^video_features_basic_(?:pure|1k|27k)\.csv(?:\.gz)?$/;

export const kuairand: KnownSet = {
  info: {
    title: 'KuaiRand (Pure, 1K)',
    about: 'What was shown in the video app Kuaishou and whether it was clicked, with features of users and videos.',
    licence: 'as stated at its home',
    home: 'https://kuairand.com/',
    rows: '1.4 million (Pure), 11.7 million (1K)',
    files: 'log_standard_…, user_features_… and video_features_basic_…; kuairand.csv of Scenario-Wise Rec',
    roles: 'is_click; domain tab',
  },
  recipe(names): Recipe | undefined {
    const logs = names.filter((name) => LOG.test(name));
    if (logs.length === 0) return undefined;
    // The random log is of another policy; it counts where it was given alone.
    const standard = logs.filter((name) => name.startsWith('log_standard'));
    const files: RecipeFile[] = [
      ...(standard.length > 0 ? standard : logs).sort().map((name) => ({ name, gives: {} })),
      ...names.filter((name) => USERS.test(name)).map((name) => ({ name, gives: { key: 'user_id' } })),
      ...names.filter((name) => VIDEOS.test(name)).map((name) => ({ name, gives: { key: 'video_id' } })),
    ];
    return { title: 'KuaiRand', files };
  },
  made(table) {
    if (!hasColumns(table, 'user_id', 'video_id', 'is_click', 'tab')) return undefined;
    return {
      title: 'KuaiRand',
      notes: [
        'Roles follow Scenario-Wise Rec: the domain is the tab in which a video was shown, of which the five largest count. What is known only after the click, such as play_time_ms, is left out.',
      ],
      roles: {
        label: { column: 'is_click' },
        domain: domainOf(table),
        sparse: [...columnsOf(table, SPARSE), ...columnsLike(table, /^onehot_feat\d/), ...columnsOf(table, VIDEO)],
        dense: columnsOf(table, DENSE),
        group: 'user_id',
      },
      split: { ratios: [0.8, 0.1, 0.1] },
    };
  },
};

function domainOf(table: Table) {
  const groups = valuesOf(table, 'tab', TABS);
  return { column: 'tab', ...(groups.length > 1 && { groups }) };
}
