import { useMemo } from 'react';
import { errorText } from '../../lib/error-text';
import { readAddress } from '../address';
import { confirmationOf } from '../share/confirmation';
import { isPrivate } from '../share/link-of';
import { Slide } from '../slides/Slide';
import { TourSlide, tourTitle } from '../slides/TourSlide';
import { ghostOf, shownRun } from '../store/selectors';
import type { AppStore } from '../store/store';
import { TOUR_PAGES } from '../store/tour';
import { useApp, useParts } from '../store/use-app';
import { takeUp } from '../take-up';
import { Progress } from '../top-bar/Progress';
import { RunControls } from '../top-bar/TopBar';
import { Origin } from '../watch/Origin';
import styles from './embed.module.css';
import { lookFor, readEmbed, SHOWS, wholeOf } from './embed-address';

/**
 * What happens first on arriving within another page. The stored run of the settings is fetched; data are opened, and no engine is looked
 * for before the reader trains. Nothing is kept: the page around it is not ours, and neither is the address.
 */
export function arriveEmbedded(store: AppStore): void {
  const address = readAddress(location.hash);
  const { show, notes } = readEmbed(location.hash);
  // As long as the worker is not asked what is kept, it keeps nothing.
  store.setState({ readLibrary: async () => {} });
  store.getState().readLink(address.link, () => store.getState().loadStored());
  for (const note of notes) store.getState().note(note);
  if (show === 'tour') store.getState().openTour(address.tour ?? 1);
  void takeUp(store, { ...address, look: lookFor(show, address.look) });
  document.title = `${SHOWS[show].title} · ${document.title}`;
}

/** One view, within another page: the view, the run that it is of, and the way to the whole page. */
export function EmbedPage() {
  const { show } = useMemo(() => readEmbed(location.hash), []);
  const { notes, tour = 1, config } = useParts('notes', 'tour', 'config');
  const run = useApp(shownRun);
  const ghost = useApp(ghostOf);
  return (
    <div className={styles.embed}>
      {notes.length > 0 && (
        <div className="note" role="status">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
      <main className={styles.main} data-ghost={ghost}>
        <h1 className={show === 'tour' ? styles.title : 'hidden'}>{show === 'tour' ? tourTitle(tour) : SHOWS[show].title}</h1>
        {show === 'tour' ? <TourSlide page={tour} /> : <Slide name={show === 'weights' ? 'made' : show} />}
        <p className="soft">{run && <Origin run={run} />}</p>
        <Confirmation />
      </main>
      <footer className={styles.footer}>
        {show === 'tour' && <TourButtons page={tour} />}
        {isPrivate(config) ? <p className="soft">It is of data that do not come with this page: open the whole page to train it on them.</p> : <Training />}
        <a href={`#${wholeOf(location.hash)}`} target="_blank" rel="noopener">
          Open the whole page
        </a>
      </footer>
    </div>
  );
}

function Training() {
  const failed = useApp(({ run }) => (run?.phase === 'failed' ? errorText(run.message) : undefined));
  return (
    <>
      <div>
        <RunControls few />
      </div>
      <div className={styles.progress}>
        <Progress />
        {failed && (
          <p className="error" role="alert">
            {failed}
          </p>
        )}
      </div>
    </>
  );
}

/** What the reader's own training says of a result that came with the link. */
function Confirmation() {
  const { received, run } = useParts('received', 'run');
  return <p role="status">{received && confirmationOf(received, run, undefined)}</p>;
}

function TourButtons({ page }: { page: number }) {
  const openTour = useApp((state) => state.openTour);
  return (
    <div className="row">
      <button type="button" disabled={page === 1} onClick={() => openTour(page - 1)}>
        Back
      </button>
      <button type="button" className="primary" disabled={page === TOUR_PAGES} onClick={() => openTour(page + 1)}>
        Next
      </button>
      <span className="soft">
        {page} of {TOUR_PAGES}
      </span>
    </div>
  );
}
