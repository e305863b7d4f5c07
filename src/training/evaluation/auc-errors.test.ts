import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { withAucErrors } from './auc-errors';
import { evaluateRows } from './evaluate-model';

/** Rows of three domains, behind two that are not tested: `small` has nine positives, or half of its rows are; `one` has no negatives. */
function made(half = false) {
  const random = randomStream(3, 'auc-errors');
  const domainIds = [0, 0, ...Array.from({ length: 400 }, (_, i) => (i < 300 ? 0 : i < 360 ? 1 : 2))];
  const labels = domainIds.map((domain, i) => (domain === 2 ? 1 : domain === 1 ? Number(half ? i % 4 < 2 : i % 60 < 9) : Number(random.uniform() < 0.4)));
  const positions = Int32Array.from(domainIds.keys()).subarray(2);
  // Halves, so that there are ties.
  const scores = Float64Array.from(positions, (row) => Math.round(2 * (1.2 * (labels[row] as number) + random.normal())) / 2);
  const data = {
    labels: Uint8Array.from(labels),
    domainIds: Int32Array.from(domainIds),
    domains: ['large', 'small', 'one'].map((name) => ({ name, rows: 1, positives: 1 })),
  };
  return { data, positions, scores };
}

/** By the definition, over all pairs of a positive and a negative. */
function byPairs(scores: readonly number[], labels: readonly number[]): number {
  const of = (label: number) => scores.filter((_, i) => labels[i] === label);
  const [positives, negatives] = [of(1), of(0)];
  const wins = (p: number, n: number) => (p > n ? 1 : p === n ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const variance = (values: number[]) => values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
  const rows = positives.map((p) => mean(negatives.map((n) => wins(p, n))));
  const columns = negatives.map((n) => mean(positives.map((p) => wins(p, n))));
  return Math.sqrt(variance(rows) / rows.length + variance(columns) / columns.length);
}

test('each AUC has DeLong’s standard error, by the definition, of its own rows; the rest stays', () => {
  const { data, positions, scores } = made();
  const plain = evaluateRows(scores, data, positions);
  const { domains, aucError, ...rest } = withAucErrors(plain, scores, data, positions);
  const labels = Array.from(positions, (row) => data.labels[row] as number);
  const own = [...positions.keys()].filter((place) => data.domainIds[positions[place] as number] === 0);
  expect(aucError).toBeCloseTo(byPairs([...scores], labels), 12);
  expect(domains[0]?.aucError).toBeCloseTo(
    byPairs(
      own.map((place) => scores[place] as number),
      own.map((place) => labels[place] as number),
    ),
    12,
  );
  expect(rest).toEqual({ rows: plain.rows, auc: plain.auc, logLoss: plain.logLoss });
  expect(domains.map(({ aucError: _, ...each }) => each)).toEqual(plain.domains);
});

test('with nine rows of a class, with one class only, or scores that are no numbers there is none', () => {
  const { data, positions, scores } = made();
  const { domains } = withAucErrors(evaluateRows(scores, data, positions), scores, data, positions);
  expect(domains.map((domain) => 'aucError' in domain)).toEqual([true, false, false]);
  scores[0] = Number.NaN;
  const broken = withAucErrors(evaluateRows(scores, data, positions), scores, data, positions);
  expect(broken).not.toHaveProperty('aucError');
});

describe('of the AUC per user', () => {
  /** Rows of so many users, each in all three domains; those of the last are of one class. */
  const ofUsers = (count: number, half = false) => {
    const each = made(half);
    return { ...each, data: { ...each.data, userIds: each.data.domainIds.map((_, i) => (11 * i) % count) } };
  };
  /** By the definition, over all pairs of each user's own rows: what it adds to the error of the mean, by user. */
  function linear({ data, positions, scores }: ReturnType<typeof ofUsers>, domain?: number): Map<number, number> {
    const rows = [...positions.keys()].filter((place) => domain === undefined || data.domainIds[positions[place] as number] === domain);
    const userOf = (place: number) => data.userIds[positions[place] as number] as number;
    const counted = [...new Set(rows.map(userOf))].flatMap((user) => {
      const own = rows.filter((place) => userOf(place) === user);
      const [positives, negatives] = [1, 0].map((label) => own.filter((place) => data.labels[positions[place] as number] === label)) as [number[], number[]];
      if (positives.length === 0 || negatives.length === 0) return [];
      const wins = positives.flatMap((p) => negatives.map((n) => (Math.sign((scores[p] as number) - (scores[n] as number)) + 1) / 2));
      return [{ user, rows: own.length, auc: wins.reduce((a, b) => a + b, 0) / wins.length }];
    });
    const all = counted.reduce((sum, each) => sum + each.rows, 0);
    const centre = counted.reduce((sum, each) => sum + each.rows * each.auc, 0) / all;
    return new Map(counted.map((each) => [each.user, (each.rows * (each.auc - centre)) / all]));
  }
  const errorOf = (added: Iterable<number>) => {
    const all = [...added];
    return Math.sqrt((all.reduce((sum, each) => sum + each ** 2, 0) * all.length) / (all.length - 1));
  };

  test('it is over draws of users: of all rows, of a domain, and of the mean over the domains, in several of which a user is', () => {
    const rows = ofUsers(35, true);
    const plain = evaluateRows(rows.scores, rows.data, rows.positions);
    const got = withAucErrors(plain, rows.scores, rows.data, rows.positions);
    expect(got.perUser?.error).toBeCloseTo(errorOf(linear(rows).values()), 12);
    const [first, second] = [linear(rows, 0), linear(rows, 1)];
    expect(got.domains[0]?.perUser?.error).toBeCloseTo(errorOf(first.values()), 12);
    expect(second.size).toBeGreaterThanOrEqual(10);
    const both = [...new Set([...first.keys(), ...second.keys()])].map((user) => ((first.get(user) ?? 0) + (second.get(user) ?? 0)) / 2);
    expect(got.perUser?.meanError).toBeCloseTo(errorOf(both), 12);
    // With two rows of most users there, fewer than 30 have both classes; the last domain has none.
    expect(got.domains.slice(1).map(({ perUser }) => perUser && 'error' in perUser)).toEqual([false, false]);
    // What was measured stays.
    const { error: _, meanError: __, ...perUser } = got.perUser ?? {};
    expect(perUser).toEqual(plain.perUser);
  });

  test('a domain in which fewer than ten users count has no part in the mean', () => {
    const rows = ofUsers(35);
    expect(linear(rows, 1).size).toBeLessThan(10);
    const got = withAucErrors(evaluateRows(rows.scores, rows.data, rows.positions), rows.scores, rows.data, rows.positions);
    expect(got.domains[1]?.perUser?.auc).not.toBeNull();
    expect(got.perUser?.meanError).toBe(got.domains[0]?.perUser?.error);
  });

  test('a domain in which there is nothing to learn has no part in the mean; over 29 users there is none; without users nothing is told', () => {
    const rows = ofUsers(35);
    const plain = evaluateRows(rows.scores, rows.data, rows.positions);
    const noise = { ...plain, domains: plain.domains.map((domain, d) => ({ ...domain, auc: d === 1 ? 0.5 : 0.8 })) };
    const got = withAucErrors(plain, rows.scores, rows.data, rows.positions, noise);
    expect(got.perUser?.meanError).toBeGreaterThan(0);
    expect(got.perUser?.meanError).toBe(got.domains[0]?.perUser?.error);
    const few = ofUsers(29);
    const ofFew = withAucErrors(evaluateRows(few.scores, few.data, few.positions), few.scores, few.data, few.positions);
    expect(ofFew.perUser).toEqual(evaluateRows(few.scores, few.data, few.positions).perUser);
    const { data, positions, scores } = made();
    expect(withAucErrors(evaluateRows(scores, data, positions), scores, data, positions)).not.toHaveProperty('perUser');
  });
});
