import { lazy, Suspense, useMemo, useState } from 'react';
import { modelTitle } from '../../config/backbones';
import { changedChoices } from '../../config/fidelity';
import { isStored, modelOf, type RunRecord } from '../../runs/record';
import { Panel } from '../parts/Panel';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { ResultTable } from './ResultTable';
import { chartsOf, lossPoints, type MetricName, sharedRange } from './series';
import { ValuesTable } from './ValuesTable';
import styles from './watch.module.css';

const SmallMultiples = lazy(() => import('./curves').then(({ SmallMultiples: each }) => ({ default: each })));
const LossCurve = lazy(() => import('./curves').then(({ LossCurve: each }) => ({ default: each })));

export const METRICS: Record<MetricName, string> = { auc: 'AUC', logLoss: 'LogLoss, nats' };

/** How well it does, per domain, as it trains. */
export function WatchPanel() {
  const run = useApp(shownRun);
  return (
    <Panel
      title="Watch"
      aside={run && <Origin run={run} />}
      about={
        <>
          <p>
            AUC is the chance that a positive row gets a higher score than a negative one, ties counting half: 0.5 is guessing, 1 is perfect. LogLoss is −mean(y
            ln p + (1−y) ln(1−p)): lower is better. Both are measured on the validation rows after each epoch, and on the test rows at the end, with the weights
            of the epoch marked by a ring.
          </p>
          <p>The grey dashed line is the backbone alone, the dotted line the best possible AUC where the data is synthetic and its truth is known.</p>
        </>
      }
    >
      {run ? (
        <Run run={run} />
      ) : (
        <p className="soft">Press Train, and the curves grow here: AUC and LogLoss of every domain, with the backbone alone beside them.</p>
      )}
    </Panel>
  );
}

function Run({ run }: { run: RunRecord }) {
  const [metric, setMetric] = useState<MetricName>('auc');
  const charts = useMemo(() => chartsOf(run, metric), [run, metric]);
  const losses = useMemo(() => lossPoints(run), [run]);
  const { epochs } = run.config.train;
  const modelName = run.config.model.adapters.length > 0 ? 'HAMUR' : 'backbone';
  const seen = Math.max(run.epochs.length, modelOf(run, 'baseline').epochs.length);
  const shownEpochs = run.phase === 'done' || run.phase === 'stopped' ? seen : epochs;
  return (
    <>
      {run.phase === 'failed' && (
        <p className="error" role="alert">
          {run.message}
        </p>
      )}
      <ResultTable run={run} />
      <div className={styles.metrics}>
        <fieldset className={styles.choice}>
          <legend className="hidden">Metric</legend>
          {(Object.keys(METRICS) as MetricName[]).map((name) => (
            <label key={name}>
              <input type="radio" name="metric" checked={metric === name} onChange={() => setMetric(name)} />
              {METRICS[name]}
            </label>
          ))}
        </fieldset>
        <span className={`soft ${styles.key}`}>
          <svg width="24" height="8" aria-hidden="true">
            <line x1="0" x2="24" y1="4" y2="4" stroke="var(--ink)" strokeWidth="2" />
          </svg>
          {modelName}
          {run.config.train.baseline && modelName === 'HAMUR' && (
            <>
              <svg width="24" height="8" aria-hidden="true">
                <line x1="0" x2="24" y1="4" y2="4" stroke="var(--baseline)" strokeWidth="2" strokeDasharray="6 4" />
              </svg>
              backbone alone
            </>
          )}
          {run.data?.bestPossible && (
            <>
              <svg width="24" height="8" aria-hidden="true">
                <line x1="0" x2="24" y1="4" y2="4" stroke="var(--ink)" strokeWidth="2" strokeDasharray="1 4" />
              </svg>
              best possible
            </>
          )}
        </span>
      </div>
      <Suspense fallback={<div className={styles.placeholder} style={{ minHeight: 180 * Math.ceil(charts.length / 2) }} />}>
        <SmallMultiples charts={charts} range={sharedRange(charts)} unit={METRICS[metric]} modelName={modelName} epochs={shownEpochs} />
        <figure className={styles.chart}>
          <figcaption>Training loss, nats</figcaption>
          <LossCurve points={losses} modelName={modelName} epochs={shownEpochs} />
        </figure>
      </Suspense>
      <ValuesTable run={run} />
    </>
  );
}

function Origin({ run }: { run: RunRecord }) {
  if (isStored(run)) {
    return (
      <span className="soft">
        Stored run of the demo “{run.data?.name}”, recorded {run.recorded} on {run.engine?.adapter}. Press Train to run it on your machine.
      </span>
    );
  }
  const { model, seed } = run.config;
  return (
    <span className="soft">
      {run.data?.name}, {modelTitle(model)}, {model.fidelity} mode{changedChoices(model).length > 0 && ` (${changedChoices(model).join(', ')} changed)`}, seed{' '}
      {seed}
      {run.engine && ` · ${run.engine.adapter}`}
    </span>
  );
}
