import { modelTitle } from '../../config/backbones';
import { changedChoices } from '../../config/fidelity';
import { interruptedText } from '../../runs/interrupted-text';
import { isActive, isFollowed, isStored, type RunRecord } from '../../runs/record';
import { isSent } from '../../runs/snapshot/sent';
import { comesWithPage } from '../../runs/stored';
import { ghostOf, isFollowingOwnLane } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import { otherSettings } from './ghost';
import { movedText } from './moved-text';

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
  if (comesWithPage(run)) {
    return (
      <span className="soft">
        Stored run of the demo “{run.data?.name}”, {ghost && <>{modelTitle(run.config.model)}, </>}recorded {run.recorded} on {run.engine?.adapter}.{' '}
        {other || <span data-print="hide">Press Train to repeat it on your machine.</span>}
      </span>
    );
  }
  const { model, seed } = run.config;
  const moved = movedText(run);
  const interrupted = interruptedText(run);
  return (
    <span className="soft">
      <bdi>{run.data?.name}</bdi>, {modelTitle(model)}, {model.fidelity} mode
      {changedChoices(model).length > 0 && ` (${changedChoices(model).join(', ')} changed)`}, seed {seed}
      {run.engine?.adapter && ` · ${run.engine.adapter}`}
      {moved && ` (${moved})`}
      {interrupted && ` · ${interrupted}`}
      <Kept run={run} />
      {other && <>. {other}</>}
    </span>
  );
}

/** Whether a run of one's own is kept. */
function Kept({ run }: { run: RunRecord }) {
  const { library, persistenceAsked } = useParts('library', 'persistenceAsked');
  const ownLane = useApp(isFollowingOwnLane);
  if (isSent(run)) return <> · the sender’s result, from the link</>;
  if (isFollowed(run)) return <> · trained {ownLane ? 'by the comparison' : 'in another tab'}</>;
  if (isStored(run)) return <> · recorded {run.recorded}</>;
  if (isActive(run) || !library?.keeps) return null;
  if (!library.runs.some(({ id }) => id === run.id)) return library.trouble ? <> · not kept: see “Kept runs”</> : null;
  // Why the browser may ask the person something now.
  return <> · kept on this machine{persistenceAsked && !library.persisted && ', and the browser is asked to let it stay when room is short'}</>;
}
