import { denseColumn, domainColumns, domainTitle, fieldColumn, fieldName } from '../config/fields';
import type { DomainConfig, Roles, SplitConfig } from '../config/run-config';

/** Why a column has its role. */
export interface Why {
  column: string;
  why: string;
}

/** More columns than this are not named in a line. */
const MOST_NAMED = 40;

/** A name as it stands among others: in quotation marks, as JSON has it, where it could be taken for several, or for another. */
const quoted = (name: string) => (/[,"]/.test(name) || name.trim() !== name || name === '' ? JSON.stringify(name) : name);

/**
 * What each column is for, a line a role, with the reason where one is known.
 *
 * @param columns of the table, in order
 */
export function rolesText(
  columns: readonly { name: string }[],
  { label, domain, sparse, dense, group }: Roles,
  { split, weight }: { split: SplitConfig; weight?: string | undefined },
  reasons: readonly Why[] = [],
): string[] {
  const whyOf = new Map(reasons.map(({ column, why }) => [column, why]));
  const why = (column: string) => (whyOf.has(column) ? ` (${whyOf.get(column)})` : '');
  const fields = sparse.map((field) => {
    const column = fieldColumn(field);
    return fieldName(field) === column ? quoted(column) : `${quoted(fieldName(field))} of ${quoted(column)}`;
  });
  const used = new Set([
    label.column,
    ...sparse.map(fieldColumn),
    ...dense.map(denseColumn),
    ...domainColumns(domain),
    ...(group ? [group] : []),
    ...('column' in split ? [split.column] : []),
    ...('timeColumn' in split ? [split.timeColumn] : []),
    ...('lastOfUser' in split ? [split.lastOfUser] : []),
    ...(weight === undefined ? [] : [weight]),
  ]);
  const left = columns.filter(({ name }) => !used.has(name)).map(({ name }) => `${quoted(name)}${why(name)}`);
  return [
    label.column === ''
      ? 'Label: none was found; name it with --set data.label.column=NAME'
      : `Label: ${label.column}${label.positive === undefined ? '' : `, positive: ${label.positive}`}${why(label.column)}`,
    `Domain: ${domainTitle(domain)}${groupsOf(domain)}${domainColumns(domain).map(why).join('')}`,
    `Sparse: ${named(fields)}`,
    `Dense: ${named(dense.map((field) => quoted(denseColumn(field))))}`,
    ...(group ? [`Users: ${group}`] : []),
    `Split: ${splitSaid(split)}`,
    ...(weight === undefined ? [] : [`Row weights: ${weight}${why(weight)}`]),
    `Left out: ${named(left)}`,
  ];
}

function groupsOf(domain: DomainConfig): string {
  if (!('column' in domain)) return '';
  if (domain.cuts) return `, cut at ${domain.cuts.join(', ')}`;
  return domain.groups
    ? `, in groups ${domain.groups.map((group) => (typeof group === 'string' ? group : `${group.name} (${group.values})`)).join(' | ')}`
    : '';
}

function splitSaid(split: SplitConfig): string {
  const shares = (ratios: readonly number[] | undefined) => (ratios ? ` ${ratios.map((ratio) => `${+(100 * ratio).toFixed(2)} %`).join(' / ')}` : '');
  if ('rowsFile' in split) return `by the row numbers in ${split.rowsFile}`;
  if ('timeColumn' in split) return `by time, ${split.timeColumn}${shares(split.ratios)}`;
  if ('column' in split) return `by the column ${split.column}`;
  if ('userRatios' in split) return `by user${shares(split.userRatios)}`;
  if ('lastOfUser' in split) return `the last rows of each user by ${split.lastOfUser}`;
  return `at random${split.stratify ? ', alike in each domain and class,' : ''}${shares(split.ratios)}`;
}

function named(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more.toLocaleString('en')} more` : names.join(', ');
}
