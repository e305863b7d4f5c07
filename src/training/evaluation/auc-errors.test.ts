import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { withAucErrors } from './auc-errors';
import { evaluateRows } from './evaluate-model';

/** Rows of three domains, behind two that are not tested: `small` has nine positives, `one` no negatives. */
function made() {
  const random = randomStream(3, 'auc-errors');
  const domainIds = [0, 0, ...Array.from({ length: 400 }, (_, i) => (i < 300 ? 0 : i < 360 ? 1 : 2))];
  const labels = domainIds.map((domain, i) => (domain === 2 ? 1 : domain === 1 ? Number(i % 60 < 9) : Number(random.uniform() < 0.4)));
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
