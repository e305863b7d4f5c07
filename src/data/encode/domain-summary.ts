import { UserError } from '../../lib/user-error';
import type { DataWarning, DomainSummary } from '../../protocol/data';
import type { EncodedData } from './encoded-data';

/** The domains that hold rows, and which of them each row is in. */
interface Domains {
  summaries: DomainSummary[];
  /** [rows] 0..summaries.length - 1. */
  domainIds: Int32Array;
}

/**
 * Rows and positive rows of each domain; a group or a cut that holds no row is no domain.
 *
 * @param ids [rows] places in `names`
 * @param warnings takes a warning for each name that holds no row
 * @throws UserError where there is no row
 */
export function summariseDomains(
  names: readonly string[],
  ids: Int32Array,
  labels: Uint8Array,
  leftOut: EncodedData['leftOut'],
  warnings: DataWarning[],
): Domains {
  const all = names.map((name) => ({ name, rows: 0, positives: 0 }));
  for (const [i, d] of ids.entries()) {
    const summary = all[d] as DomainSummary;
    summary.rows++;
    summary.positives += labels[i] as number;
  }
  if (ids.length === 0) {
    const why = leftOut.map(({ reason, rows }) => `${rows}: ${reason}`).join('; ');
    throw new UserError(`no row is left (${why || 'the table has none'})`, 'data', 'Check the label and the domain groups.');
  }
  const summaries = all.filter(({ rows }) => rows > 0);
  if (summaries.length === all.length) return { summaries, domainIds: ids };
  const empty = all.filter(({ rows }) => rows === 0).map(({ name }) => `"${name}"`);
  warnings.push({ message: `No row falls into ${empty.join(', ')}, so there is no such domain.`, where: 'data.domain' });
  const placeOf = Int32Array.from(all, (summary) => summaries.indexOf(summary));
  return { summaries, domainIds: ids.map((d) => placeOf[d] as number) };
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
