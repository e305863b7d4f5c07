import type { DomainConfig } from '../../config/run-config';
import type { ColumnProfile } from '../../protocol/columns';
import { byLowerName } from './by-lower-name';
import { OUTCOME } from './outcome';

/** Names that say "domain" whatever they hold; 301 is Ali-CCP's. */
const SURE_DOMAIN_NAMES = ['domain', 'domain_id', 'domain_indicator', 'scenario', '301'];
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
const AGE_GROUPS = ['< 25', '25..34', '>= 35'];
/** Who a person is. */
const GROUP_NAMES = ['age_group', 'gender'];
/** When a row was shown, who a person is, or which person or thing it is: no domain as long as there is another column of few values. */
const UNLIKELY = /^(.*_)?(day|weekday|dow|month|hour|week|year|date|time|gender|sex|user|item|product|person|customer)(_?id)?$/i;
const MOST_PROPOSED = 20;

/**
 * The domain that names and values suggest: by its name first; else texts of few values before groups made of a number, as in MovieLens by
 * age, and these before any other column of few values.
 *
 * @param profiles of all columns but the label, at least one
 */
export function proposeDomain(profiles: readonly ColumnProfile[]): DomainConfig {
  const named = byLowerName(profiles);
  const few = (profile: ColumnProfile | undefined): profile is ColumnProfile =>
    profile !== undefined && profile.distinct >= 2 && profile.distinct <= MOST_PROPOSED;
  const sure = SURE_DOMAIN_NAMES.map((name) => named.get(name)).find((profile) => profile?.distinct === 1 || few(profile));
  if (sure) return { column: sure.name };
  const place = PLACE_NAMES.flatMap((name) => [name, `${name}_id`, `${name}_name`].map((each) => named.get(each))).find(few);
  if (place) return { column: place.name };
  const small = profiles.filter((profile) => few(profile) && !OUTCOME.test(profile.name)).sort((a, b) => a.distinct - b.distinct);
  const likely = small.filter(({ name }) => !UNLIKELY.test(name));
  const age = named.get(AGE);
  if (age) {
    const grouped = age.type !== 'text' && age.distinct > 3;
    const texts = likely.filter(({ type, name }) => type === 'text' && name !== age.name);
    const text = grouped ? moreThanTwo(texts) : undefined;
    if (text) return { column: text.name };
    if (grouped) return { column: age.name, groups: AGE_GROUPS };
    if (few(age)) return { column: age.name };
  }
  const group = GROUP_NAMES.map((name) => named.get(name)).find(few);
  if (group) return { column: group.name };
  // A table of one column cannot be read at all, so there is always a second one.
  return { column: (moreThanTwo(likely) ?? moreThanTwo(small) ?? (profiles[0] as ColumnProfile)).name };
}

/** Of columns of few values the one with the fewest that are more than two. @param small by how many values they have */
function moreThanTwo(small: readonly ColumnProfile[]): ColumnProfile | undefined {
  return small.find(({ distinct }) => distinct > 2) ?? small[0];
}
