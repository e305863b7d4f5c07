import { DOMAIN_FIELD, domainTitle } from '../../config/complete';
import type { RunConfig } from '../../config/run-config';

/** A field as the person knows it: the one that is made from the domain has its column's name, and says what it is. */
export function fieldTitle(name: string, { data }: Pick<RunConfig, 'data'>): string {
  return name === DOMAIN_FIELD ? `${domainTitle(data.domain)} (domain)` : name;
}
