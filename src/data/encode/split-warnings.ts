import type { DataWarning } from '../../protocol/data';
import type { SplitFacts } from '../../protocol/meaning';

/** A part of the split with fewer rows than this has metrics that mean little. */
const FEW_ROWS = 100;

/** Where more of a part's rows than this have a value that the training rows lack, that is said. */
const MANY_UNSEEN = 0.2;

/** Fields of which the model can know little in validation or test. */
export function unseenWarnings({ unseen, val, test }: Pick<SplitFacts, 'unseen' | 'val' | 'test'>): DataWarning[] {
  return unseen.flatMap((field) => {
    const shares = [field.val.rows / val.rows, field.test.rows / test.rows] as const;
    if (Math.max(...shares) <= MANY_UNSEEN) return [];
    const [first, second] = shares.map((share) => `${Math.round(100 * share)} %`);
    const message = `${first} of the validation rows and ${second} of the test rows have a value that the training rows lack.`;
    return [{ message, where: `column "${field.field}"` }];
  });
}

/** What makes the parts' metrics doubtful: few rows, and domains without rows of both classes. */
export function splitWarnings(facts: Pick<SplitFacts, 'train' | 'val' | 'test'>, names: readonly string[]): DataWarning[] {
  const warnings: DataWarning[] = [];
  if (names.length === 1) warnings.push({ message: 'There is only one domain, so there is nothing to share between domains.', where: 'data.domain' });
  for (const part of ['train', 'val', 'test'] as const) {
    const all = facts[part];
    for (const [d, { rows, positives }] of all.domains.entries()) {
      const where = `domain "${names[d]}", ${part}`;
      if (rows === 0) warnings.push({ message: 'This part has no row of this domain.', where });
      else if (positives === 0) warnings.push({ message: 'No row is positive, so there is no AUC.', where });
      else if (positives === rows) warnings.push({ message: 'No row is negative, so there is no AUC.', where });
    }
    if (all.rows < FEW_ROWS) warnings.push({ message: `${all.rows} rows are few, so the metrics will be noisy.`, where: `split, ${part}` });
  }
  return warnings;
}
