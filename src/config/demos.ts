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

export const DEMOS: readonly DemoInfo[] = [
  {
    name: 'conflict',
    title: 'Conflicting domains',
    about: 'Three channels with 60, 30 and 10 % of the rows. Their visitors share half of their tastes and disagree on the other half.',
    rows: 20_000,
    roles: ROLES,
  },
  {
    name: 'agreement',
    title: 'Agreeing domains',
    about: 'The same visitors and items, but all channels agree. One model is enough, so an adapter has little to add.',
    rows: 20_000,
    roles: ROLES,
  },
  {
    name: 'many',
    title: 'Twelve uneven domains',
    about: 'Twelve sites, from a quarter of the rows down to about one row in a hundred. Each has tastes of its own.',
    rows: 24_000,
    roles: ROLES,
  },
];
