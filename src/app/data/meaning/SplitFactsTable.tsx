import type { PartFacts, SplitFacts, Unseen } from '../../../protocol/meaning';
import { NoValue, Table } from '../../parts/Table';
import { useParts } from '../../store/use-app';
import styles from './meaning.module.css';

const PARTS = [
  ['train', 'Train'],
  ['val', 'Validation'],
  ['test', 'Test'],
] as const;
/** Fields and columns that are shown, those of the most rows. */
const SHOWN = 8;

/** What the parts of the split hold, and what of validation and test the training rows lack. */
export function SplitFactsTable() {
  const { preview } = useParts('preview');
  const facts = preview?.facts;
  if (!preview || !facts) return null;
  const names = preview.data.domains.map(({ name }) => name);
  return (
    <div className="stack">
      <Table
        caption="Parts of the split"
        shape="wide"
        columns={[
          'Part',
          { head: 'Rows', number: true },
          { head: 'Positive', number: true },
          ...names.map((name) => ({ head: name, number: true, title: `Rows of ${name}, and how many of them are positive` })),
        ]}
        rows={PARTS.map(([part, title]) => ({
          key: part,
          cells: [title, facts[part].rows.toLocaleString('en'), share(facts[part]), ...facts[part].domains.map(ofDomain)],
        }))}
      />
      {facts.unseen.length > 0 && <UnseenTable facts={facts} />}
      {facts.unseen.length === 0 && facts.fields > 0 && <p className="soft">The training rows have every value of validation and test.</p>}
    </div>
  );
}

const share = ({ rows, positives }: { rows: number; positives: number }) =>
  rows === 0 ? <NoValue reason="There are no rows." /> : `${((100 * positives) / rows).toFixed(1)} %`;

function ofDomain(part: PartFacts['domains'][number], d: number) {
  return (
    <span key={d}>
      {part.rows.toLocaleString('en')} <span className="soft">{share(part)}</span>
    </span>
  );
}

function UnseenTable({ facts: { unseen, val, test } }: { facts: SplitFacts }) {
  const said = ({ values, rows }: Unseen, of: PartFacts) =>
    rows === 0
      ? 'none'
      : `${rows.toLocaleString('en')} (${Math.max(0.1, (100 * rows) / of.rows).toFixed(1)} %), ${values.toLocaleString('en')} ${values === 1 ? 'value' : 'values'}`;
  const more = unseen.length - SHOWN;
  return (
    <div>
      <p className={styles.before}>Rows with a value that the training rows lack: the model knows nothing of it.</p>
      <Table
        caption="Values that the training rows lack"
        shape="wide"
        columns={['Field', { head: 'Validation', number: true }, { head: 'Test', number: true }]}
        rows={unseen.slice(0, SHOWN).map((each) => ({ key: each.field, cells: [each.field, said(each.val, val), said(each.test, test)] }))}
      />
      {more > 0 && <p className="soft">And {more === 1 ? 'one more field' : `${more} more fields`} with fewer such rows.</p>}
    </div>
  );
}
