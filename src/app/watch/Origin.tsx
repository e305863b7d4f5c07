import { modelTitle } from '../../config/backbones';
import { changedChoices } from '../../config/fidelity';
import { isStored, type RunRecord } from '../../runs/record';
import { ghostOf } from '../store/selectors';
import { useApp } from '../store/use-app';
import { otherSettings } from './ghost';

/** What run is shown: on which data, of which model, where it ran; and how its settings differ from those on the page. */
export function Origin({ run }: { run: RunRecord }) {
  const ghost = useApp(ghostOf);
  const page = useApp(({ config }) => config);
  const other = ghost && (
    <strong data-print="hide">
      {ghost === 'data' ? 'It is of other data than those on the page' : `It is of other settings than those on the page (${otherSettings(run.config, page)})`}.
      Press Train to see yours.
    </strong>
  );
  if (isStored(run)) {
    return (
      <span className="soft">
        Stored run of the demo “{run.data?.name}”, {ghost && <>{modelTitle(run.config.model)}, </>}recorded {run.recorded} on {run.engine?.adapter}.{' '}
        {other || <span data-print="hide">Press Train to repeat it on your machine.</span>}
      </span>
    );
  }
  const { model, seed } = run.config;
  return (
    <span className="soft">
      {run.data?.name}, {modelTitle(model)}, {model.fidelity} mode{changedChoices(model).length > 0 && ` (${changedChoices(model).join(', ')} changed)`}, seed{' '}
      {seed}
      {run.engine && ` · ${run.engine.adapter}`}
      {other && <>. {other}</>}
    </span>
  );
}
