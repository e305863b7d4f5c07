import { FIGURES_PAGE } from '../protocol/drawn-figures';

/** The addresses of pages of their own. Everything else behind the # is a run's settings. */
const OWN_PAGES: readonly string[] = ['#bench', '#gallery', FIGURES_PAGE];

/** The page of its own that an address leads to; undefined: the playground. */
export const ownPage = (hash = location.hash): string | undefined => (OWN_PAGES.includes(hash) ? hash : undefined);

/** Whether the page is shown as one view within another page. `app/embed` reads which; the keys of that mean nothing elsewhere. */
export const isEmbedded = (hash = location.hash): boolean => /(^#?|&)embed=1(&|$)/.test(hash);

const EMBED_KEYS: ReadonlySet<string> = new Set(['embed', 'show', 'theme']);

/** Says that the page is presented: one view at a time, in large type. */
const PRESENT = 'present=1';

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
  /** Whether it is presented. */
  present?: boolean | undefined;
}

const LOOKS: ReadonlySet<string> = new Set(LOOK_KEYS);

/** @returns its parts, without those of an embedded page */
export function readAddress(hash: string): Address {
  let tour: string | undefined;
  const looks: string[] = [];
  const settings: string[] = [];
  const embedded = isEmbedded(hash);
  let present = false;
  // An address may have very many parts: each is looked at once.
  for (const part of hash.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    const key = at < 0 ? '' : part.slice(0, at);
    if (key === TOUR && tour === undefined) tour = part.slice(at + 1);
    else if (part === PRESENT) present = true;
    else if (!embedded || !EMBED_KEYS.has(key)) (LOOKS.has(key) ? looks : settings).push(part);
  }
  const look = looks.join('&');
  return { ...(tour !== undefined && { tour: Number(tour) }), link: settings.join('&'), ...(look && { look }), ...(present && { present }) };
}

/** The same as text behind the #, without it. */
export function addressOf({ tour, link, look, present }: Address): string {
  return [link, ...(tour === undefined ? [] : [`${TOUR}=${tour}`]), look, present && PRESENT].filter(Boolean).join('&');
}
