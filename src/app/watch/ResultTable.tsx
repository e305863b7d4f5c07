import type { Metrics } from '../../protocol/result';
import { modelOf, type RunRecord } from '../../runs/record';
import { Swatch } from '../parts/Swatch';
import styles from './watch.module.css';

/** Test AUC and LogLoss, the model beside its backbone, once they are measured. */
export function ResultTable({ run }: { run: RunRecord }) {
  const [model, baseline] = [modelOf(run, 'model'), modelOf(run, 'baseline')];
  if (!model.test) return null;
  const rows: { name: string; domain?: number; model: Metrics; baseline?: Metrics | undefined; best?: Metrics | undefined }[] = [
    { name: 'All rows', model: model.test, baseline: baseline.test, best: run.data?.bestPossible },
    ...model.test.domains.map((own, domain) => ({
      name: own.name,
      domain,
      model: own,
      baseline: baseline.test?.domains[domain],
      best: run.data?.bestPossible?.domains[domain],
    })),
  ];
  const modelName = run.config.model.adapters.length > 0 ? 'HAMUR' : 'Backbone';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.results} aria-label="Test results" tabIndex={0}>
      <table>
        <caption className="hidden">Test results</caption>
        <thead>
          <tr>
            <th scope="col">Test rows</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              {modelName} AUC
            </th>
            {baseline.test && (
              <>
                <th scope="col" className="number">
                  Backbone AUC
                </th>
                <th scope="col" className="number">
                  Difference
                </th>
              </>
            )}
            {run.data?.bestPossible && (
              <th scope="col" className="number">
                Best possible
              </th>
            )}
            <th scope="col" className="number">
              {modelName} LogLoss
            </th>
            {baseline.test && (
              <th scope="col" className="number">
                Backbone LogLoss
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, domain, model: ours, baseline: theirs, best }) => (
            <tr key={name}>
              <th scope="row">
                {domain !== undefined && <Swatch domain={domain} />}
                {name}
              </th>
              <td className="number">{ours.rows.toLocaleString('en')}</td>
              <Value metrics={ours} metric="auc" />
              {baseline.test && (
                <>
                  <Value metrics={theirs} metric="auc" />
                  <td className="number">{difference(ours.auc, theirs?.auc)}</td>
                </>
              )}
              {run.data?.bestPossible && <Value metrics={best} metric="auc" />}
              <Value metrics={ours} metric="logLoss" />
              {baseline.test && <Value metrics={theirs} metric="logLoss" />}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        Weights of epoch {model.bestEpoch}
        {baseline.test && ` (backbone: ${baseline.bestEpoch})`}. One run is one seed: differences of a few thousandths come and go with it.
      </p>
    </section>
  );
}

function Value({ metrics, metric }: { metrics: Metrics | undefined; metric: 'auc' | 'logLoss' }) {
  const value = metrics?.[metric];
  return (
    <td className="number" title={typeof value === 'number' ? undefined : metrics?.reason}>
      {typeof value === 'number' ? value.toFixed(4) : 'n/a'}
      {typeof value !== 'number' && metrics?.reason && <span className="hidden"> {metrics.reason}</span>}
    </td>
  );
}

function difference(ours: number | null, theirs: number | null | undefined): string {
  if (ours === null || typeof theirs !== 'number') return 'n/a';
  return `${ours < theirs ? '−' : '+'}${Math.abs(ours - theirs).toFixed(4)}`;
}
