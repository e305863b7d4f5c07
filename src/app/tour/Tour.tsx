import { useEffect, useRef } from 'react';
import { linkOf } from '../store/settings';
import { TOUR_PAGES, TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { useParts, usePlayground } from '../store/use-app';
import { TOUR } from './pages';
import styles from './tour.module.css';

/** The page of the tour that is open, beside what it speaks of. */
export function Tour() {
  const { tour, openTour, leaveTour, config, readLink } = useParts('tour', 'openTour', 'leaveTour', 'config', 'readLink');
  const { store } = usePlayground();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (tour === undefined) return;
    TOUR[TOUR_TARGETS[tour - 1] as TourTargetName].enter(store.getState());
    heading.current?.focus({ preventScroll: true });
  }, [tour, store]);
  if (tour === undefined) return null;
  const { title, text, action } = TOUR[TOUR_TARGETS[tour - 1] as TourTargetName];
  return (
    <aside
      aria-label="Tour"
      data-tour-card
      className={styles.card}
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
          <button type="button" onClick={() => action.act(store.getState())}>
            {action.label}
          </button>
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
