import { capital } from '../../../lib/capital';
import { fixed, signed } from '../../../lib/numbers';
import { rowInFiles, rowName } from '../../../lib/row-name';
import { DomainName } from '../../parts/DomainName';
import { changedTruly } from './changed-truly';
import type { Answered } from './Row';
import styles from './what-if.module.css';

/** What the model predicts for the row, and what it would predict if something in it were different. */
export function Answer({ row, changed: named, value, domains }: Answered & { domains: readonly string[] }) {
  const { before, after, byDomain } = value;
  const changed = changedTruly(named, value);
  return (
    <>
      <p className={styles.lead}>
        {capital(rowName(row))}, from {domains[before.domain]}: predicted <b>{fixed(before.prediction, 3)}</b> as it is
        {changed.length > 0 && (
          <>
            , <b>{fixed(after.prediction, 3)}</b> ({signed(after.prediction - before.prediction, 3)}) with another {changed.join(' and ')}
          </>
        )}
        . <span className="soft">{rowInFiles(row)}</span>
      </p>
      {byDomain.length === 0 && <p className="soft">The model is pooled: it does not know the domain, and would predict the same in any other.</p>}
      <ul aria-label="As a row of each domain" className={styles.domains}>
        {byDomain.map((prediction, d) => (
          <li key={domains[d]}>
            <DomainName domain={d} names={domains} /> <b>{fixed(prediction, 3)}</b>
            {d === before.domain && <span className="soft"> its own</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
