import { useDeferredValue } from 'react';
import { isWithoutEpochs } from '../../runs/record';
import { CaptionOf } from '../figure/CaptionOf';
import { Panel } from '../parts/Panel';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { CurvesFigure } from './CurvesFigure';
import { lastEpochOf } from './last-epoch';

/** How well it does, per domain, as it trains. */
export function Watch() {
  // Charts may take their time; what the person does comes first.
  const run = useDeferredValue(useApp(shownRun));
  return (
    <Panel heading={false} title="How well it predicts">
      {run?.phase === 'failed' && (
        <p className="error" role="alert">
          {run.message}
        </p>
      )}
      {run && isWithoutEpochs(run) ? (
        <p className="soft">
          The model came from <bdi>{run.opened}</bdi>. It was not trained here, so that there are no curves; the tab Results has what its test rows say.
        </p>
      ) : run ? (
        <CaptionOf run={run}>
          <CurvesFigure run={run} last={lastEpochOf(run)} />
        </CaptionOf>
      ) : (
        <p className="soft">Press Train. The curves then grow here: AUC and LogLoss of every domain, with the backbone alone beside them.</p>
      )}
    </Panel>
  );
}
