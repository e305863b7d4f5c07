import { useParts } from '../store/use-app';

/** Begins the tour, or goes on where it was left. */
export function TourButton() {
  const { tour, tourLeftAt, openTour } = useParts('tour', 'tourLeftAt', 'openTour');
  if (tour !== undefined) return null;
  return (
    <button type="button" onClick={() => openTour(tourLeftAt ?? 1)}>
      {tourLeftAt === undefined ? 'Take the tour' : `Go on with the tour, page ${tourLeftAt}`}
    </button>
  );
}
