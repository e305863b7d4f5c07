import type { DomainConfig, LabelConfig, Roles } from '../../config/run-config';
import type { ColumnProfile } from '../../protocol/data';
import { profileColumns } from '../table/profile';
import type { Table } from '../types';

/**
 * Roles that the columns' names and contents suggest; the person changes them. Nothing here is certain, so every
 * column is left in a role that can be seen.
 */
export function proposeRoles(table: Table): Roles {
  const profiles = profileColumns(table);
  const label = proposeLabel(profiles, table);
  const domain = proposeDomain(profiles.filter(({ name }) => name !== label.column));
  const taken = new Set([label.column, domain.column]);
  const features = profiles.filter((profile) => !taken.has(profile.name) && isFeature(profile, table.rows));
  const dense = features.filter(isDense).map(({ name }) => name);
  const grouped = profiles.find(({ name }) => name === domain.column);
  // Where groups of a number make the domain, the number itself is still a feature, as age is in the paper.
  if (domain.groups && grouped) dense.push(grouped.name);
  return { label, domain, sparse: features.filter((profile) => !isDense(profile)).map(({ name }) => name), dense };
}

const LABEL_NAMES = [
  'click',
  'clicked',
  'is_click',
  'label',
  'target',
  'y',
  'like',
  'is_like',
  'long_view',
  'conversion',
  'purchase',
  'rating',
  'score',
  'stars',
];
const OUTCOME =
  /^((is_)?(click|clicked|label|target|like|liked|purchase|purchased|buy|bought|ordered|conversion|convert|converted|follow|followed|cvr|ctr|rating|score|stars|y)|long_view|add_to_cart|is_(cart|order|share|comment|forward|watched|hate|profile_enter))$/i;
/** Names that say "domain" whatever they hold; 301 is Ali-CCP's. */
const SURE_DOMAIN_NAMES = ['domain', 'domain_id', 'domain_indicator', 'scenario', '301'];
const DOMAIN_NAMES = [...SURE_DOMAIN_NAMES, 'scene', 'channel', 'tab', 'market', 'country', 'site', 'category', 'age', 'age_group', 'gender'];
const MOST_DOMAINS = 20;

function proposeLabel(profiles: ColumnProfile[], table: Table): LabelConfig {
  const byName = (name: string) => profiles.find((profile) => profile.name.toLowerCase() === name);
  const named = LABEL_NAMES.map(byName).filter((profile) => profile !== undefined);
  const chosen =
    named.find((profile) => profile.distinct === 2 || isRating(profile)) ??
    profiles.find((profile) => isBinary(profile, table)) ??
    // A label by its name that cannot be one as it is: encoding says what is wrong with it.
    named[0] ??
    (profiles[0] as ColumnProfile);
  return isRating(chosen) ? { column: chosen.name, positive: '> 3' } : { column: chosen.name };
}

function isBinary({ name, distinct }: ColumnProfile, table: Table): boolean {
  if (distinct !== 2) return false;
  const values = (table.columns.find((column) => column.name === name)?.values ?? [])
    .filter((text) => text.trim() !== '')
    .map((text) => text.trim().toLowerCase());
  return [
    ['0', '1'],
    ['false', 'true'],
    ['n', 'y'],
    ['no', 'yes'],
  ].some((pair) => pair.every((each) => values.includes(each)));
}

/** Stars from 1 to 5, or such: a few ordered values around 3. */
function isRating({ name, type, distinct, min, max }: ColumnProfile): boolean {
  return type !== 'text' && /rating|score|stars/i.test(name) && distinct > 2 && distinct <= 20 && (min ?? 0) >= 0 && (max ?? 0) > 3 && (max ?? 0) <= 10;
}

function proposeDomain(profiles: ColumnProfile[]): DomainConfig {
  const byName = (name: string) => profiles.find((profile) => profile.name.toLowerCase() === name);
  const few = (profile: ColumnProfile | undefined) => profile && profile.distinct >= 2 && profile.distinct <= MOST_DOMAINS;
  for (const name of DOMAIN_NAMES) {
    const profile = byName(name);
    if (!profile) continue;
    if (name === 'age' && profile.type !== 'text' && profile.distinct > 3) return { column: profile.name, groups: ['< 25', '25..34', '>= 35'] };
    if (few(profile) || (SURE_DOMAIN_NAMES.includes(name) && profile.distinct === 1)) return { column: profile.name };
  }
  const small = profiles.filter((profile) => few(profile) && !OUTCOME.test(profile.name)).sort((a, b) => a.distinct - b.distinct);
  const chosen = small.find(({ distinct }) => distinct > 2) ?? small[0] ?? profiles[0];
  // A table of one column cannot be read at all, so there is always a second one.
  return { column: (chosen as ColumnProfile).name };
}

/** Left out: other outcomes of the same row (they would give the answer away), times, and texts that hardly repeat. */
function isFeature({ name, type, distinct, missing }: ColumnProfile, rows: number): boolean {
  if (OUTCOME.test(name)) return false;
  if (/^(timestamp|time|date|datetime|ts|title|name|comment|text|url|description)$/i.test(name)) return false;
  if (distinct === 0) return false;
  return type !== 'text' || distinct < 0.9 * (rows - missing) || rows < 50;
}

/** Numbers with a fraction, and those whose name says so (Ali-CCP's D…); whole numbers are ids unless they measure. */
function isDense({ name, type }: ColumnProfile): boolean {
  if (type === 'text') return false;
  if (/^D\d+(_\d+)?$/.test(name) || type === 'number') return true;
  return /(^|_)(age|count|cnt|num|price|amount|duration|length|hour|ratio|rate|share|days?)$/i.test(name) && !/id$/i.test(name);
}
