/** The address of the benchmark, which is a page of its own; everything else behind the # is a run's settings. */
export const BENCH = '#bench';

export const isBench = (): boolean => location.hash === BENCH;

/** The key of the guided tour, among those of the settings. */
const TOUR = 'tour';

/**
 * What stands behind the #: a page of the tour, and the text of a link.
 *
 * @returns `tour` as it is written, whether or not there is such a page
 */
export function readAddress(hash: string): { tour?: number; link: string } {
  const parts = hash.replace(/^#/, '').split('&');
  const tour = parts.find((part) => part.startsWith(`${TOUR}=`));
  const link = parts.filter((part) => part !== tour).join('&');
  return { ...(tour !== undefined && { tour: Number(tour.slice(TOUR.length + 1)) }), link };
}

/** The same as text behind the #, without it. */
export function addressOf({ tour, link }: { tour?: number | undefined; link: string }): string {
  return [link, ...(tour === undefined ? [] : [`${TOUR}=${tour}`])].filter(Boolean).join('&');
}
