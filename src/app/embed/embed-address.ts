import { shorten } from '../../config/kinds/kind';
import { addressOf, readAddress } from '../address';

/**
 * What an embedded page may show: what it is called, how tall a frame of 640 pixels should be for it, and whether a result that goes with a
 * link says all of it. What looks into the model needs a run: no link holds weights.
 */
export const SHOWS = {
  headline: { title: 'Does it help?', height: 260, ofResult: true },
  curves: { title: 'How well it predicts', height: 740, ofResult: true },
  weights: { title: 'What the hyper-network makes', height: 690, ofResult: false },
  walk: { title: 'Follow one row', height: 900, ofResult: false },
  tour: { title: 'The tour', height: 800, ofResult: false },
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

/** What is looked at, without a result where that would take the place of a run which the view can be drawn of. */
export function lookFor(show: ShowName, look: string | undefined): string | undefined {
  if (SHOWS[show].ofResult || look === undefined) return look;
  const parts = look.split('&').filter((part) => !part.startsWith('result='));
  return parts.length > 0 ? parts.join('&') : undefined;
}

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
