import { adapterKindOf, hasHyperNetwork } from '../../../config/adapter-kinds';
import { readsDomain } from '../../../config/fields';
import { passesOf } from '../../../measures/ablation-passes';
import { domainNames } from '../../../runs/record';
import { useParts } from '../../store/use-app';
import { useRest } from '../use-rest';
import type { Shown } from '../use-shown';
import { AblationFigure } from './AblationFigure';
import { AddedSizeFigure } from './AddedSizeFigure';
import { SwapFigure } from './SwapFigure';

/** Whether the adapter matters: how much it adds, and what is lost when it is taken away or given other rows' H. */
export function MattersView({ run, look, adapter }: Shown) {
  return (
    <>
      <Ablations run={run} />
      <AddedSizeFigure run={run} look={look} adapter={adapter} />
    </>
  );
}

function Ablations({ run }: Pick<Shown, 'run'>) {
  const { ablate, cancelAblation, ablating: measured, ablationError: failed } = useParts('ablate', 'cancelAblation', 'ablating', 'ablationError');
  const ablationError = failed?.run === run.id ? failed.message : undefined;
  const ablating = measured?.run === run.id ? measured : undefined;
  const rest = useRest(run);
  const { model } = run.config;
  const generated = hasHyperNetwork(model);
  // Of one adapter for all rows nothing is another domain's.
  const same = adapterKindOf(model) === 'low-rank';
  const unread = generated && !readsDomain(run.config);
  return (
    <>
      {run.ablation && <AblationFigure run={run} ablation={run.ablation} />}
      {run.ablation &&
        domainNames(run).length > 1 &&
        !same &&
        (unread ? (
          <p className="note">
            The domain is no input of this model: a row’s H would be the same in any other domain, so there is no “as another domain” to measure.
          </p>
        ) : (
          <SwapFigure domains={domainNames(run)} ablation={run.ablation} generated={generated} />
        ))}
      {ablating ? (
        <p className="row" role="status">
          <progress max={ablating.total} value={ablating.done} aria-label="Passes over the test rows" /> Measuring: {ablating.done} of {ablating.total} passes
          over the test rows
          <button type="button" onClick={cancelAblation}>
            Cancel
          </button>
        </p>
      ) : (
        !run.ablation && (
          <p className="row">
            <button type="button" disabled={!('key' in rest)} onClick={() => void ablate()}>
              Measure on the test rows
            </button>
            <span className="soft">
              {'reason' in rest
                ? rest.reason
                : `Takes at most ${passesOf(domainNames(run).length, unread || same ? 0 : undefined, generated)} passes over the test rows.`}
            </span>
          </p>
        )
      )}
      {ablationError && (
        <p className="error" role="alert">
          {ablationError}
        </p>
      )}
    </>
  );
}
