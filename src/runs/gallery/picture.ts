import type { Quantity } from './claim';

/** What the picture of a card is drawn of. */
export type PictureOf =
  /** A row of dots for each quantity, one a seed. */
  | { kind: 'dots'; axis: string; rows: readonly { name: string; of: Quantity; minus?: Quantity }[] }
  /** The mean H of each domain, less the mean over the domains, of a run that comes with the page. */
  | { kind: 'heat'; stored: string }
  /** How the rank of the generated weights went, from our start and from the authors', in the run that opens the page. */
  | { kind: 'rank'; stored: string };

/** The numbers of a picture. */
export type Picture =
  | { kind: 'dots'; rows: { name: string; values: number[] }[] }
  /** Cells go by rows, -9 to 9: as parts of what the colours end at, which is twice the usual size of an H. */
  | { kind: 'heat'; side: number; maps: { name: string; cells: number[] }[] }
  | { kind: 'lines'; lines: { name: string; x: number[]; y: number[] }[] };
