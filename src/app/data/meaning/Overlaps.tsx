import { useRef, useState } from 'react';
import { fieldName } from '../../../config/fields';
import type { Overlap } from '../../../protocol/meaning';
import { NoValue, Table } from '../../parts/Table';
import { namedRowsFile } from '../../store/selectors';
import { useApp, useParts } from '../../store/use-app';
import { AnswerError } from './AnswerError';
import styles from './meaning.module.css';
import { percent, saidOfPair } from './overlap-text';
import { useDataAnswer } from './use-data-answer';

/** A larger matrix is not read. */
const MOST_IN_MATRIX = 16;
/** As many as the worker looks at. */
const MOST_FIELDS = 8;

/** Which values the domains have in common, of the fields that the person chooses. @param found of those that are shown at first */
export function Overlaps({ found, names }: { found: readonly Overlap[]; names: readonly string[] }) {
  const { config, table } = useParts('config', 'table');
  const rowsFile = useApp(namedRowsFile);
  const [chosen, setChosen] = useState<readonly string[]>();
  const fields = chosen ?? found.map(({ field }) => field);
  const key = chosen && JSON.stringify([table?.hash, config.data, config.split, config.seed, rowsFile?.name, chosen]);
  const answer = useDataAnswer(key, (data) => data.compareDomains(config, rowsFile, chosen));
  const known = useRef(found);
  if (answer?.state === 'known') known.current = answer.value.overlaps;
  if (names.length < 2) return null;
  const shown = known.current.filter(({ field }) => fields.includes(field));
  const others = config.data.sparse.map(fieldName).filter((name) => !fields.includes(name));
  if (names.length > MOST_IN_MATRIX)
    return <p className="soft">What every two domains share is not shown: with {names.length} domains the table would be too large to read.</p>;
  return (
    <section className="stack" aria-label="What the domains share">
      <h4>What the domains share</h4>
      {shown.map((overlap) => (
        <OverlapTable key={overlap.field} overlap={overlap} names={names} onHide={() => setChosen(fields.filter((field) => field !== overlap.field))} />
      ))}
      <div className={`row ${styles.another}`}>
        <select
          aria-label="Compare another field"
          value=""
          disabled={others.length === 0 || fields.length >= MOST_FIELDS || answer?.state === 'asking'}
          onChange={({ target }) => setChosen([...fields, target.value])}
        >
          <option value="">{answer?.state === 'asking' ? 'Comparing …' : 'Compare another field'}</option>
          {others.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <span className="soft">
          {others.length === 0
            ? 'All sparse fields are shown.'
            : fields.length >= MOST_FIELDS
              ? `No more than ${MOST_FIELDS} at once: hide one first.`
              : 'Such as the items, or any other sparse field.'}
        </span>
      </div>
      <AnswerError of={answer} />
    </section>
  );
}

function OverlapTable({ overlap, names, onHide }: { overlap: Overlap; names: readonly string[]; onHide: () => void }) {
  const { field, distinct, shared, jaccard } = overlap;
  return (
    <div>
      <div className={`row ${styles.before}`}>
        <p>
          <b>{field}</b>: {saidOfPair(overlap, names)}
        </p>
        <button type="button" className="link" onClick={onHide}>
          Hide<span className="hidden"> {field}</span>
        </button>
      </div>
      <Table
        caption={`What domains share of ${field}`}
        shape="wide"
        columns={['Rows of', { head: 'Different values', number: true }, ...names.map((name) => ({ head: `found in ${name}`, number: true }))]}
        rows={names.map((name, a) => ({
          key: a,
          cells: [
            name,
            distinct[a]?.toLocaleString('en'),
            ...names.map((other, b) => {
              const [rows, values] = [shared[a]?.[b], jaccard[a]?.[b]];
              if (a === b)
                return (
                  <span key={other} className="soft">
                    –
                  </span>
                );
              return typeof rows === 'number' && typeof values === 'number' ? (
                `${percent(rows)} (${percent(values)})`
              ) : (
                <NoValue key={other} reason="There is no value." />
              );
            }),
          ],
        }))}
      />
    </div>
  );
}
