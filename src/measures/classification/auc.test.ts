import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from './auc';

test('AUC is the share of correctly ordered pairs, ties half', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      let [won, pairs] = [0, 0];
      for (const [score, label] of rows) {
        for (const [other, otherLabel] of rows) {
          if (label !== 1 || otherLabel !== 0) continue;
          pairs++;
          won += score > other ? 1 : score === other ? 0.5 : 0;
        }
      }
      const scores = rows.map(([score]) => score);
      const labels = rows.map(([, label]) => label);
      const got = auc(scores, labels);
      if (pairs === 0) expect(got).toBeNull();
      else expect(got).toBeCloseTo(won / pairs, 12);
    }),
  );
});

test('scores that are not finite have none', () => {
  for (const score of [Number.NaN, Number.POSITIVE_INFINITY]) expect(auc([score, 0], [1, 0])).toBeNull();
});
