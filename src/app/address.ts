/** The address of the benchmark, which is a page of its own; everything else behind the # is a run's settings. */
export const BENCH = '#bench';

export const isBench = (): boolean => location.hash === BENCH;

/** The key of the guided tour, among those of the settings. */
const TOUR = 'tour';

/** Keys of what is looked at, and of a result that comes with the link: `share` reads them. */
export const LOOK_KEYS = ['view', 'sheet', 'moment', 'adapter', 'selected', 'row', 'walk', 'beside', 'step', 'result'] as const;

/** What stands behind the `#`. */
export interface Address {
  /** A page of the tour, as it is written, whether or not there is such a page. */
  tour?: number | undefined;
  /** Settings. */
  link: string;
  /** What is looked at, and the result that came with it, as they are written. */
  look?: string | undefined;
}

const keyOf = (part: string) => part.split('=', 1)[0];

export function readAddress(hash: string): Address {
  const parts = hash.replace(/^#/, '').split('&');
  const tour = parts.find((part) => part.startsWith(`${TOUR}=`));
  const isLook = (part: string) => LOOK_KEYS.some((key) => key === keyOf(part));
  const look = parts.filter(isLook).join('&');
  const link = parts.filter((part) => part !== tour && !isLook(part)).join('&');
  return { ...(tour !== undefined && { tour: Number(tour.slice(TOUR.length + 1)) }), link, ...(look && { look }) };
}

/** The same as text behind the #, without it. */
export function addressOf({ tour, link, look }: Address): string {
  return [link, ...(tour === undefined ? [] : [`${TOUR}=${tour}`]), look].filter(Boolean).join('&');
}
