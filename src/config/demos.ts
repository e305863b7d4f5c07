import type { Roles } from './run-config';

/** A named demo set, as the page lists it; the generators stand in `data/demos`. */
export interface DemoInfo {
  name: string;
  title: string;
  about: string;
  rows: number;
  roles: Roles;
}

/** All demo sets come from one click model and have the same columns. */
const ROLES: Roles = {
  label: { column: 'click' },
  domain: { column: 'channel' },
  sparse: ['user_id', 'segment', 'item_id', 'category', 'hour'],
  dense: ['price'],
};

/** The demo set that the page opens with. */
export const DEFAULT_DEMO = 'conflict';

export const DEMOS: readonly DemoInfo[] = [
  {
    name: DEFAULT_DEMO,
    title: 'Conflicting domains',
    about: 'Three channels with 50, 30 and 20 % of the rows. Their visitors agree in two of ten tastes. In each of the others a channel may want the opposite.',
    rows: 30_000,
    roles: ROLES,
  },
  {
    name: 'agreement',
    title: 'Agreeing domains',
    about:
      'Visitors and items are as many as where domains conflict, but all channels agree, so the domain says nothing of tastes. Watch whether it moves H, and whether the adapter helps all the same.',
    rows: 30_000,
    roles: ROLES,
  },
  {
    name: 'many',
    title: 'Twelve uneven domains',
    about: 'Twelve sites, from a quarter of the rows down to one row in 64. Each has tastes of its own.',
    rows: 48_000,
    roles: ROLES,
  },
  {
    name: 'tiny',
    title: 'A tiny domain',
    about:
      'Three channels with 60, 38 and 2 % of the rows. The smallest, video, has exactly the tastes of the largest, home; search wants the opposite in eight of ten. Watch whether video gains from home’s rows.',
    // A tenth of the rows is tested. With fewer than this, some seeds leave video fewer than 40 test rows of one class.
    rows: 60_000,
    roles: ROLES,
  },
  {
    name: 'one-noisy',
    title: 'A domain of noise',
    about:
      'Three channels with 50, 30 and 20 % of the rows. Home and video agree. The clicks of search are pure chance: only luck brings an AUC other than .5 there. Watch whether this noise hurts the others.',
    rows: 30_000,
    roles: ROLES,
  },
];
