import { DOMAIN_FIELD } from '../../config/complete';
import type { PartFacts, SplitFacts } from '../../protocol/meaning';
import type { EncodedData, SparseField } from './encoded-data';
import type { UnseenRows } from './unseen';

/** Fields that are told of, those of the most rows. */
const MOST_TOLD = 50;

/** Rows, positives and domain sizes of each part, and what of validation and test the training rows lack. */
export function splitFacts(
  { split, labels, domainIds, domains, sparse, dense }: Pick<EncodedData, 'split' | 'labels' | 'domainIds' | 'domains' | 'sparse' | 'dense'>,
  unseenOf: (field: SparseField) => UnseenRows,
): SplitFacts {
  const part = (positions: Int32Array): PartFacts => {
    const facts: PartFacts = { rows: positions.length, positives: 0, domains: domains.map(() => ({ rows: 0, positives: 0 })) };
    for (const position of positions) {
      const [own, label] = [facts.domains[domainIds[position] as number] as PartFacts['domains'][number], labels[position] as number];
      own.rows++;
      own.positives += label;
      facts.positives += label;
    }
    return facts;
  };
  const fields = sparse.filter(({ name }) => name !== DOMAIN_FIELD);
  const unseen = fields
    .map((field) => ({ field: field.name, ...unseenOf(field) }))
    .filter(({ val, test }) => val.rows + test.rows > 0)
    .sort((a, b) => b.val.rows + b.test.rows - a.val.rows - a.test.rows)
    .slice(0, MOST_TOLD);
  return {
    train: part(split.train),
    val: part(split.val),
    test: part(split.test),
    unseen,
    fields: fields.length,
    outside: dense.flatMap(({ name, outside }) => (outside ? [{ column: name, ...outside }] : [])),
  };
}
