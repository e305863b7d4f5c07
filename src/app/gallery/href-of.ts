import type { Card } from '../../runs/gallery/card';
import recorded from '../../runs/gallery/results.json';

/** Results of the cards that have no stored run, as a link carries them; `npm run record-gallery` writes the file. */
const RESULTS: Partial<Record<string, string>> = recorded;

/** The address of a card, with its `#`: settings, what is looked at, and the result where there is one. */
export function hrefOf({ name, link, view }: Pick<Card, 'name' | 'link' | 'view'>): string {
  const result = RESULTS[name];
  return `#${link}&${view}${result === undefined ? '' : `&result=${result}`}`;
}
