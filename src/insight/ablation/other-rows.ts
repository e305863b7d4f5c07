import type { Random } from '../../lib/random';

/**
 * For each place of a batch, another place of the same key. A row that is the only one of its key keeps its own place, and so does
 * padding.
 *
 * @param keys [count] of the rows, by their place in the batch
 * @param size places of the batch, padding included
 * @returns [size] the places, and how many rows were the only ones of their key
 */
export function otherRows(keys: readonly number[], size: number, random: Random): { from: Int32Array; alone: number } {
  const byKey = new Map<number, number[]>();
  for (const [place, key] of keys.entries()) {
    const own = byKey.get(key);
    if (own) own.push(place);
    else byKey.set(key, [place]);
  }
  const from = Int32Array.from({ length: size }, (_, i) => i);
  let alone = 0;
  for (const own of byKey.values()) {
    if (own.length === 1) alone++;
    // One cycle through all of them (Sattolo, 1986), so that no row keeps its own place.
    const order = own.slice();
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const [i, place] of own.entries()) from[place] = order[i] as number;
  }
  return { from, alone };
}
