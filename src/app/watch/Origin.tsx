import { modelTitle } from '../../config/backbones';
import { changedChoices } from '../../config/fidelity';
import { isStored, type RunRecord } from '../../runs/record';
import { isGhost } from '../store/selectors';
import { useApp } from '../store/use-app';

const OTHER_SETTINGS = <strong data-print="hide">It is of other settings than those on the page. Press Train to see yours.</strong>;

/** What run is shown: on which data, of which model, where it ran. */
export function Origin({ run }: { run: RunRecord }) {
  const ghost = useApp(isGhost);
  if (isStored(run)) {
    return (
      <span className="soft">
        Stored run of the demo “{run.data?.name}”, {ghost && <>{modelTitle(run.config.model)}, </>}recorded {run.recorded} on {run.engine?.adapter}.{' '}
        {ghost ? OTHER_SETTINGS : <span data-print="hide">Press Train to repeat it on your machine.</span>}
      </span>
    );
  }
  const { model, seed } = run.config;
  return (
    <span className="soft">
      {run.data?.name}, {modelTitle(model)}, {model.fidelity} mode{changedChoices(model).length > 0 && ` (${changedChoices(model).join(', ')} changed)`}, seed{' '}
      {seed}
      {run.engine && ` · ${run.engine.adapter}`}
      {ghost && <>. {OTHER_SETTINGS}</>}
    </span>
  );
}
