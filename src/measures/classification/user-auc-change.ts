import { type AucChange, changeWithError } from './auc-change';
import { type ByUser, errorOverUsers, meanOverUsers } from './over-users';
import type { AucByUser } from './user-auc';

/** Two scorings of the same rows, by user. */
export interface UserAucPair {
  changed: AucByUser;
  known: AucByUser;
}

/**
 * The AUC per user of `changed` less that of `known`, with a normal 95 % interval over draws of users; see `errorOverUsers`.
 *
 * @param parts one, or several of which the mean is told, such as domains; a user may have rows in several
 * @returns null without parts, where a part has no user that counts (or a score that is not finite), or where all have fewer than 30
 * @throws Error where the two are not of the same rows, as far as their users tell
 */
export function userAucChange(parts: readonly UserAucPair[]): AucChange | null {
  const differences: ByUser[] = [];
  let difference = 0;
  for (const { changed, known } of parts) {
    if (changed.users.length === 0 || known.users.length === 0) return null;
    if (changed.users.length !== known.users.length) throw new Error('The scorings are not of the same rows.');
    const own = { users: changed.users, rows: changed.rows, values: changed.aucs.map((auc, i) => auc - (known.aucs[i] as number)) };
    difference += (meanOverUsers(own) ?? 0) / parts.length;
    differences.push(own);
  }
  const error = errorOverUsers(differences);
  return error === null ? null : changeWithError(difference, error);
}
