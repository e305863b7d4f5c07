import type { EpochRecord } from '../../protocol/result';
import { domainNames, modelOf, type RunRecord } from '../../runs/record';
import styles from './watch.module.css';

/** All the curves' values as a table: for screen readers, and for whoever wants the numbers. */
export function ValuesTable({ run }: { run: RunRecord }) {
  const [model, baseline] = [modelOf(run, 'model'), modelOf(run, 'baseline')];
  if (model.epochs.length === 0 && baseline.epochs.length === 0) return null;
  return (
    <details>
      <summary>Show the values</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={`scroll ${styles.values}`} tabIndex={0} aria-label="Validation values">
        <table>
          <caption className="hidden">Validation values by epoch</caption>
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              <th scope="col">Model</th>
              <th scope="col" className="number">
                Train loss
              </th>
              <th scope="col" className="number">
                AUC
              </th>
              <th scope="col" className="number">
                LogLoss
              </th>
              {domainNames(run).map((name) => (
                <th key={name} scope="col" className="number">
                  AUC {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rowsOf('HAMUR', model.epochs), ...rowsOf('backbone', baseline.epochs)]
              .sort((a, b) => a.record.epoch - b.record.epoch)
              .map(({ name, record }) => (
                <tr key={`${name}${record.epoch}`}>
                  <td>{record.epoch}</td>
                  <td>{run.config.model.adapters.length > 0 ? name : 'backbone'}</td>
                  <td className="number">{record.trainLoss.toFixed(4)}</td>
                  <td className="number">{record.val.auc?.toFixed(4) ?? 'n/a'}</td>
                  <td className="number">{record.val.logLoss?.toFixed(4) ?? 'n/a'}</td>
                  {record.val.domains.map(({ name: domain, auc }) => (
                    <td key={domain} className="number">
                      {auc?.toFixed(4) ?? 'n/a'}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

const rowsOf = (name: string, epochs: EpochRecord[]) => epochs.map((record) => ({ name, record }));
