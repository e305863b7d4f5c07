import { type ReactNode, useEffect, useState } from 'react';
import { errorText } from '../../../lib/error-text';
import { isolated, withIsolatedQuotes } from '../../../lib/isolated';
import type { ColumnProfile, ColumnRates, LabelRate } from '../../../protocol/columns';
import { Table } from '../../parts/Table';
import { useParts, useSession } from '../../store/use-app';
import styles from './columns.module.css';
import { dayText, numberText, percentText } from './number-text';

/** All that is known of a column: what it holds, and how often its rows are positive by value. */
export function ColumnDetail({ profile, rows }: { profile: ColumnProfile; rows: number }) {
  const { roles, sayMissing, input } = useParts('roles', 'sayMissing', 'input');
  const { label } = roles;
  const { rates, error } = useRates(profile.name, label.column !== '' && label.column !== profile.name ? label : undefined, input.data?.missing);
  const found: LabelRate[] = rates?.rates ?? withoutRates(profile);
  const most = Math.max(1, rates?.missing?.rows ?? 0, ...found.map((each) => each.rows));
  const withLabel = label.column !== '' && label.column !== profile.name;
  return (
    <div className={styles.detail}>
      <dl>
        {factsOf(profile, rows, sayMissing).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {profile.notes.length > 0 && (
        <ul>
          {profile.notes.map((note) => (
            <li key={note}>{withIsolatedQuotes(note)}</li>
          ))}
        </ul>
      )}
      {error && <p className="soft">No rate by value: {error}</p>}
      {found.length > 0 && (
        <Table
          caption={`Values of ${profile.name}`}
          shape="tall"
          className={styles.values}
          columns={[
            'Value',
            { head: 'Rows', number: true },
            '',
            ...(withLabel ? [{ head: 'Positive', number: true }, '95 % interval'] : []),
            ...(profile.histogram ? [] : ['']),
          ]}
          rows={[...found, ...(rates?.missing ? [{ ...rates.missing, of: 'missing' }] : [])].map((rate) => ({
            key: String(rate.of),
            cells: [
              nameOf(rate),
              rate.rows.toLocaleString('en'),
              <span key="bar" className={styles.bar} style={{ width: `${(96 * rate.rows) / most}px` }} />,
              ...(withLabel ? (rates ? [percentText(rate.positives / rate.rows), intervalText(rate)] : ['…', '']) : []),
              ...(profile.histogram
                ? []
                : [rate.of !== 'missing' && typeof rate.of === 'string' && <MeansMissing key="word" word={rate.of} onSay={sayMissing} />]),
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
function useRates(
  column: string,
  label: { column: string; positive?: string | undefined } | undefined,
  missing: readonly string[] | undefined,
): { rates?: ColumnRates; error?: string } {
  const session = useSession();
  const key = label && JSON.stringify([label.column, label.positive, missing]);
  const [answer, setAnswer] = useState<{ key: string; rates?: ColumnRates; error?: string }>();
  useEffect(() => {
    if (key === undefined) return;
    const [name, positive, words] = JSON.parse(key) as [string, string | null, string[] | null];
    let gone = false;
    const take = (part: { rates?: ColumnRates; error?: string }) => !gone && setAnswer({ key, ...part });
    session()
      .data.rates(column, { column: name, ...(positive !== null && { positive }) }, words ?? undefined)
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

type SayMissing = (word: string, means: boolean) => void;

/** Makes a value a word for a missing one. */
function MeansMissing({ word, onSay }: { word: string; onSay: SayMissing }) {
  return (
    <button type="button" className={styles.word} onClick={() => onSay(word.trim(), true)}>
      Means missing<span className="hidden"> {word}</span>
    </button>
  );
}

const nameOf = ({ of }: LabelRate) => (typeof of === 'string' ? of : `${numberText(of[0])} to ${numberText(of[1])}`);
const intervalText = ({ interval: [low, high] }: LabelRate) => `${percentText(low)} to ${percentText(high)}`;

function factsOf(profile: ColumnProfile, rows: number, sayMissing: SayMissing): [name: string, fact: ReactNode][] {
  const { distinct, once, missing, missingAs, min, max, quantiles, from, to, separator, sampled, top, histogram } = profile;
  const facts: [string, ReactNode][] = [
    ['Different values', `${distinct.toLocaleString('en')}${once > 0 ? `, ${once.toLocaleString('en')} of them in one row only` : ''}`],
  ];
  if (missing > 0) {
    facts.push(['Missing', `${missing.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`]);
    for (const { word, rows: count } of missingAs)
      facts.push([
        word === '' ? '– as an empty cell' : `– as “${isolated(word)}”`,
        <>
          {count.toLocaleString('en')}
          {word !== '' && (
            <button type="button" className={styles.word} onClick={() => sayMissing(word, false)}>
              Is a value<span className="hidden"> {word}</span>
            </button>
          )}
        </>,
      ]);
  }
  if (min !== undefined && max !== undefined) facts.push(['Range', `${numberText(min)} to ${numberText(max)}`]);
  const [most] = top;
  // Bins do not show that one number fills them.
  if (histogram && most && most.rows > 1)
    facts.push([
      'Most frequent',
      <>
        <bdi>{most.value.trim()}</bdi>, in {most.rows.toLocaleString('en')} rows <MeansMissing word={most.value} onSay={sayMissing} />
      </>,
    ]);
  if (quantiles)
    facts.push([
      '5, 25, 50, 75, 95 % lie below',
      `${quantiles.map(numberText).join(' · ')}${sampled ? ` (of a sample of ${sampled.toLocaleString('en')} rows)` : ''}`,
    ]);
  if (from !== undefined && to !== undefined) facts.push(['From', `${dayText(from)} to ${dayText(to)}`]);
  if (separator !== undefined) facts.push(['Lists', `“${separator}” stands between their values`]);
  return facts;
}
