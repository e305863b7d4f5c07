import { useState } from 'react';
import { isolated } from '../../../lib/isolated';
import type { DomainComparison as Comparison, FeatureDistance } from '../../../protocol/meaning';
import { Table } from '../../parts/Table';
import { namedRowsFile } from '../../store/selectors';
import { useApp, useParts } from '../../store/use-app';
import { AnswerError } from './AnswerError';
import styles from './meaning.module.css';
import { Overlaps } from './Overlaps';
import { percent } from './overlap-text';
import { useDataAnswer } from './use-data-answer';

const FIELDS_SHOWN = 10;

/** Whether the domains differ, and what they share, asked for by the person: it takes a moment. */
export function DomainComparison() {
  const { config, table, preview } = useParts('config', 'table', 'preview');
  const rowsFile = useApp(namedRowsFile);
  /** What is compared: other data or settings have to be asked for anew. */
  const now = JSON.stringify([table?.hash, config.data, config.split, config.seed, rowsFile?.name]);
  const [asked, setAsked] = useState<string>();
  const answer = useDataAnswer(asked === now ? now : undefined, (data) => data.compareDomains(config, rowsFile));
  const one = preview?.data.domains.length === 1;
  return (
    <div className="stack">
      <h3>Do these domains differ enough?</h3>
      {answer?.state !== 'known' && (
        <div className="row">
          <button type="button" disabled={!preview || one || answer?.state === 'asking'} onClick={() => setAsked(now)}>
            {answer?.state === 'asking' ? 'Comparing …' : 'Compare the domains'}
          </button>
          <span className="soft">
            {one
              ? 'There is one domain only, so nothing to compare it with.'
              : 'Positive rates, shared users and items, and which fields differ, domain by domain.'}
          </span>
        </div>
      )}
      <AnswerError of={answer} />
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
      <Overlaps found={overlaps} names={names} />
      {features.length > 0 && <Features of={of} names={names} />}
    </section>
  );
}

function Features({ of: { features, rows, sampled, leftOut }, names }: { of: Comparison; names: string[] }) {
  const pair = ({ pair: [a, b] }: FeatureDistance) => `${isolated(names[a] ?? '')} and ${isolated(names[b] ?? '')}`;
  const more = features.length - FIELDS_SHOWN + leftOut;
  return (
    <div>
      <p className={styles.before}>
        How differently the values of a field are spread over two domains: 0 is alike, 1 is nothing in common. Named are the two domains that differ most. “By
        chance” is what the same rows show when they are dealt to domains at random.{sampled && ` Of a random sample of ${rows.toLocaleString('en')} rows.`}
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
