import { type Random, shuffle } from '../../lib/random';
import { inOrder } from './by-time';
import { cut } from './cut';
import type { Split } from './split';
import type { Times } from './times';
import type { Users } from './users';

/** All rows of a user are in one part; the shares are those of the users. A row without a user counts as a user of its own. */
export function byUser({ ids, count }: Users, ratios: readonly number[], random: Random): Split {
  let users = count;
  const own = ids.map((user) => (user < 0 ? users++ : user));
  const parts = cut(
    shuffle(
      Int32Array.from({ length: users }, (_, i) => i),
      random,
    ),
    ratios,
  );
  const partOf = new Uint8Array(users);
  for (const user of parts.val) partOf[user] = 1;
  for (const user of parts.test) partOf[user] = 2;
  return collect(own.map((user) => partOf[user] as number));
}

/**
 * Of each user's rows the newest tests, the one before it validates, and the others train. Of two rows the older trains, one
 * alone trains, and so do rows without a user. Of rows of one moment the later one in the file is newer.
 */
export function lastOfUser({ ids, count }: Users, times: Times, sourceRows: Int32Array): Split {
  const order = inOrder(Float64Array.from(sourceRows, (row) => times.of(row)));
  const rows = new Int32Array(count);
  for (const user of ids) if (user >= 0) rows[user] = (rows[user] as number) + 1;
  const seen = new Int32Array(count);
  const partOf = new Uint8Array(ids.length);
  for (const position of order) {
    const user = ids[position] as number;
    if (user < 0) continue;
    const [place, all] = [seen[user] as number, rows[user] as number];
    seen[user] = place + 1;
    if (place === all - 1 && all > 1) partOf[position] = 2;
    else if (place === all - 2 && all > 2) partOf[position] = 1;
  }
  return collect(partOf);
}

/** The positions of each part, rising. @param partOf [rows] 0 train, 1 validation, 2 test */
function collect(partOf: Uint8Array | Int32Array): Split {
  const of = (part: number) => {
    const positions: number[] = [];
    for (let i = 0; i < partOf.length; i++) if (partOf[i] === part) positions.push(i);
    return Int32Array.from(positions);
  };
  return { train: of(0), val: of(1), test: of(2) };
}
