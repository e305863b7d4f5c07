import { useEffect, useRef } from 'react';
import { shownRun } from '../store/selectors';
import { linkOf } from '../store/settings';
import { TOUR_PAGES, TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { useApp, useParts, usePlayground } from '../store/use-app';
import { enter, showMoment, TOUR, type TourAction } from './pages';
import styles from './tour.module.css';

/** The page of the tour that is open, beside what it speaks of. */
export function Tour() {
  const { tour, openTour, leaveTour, config, readLink } = useParts('tour', 'openTour', 'leaveTour', 'config', 'readLink');
  const { store } = usePlayground();
  const shown = useApp((state) => shownRun(state)?.id);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (tour === undefined) return;
    enter(pageOf(tour), store.getState());
    heading.current?.focus({ preventScroll: true });
  }, [tour, store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run that comes to be shown, perhaps late, has moments of its own
  useEffect(() => {
    if (tour !== undefined) showMoment(pageOf(tour), store.getState());
  }, [shown, tour, store]);
  if (tour === undefined) return null;
  const { title, text, action } = pageOf(tour);
  return (
    <aside
      aria-label="Tour"
      className={styles.card}
      data-tour
      onKeyDown={(event) => {
        if (event.key === 'Escape') leaveTour();
      }}
    >
      <header className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span className="soft">
          {tour} of {TOUR_PAGES}
        </span>
      </header>
      <div className={styles.text}>
        {text}
        {linkOf(config) !== '' && (
          <p className="soft">
            The tour speaks of the default demo.{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                readLink('');
                // The button goes, and with it would the focus.
                heading.current?.focus();
              }}
            >
              Open it
            </button>
          </p>
        )}
      </div>
      <div className={styles.buttons}>
        <button type="button" onClick={leaveTour}>
          {tour === TOUR_PAGES ? 'End the tour' : 'Leave'}
        </button>
        <span />
        {action && (
          <Action
            {...action}
            onDone={() => {
              // The button may come to be disabled, and would lose the focus.
              heading.current?.focus();
            }}
          />
        )}
        <button type="button" disabled={tour === 1} onClick={() => openTour(tour - 1)}>
          Back
        </button>
        {tour < TOUR_PAGES && (
          <button type="button" className="primary" onClick={() => openTour(tour + 1)}>
            Next
          </button>
        )}
      </div>
    </aside>
  );
}

/** What the person may do, while it can be done. */
function Action({ label, act, may, onDone }: TourAction & { onDone: () => void }) {
  const { store } = usePlayground();
  const possible = useApp(may);
  return (
    <button
      type="button"
      disabled={!possible}
      onClick={() => {
        act(store.getState());
        onDone();
      }}
    >
      {label}
    </button>
  );
}

const pageOf = (tour: number) => TOUR[TOUR_TARGETS[tour - 1] as TourTargetName];
