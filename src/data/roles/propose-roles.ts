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
  const taken = new Set([label.column, domain.column]);
  const features = profiles.filter((profile) => !taken.has(profile.name) && isFeature(profile, table.rows));
  const dense = features.filter(isDense).map(({ name }) => name);
  const grouped = profiles.find(({ name }) => name === domain.column);
  // Where groups of a number make the domain, the number itself is still a feature, as age is in the paper.
  if (domain.groups && grouped) dense.push(grouped.name);
  return { label, domain, sparse: features.filter((profile) => !isDense(profile)).map(({ name }) => name), dense };
}
