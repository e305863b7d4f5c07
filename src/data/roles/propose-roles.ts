import { domainColumns } from '../../config/fields';
import type { Roles } from '../../config/run-config';
import { profileColumns } from '../table/profile';
import type { Table } from '../table/table';
import { proposeDomain } from './domain';
import { isDense, isFeature } from './features';
import { proposeLabel } from './label';

/**
 * Roles that the columns' names and contents suggest; the person changes them. Nothing here is certain, so every
 * column is left in a role that can be seen.
 */
export function proposeRoles(table: Table): Roles {
  const profiles = profileColumns(table);
  const label = proposeLabel(profiles, table.columns);
  const domain = proposeDomain(profiles.filter(({ name }) => name !== label.column));
  const taken = new Set([label.column, ...domainColumns(domain)]);
  const features = profiles.filter((profile) => !taken.has(profile.name) && isFeature(profile, table.rows));
  const dense = features.filter(isDense).map(({ name }) => name);
  // Where groups of a number make the domain, the number itself is still a feature, as age is in the paper.
  if ('column' in domain && domain.groups) dense.push(domain.column);
  return { label, domain, sparse: features.filter((profile) => !isDense(profile)).map(({ name }) => name), dense };
}
