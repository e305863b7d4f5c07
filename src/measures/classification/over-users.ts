/**
 * With fewer users there is no interval. In simulation, with users of very different numbers of rows, a 95 % interval holds 92 % of the
 * time with 30, 95 % with 200.
 */
const LEAST_USERS = 30;

/** A number of each user, and how many rows it weighs. */
export interface ByUser {
  /** [n] */
  users: ArrayLike<number>;
  /** [n] */
  rows: ArrayLike<number>;
  /** [n] */
  values: ArrayLike<number>;
}

/** The mean, each user weighted by its rows; null without users. */
export function meanOverUsers({ users, rows, values }: ByUser): number | null {
  let [sum, all] = [0, 0];
  for (let i = 0; i < users.length; i++) {
    sum += (rows[i] as number) * (values[i] as number);
    all += rows[i] as number;
  }
  return all > 0 ? sum / all : null;
}

/**
 * The standard error of that mean over draws of users: users are drawn, and with each all of its rows. The weighted mean is a ratio of two
 * sums over users, whose variance is that of its linear part (Cochran, Sampling Techniques, 1977, chapter 6).
 *
 * @param parts one, or several whose means are averaged, such as domains; a user may have rows in several
 * @returns null without parts, where a part has no user, or where all have fewer than 30
 */
export function errorOverUsers(parts: readonly ByUser[]): number | null {
  const byUser = new Map<number, number>();
  for (const part of parts) {
    const { users, rows, values } = part;
    const centre = meanOverUsers(part);
    if (centre === null) return null;
    let all = 0;
    for (let i = 0; i < users.length; i++) all += rows[i] as number;
    for (let i = 0; i < users.length; i++) {
      const user = users[i] as number;
      const beyond = ((rows[i] as number) * ((values[i] as number) - centre)) / (all * parts.length);
      byUser.set(user, (byUser.get(user) ?? 0) + beyond);
    }
  }
  const users = byUser.size;
  if (users < LEAST_USERS) return null;
  let squares = 0;
  for (const each of byUser.values()) squares += each * each;
  return Math.sqrt((squares * users) / (users - 1));
}
