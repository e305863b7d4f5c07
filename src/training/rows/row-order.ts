import type { EncodedData } from '../../data/types';
import { placeInShuffle } from '../../engine/kernels/shuffle';
import { once } from '../../lib/once';
import { randomStream, shuffle } from '../../lib/random';

/** The order in which an epoch goes through rows. */
export interface RowOrder {
  length: number;
  /** Positions into the encoded rows. */
  positions(): Int32Array;
  /** Where it is a shuffle of the training rows: the key that names it, so that an engine can make it by itself. */
  key: number | undefined;
}

/**
 * The order in which an epoch goes through the training rows.
 *
 * `shuffled`: each row once. `balanced`: as many rows in all, dealt out to the domains in turn, so that every batch
 * holds as many of each (to within one); a domain's rows are gone through in random order and, where they are used up,
 * again in another, so that a small domain's rows come often and a large domain's not every epoch.
 *
 * @param epoch from 1; the seed and the epoch fix the order
 */
export function rowOrder(data: Pick<EncodedData, 'split' | 'domainIds' | 'domains'>, kind: 'shuffled' | 'balanced', seed: number, epoch: number): RowOrder {
  const { train } = data.split;
  if (kind === 'balanced') return { length: train.length, positions: once(() => dealt(data, seed, epoch)), key: undefined };
  const key = Math.floor(randomStream(seed, `shuffle/${epoch}`).uniform() * 2 ** 32);
  return { length: train.length, positions: once(() => train.map((_, i) => train[placeInShuffle(i, train.length, key)] as number)), key };
}

function dealt({ split, domainIds, domains }: Pick<EncodedData, 'split' | 'domainIds' | 'domains'>, seed: number, epoch: number): Int32Array {
  const decks = domains.map((_, d) => {
    const own = split.train.filter((row) => domainIds[row] === d);
    const random = randomStream(seed, `shuffle/${epoch}/${d}`);
    return { cards: shuffle(own, random), random, next: 0 };
  });
  const dealing = decks.filter(({ cards }) => cards.length > 0);
  return split.train.map((_, i) => {
    const deck = dealing[i % dealing.length] as (typeof dealing)[number];
    if (deck.next === deck.cards.length) {
      shuffle(deck.cards, deck.random);
      deck.next = 0;
    }
    return deck.cards[deck.next++] as number;
  });
}
