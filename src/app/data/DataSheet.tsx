import { withIsolatedQuotes } from '../../lib/isolated';
import type { DataSummary, OpenTable } from '../../protocol/data';
import { withOwnTitle } from '../parts/problems';
import { Sheet } from '../parts/Sheet';
import { useParts } from '../store/use-app';
import { TourTarget } from '../tour/TourTarget';
import { BringData } from './BringData';
import { ColumnTable } from './columns/ColumnTable';
import { DomainRows } from './DomainRows';
import styles from './data.module.css';
import { demoOf } from './demo-of';
import { HowRead } from './HowRead';
import { KnownSets } from './KnownSets';
import { DomainChoice, DomainComparison, LabelChoice, SplitFactsTable } from './Meaning';
import { OpenFiles } from './OpenFiles';
import { SampleNote } from './SampleNote';
import { SplitChoice } from './SplitChoice';
import { UserChoice } from './UserChoice';

/** Where the rows come from, what each column is for, and what that makes of them. */
export function DataSheet(sheet: { open: boolean; onClose: () => void }) {
  const { table, opening, preview } = useParts('table', 'opening', 'preview');
  // Roles and split belong to their table: what was changed while another is read would be lost with the old one.
  const reading = opening !== undefined;
  return (
    <Sheet
      {...sheet}
      title="Data"
      settings="data"
      about={
        <>
          <p>
            Each row is something that was shown to somebody in one domain (a channel, a site, an age group). The label says whether it was clicked or liked. A
            sparse column holds ids or categories; each of its values gets an embedding. A dense column holds numbers, which are scaled.
          </p>
          <p>
            A missing sparse value is a value of its own. A missing number becomes the mean of its column. If vocabularies are fitted on the training rows, a
            value that these rows do not have is read as “unknown”. A cell of several values, such as Drama|War, can be split: the embeddings of its values are
            then averaged or added.
          </p>
          <p>
            A synthetic set is drawn from known click probabilities. “Best possible” is the AUC of these probabilities: no model can order the rows better, but
            by luck.
          </p>
        </>
      }
    >
      <div className="stack">
        <About />
        <BringData listening={sheet.open} />
        <SampleNote />
        <HowRead key={table?.hash} />
        {table?.source === 'file' && <OpenFiles table={table} />}
        {table && (
          <fieldset disabled={reading}>
            <legend className="hidden">Columns</legend>
            <ColumnTable key={table.hash} table={table} />
          </fieldset>
        )}
        <div className={styles.halves}>
          <div className="stack">
            <TourTarget of={['domains']}>
              <DomainRows />
            </TourTarget>
            {table && (
              <fieldset disabled={reading}>
                <legend className="hidden">Domains and label</legend>
                <div className="stack">
                  <DomainChoice key={table.hash} />
                  <LabelChoice />
                </div>
              </fieldset>
            )}
          </div>
          <div className="stack">
            {preview && <Remarks data={preview.data} said={saidOfReading(table)} />}
            {table && (
              <fieldset disabled={reading}>
                <legend className="hidden">Split</legend>
                <div className="stack">
                  <UserChoice />
                  <SplitChoice />
                  <SplitFactsTable />
                </div>
              </fieldset>
            )}
          </div>
        </div>
        {table && <DomainComparison />}
        <KnownSets />
      </div>
    </Sheet>
  );
}

/** What the open demo set is about, or how to bring data of one's own. */
function About() {
  const { input, table } = useParts('input', 'table');
  const demo = demoOf(input, table);
  return (
    <p className={styles.lead}>
      {demo ? demo.about : 'Each row needs a label, a domain, and what is known of the row. Say below what each column is for.'}{' '}
      <span className="soft">
        Your own data: CSV or any delimited text, JSON Lines or Parquet, plain, gzip or zip; one file, or several that belong together. Open them, or drop them
        anywhere on the page. They stay on this machine.
      </span>
    </p>
  );
}

/** What stands beside how the files were read. */
function saidOfReading(table: OpenTable | undefined): ReadonlySet<string> {
  const notes = table?.readings.flatMap((reading) => reading.notes.map(({ message, where }) => (where ? `${where}: ${message}` : message)));
  return new Set([...(notes ?? []), ...(table?.sampled ? [table.sampled.said] : [])]);
}

/** What is left out of the data, and what the person should know. */
function Remarks({ data: { leftOut, warnings: all }, said }: { data: DataSummary; said: ReadonlySet<string> }) {
  const warnings = all.filter((warning) => !said.has(warning));
  if (leftOut.length + warnings.length === 0) return null;
  return (
    <ul className={`note ${styles.warnings}`} aria-label="Notes on the data">
      {leftOut.map(({ reason, rows }) => (
        <li key={reason}>
          {rows.toLocaleString('en')} {rows === 1 ? 'row is' : 'rows are'} left out because {reason}.
        </li>
      ))}
      {warnings.map((warning) => (
        <li key={warning}>{withIsolatedQuotes(withOwnTitle(warning))}</li>
      ))}
    </ul>
  );
}
