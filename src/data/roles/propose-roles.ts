import { DOMAIN_FIELD, domainColumns } from '../../config/complete';
import type { Roles } from '../../config/run-config';
import type { ColumnProfile, Proposal, Reason } from '../../protocol/columns';
import { NONE, rowLabels } from '../label/labelled-rows';
import { atOnce, type Steps } from '../source/steps';
import { profileColumns } from '../table/profile';
import type { Column, Table } from '../table/table';
import { proposeDomain } from './domain';
import { fieldOf, proposeFeature } from './features';
import { type LabelProposal, proposeLabel } from './label';
import { userRank } from './names';
import { splitColumn } from './split-column';

/**
 * What the columns' names and contents suggest that they are for, and why; the person changes it. Whatever the table, the proposal can be
 * run, unless no column looks like a label or the data itself are too few.
 *
 * @param profiles of the table's columns, where they are known
 */
export const propose = (table: Pick<Table, 'columns' | 'rows'>, profiles: readonly ColumnProfile[] = profileColumns(table)): Proposal =>
  atOnce(proposing(table, profiles));

/** The same, column by column. */
export function* proposing({ columns, rows }: Pick<Table, 'columns' | 'rows'>, profiles: readonly ColumnProfile[]): Steps<Proposal> {
  yield 0;
  const found = proposeLabel(profiles, columns);
  const place = profiles.findIndex(({ name }) => name === found.label.column);
  const labels = place < 0 || (profiles[place] as ColumnProfile).distinct < 2 ? undefined : rowLabels(columns[place] as Column, found.label);
  yield 0;
  const counted = (row: number) => labels === undefined || labels[row] !== NONE;
  const parts = splitColumn(profiles, columns, counted);

  const free = (i: number) => i !== place && profiles[i]?.name !== parts?.name && profiles[i]?.name !== '';
  const others = [...profiles.keys()].filter(free);
  const domain = proposeDomain(
    others.map((i) => profiles[i] as ColumnProfile),
    others.map((i) => columns[i] as Column),
    labels,
  );
  yield 0;
  const domains = new Set(domainColumns(domain.domain));
  const grouped = 'column' in domain.domain && domain.domain.groups !== undefined;

  const roles: Roles = { label: found.label, domain: domain.domain, sparse: [], dense: [] };
  const reasons: Reason[] = [];
  const spare: number[] = [];
  let weight: string | undefined;
  for (const [i, profile] of profiles.entries()) {
    const { name } = profile;
    if (i === place) reasons.push({ column: name, role: 'label', why: found.why });
    else if (name === parts?.name) reasons.push({ column: name, role: parts.split ? 'split' : 'leave out', why: parts.why });
    else if (domains.has(name)) {
      reasons.push({ column: name, role: 'domain', why: domain.why });
    } else {
      yield i / profiles.length;
      const { role, why, spare: maySpare } = proposeFeature(profile, columns[i] as Column, rows, labels);
      const second = role === 'weight' && weight !== undefined;
      reasons.push({ column: name, role: second ? 'leave out' : role, why: second ? 'another column says already how much a row counts' : why });
      if (role === 'weight') weight ??= name;
      if (role === 'sparse' || role === 'list') roles.sparse.push(fieldOf(profile, role, DOMAIN_FIELD));
      if (role === 'dense') roles.dense.push(name);
      if (maySpare) spare.push(i);
    }
  }
  // Where groups of a number make the domain, the number itself is still a feature, as age is in the paper.
  if (grouped) roles.dense.push(...domains);
  if (roles.sparse.length + roles.dense.length === 0) takeIn(roles, reasons, profiles, spare[0] ?? reasons.findIndex(({ role }) => role === 'domain'));
  const group = userColumn(profiles, roles);
  return {
    roles,
    ...(parts?.split && { split: parts.split }),
    ...(group !== undefined && { group }),
    ...(weight !== undefined && { weight }),
    reasons,
    labels: found.candidates,
    notes: notesOf(found, domain.domain, profiles),
  };
}

/** Said where all rows are one domain. */
export const NO_DOMAIN =
  'No column looks like a domain, so all rows are one. Several domains are what the model is for: name a column of few values, or cut a number.';

/** The only feature that there is. @param i its place; -1: there is none */
function takeIn(roles: Roles, reasons: Reason[], profiles: readonly ColumnProfile[], i: number): void {
  const [profile, reason] = [profiles[i], reasons[i]];
  if (!profile || !reason) return;
  roles.sparse.push(fieldOf(profile, 'sparse', DOMAIN_FIELD));
  reasons[i] = { ...reason, role: reason.role === 'domain' ? 'domain' : 'sparse', why: `${reason.why}; taken as a feature, since there is no other` };
}

/** Of the sparse fields the one whose name says whose a row is. */
function userColumn(profiles: readonly ColumnProfile[], roles: Roles): string | undefined {
  const fields = new Set(roles.sparse.filter((field) => typeof field === 'string'));
  let best: { name: string; rank: number } | undefined;
  for (const { name } of profiles) {
    const rank = fields.has(name) ? userRank(name) : undefined;
    if (rank !== undefined && rank < (best?.rank ?? Number.POSITIVE_INFINITY)) best = { name, rank };
  }
  return best?.name;
}

function notesOf({ label, candidates }: LabelProposal, domain: Roles['domain'], profiles: readonly ColumnProfile[]): string[] {
  const pairs = new Set(profiles.filter(({ type }) => type === 'yes/no').map(({ name }) => name));
  const notes: string[] = [];
  if (label.column === '') notes.push('No column looks like the label: say which one tells whether a row is positive.');
  const others = candidates.flatMap(({ column }) => (column !== label.column && pairs.has(column) ? [`“${column}”`] : []));
  if (label.column !== '' && others.length > 0) {
    const [one, ...more] = others.slice(0, 4);
    const named = more.length > 0 ? `${[one, ...more.slice(0, -1)].join(', ')} and ${more.at(-1)}` : one;
    notes.push(`“${label.column}” is taken for the label. ${named} ${more.length > 0 ? 'have' : 'has'} two values too.`);
  }
  if ('rows' in domain) notes.push(NO_DOMAIN);
  return notes;
}
