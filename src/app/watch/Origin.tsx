import { modelTitle } from '../../config/backbones';
import { changedChoices } from '../../config/fidelity';
import { isStored, type RunRecord } from '../../runs/record';

/** What run is shown: on which data, of which model, where it ran. */
export function Origin({ run }: { run: RunRecord }) {
  if (isStored(run)) {
    return (
      <span className="soft">
        Stored run of the demo “{run.data?.name}”, recorded {run.recorded} on {run.engine?.adapter}. Press Train to repeat it on your machine.
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
