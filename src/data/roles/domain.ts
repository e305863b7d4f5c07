import type { DomainConfig } from '../../config/run-config';
import type { ColumnProfile } from '../../protocol/data';
import { byLowerName } from './by-lower-name';
import { OUTCOME } from './outcome';

/** Names that say "domain" whatever they hold; 301 is Ali-CCP's. */
const SURE_DOMAIN_NAMES = ['domain', 'domain_id', 'domain_indicator', 'scenario', '301'];
const DOMAIN_NAMES = [...SURE_DOMAIN_NAMES, 'scene', 'channel', 'tab', 'market', 'country', 'site', 'category', 'age', 'age_group', 'gender'];
const MOST_PROPOSED = 20;

/** The domain that names and values suggest. @param profiles of all columns but the label, at least one */
export function proposeDomain(profiles: readonly ColumnProfile[]): DomainConfig {
  const named = byLowerName(profiles);
  const few = (profile: ColumnProfile | undefined) => profile && profile.distinct >= 2 && profile.distinct <= MOST_PROPOSED;
  for (const name of DOMAIN_NAMES) {
    const profile = named.get(name);
    if (!profile) continue;
    if (name === 'age' && profile.type !== 'text' && profile.distinct > 3) return { column: profile.name, groups: ['< 25', '25..34', '>= 35'] };
    if (few(profile) || (SURE_DOMAIN_NAMES.includes(name) && profile.distinct === 1)) return { column: profile.name };
  }
  const small = profiles.filter((profile) => few(profile) && !OUTCOME.test(profile.name)).sort((a, b) => a.distinct - b.distinct);
  const chosen = small.find(({ distinct }) => distinct > 2) ?? small[0] ?? profiles[0];
  // A table of one column cannot be read at all, so there is always a second one.
  return { column: (chosen as ColumnProfile).name };
}
