import type { Condition, Measured } from './claim';
import type { Picture, PictureOf } from './picture';

/** Seeds that a claim is measured on; each draws rows, split, start and order of the rows anew. */
export type SeedsOf = 'five' | 'twenty' | 'movielens';

/** A link of the gallery, with what there is to see behind it. */
export interface Card {
  /** Also the end of its address on the page. */
  name: string;
  title: string;
  /** One paragraph. */
  about: string;
  /** What to look at, once it is open. */
  look: string;
  question: string;
  answer: string;
  /** Settings, and what is looked at, as they stand behind the `#`. */
  link: string;
  view: string;
  /** For data that this project may not pass on: where they are, and what to do with them. */
  bring?: { home: string; how: string; url?: string };
  seeds: SeedsOf;
  /**
   * What is trained for its claim, by name: settings as in a link, or the name of a model of the measurements on MovieLens-100K.
   * The seed of each run stands in for that of settings and data.
   */
  runs: Readonly<Record<string, string>>;
  /** What must hold; none where nothing was measured, and then the card says so. */
  claim: readonly Condition[];
  /** What its picture is made of; none where nothing was trained. */
  picture?: PictureOf;
}

/** What was measured of a card. */
export interface CardOutcome {
  /** By condition of the claim; null where its runs are not on record. */
  claim: (({ seeds: number } & Omit<Measured, 'values'>) | null)[];
  picture?: Picture;
}
