import { useShown } from '../inside/use-shown';
import { WeightsByDomain } from '../inside/weights/WeightsByDomain';
import { Panel } from '../parts/Panel';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { emptyText } from '../views/empty-text';

/** What the hyper-network makes for each domain. */
export function Generated() {
  const run = useApp(shownRun);
  const shown = useShown();
  return (
    <Panel heading={false} title="What the hyper-network makes">
      {shown ? <WeightsByDomain /> : <p className="soft">{emptyText(run)}</p>}
    </Panel>
  );
}
