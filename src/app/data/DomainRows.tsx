import { fixed } from '../../lib/numbers';
import type { Metrics } from '../../protocol/result';
import { metricError, placesOf } from '../../runs/words/places';
import { Swatch } from '../parts/Swatch';
import { NoValue, Table } from '../parts/Table';
import { useParts } from '../store/use-app';
import { domainColour } from '../theme/colours';
import styles from './data.module.css';

/** Rows and positive rate of each domain, and the best possible AUC where the truth is known. */
export function DomainRows() {
  const { preview: known } = useParts('preview');
  const preview = known?.data;
  if (!preview) return null;
  const most = Math.max(...preview.domains.map(({ rows }) => rows));
  const best = preview.bestPossible;
  return (
    <div className="stack">
      <Table
        caption="Domains"
        className={styles.domains}
        columns={['Domain', ...['Rows', 'Positive', ...(best ? ['Best possible AUC'] : [])].map((head) => ({ head, number: true }))]}
        rows={preview.domains.map(({ name, rows, positives }, d) => ({
          key: d,
          cells: [
            <span key="name">
              <Swatch domain={d} />
              {name}
              <span className={styles.bar} style={{ width: `${(100 * rows) / most}%`, background: domainColour(d) }} />
            </span>,
            rows.toLocaleString('en'),
            `${((100 * positives) / rows).toFixed(1)} %`,
            ...(best ? [aucText(best.domains[d], positives / rows) ?? <NoValue key="best" reason={best.domains[d]?.reason} />] : []),
          ],
        }))}
      />
      <p className="soft">
        {preview.split.train.toLocaleString('en')} rows train, {preview.split.val.toLocaleString('en')} validate, {preview.split.test.toLocaleString('en')}{' '}
        test.
      </p>
    </div>
  );
}

/** With the places that so many test rows carry. @param positives their share */
const aucText = (metrics: Metrics | undefined, positives: number) =>
  typeof metrics?.auc === 'number' ? fixed(metrics.auc, placesOf(metricError('auc', metrics.auc, metrics.rows, positives))) : undefined;
