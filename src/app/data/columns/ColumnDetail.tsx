import { type ReactNode, useEffect, useState } from 'react';
import { errorText } from '../../../lib/error-text';
import type { ColumnProfile, ColumnRates, LabelRate } from '../../../protocol/columns';
import { Table } from '../../parts/Table';
import { useApp, useSession } from '../../store/use-app';
import styles from './columns.module.css';
import { dayText, numberText, percentText } from './number-text';

/** All that is known of a column: what it holds, and how often its rows are positive by value. */
export function ColumnDetail({ profile, rows }: { profile: ColumnProfile; rows: number }) {
  const label = useApp((state) => state.roles.label);
  const { rates, error } = useRates(profile.name, label.column !== '' && label.column !== profile.name ? label : undefined);
  const found: LabelRate[] = rates?.rates ?? withoutRates(profile);
  const most = Math.max(1, ...found.map((each) => each.rows));
  const withLabel = label.column !== '' && label.column !== profile.name;
  return (
    <div className={styles.detail}>
      <dl>
        {factsOf(profile, rows).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {profile.notes.length > 0 && (
        <ul>
          {profile.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {error && <p className="soft">No rate by value: {error}</p>}
      {found.length > 0 && (
        <Table
          caption={`Values of ${profile.name}`}
          shape="tall"
          className={styles.values}
          columns={['Value', { head: 'Rows', number: true }, '', ...(withLabel ? [{ head: 'Positive', number: true }, '95 % interval'] : [])]}
          rows={[...found, ...(rates?.missing ? [{ ...rates.missing, of: 'missing' }] : [])].map((rate) => ({
            key: String(rate.of),
            cells: [
              nameOf(rate),
              rate.rows.toLocaleString('en'),
              <span key="bar" className={styles.bar} style={{ width: `${(96 * rate.rows) / most}px` }} />,
              ...(withLabel ? (rates ? [percentText(rate.positives / rate.rows), intervalText(rate)] : ['…', '']) : []),
            ],
          }))}
        />
      )}
      {rates && (
        <p className="soft">
          Of all {rates.all.rows.toLocaleString('en')} rows with a label {percentText(rates.all.positives / rates.all.rows)} are positive.
        </p>
      )}
    </div>
  );
}

/** Asks for the rates anew whenever the label changes; what comes late is dropped. */
function useRates(column: string, label: { column: string; positive?: string | undefined } | undefined): { rates?: ColumnRates; error?: string } {
  const session = useSession();
  const key = label && JSON.stringify([label.column, label.positive]);
  const [answer, setAnswer] = useState<{ key: string; rates?: ColumnRates; error?: string }>();
  useEffect(() => {
    if (key === undefined) return;
    const [name, positive] = JSON.parse(key) as [string, string | null];
    let gone = false;
    const take = (part: { rates?: ColumnRates; error?: string }) => !gone && setAnswer({ key, ...part });
    session()
      .data.rates(column, { column: name, ...(positive !== null && { positive }) })
      .then(
        (rates) => take({ rates }),
        (error: unknown) => take({ error: errorText(error) }),
      );
    return () => {
      gone = true;
    };
  }, [session, column, key]);
  return answer && answer.key === key ? answer : {};
}

function withoutRates({ histogram, top }: ColumnProfile): LabelRate[] {
  const rate = (of: LabelRate['of'], rows: number): LabelRate => ({ of, rows, positives: 0, interval: [0, 1] });
  if (!histogram) return top.map(({ value, rows }) => rate(value, rows));
  const { edges } = histogram;
  return histogram.rows.flatMap((rows, i) => (rows > 0 ? [rate([edges[i] as number, edges[i + 1] as number], rows)] : []));
}

const nameOf = ({ of }: LabelRate) => (typeof of === 'string' ? of : `${numberText(of[0])} to ${numberText(of[1])}`);
const intervalText = ({ interval: [low, high] }: LabelRate) => `${percentText(low)} to ${percentText(high)}`;

function factsOf(profile: ColumnProfile, rows: number): [name: string, fact: ReactNode][] {
  const { distinct, once, missing, missingAs, min, max, quantiles, from, to, separator, sampled } = profile;
  const facts: [string, ReactNode][] = [
    ['Different values', `${distinct.toLocaleString('en')}${once > 0 ? `, ${once.toLocaleString('en')} of them in one row only` : ''}`],
  ];
  if (missing > 0) {
    const words = missingAs.map(({ word, rows: count }) => `${word === '' ? 'empty' : word} ${count.toLocaleString('en')}`);
    facts.push(['Missing', `${missing.toLocaleString('en')} of ${rows.toLocaleString('en')} rows (${words.join(', ')})`]);
  }
  if (min !== undefined && max !== undefined) facts.push(['Range', `${numberText(min)} to ${numberText(max)}`]);
  if (quantiles)
    facts.push([
      '5, 25, 50, 75, 95 % lie below',
      `${quantiles.map(numberText).join(' · ')}${sampled ? ` (of a sample of ${sampled.toLocaleString('en')} rows)` : ''}`,
    ]);
  if (from !== undefined && to !== undefined) facts.push(['From', `${dayText(from)} to ${dayText(to)}`]);
  if (separator !== undefined) facts.push(['Lists', `“${separator}” stands between their values`]);
  return facts;
}
