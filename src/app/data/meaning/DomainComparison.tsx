import { useState } from 'react';
import type { DomainComparison as Comparison, FeatureDistance, Overlap } from '../../../protocol/meaning';
import { NoValue, Table } from '../../parts/Table';
import { namedRowsFile } from '../../store/selectors';
import { useApp, useParts } from '../../store/use-app';
import styles from './meaning.module.css';
import { useDataAnswer } from './use-data-answer';

/** A larger matrix is not read; the sentence and the table of fields stand for it. */
const MOST_IN_MATRIX = 16;
const FIELDS_SHOWN = 10;

/** Whether the domains differ, and what they share, asked for by the person: it takes a moment. */
export function DomainComparison() {
  const { config, table, preview } = useParts('config', 'table', 'preview');
  const rowsFile = useApp(namedRowsFile);
  /** What is compared: other data or settings have to be asked for anew. */
  const now = JSON.stringify([table?.hash, config.data, config.split, config.seed, rowsFile?.name]);
  const [asked, setAsked] = useState<string>();
  const answer = useDataAnswer(asked === now ? now : undefined, (data) => data.compareDomains(config, rowsFile));
  return (
    <div className="stack">
      <h3>Do these domains differ enough?</h3>
      {answer?.state !== 'known' && (
        <div className="row">
          <button type="button" disabled={!preview || answer?.state === 'asking'} onClick={() => setAsked(now)}>
            {answer?.state === 'asking' ? 'Comparing …' : 'Compare the domains'}
          </button>
          <span className="soft">Positive rates, shared values and how fields are distributed, domain by domain.</span>
        </div>
      )}
      {answer?.state === 'error' && (
        <p className="error" role="alert">
          {answer.message}
        </p>
      )}
      {answer?.state === 'known' && <Compared of={answer.value} />}
    </div>
  );
}

function Compared({ of }: { of: Comparison }) {
  const { verdict, domains, overlaps, features } = of;
  const names = domains.map(({ name }) => name);
  return (
    <section className="stack" aria-label="Comparison of the domains">
      <p className={styles.verdict}>{verdict.text}</p>
      {verdict.notes.length > 0 && (
        <ul className="note">
          {verdict.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Table
        caption="Positive rate of each domain"
        shape="wide"
        columns={['Domain', { head: 'Rows', number: true }, { head: 'Positive', number: true }, { head: '95 % interval', number: true }]}
        rows={domains.map(({ name, rows, rate, low, high }, d) => ({
          key: d,
          cells: [name, rows.toLocaleString('en'), percent(rate), `${percent(low)} to ${percent(high)}`],
        }))}
      />
      {overlaps.map((overlap) => (
        <OverlapTable key={overlap.field} overlap={overlap} names={names} />
      ))}
      {features.length > 0 && <Features of={of} names={names} />}
    </section>
  );
}

function OverlapTable({ overlap: { field, distinct, shared, jaccard }, names }: { overlap: Overlap; names: string[] }) {
  if (names.length > MOST_IN_MATRIX) return null;
  return (
    <div>
      <p className={styles.before}>
        Of each domain’s rows, the share whose value of “{field}” occurs in the other domain too; in brackets the share of values that both have.
      </p>
      <Table
        caption={`What domains share of ${field}`}
        shape="wide"
        columns={['Rows of', { head: 'Values', number: true }, ...names.map((name) => ({ head: name, number: true }))]}
        rows={names.map((name, a) => ({
          key: a,
          cells: [
            name,
            distinct[a]?.toLocaleString('en'),
            ...names.map((other, b) => {
              const [rows, values] = [shared[a]?.[b], jaccard[a]?.[b]];
              if (a === b)
                return (
                  <span key={other} className="soft">
                    –
                  </span>
                );
              return typeof rows === 'number' && typeof values === 'number' ? (
                `${percent(rows)} (${percent(values)})`
              ) : (
                <NoValue key={other} reason="There is no value." />
              );
            }),
          ],
        }))}
      />
    </div>
  );
}

function Features({ of: { features, rows, sampled, leftOut }, names }: { of: Comparison; names: string[] }) {
  const pair = ({ pair: [a, b] }: FeatureDistance) => `${names[a]} and ${names[b]}`;
  const more = features.length - FIELDS_SHOWN + leftOut;
  return (
    <div>
      <p className={styles.before}>
        How differently a field is distributed, 0 (alike) to 1 (nothing shared), between the two domains that lie farthest apart; and what chance alone makes of
        so few rows.{sampled && ` Of a random sample of ${rows.toLocaleString('en')} rows.`}
      </p>
      <Table
        caption="Fields that differ between domains"
        shape="wide"
        columns={['Field', { head: 'Distance', number: true }, { head: 'By chance', number: true }, 'Between', 'Differs']}
        rows={features.slice(0, FIELDS_SHOWN).map((feature) => ({
          key: feature.field,
          cells: [feature.field, feature.distance.toFixed(2), feature.chance.toFixed(2), pair(feature), feature.sure ? 'yes' : 'not beyond chance'],
        }))}
      />
      {more > 0 && <p className="soft">And {more} other fields.</p>}
    </div>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
