import { modelOf, type RunRecord } from '../../runs/record';
import { CaptionOf } from '../figure/CaptionOf';
import { Panel } from '../parts/Panel';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { CurvesFigure } from './CurvesFigure';
import { LossFigure } from './LossFigure';
import { Origin } from './Origin';
import { ResultFigure } from './ResultFigure';

/** How well it does, per domain, as it trains. */
export function WatchPanel() {
  const run = useApp(shownRun);
  return (
    <Panel
      title="Watch"
      aside={run && <Origin run={run} />}
      about={
        <p>
          How well the model does, as it trains and at the end: on all rows, and on those of each domain. Where a backbone alone is trained beside it, what the
          adapters gain is the difference between the two.
        </p>
      }
    >
      {run ? (
        <Run run={run} />
      ) : (
        <p className="soft">Press Train. The curves then grow here: AUC and LogLoss of every domain, with the backbone alone beside them.</p>
      )}
    </Panel>
  );
}

function Run({ run }: { run: RunRecord }) {
  const seen = Math.max(run.epochs.length, modelOf(run, 'baseline').epochs.length);
  // While it may go on, the axes show how far.
  const last = run.phase === 'done' || run.phase === 'stopped' ? seen : run.config.train.epochs;
  return (
    <CaptionOf run={run}>
      {run.phase === 'failed' && (
        <p className="error" role="alert">
          {run.message}
        </p>
      )}
      <ResultFigure run={run} />
      <CurvesFigure run={run} last={last} />
      <LossFigure run={run} last={last} />
    </CaptionOf>
  );
}
