import { completeRoles, DEFAULT_SPLIT } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { DataSummary, OpenTable } from '../protocol/data';
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
  for (const { message, where } of table.warnings) show.line(`Note: ${where ? `${where}: ` : ''}${message}`);
  for (const name of changed(stated, table)) show.line(`Note: ${name} is not the file that the configuration was made with: its content differs.`);
  for (const line of rolesText(table.columns, completeRoles(full, table.proposed), full.split ?? DEFAULT_SPLIT, table.proposal?.reasons)) show.line(line);
  for (const note of table.proposal?.notes ?? []) show.line(`Note: ${note}`);
}

/** Files whose content is not what the configuration was made with. */
function changed({ data }: RunConfigInput, table: OpenTable): string[] {
  const source = data?.source;
  if (!source || 'demo' in source) return [];
  if (!('files' in source)) return source.hash && source.hash !== table.hash ? [table.name] : [];
  const hashOf = new Map(table.combined?.files.map((file) => [file.source.name, file.source.hash]));
  return source.files.filter(({ name, hash }) => hash !== undefined && hashOf.has(name) && hashOf.get(name) !== hash).map(({ name }) => name);
}

/** What a run would be about. */
export function tellPreview(show: Lines, { rows, domains, split, leftOut, warnings }: DataSummary): void {
  const count = (value: number) => value.toLocaleString('en');
  const rate = (positives: number, of: number) => `${((100 * positives) / of).toFixed(1)} %`;
  const positives = domains.reduce((sum, domain) => sum + domain.positives, 0);
  show.line(
    `${count(rows)} rows are kept, ${rate(positives, rows)} of them positive; ${count(split.train)} train, ${count(split.val)} validate, ${count(split.test)} test.`,
  );
  for (const domain of domains) show.line(`  ${domain.name}: ${count(domain.rows)} rows, ${rate(domain.positives, domain.rows)} positive`);
  for (const { reason, rows: left } of leftOut) show.line(`Left out: ${left} rows, because ${reason}.`);
  for (const warning of warnings) show.line(`Note: ${warning}`);
}
