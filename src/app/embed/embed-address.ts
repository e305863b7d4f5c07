import { shorten } from '../../config/kinds/kind';
import { addressOf, readAddress } from '../address';

/** What an embedded page may show, with what it is called and how tall a frame of 640 pixels should be for it. */
export const SHOWS = {
  headline: { title: 'Does it help?', height: 260 },
  curves: { title: 'How well it predicts', height: 740 },
  weights: { title: 'What the hyper-network makes', height: 690 },
  walk: { title: 'Follow one row', height: 900 },
  tour: { title: 'The tour', height: 800 },
} as const;

export type ShowName = keyof typeof SHOWS;
export type EmbedTheme = 'light' | 'dark' | 'system';

const USUAL: ShowName = 'weights';

/** @returns what the address of an embedded page says of it, and what of that was ignored, a sentence each */
export function readEmbed(hash: string): { show: ShowName; notes: string[] } {
  const values = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => part.split('=', 2) as [string, string | undefined]),
  );
  const [show = USUAL, theme = 'system'] = [values.get('show'), values.get('theme')];
  const notes = [
    ...(isShow(show) ? [] : [`“show=${shorten(show)}” in the link was ignored: must be one of ${Object.keys(SHOWS).join(', ')}.`]),
    ...(['light', 'dark', 'system'].includes(theme) ? [] : [`“theme=${shorten(theme)}” in the link was ignored: must be light or dark.`]),
  ];
  return { show: isShow(show) ? show : USUAL, notes };
}

const isShow = (text: string): text is ShowName => Object.hasOwn(SHOWS, text);

/** The same link with one view of it, to be shown within another page. @param hash of a link, without the `#` */
export const embedOf = (hash: string, show: ShowName, theme: EmbedTheme): string =>
  [hash, 'embed=1', `show=${show}`, ...(theme === 'system' ? [] : [`theme=${theme}`])].filter(Boolean).join('&');

/** The same link with the whole page. */
export const wholeOf = (hash: string): string => addressOf({ ...readAddress(hash), present: false });

/** HTML that shows a view within a page. @param address of the embedded page */
export function embedSnippet(address: string, show: ShowName): string {
  const { title, height } = SHOWS[show];
  return `<iframe src="${escaped(address)}" title="HAMUR Playground: ${title}" width="640" height="${height}" style="max-width: 100%; border: 0" loading="lazy" allow="fullscreen"></iframe>`;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replace(/[&"<>]/g, (sign) => SIGNS[sign] as string);
