import { counted } from '../../lib/counted';
import { FEWEST_USERS, hasFewUsers } from '../../measures/classification/user-auc';
import type { Metrics } from '../../protocol/result';

/** What a mean over users is over: `812 of 943`; undefined where there is no such mean. */
export function usersText({ perUser }: Pick<Metrics, 'perUser'>): string | undefined {
  return perUser && `${perUser.users.toLocaleString('en')} of ${perUser.outOf.toLocaleString('en')}`;
}

/** The same in a sentence, with the share of the rows. */
export function usersSentence(metrics: Pick<Metrics, 'rows' | 'perUser'>): string | undefined {
  const { rows, perUser } = metrics;
  if (!perUser || perUser.auc === null) return undefined;
  const share = rows > 0 ? Math.round((100 * perUser.rows) / rows) : 0;
  const others = perUser.users < perUser.outOf ? ' The rows of each other user are of one class.' : '';
  return `Mean over ${usersText(metrics)} ${perUser.outOf === 1 ? 'user' : 'users'}, who have ${share} % of these rows.${others}`;
}

/** That a mean over users is of few: `few users: 3`; undefined where it is not. */
export const fewUsersText = ({ perUser }: Pick<Metrics, 'perUser'>): string | undefined => (hasFewUsers(perUser) ? `few users: ${perUser?.users}` : undefined);

/** What the mean over the domains is over, and why there is none. */
export const MEAN_OF_USERS = {
  said: `Mean over the domains in which ${FEWEST_USERS} users or more count.`,
  none: `There is no domain with ${FEWEST_USERS} users whose rows are of both classes.`,
};

/** Why there is no mean over users. */
export function noUsers({ perUser, reason }: Pick<Metrics, 'perUser' | 'reason'>): string {
  if (reason) return reason;
  if (!perUser) return 'It was not measured.';
  return perUser.outOf === 0 ? 'It is not said whose these rows are.' : `None of ${counted(perUser.outOf, 'user')} has rows of both classes.`;
}
