import { UserError } from '../../lib/user-error';
import type { DomainSummary } from '../../protocol/data';
import type { EncodedData } from './encoded-data';

/** Rows and positive rows of each domain. @throws UserError where there is no row, or a group has none */
export function summariseDomains(names: readonly string[], domainIds: Int32Array, labels: Uint8Array, leftOut: EncodedData['leftOut']): DomainSummary[] {
  const summaries = names.map((name) => ({ name, rows: 0, positives: 0 }));
  for (const [i, d] of domainIds.entries()) {
    const summary = summaries[d] as DomainSummary;
    summary.rows++;
    summary.positives += labels[i] as number;
  }
  if (domainIds.length === 0) {
    const why = leftOut.map(({ reason, rows }) => `${rows}: ${reason}`).join('; ');
    throw new UserError(`no row is left (${why || 'the table has none'})`, 'data', 'Check the label and the domain groups.');
  }
  const empty = summaries.findIndex(({ rows }) => rows === 0);
  if (empty >= 0) throw new UserError(`no row falls into the group "${names[empty]}"`, `data.domain.groups[${empty}]`, 'Change the group, or remove it.');
  return summaries;
}

/** @param column the label's name. @throws UserError where all rows have one label */
export function checkClasses(summaries: readonly DomainSummary[], column: string): void {
  const rows = summaries.reduce((sum, each) => sum + each.rows, 0);
  const positives = summaries.reduce((sum, each) => sum + each.positives, 0);
  if (positives === 0 || positives === rows) {
    throw new UserError(
      `the label "${column}" has only one class: all ${rows} rows are ${positives === 0 ? 'negative' : 'positive'}`,
      'data.label',
      'Choose another label, or change which values are positive.',
    );
  }
}
