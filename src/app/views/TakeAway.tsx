import { useState } from 'react';
import { errorText } from '../../lib/error-text';
import { isActive, isStored, isTrained, type RunRecord } from '../../runs/record';
import { saveBytes } from '../figure/save';
import { slug } from '../figure/slug';
import { useApp, useSession } from '../store/use-app';
import { TAKE_AWAY, type TakeAwayEntry } from './take-away';

/** The files that an ended run leaves; those of the model only where the model is here. */
export function TakeAway({ run }: { run: RunRecord }) {
  const here = useApp((state) => state.run?.id === run.id) && isTrained(run) && !isStored(run);
  if (isActive(run)) return null;
  return (
    <details>
      <summary>Take away</summary>
      {!here && <p className="soft">The model of this run is not here: weights, predictions and the split are there after training it here.</p>}
      <ul className="stack">
        {TAKE_AWAY.filter(({ ofModel }) => here || !ofModel).map((entry) => (
          <Entry key={entry.ending} entry={entry} run={run} />
        ))}
      </ul>
    </details>
  );
}

type Told = { state: 'making' } | { state: 'saved'; bytes: number } | { state: 'failed'; message: string };

function Entry({ entry, run }: { entry: TakeAwayEntry; run: RunRecord }) {
  const session = useSession();
  const [told, setTold] = useState<Told>();
  const save = async () => {
    setTold({ state: 'making' });
    try {
      const made = await entry.make(run, session);
      const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
      saveBytes(bytes, `hamur-${slug(run.data?.name ?? 'run')}-${entry.ending}`, entry.type);
      setTold({ state: 'saved', bytes: bytes.length });
    } catch (error) {
      setTold({ state: 'failed', message: errorText(error) });
    }
  };
  return (
    <li>
      <button type="button" disabled={told?.state === 'making'} onClick={save}>
        Save {entry.title}
      </button>{' '}
      <span role="status" className="soft">
        {told?.state === 'making' && 'Being made…'}
        {told?.state === 'saved' && `Saved: ${told.bytes.toLocaleString('en')} bytes.`}
      </span>
      {told?.state === 'failed' && (
        <p className="error" role="alert">
          {told.message}
        </p>
      )}
      <p className="soft">{entry.holds}</p>
    </li>
  );
}
