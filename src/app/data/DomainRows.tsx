import { Swatch } from '../parts/Swatch';
import { useApp } from '../store/use-app';
import { domainColour } from '../theme/colours';
import styles from './data.module.css';

/** Rows and click rate of each domain, and the best possible AUC where the truth is known. */
export function DomainRows() {
  const { preview: known } = useApp();
  const preview = known?.data;
  if (!preview) return null;
  const most = Math.max(...preview.domains.map(({ rows }) => rows));
  const best = preview.bestPossible;
  return (
    <div className="stack">
      <table className={styles.domains}>
        <caption className="hidden">Domains</caption>
        <thead>
          <tr>
            <th scope="col">Domain</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              Positive
            </th>
            {best && (
              <th scope="col" className="number">
                Best possible AUC
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {preview.domains.map(({ name, rows, positives }, d) => (
            <tr key={name}>
              <th scope="row">
                <Swatch domain={d} />
                {name}
                <span className={styles.bar} style={{ width: `${(100 * rows) / most}%`, background: domainColour(d) }} />
              </th>
              <td className="number">{rows.toLocaleString('en')}</td>
              <td className="number">{((100 * positives) / rows).toFixed(1)} %</td>
              {best && <td className="number">{best.domains[d]?.auc?.toFixed(4) ?? 'n/a'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        {preview.split.train.toLocaleString('en')} rows train, {preview.split.val.toLocaleString('en')} validate, {preview.split.test.toLocaleString('en')}{' '}
        test.
      </p>
    </div>
  );
}
