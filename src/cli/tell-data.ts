import { isDeepStrictEqual } from 'node:util';
import { completeRoles, DEFAULT_SPLIT } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { DataSummary, DataWarning, OpenTable } from '../protocol/data';
import { rolesText } from './roles-text';

/** Where lines are written. */
interface Lines {
  line(text: string): void;
}

/** What was read, and what each column is for. */
export function tellData(show: Lines, table: OpenTable, stated: RunConfigInput, full: RunConfigInput): void {
  show.line(`${table.name}: ${table.rows.toLocaleString('en')} rows, ${table.columns.length} columns.`);
  if (table.combined?.said) show.line(`${table.combined.said}.`);
  if (table.known) show.line(`This is ${table.known.title}.`);
  for (const note of table.known?.notes ?? []) show.line(`Note: ${note}`);
  for (const warning of table.warnings) show.line(`Note: ${noteText(warning)}`);
  for (const note of missingNotes(table)) show.line(`Note: ${note}`);
  for (const name of changed(stated, table)) show.line(`Note: ${name} is not the file that the configuration was made with: its content differs.`);
  const roles = completeRoles(full, table.proposed);
  for (const line of rolesText(table.columns, roles, { split: full.split ?? DEFAULT_SPLIT, weight: full.data?.weight }, table.proposal?.reasons))
    show.line(line);
  // Of a label and domain that were stated, nothing is proposed.
  const proposed = isDeepStrictEqual([roles.label, roles.domain], [table.proposed.label, table.proposed.domain]);
  if (proposed) for (const note of table.proposal?.notes ?? []) show.line(`Note: ${note}`);
}

const noteText = ({ message, where }: DataWarning) => (where ? `${where}: ${message}` : message);

/** More columns than this are not named one by one. */
const MOST_TOLD = 10;

/** In which columns words such as NA say that there is no value. */
function missingNotes({ columns }: OpenTable): string[] {
  const notes = columns.flatMap(({ name, missingAs }) => {
    const words = missingAs.filter(({ word }) => word.trim() !== '');
    const rows = words.reduce((sum, each) => sum + each.rows, 0);
    return rows === 0 ? [] : [`column "${name}": ${words.map(({ word }) => word).join(', ')} (${rows.toLocaleString('en')} rows) say that there is no value.`];
  });
  const more = notes.length - MOST_TOLD;
  return more > 0 ? [...notes.slice(0, MOST_TOLD), `${more} more columns have such words.`] : notes;
}

/** Files whose content is not what the configuration was made with. */
function changed({ data }: RunConfigInput, table: OpenTable): string[] {
  const source = data?.source;
  if (!source || 'demo' in source) return [];
  if (!('files' in source)) return source.hash && source.hash !== table.hash ? [table.name] : [];
  const hashOf = new Map(table.combined?.files.map((file) => [file.source.name, file.source.hash]));
  return source.files.filter(({ name, hash }) => hash !== undefined && hashOf.has(name) && hashOf.get(name) !== hash).map(({ name }) => name);
}

/** What a run would be about. @param table whose own notes were told already */
export function tellPreview(show: Lines, { rows, domains, split, leftOut, warnings, positive, alarms = [] }: DataSummary, table: OpenTable): void {
  const count = (value: number) => value.toLocaleString('en');
  const rate = (positives: number, of: number) => `${((100 * positives) / of).toFixed(1)} %`;
  const positives = domains.reduce((sum, domain) => sum + domain.positives, 0);
  show.line(
    `${count(rows)} rows are kept, ${rate(positives, rows)} of them positive; ${count(split.train)} train, ${count(split.val)} validate, ${count(split.test)} test.`,
  );
  if (positive) show.line(`Positive: ${positive}.`);
  // Demo sets are made without what gives the label away.
  if (table.source === 'file') for (const { message } of alarms) show.line(`Alarm: ${message}`);
  for (const domain of domains) show.line(`  ${domain.name}: ${count(domain.rows)} rows, ${rate(domain.positives, domain.rows)} positive`);
  for (const { reason, rows: left } of leftOut) show.line(`Left out: ${left} rows, because ${reason}.`);
  const told = new Set(table.warnings.map(noteText));
  for (const warning of warnings) if (!told.has(warning)) show.line(`Note: ${warning}`);
}
