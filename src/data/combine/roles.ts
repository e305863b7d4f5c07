import { isWholeDomain } from '../../config/fields';
import type { Roles, SplitConfig } from '../../config/run-config';
import type { DataWarning } from '../../protocol/data';
import type { Combined } from '../../protocol/files';
import type { Table } from '../table/table';
import { PARTS } from './file-names';

/** More files than this are hardly domains. */
const MOST_DOMAINS = 20;

/**
 * What a table that was made of several is proposed to be: the files may be the domains, and parts of the split. The columns that say so
 * are no features.
 *
 * @param propose what is proposed of a table as if its rows had come from one file
 * @returns that, with the files' own domain, and what is to be said of the split and of the added columns
 */
export function combinedRoles<P extends { roles: Roles }>(
  table: Table,
  combined: Combined,
  propose: (table: Table) => P,
): { proposal: P; combined: Combined; warnings: DataWarning[] } {
  const { partColumn, fileColumn, files } = combined;
  const own = table.columns.filter(({ name }) => name !== partColumn && name !== fileColumn);
  const proposal = propose({ ...table, columns: own });
  const domain = fileColumn === undefined ? undefined : domainOf(table, fileColumn);
  const { split, warnings } = splitOf(table, files, partColumn, proposal.roles.label.column);
  const reasons: Combined['reasons'] = [];
  if (partColumn !== undefined) reasons.push({ column: partColumn, role: split ? 'split' : 'leave out', why: 'says which part of the split a row’s file is' });
  if (fileColumn !== undefined)
    reasons.push({ column: fileColumn, role: domain ? 'domain' : 'leave out', why: domain ? 'each file is a domain' : 'says which file a row is from' });
  return {
    proposal: domain === undefined ? proposal : { ...proposal, roles: withDomain(proposal.roles, domain) },
    combined: { ...combined, ...(split && { split }), reasons },
    warnings,
  };
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
function withDomain(roles: Roles, column: string): Roles {
  const { domain } = roles;
  const freed = 'column' in domain && isWholeDomain(domain, domain.column) && domain.column !== roles.label.column ? [domain.column] : [];
  return { ...roles, domain: { column }, sparse: [...freed.filter((name) => !roles.sparse.includes(name)), ...roles.sparse] };
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
