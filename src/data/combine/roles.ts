import { domainColumns, isWholeDomain } from '../../config/fields';
import type { SplitConfig } from '../../config/run-config';
import type { ColumnProfile, Proposal, Reason } from '../../protocol/columns';
import type { DataWarning } from '../../protocol/data';
import type { Combined, KnownData } from '../../protocol/files';
import { asKnown } from '../known/as-known';
import { NO_DOMAIN, proposing } from '../roles/propose-roles';
import type { Steps } from '../source/steps';
import type { Table } from '../table/table';
import { PARTS } from './file-names';

/** More files than this are hardly domains. */
const MOST_DOMAINS = 20;

/**
 * What the columns of a table that was made of several are for: the files may be the domains, and parts of the split. The columns that say
 * so are no features.
 *
 * @param profiles of the table's columns
 * @param known what its makers say of the columns, where the files are a known data set
 * @returns also what the person should know of the split
 */
export function* proposingOfSeveral(
  table: Table,
  profiles: readonly ColumnProfile[],
  combined: Combined,
  known?: KnownData,
): Steps<{ proposal: Proposal; warnings: DataWarning[] }> {
  const { partColumn, fileColumn, files } = combined;
  const isOwn = ({ name }: { name: string }) => name !== partColumn && name !== fileColumn;
  const own = asKnown(yield* proposing({ ...table, columns: table.columns.filter(isOwn) }, profiles.filter(isOwn)), known);
  const domain = fileColumn === undefined || known ? undefined : domainOf(table, fileColumn);
  const { split, warnings } = splitOf(table, files, partColumn, own.roles.label.column);
  const proposal = domain ? withDomain(own, domain) : own;
  const made = (column: string | undefined, role: Reason['role'], why: string): Reason[] => (column === undefined ? [] : [{ column, role, why }]);
  const reasons = [
    ...proposal.reasons,
    ...made(partColumn, split ? 'split' : 'leave out', 'it says which part of the split a row’s file is'),
    ...made(fileColumn, domainColumns(proposal.roles.domain).includes(fileColumn ?? '') ? 'domain' : 'leave out', 'it says which file the row is from'),
  ];
  const placeOf = new Map(table.columns.map(({ name }, i) => [name, i]));
  reasons.sort((a, b) => (placeOf.get(a.column) ?? 0) - (placeOf.get(b.column) ?? 0));
  return { proposal: { ...proposal, reasons, ...(split && { split }) }, warnings };
}

/** The files are the domains where there are a few, and their names are more than numbers and days. */
function domainOf(table: Table, fileColumn: string): string | undefined {
  const names = [...(table.columns.find(({ name }) => name === fileColumn)?.values ?? [])];
  const few = names.length >= 2 && names.length <= MOST_DOMAINS;
  return few && names.every(isWord) ? fileColumn : undefined;
}

const NO_DOMAINS = new Set(['to', 'part', 'chunk', 'shard', 'copy']);
const isWord = (name: string) => name.split(/[^\p{L}]+/u).some((word) => word.length > 1 && !NO_DOMAINS.has(word.toLowerCase()));

/** A column that was to be the domain is a feature now. */
function withDomain(proposal: Proposal, column: string): Proposal {
  const { roles, reasons, notes } = proposal;
  const { domain } = roles;
  const freed = 'column' in domain && isWholeDomain(domain, domain.column) ? [domain.column] : [];
  return {
    ...proposal,
    roles: { ...roles, domain: { column }, sparse: [...freed.filter((name) => !roles.sparse.includes(name)), ...roles.sparse] },
    reasons: reasons.map((reason) => (freed.includes(reason.column) ? { ...reason, role: 'sparse', why: 'few values; the files are the domains' } : reason)),
    notes: 'rows' in domain ? notes.filter((note) => note !== NO_DOMAIN) : notes,
  };
}

function splitOf(table: Table, files: Combined['files'], partColumn: string | undefined, label: string): { split?: SplitConfig; warnings: DataWarning[] } {
  if (partColumn === undefined) return { warnings: [] };
  const parts = new Set(table.columns.find(({ name }) => name === partColumn)?.values);
  if (!PARTS.every((part) => parts.has(part))) return { warnings: [] };
  const unlabelled = label === '' ? [] : files.filter(({ source, columns }) => source.key === undefined && !columns.includes(label));
  if (unlabelled.length === 0) return { split: { column: partColumn }, warnings: [] };
  const names = unlabelled.map(({ source: { name } }) => name).join(', ');
  return {
    warnings: [
      {
        message: `${names} ${unlabelled.length === 1 ? 'has' : 'have'} no column “${label}”, so nothing can be tested there: the split is not proposed by file.`,
      },
    ],
  };
}
