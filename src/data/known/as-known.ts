import { denseColumn, domainColumns, fieldColumn } from '../../config/fields';
import type { Proposal, ProposedRole } from '../../protocol/columns';
import type { KnownData } from '../../protocol/files';

/** What a known data set's authors make of its columns, in place of what the columns themselves suggest. @param known left out: the proposal stays */
export function asKnown(proposal: Proposal, known: KnownData | undefined): Proposal {
  if (!known) return proposal;
  const { title, roles, split } = known;
  const roleOf = rolesByColumn(roles);
  const { split: _, weight: __, ...rest } = proposal;
  return {
    ...rest,
    roles,
    ...(split && { split }),
    ...(roles.group !== undefined && { group: roles.group }),
    // What agrees keeps its own reason.
    reasons: proposal.reasons.map((reason) => {
      const role = roleOf.get(reason.column) ?? (reason.role === 'time' || reason.role === 'split' ? reason.role : 'leave out');
      return role === reason.role ? reason : { ...reason, role, why: `so it is in ${title}` };
    }),
    notes: [],
  };
}

function rolesByColumn({ label, domain, sparse, dense }: KnownData['roles']): Map<string, ProposedRole> {
  return new Map<string, ProposedRole>([
    ...dense.map((field) => [denseColumn(field), 'dense'] as const),
    ...sparse.map((field) => [fieldColumn(field), typeof field === 'object' && field.separator ? 'list' : 'sparse'] as const),
    ...domainColumns(domain).map((column) => [column, 'domain'] as const),
    [label.column, 'label'],
  ]);
}
