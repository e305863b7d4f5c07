import * as v from 'valibot';
import type { Address } from '../address';
import { SHEET_NAMES, type SheetName, VIEWS } from './views';

/** How the page stands, beside what its address says: what it is looked at with. */
export interface PageState {
  version: 1;
  /** In milliseconds since 1970. */
  saved: number;
  /** Of the settings on the page. */
  link: string;
  /** Id of the person's own run that is there. */
  run?: string | undefined;
  /** Id of the run that is shown. */
  shown?: string | undefined;
  view: (typeof VIEWS)[number];
  /** What lies over the page. */
  sheet?: SheetName | undefined;
  moment?: number | undefined;
  adapter: number;
  row?: number | undefined;
  walkRow?: number | undefined;
}

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.strictObject({
  version: v.literal(1),
  saved: v.number(),
  link: v.string(),
  run: v.optional(v.string()),
  shown: v.optional(v.string()),
  view: v.picklist(VIEWS),
  sheet: v.optional(v.picklist(SHEET_NAMES)),
  moment: v.optional(place),
  adapter: place,
  row: v.optional(place),
  walkRow: v.optional(place),
});

/** @returns undefined where it is none of this version */
export function asPageState(value: unknown): PageState | undefined {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : undefined;
}

/**
 * How the page stood where it is to stand again. The address rules: whatever it says of the settings holds, and a state that speaks of
 * others is let go. An address that says nothing is that of a page which stood with the default settings, where this tab has written it
 * itself; typed anew, it means the page as it was left last.
 *
 * A link that says what to look at, or brings a result, means just that; after a reload of it the tab's own state holds.
 *
 * @param own what this tab's entry in the history says; undefined on an address that came from elsewhere
 * @param last the state in which the page was left last, in whatever tab
 */
export function stoodAt(address: Address, own: PageState | undefined, last: PageState | undefined): PageState | undefined {
  const alike = last?.link === address.link ? last : undefined;
  // Who leaves at once is still in time for the one, and not for the other.
  if (own) return own.link === address.link ? (alike && alike.saved > own.saved ? alike : own) : undefined;
  if (address.look !== undefined) return undefined;
  const saysNothing = address.link === '' && address.tour === undefined;
  return alike ?? (saysNothing ? last : undefined);
}
