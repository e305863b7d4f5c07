import { rememberedTourPage, rememberTourPage } from './remembered';
import type { Slice } from './store';

/** What of the page each page of the guided tour speaks of; what they say stands in `app/tour`. */
export const TOUR_TARGETS = ['domains', 'curves', 'drawing', 'one row', 'generated', 'headline', 'matters', 'rank', 'strip'] as const;
export type TourTargetName = (typeof TOUR_TARGETS)[number];

export const TOUR_PAGES = TOUR_TARGETS.length;

/** The guided tour. Pages are counted from 1, as a link names them. */
export interface TourSlice {
  /** The page that is open; undefined: nobody takes the tour. */
  tour: number | undefined;
  /** The page on which it was left, to go on from; undefined where it was never begun, or was taken to its end. */
  tourLeftAt: number | undefined;

  /** Opens a page; anything but a page opens the first. */
  openTour(page: number): void;
  /** Leaves it, to go on later; from the last page it is done. What a page has laid over all others goes with it: its sheet, and its moment. */
  leaveTour(): void;
}

export const tourSlice: Slice<TourSlice> = (set, get) => ({
  tour: undefined,
  tourLeftAt: rememberedTourPage(TOUR_PAGES),

  openTour: (page) => set({ tour: isTourPage(page) ? page : 1 }),
  leaveTour: () => {
    const { tour } = get();
    if (tour === undefined) return;
    const tourLeftAt = tour === TOUR_PAGES ? undefined : tour;
    rememberTourPage(tourLeftAt);
    set({ tour: undefined, tourLeftAt, sheet: undefined, moment: undefined });
  },
});

export const isTourPage = (page: number): boolean => Number.isInteger(page) && page >= 1 && page <= TOUR_PAGES;
