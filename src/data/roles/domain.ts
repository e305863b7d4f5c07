import type { DomainConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import type { ColumnProfile } from '../../protocol/columns';
import { type RowLabels, rowsByValue } from '../label/labelled-rows';
import { LIMITS } from '../limits';
import { cellsMeet } from '../table/cells-meet';
import { isMissing } from '../table/missing';
import { readingOf } from '../table/numbers';
import type { Column } from '../table/table';
import { AGE_GROUPS } from './age-groups';
import { isCounterName, isOneThing, isOutcomeName, isPlainTime } from './names';

/** What is proposed for the domain. */
export interface DomainProposal {
  domain: DomainConfig;
  /** Why it is that column: a clause; empty where all rows are one domain. */
  why: string;
}

/** Names that say "domain" whatever they hold; 301 is Ali-CCP's. */
const SURE_DOMAIN_NAMES = ['domain', 'domain_id', 'domain_indicator', 'scenario', 'scenario_id', '301'];
/** Names of the places in which rows are shown, the likeliest first; `shop_id` and `shop_name` count as `shop`. */
const PLACE_NAMES = [
  'scene',
  'channel',
  'tab',
  'market',
  'country',
  'site',
  'shop',
  'store',
  'platform',
  'surface',
  'placement',
  'region',
  'segment',
  'category',
];
const AGE = 'age';
/** Who a person is. */
const GROUP_NAMES = ['age_group', 'gender'];
/** When a row was shown, who a person is, or which person or thing it is: no domain as long as there is another column of few values. */
const UNLIKELY = /^(.*_)?(day|weekday|dow|month|hour|week|year|date|time|gender|sex|user|item|product|person|customer)(_?id)?$/i;
const MOST_PROPOSED = 20;
/** A column with a larger share of gaps is proposed only where no full one is at hand, and one of mostly gaps never. */
const [FEW_GAPS, MOST_GAPS] = [0.01, 0.5];

/**
 * The domain that names and values suggest: by its name first; else texts of few values before groups made of a number, as in MovieLens by
 * age, and these before any other column of few values. Where no column will do, all rows are one domain.
 *
 * @param profiles of all columns but the label and those that part the rows
 * @param columns these columns, in their order
 */
export function proposeDomain(profiles: readonly ColumnProfile[], columns: readonly Column[], labels: RowLabels | undefined): DomainProposal {
  const ofProfile = new Map(profiles.map((profile, i) => [profile, columns[i] as Column]));
  const named = ({ top }: ColumnProfile) => top.every(({ value }) => value.length <= LIMITS.name);
  const usable = profiles.filter(
    (profile) => profile.distinct >= 1 && gapShare(profile) <= MOST_GAPS && !isPlainTime(profile) && profile.type !== 'list' && named(profile),
  );
  const tried = new Map<ColumnProfile, boolean>();
  const holds = (profile: ColumnProfile) => {
    const known = tried.get(profile) ?? everyValueHoldsRows(ofProfile.get(profile) as Column, labels);
    tried.set(profile, known);
    return known;
  };
  const full = usable.filter((profile) => gapShare(profile) <= FEW_GAPS);
  const found = choose(full, ofProfile, labels, holds) ?? choose(usable, ofProfile, labels, holds);
  return found ?? { domain: { rows: 'all' }, why: '' };
}

const gapShare = ({ missing, top }: ColumnProfile) => (missing === 0 ? 0 : missing / (missing + top.reduce((sum, { rows }) => sum + rows, 0)));

function choose(
  profiles: readonly ColumnProfile[],
  columnOf: ReadonlyMap<ColumnProfile, Column>,
  labels: RowLabels | undefined,
  holds: (profile: ColumnProfile) => boolean,
): DomainProposal | undefined {
  const named = byLowerName(profiles);
  const few = (profile: ColumnProfile | undefined): profile is ColumnProfile =>
    profile !== undefined && profile.distinct >= 2 && profile.distinct <= MOST_PROPOSED && holds(profile);
  const all = (profile: ColumnProfile, why: string): DomainProposal => ({
    domain: withGaps(profile),
    why: `${why}; ${gapsOf(profile)}${profile.distinct === 1 ? 'it has one value, so there is one domain' : `each of its ${profile.distinct} values is a domain`}`,
  });

  const sure = SURE_DOMAIN_NAMES.map((name) => named.get(name)).find((profile) => profile?.distinct === 1 || few(profile));
  if (sure) return all(sure, 'its name says domain');
  const place = PLACE_NAMES.flatMap((name) => [name, `${name}_id`, `${name}_name`].map((each) => named.get(each))).find(few);
  if (place) return all(place, 'it says where a row was shown');
  const small = profiles
    .filter(
      (profile) =>
        profile.distinct >= 2 && profile.distinct <= MOST_PROPOSED && !isOutcomeName(profile.name) && !isCounterName(profile.name) && !isOneThing(profile.name),
    )
    .sort((a, b) => a.distinct - b.distinct);
  const likely = small.filter(({ name }) => !UNLIKELY.test(name));
  const age = named.get(AGE);
  if (age) {
    const grouped = age.distinct > 3 && groupsHoldRows(columnOf.get(age) as Column, labels);
    const texts = likely.filter(({ min, name }) => min === undefined && name !== age.name);
    const text = grouped ? moreThanTwo(texts, holds) : undefined;
    if (text) return all(text, 'it has few values');
    if (grouped)
      return {
        domain: { column: age.name, groups: AGE_GROUPS },
        why: 'three groups of ages are domains, as in the paper; it stays a number for the model too',
      };
    if (few(age)) return all(age, 'ages in few values');
  }
  const group = GROUP_NAMES.map((name) => named.get(name)).find(few);
  if (group) return all(group, 'it says who the person is');
  const other = moreThanTwo(likely, holds) ?? moreThanTwo(small, holds);
  return other && all(other, 'it has few values');
}

/** The columns by their names in small letters; of several the first. */
function byLowerName(profiles: readonly ColumnProfile[]): Map<string, ColumnProfile> {
  const byName = new Map<string, ColumnProfile>();
  for (const profile of profiles) {
    const name = profile.name.toLowerCase();
    if (!byName.has(name)) byName.set(name, profile);
  }
  return byName;
}

/** Rows without a value are a domain of their own, unless they are next to none. */
const withGaps = (profile: ColumnProfile): DomainConfig => ({ column: profile.name, ...(gapShare(profile) > FEW_GAPS && { gaps: 'own' as const }) });
const gapsOf = (profile: ColumnProfile) => (gapShare(profile) > FEW_GAPS ? `rows without a value are a domain of their own, ` : '');

/** Of columns of few values the one with the fewest that are more than two. @param small by how many values they have */
function moreThanTwo(small: readonly ColumnProfile[], holds: (profile: ColumnProfile) => boolean): ColumnProfile | undefined {
  return small.find((profile) => profile.distinct > 2 && holds(profile)) ?? small.find(holds);
}

/** Whether each value has rows with a label, and all of them together rows of both classes. */
function everyValueHoldsRows(column: Column, labels: RowLabels | undefined): boolean {
  const { missing } = readingOf(column);
  const { rows, positives } = rowsByValue(column, labels);
  let [all, yes] = [0, 0];
  for (let code = 0; code < rows.length; code++) {
    if (missing[code]) continue;
    if (rows[code] === 0) return false;
    all += rows[code] as number;
    yes += positives[code] as number;
  }
  return labels === undefined || (yes > 0 && yes < all);
}

function groupsHoldRows(column: Column, labels: RowLabels | undefined): boolean {
  const { numbers } = readingOf(column);
  if (!numbers) return false;
  const { rows } = rowsByValue(column, labels);
  const groups = AGE_GROUPS.map((group) => parseValueTest(group) as ValueTest);
  const meets = cellsMeet(column, isMissing);
  return groups.every((group) => rows.some((count, code) => count > 0 && meets(group, code)));
}
