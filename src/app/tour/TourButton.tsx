import { useEffect, useRef } from 'react';
import { useParts } from '../store/use-app';

/** Begins the tour, or goes on where it was left. Whoever leaves the tour is here, unless the focus is elsewhere by then. */
export function TourButton() {
  const { tour, tourLeftAt, openTour } = useParts('tour', 'tourLeftAt', 'openTour');
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(tour);
  useEffect(() => {
    const left = before.current !== undefined && tour === undefined;
    before.current = tour;
    // The page stays where it is: what the tour spoke of may be read on.
    if (left && (document.activeElement ?? document.body) === document.body) button.current?.focus({ preventScroll: true });
  }, [tour]);
  if (tour !== undefined) return null;
  return (
    <button ref={button} type="button" onClick={() => openTour(tourLeftAt ?? 1)}>
      {tourLeftAt === undefined ? 'Take the tour' : `Go on with the tour, page ${tourLeftAt}`}
    </button>
  );
}
