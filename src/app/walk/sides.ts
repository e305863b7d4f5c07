import type { Walk } from '../../protocol/walk';
import type { WalkedLook } from '../../runs/rank-history';
import type { Beside } from '../store/walk';

/** A walk with the look that it was taken at, which holds what its weights are generated from. */
export interface Side {
  look: WalkedLook;
  walk: Walk;
}

/** The row that is followed, and what it is set beside, if anything. */
export interface Sides {
  before: Side;
  after?: Side;
  beside?: Beside;
}

/** The rows that a look followed, in its order. */
export function rowsOf({ walks = [] }: Pick<WalkedLook, 'walks'>): Walk[] {
  return walks.filter(({ domain, ownDomain }) => domain === ownDomain);
}

/**
 * Of the looks that followed rows the one that stands nearest to an epoch, the kept weights before others of the same epoch. Those that
 * hold all rows that are wanted come first, then those that hold the first of them: another moment shows the same row.
 */
export function nearestWalked<L extends WalkedLook>(
  looks: readonly L[],
  { epoch, final }: Pick<WalkedLook, 'epoch' | 'final'>,
  rows: readonly number[] = [],
): L | undefined {
  const walked = looks.filter(({ walks = [] }) => walks.length > 0);
  const holders = [rows, rows.slice(0, 1)].map((wanted) => walked.filter((look) => missingIn(look, wanted).length === 0));
  const far = (look: L) => Math.abs(look.epoch - epoch) + (look.final === final ? 0 : 1e-6);
  const candidates = holders.find((each) => each.length > 0) ?? walked;
  return candidates.reduce<L | undefined>((best, look) => (best && far(best) <= far(look) ? best : look), undefined);
}

/** Those of some rows that a look did not follow. */
export function missingIn({ walks = [] }: Pick<WalkedLook, 'walks'>, rows: readonly number[]): number[] {
  return rows.filter((row) => walks.every((walk) => walk.row !== row));
}

/**
 * What is shown: a row of those that the look followed, and beside it what was chosen, where it is there.
 *
 * @param row number in the table; the first that was followed where this one was not
 * @param authors the nearest look of the run from the authors' start
 */
export function sidesOf(look: WalkedLook, row: number | undefined, beside: Beside | undefined, authors?: WalkedLook): Sides | undefined {
  const rows = rowsOf(look);
  const own = rows.find((each) => each.row === row) ?? rows[0];
  if (!own) return undefined;
  const before: Side = { look, walk: own };
  const find = (from: WalkedLook | undefined, which: (walk: Walk) => boolean): Sides => {
    const walk = from?.walks?.find(which);
    return from && walk && beside ? { before, after: { look: from, walk }, beside } : { before };
  };
  switch (beside?.kind) {
    case 'domain':
      return beside.domain === own.ownDomain ? { before } : find(look, (walk) => walk.row === own.row && walk.domain === beside.domain);
    case 'row':
      return beside.row === own.row ? { before } : find(look, (walk) => walk.row === beside.row && walk.domain === walk.ownDomain);
    case 'authors':
      return find(authors, (walk) => walk.row === own.row && walk.domain === own.ownDomain);
    default:
      return { before };
  }
}
