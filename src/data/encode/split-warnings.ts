import type { DataWarning } from '../../protocol/data';
import type { Split } from '../split/split';

/** A part of the split with fewer rows than this has metrics that mean little. */
const FEW_ROWS = 100;

/** What makes the parts' metrics doubtful: few rows, and domains without rows of both classes. */
export function splitWarnings(split: Split, labels: Uint8Array, domainIds: Int32Array, names: readonly string[]): DataWarning[] {
  const warnings: DataWarning[] = [];
  if (names.length === 1) warnings.push({ message: 'There is only one domain, so there is nothing to share between domains.', where: 'data.domain' });
  for (const part of ['train', 'val', 'test'] as const) {
    const [rows, positives] = [new Int32Array(names.length), new Int32Array(names.length)];
    for (const position of split[part]) {
      const d = domainIds[position] as number;
      rows[d] = (rows[d] as number) + 1;
      positives[d] = (positives[d] as number) + (labels[position] as number);
    }
    for (const [d, name] of names.entries()) {
      const where = `domain "${name}", ${part}`;
      if (rows[d] === 0) warnings.push({ message: 'This part has no row of this domain.', where });
      else if (positives[d] === 0) warnings.push({ message: 'No row is positive, so there is no AUC.', where });
      else if (positives[d] === rows[d]) warnings.push({ message: 'No row is negative, so there is no AUC.', where });
    }
    if (split[part].length < FEW_ROWS) warnings.push({ message: `${split[part].length} rows are few, so the metrics will be noisy.`, where: `split, ${part}` });
  }
  return warnings;
}
