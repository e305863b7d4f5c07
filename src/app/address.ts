/** The addresses of pages of their own: the benchmark and the gallery. Everything else behind the # is a run's settings. */
const OWN_PAGES: readonly string[] = ['#bench', '#gallery'];

/** The page of its own that an address leads to; undefined: the playground. */
export const ownPage = (hash = location.hash): string | undefined => (OWN_PAGES.includes(hash) ? hash : undefined);

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

const LOOKS: ReadonlySet<string> = new Set(LOOK_KEYS);

export function readAddress(hash: string): Address {
  let tour: string | undefined;
  const looks: string[] = [];
  const settings: string[] = [];
  // An address may have very many parts: each is looked at once.
  for (const part of hash.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    const key = at < 0 ? '' : part.slice(0, at);
    if (key === TOUR && tour === undefined) tour = part.slice(at + 1);
    else (LOOKS.has(key) ? looks : settings).push(part);
  }
  const look = looks.join('&');
  return { ...(tour !== undefined && { tour: Number(tour) }), link: settings.join('&'), ...(look && { look }) };
}

/** The same as text behind the #, without it. */
export function addressOf({ tour, link, look }: Address): string {
  return [link, ...(tour === undefined ? [] : [`${TOUR}=${tour}`]), look].filter(Boolean).join('&');
}
