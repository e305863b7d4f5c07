import { allFinite } from '../../lib/all-finite';
import { auc } from './auc';
import { meanOverUsers } from './over-users';

/** How well rows are ordered within those of one user, over the users. */
export interface UserAuc {
  /** Mean over the users that count, each weighted by its rows; null without any. */
  auc: number | null;
  /** Users that count: they have rows of both classes. */
  users: number;
  /** Users that the rows are of. */
  outOf: number;
  /** Rows of the users that count. */
  rows: number;
  /** Standard error over draws of users: of a trained model's test rows, where 30 or more count. Older runs lack it. */
  error?: number;
  /** The same of the mean over the domains, beside the number of all rows: a user may have rows in several, so it does not follow from theirs. */
  meanError?: number;
}

/**
 * With fewer users that count, one more of them moves the mean by a tenth and more: it is shown with their number, and such a domain has no
 * part in a mean over domains, as one with fewer than ten rows of a class has none in that of the AUC. Papers that print a mean over users
 * ("GAUC") do so over thousands, and say nothing of fewer.
 */
export const FEWEST_USERS = 10;

/** Whether there is a mean over users, and of too few of them. */
export const hasFewUsers = (perUser: Pick<UserAuc, 'users'> | undefined): boolean => perUser !== undefined && perUser.users > 0 && perUser.users < FEWEST_USERS;

/** The users that count, in order of first appearance. */
export interface AucByUser {
  /** [n] */
  users: Int32Array;
  /** [n] rows of each. */
  rows: Int32Array;
  /** [n] the AUC of each one's rows. */
  aucs: Float64Array;
  /** Users that the rows are of, whether they count or not. */
  outOf: number;
}

/**
 * The AUC within each user's rows, with ties as in `auc`. A user with rows of one class only has none, nor has a row without a user
 * a part in it. Where a score is not a finite number, no user has one. O(n log n).
 *
 * @param labels [n] 0 or 1
 * @param users [n] whose each row is, from 0 on; -1: nobody's
 */
export function aucByUser(scores: ArrayLike<number>, labels: ArrayLike<number>, users: ArrayLike<number>): AucByUser {
  const { ids, places, rows, positives } = countByUser(labels, users);
  const counts = allFinite(scores) ? [...ids.keys()].filter((u) => (positives[u] as number) > 0 && (positives[u] as number) < (rows[u] as number)) : [];
  // Scores and labels of each user that counts, side by side.
  const ends = new Int32Array(ids.length).fill(-1);
  let all = 0;
  for (const u of counts) {
    ends[u] = all;
    all += rows[u] as number;
  }
  const [own, ownLabels] = [new Float64Array(all), new Uint8Array(all)];
  for (let i = 0; i < users.length; i++) {
    const u = places[i] as number;
    const at = u < 0 ? -1 : (ends[u] as number);
    if (at < 0) continue;
    own[at] = scores[i] as number;
    ownLabels[at] = labels[i] as number;
    ends[u] = at + 1;
  }
  const aucs = Float64Array.from(counts, (u) => {
    const [from, to] = [(ends[u] as number) - (rows[u] as number), ends[u] as number];
    return auc(own.subarray(from, to), ownLabels.subarray(from, to)) as number;
  });
  return { users: Int32Array.from(counts, (u) => ids[u] as number), rows: Int32Array.from(counts, (u) => rows[u] as number), aucs, outOf: ids.length };
}

/**
 * The mean of the users' AUCs, each weighted by its rows: "GAUC" (Zhu et al., Optimized Cost per Click in Taobao Display Advertising, KDD
 * 2017; Zhou et al., Deep Interest Network, KDD 2018, where a row is an impression).
 */
export function meanUserAuc({ users, rows, aucs, outOf }: AucByUser): UserAuc {
  return { auc: meanOverUsers({ users, rows, values: aucs }), users: users.length, outOf, rows: rows.reduce((sum, own) => sum + own, 0) };
}

/** Rows and positive rows of each user, in order of first appearance, and the user's place of each row; -1: nobody's. */
function countByUser(labels: ArrayLike<number>, users: ArrayLike<number>) {
  const placeOf = new Map<number, number>();
  const [ids, rows, positives]: [number[], number[], number[]] = [[], [], []];
  const places = new Int32Array(users.length).fill(-1);
  for (let i = 0; i < users.length; i++) {
    const user = users[i] as number;
    if (user < 0) continue;
    let place = placeOf.get(user);
    if (place === undefined) {
      place = ids.length;
      placeOf.set(user, place);
      ids.push(user);
      rows.push(0);
      positives.push(0);
    }
    places[i] = place;
    rows[place] = (rows[place] as number) + 1;
    if (labels[i] === 1) positives[place] = (positives[place] as number) + 1;
  }
  return { ids, places, rows, positives };
}
