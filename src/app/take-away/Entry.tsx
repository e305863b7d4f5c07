import { useEffect, useRef, useState } from 'react';
import { modelTitle } from '../../config/backbones';
import { errorText } from '../../lib/error-text';
import type { RunRecord } from '../../runs/record';
import { sizeText } from '../data/file-draft';
import { saveBytes } from '../figure/save';
import { slug } from '../figure/slug';
import type { DrawnFigure } from '../figure/told';
import { later } from '../parts/later';
import { useSession } from '../store/use-app';
import type { Offer } from './offers';
import type { Size } from './sizes';
import styles from './take-away.module.css';

const AllFigures = later('Drawing the figures', async () => (await import('./AllFigures')).AllFigures);

type Told = { state: 'making'; how: string } | { state: 'saved'; bytes: number } | { state: 'failed'; message: string };

/** Who waits for the figures. */
interface Waiting {
  drawn: (figures: DrawnFigure[]) => void;
  failed: (error: Error) => void;
}

/** A file: what it is, how large, what goes along, and the button that makes and saves it. */
export function Entry({ offer: { entry, size, goesAlong, make }, run, onMaking }: { offer: Offer; run: RunRecord; onMaking: (change: 1 | -1) => void }) {
  const session = useSession();
  const [told, setTold] = useState<Told>();
  const [waiting, setWaiting] = useState<Waiting>();
  const known = useSize(run, size);
  const making = told?.state === 'making';
  const left = useRef<Waiting>(undefined);
  left.current = waiting;
  // Nobody draws what this entry waits for when it is gone.
  useEffect(() => () => left.current?.failed(new Error('The figures were left before all were drawn. Save them again.')), []);
  const save = async () => {
    setTold({ state: 'making', how: 'Being made…' });
    onMaking(1);
    try {
      const figures = async () => {
        // What cannot be loaded is told here: drawn later, nobody would hear of it.
        await import('./AllFigures');
        return new Promise<DrawnFigure[]>((drawn, failed) => setWaiting({ drawn, failed }));
      };
      const made = await make({ session, figures, say: (how) => setTold({ state: 'making', how }) });
      const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
      saveBytes(bytes, `${stemOf(run)}-${entry.ending}`, entry.type);
      setTold({ state: 'saved', bytes: bytes.length });
    } catch (error) {
      setTold({ state: 'failed', message: errorText(error) });
    } finally {
      setWaiting(undefined);
      onMaking(-1);
    }
  };
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <h4>{entry.title}</h4>
        <span className="soft">
          {entry.format}
          {known && ` · ${known.about ? 'about ' : ''}${sizeText(known.bytes)}`}
        </span>
      </div>
      {/* Disabled, it would lose the focus. */}
      <button type="button" aria-disabled={making} onClick={() => !making && void save()}>
        Save<span className="hidden"> {entry.title}</span>
      </button>
      <p>{entry.holds}</p>
      <p className="soft">Of the data: {goesAlong}</p>
      <p role="status" className={styles.told}>
        {told?.state === 'making' && told.how}
        {told?.state === 'saved' && `Saved: ${sizeText(told.bytes)}.`}
      </p>
      {told?.state === 'failed' && (
        <p className="error" role="alert">
          {told.message}
        </p>
      )}
      {waiting && <AllFigures run={run} onDrawn={waiting.drawn} onFailed={waiting.failed} />}
    </li>
  );
}

/** How the files of a run begin: runs of the same data differ by model and seed. */
const stemOf = ({ data, config: { model, seed } }: RunRecord) => `hamur-${slug(data?.name ?? 'run')}-${slug(modelTitle(model))}-seed-${seed}`;

/** Sizes are found one after the other, so that the page can answer in between. */
let queue: Promise<unknown> = Promise.resolve();

/** How large the file is or will be, once that is known; what cannot be weighed is not said: saving it tells why. */
function useSize(run: RunRecord, size: () => Size | Promise<Size>): Size | undefined {
  const [known, setKnown] = useState<Size>();
  const latest = useRef(size);
  latest.current = size;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another record of the same run has other sizes.
  useEffect(() => {
    let gone = false;
    queue = queue
      .then(() => new Promise((resolve) => setTimeout(resolve)))
      .then(() => (gone ? undefined : latest.current()))
      .then(
        (found) => !gone && setKnown(found),
        () => !gone && setKnown(undefined),
      );
    return () => {
      gone = true;
    };
  }, [run]);
  return known;
}
