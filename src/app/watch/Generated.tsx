import { lazy, Suspense } from 'react';
import { useShown } from '../inside/use-shown';
import { Panel } from '../parts/Panel';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { emptyText } from '../views/Views';

const WeightsView = lazy(async () => ({ default: (await import('../inside/weights/WeightsView')).WeightsView }));

/** What the hyper-network makes for each domain. */
export function Generated() {
  const run = useApp(shownRun);
  const shown = useShown();
  return (
    <Panel heading={false} title="What the hyper-network makes">
      {shown ? (
        <Suspense fallback={null}>
          <WeightsView {...shown} />
        </Suspense>
      ) : (
        <p className="soft">{emptyText(run)}</p>
      )}
    </Panel>
  );
}
